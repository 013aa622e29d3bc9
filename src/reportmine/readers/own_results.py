"""Results of `extract` that lie where reports are looked for: they are told from reports by what is in them, not by
their folder's name.
"""

import json
from pathlib import Path

from ..errors import InputError
from ..regular import read_bytes

STORE = ".reportmine"
_MANIFEST = "run.json"
_KEYS = frozenset({"version", "options", "counts", "stages"})
FOLDERS = frozenset({STORE, "tables", "csv", "pages", "usage"})
_FILES = frozenset({_MANIFEST, "reportmine.xlsx", "comparison.xlsx", "problems.xlsx", "review.csv"})


def is_results(folder: str | Path) -> bool:
    """Whether `extract` wrote to this folder: it has our store (an unfinished run has nothing else) or our manifest."""
    try:
        return (Path(folder) / STORE).is_dir() or _is_manifest(Path(folder) / _MANIFEST)
    except OSError:
        return False


def results_around(place: str) -> str:
    """The results folder that a file was written to by us, empty if it is none of ours; `place` is its real path.

    Reports may lie below a results folder (`-o 项目` for `项目/汇报`): only what has the name of a result is one.
    """
    *above, name = Path(place).parts
    found = [above] if name in _FILES else []
    found += [above[:n] for n in range(len(above) - 1, 0, -1) if above[n] in FOLDERS]
    return next((str(folder) for parts in found if is_results(folder := Path(*parts))), "")


def among(names: list[str]) -> list[str]:
    """The folders, each ending in /, of results that were packed into a zip with these names in it."""
    found = [n.removesuffix(_MANIFEST) for n in names if n.rpartition("/")[2] == _MANIFEST]
    return [f for f in found if any(n.startswith(f + "tables/reports/") for n in names)]


def _is_manifest(file: Path) -> bool:
    """Whether a file is a `run.json` of ours; others write files of that name too."""
    try:
        found = json.loads(read_bytes(file))
    except (OSError, ValueError, RecursionError, InputError):
        return False
    return isinstance(found, dict) and found.keys() >= _KEYS
