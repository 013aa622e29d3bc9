"""`run.json`: what ran, with which version, options and data, and what came out."""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .extract import Options, Summary


def version() -> str:
    """The installed version of reportmine."""
    try:
        return installed("reportmine")
    except PackageNotFoundError:
        return "0+source"


@lru_cache(maxsize=4)
def data_hash(lexicon: Path | None) -> str:
    """One hash over every data file of the product and of the user's lexicon folder."""
    digest = hashlib.sha256()
    for path in _data_files(files("reportmine").joinpath("data")):
        digest.update(path.name.encode() + path.read_bytes())
    for own in sorted(lexicon.glob("*.csv")) if lexicon else ():
        digest.update(own.name.encode() + own.read_bytes())
    return digest.hexdigest()[:16]


def _data_files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for item in sorted(folder.iterdir(), key=lambda p: p.name):
        found += _data_files(item) if item.is_dir() else [item]
    return found


def write_manifest(out: Path, options: "Options", summary: "Summary") -> None:
    """Write `run.json`."""
    counts = {k: v for k, v in asdict(summary).items() if k not in ("seconds", "errors")}
    s = options.settings
    record = {
        "version": version(),
        "options": {"jobs": options.jobs, "engine": options.engine, "words": s.words, "taxonomy": s.taxonomy or "detected",
                    "organizations": str(options.organizations or ""), "lexicon": str(s.lexicon or "")},
        "data": data_hash(s.lexicon), "counts": counts, "seconds": round(summary.seconds, 3),
        "errors": [{"path": p, "error": e} for p, e in summary.errors],
    }  # fmt: skip
    (out / "run.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
