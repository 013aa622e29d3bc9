"""`run.json`: what ran, with which version, options and data, and what came out; and the hash of what decides that."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

from ..errors import InputError
from ..files import write_text
from ..regular import read_text
from ..resources import Resources
from .made import state_of
from .options import Options, Settings
from .summary import Summary

_PACKAGE = Path(__file__).resolve().parents[1]


def version() -> str:
    """The installed version of reportmine."""
    try:
        return installed("reportmine")
    except PackageNotFoundError:
        return "0+source"


@lru_cache(maxsize=1)
def program_hash() -> str:
    """One hash over the product's code, data files and models: an update, or an edit, makes earlier results old."""
    models = [_PACKAGE / "models", _PACKAGE.parents[1] / "models"]
    return _hash([p for root in (_PACKAGE, *models) for p in _files(root)])


@lru_cache(maxsize=1)
def _data_hash() -> str:
    """One hash over every data file of the product."""
    return _hash([*_files(_PACKAGE / "data")])


def content_hash(settings: Settings, resources: Resources) -> str:
    """A hash of everything but the sources that decides the tables; where the user's files lie does not matter."""
    taxonomy = Path(settings.taxonomy)
    chosen = _hash([taxonomy]) if settings.taxonomy and taxonomy.is_file() else settings.taxonomy
    parts = (version(), program_hash(), _data_hash(), resources.hash, chosen, settings.words, settings.roles, repr(settings.reading),
             settings.seconds, settings.memory)  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _files(root: Path) -> Iterator[Path]:
    """The files below a folder, in a fixed order."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        yield from (Path(folder) / n for n in sorted(names) if not n.startswith("."))


def _hash(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)} ".encode("utf-8", "surrogatepass") + data)
    return digest.hexdigest()[:16]


def write_manifest(options: Options, summary: Summary, inputs: Sequence[str | Path], resources: Resources) -> None:
    """Write `run.json`."""
    s, settings = summary, options.settings
    finished = datetime.now().astimezone().isoformat(timespec="seconds")
    counts = {"reports": s.reports, "read": s.read, "reused": s.reused, "failed": s.failed, "empty": s.empty, "facts": s.facts,
              "masked": s.masked, "named": s.named, "copies": s.copies, "shards": s.shards}  # fmt: skip
    record = {
        "version": version(), "finished": finished, "inputs": [_input(i) for i in inputs], "tables": _tables(options.out, finished),
        "options": {"jobs": options.jobs, "engine": options.engine, "scheduler": options.scheduler, "words": settings.words,
                    "roles": settings.roles, "taxonomy": settings.taxonomy or "detected", "organizations": str(options.organizations or ""),
                    "lexicon": str(settings.lexicon or ""), "seconds": settings.seconds, "memory": settings.memory},
        "taxonomy": settings.taxonomy or "detected", "data": _data_hash(), "lexicon": resources.hash, "counts": counts,
        "seconds": round(s.seconds, 3), "stages": _rounded(s.stages), "worker_seconds": _rounded(s.workers),
        "changes": {kind: c.count for kind, c in s.changes.items()}, "left_out": s.left_out,
        "notes": s.notes, "mended": [str(p) for p in s.mended], "errors": [{"path": p, "error": zh} for p, (zh, _) in s.errors],
    }  # fmt: skip
    write_text(options.out / "run.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n", errors="replace")


def _rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in seconds.items()}


def _input(given: str | Path) -> str:
    """An input as typed; one that names no folder (`.`) as what it is."""
    return str(given) if Path(given).name not in ("", "..") else str(Path(given).resolve())


def _tables(out: Path, now: str) -> dict[str, str]:
    """What identifies the tables, and since when they are so: a run that changes nothing keeps the date."""
    found = state_of(out)
    with suppress(OSError, InputError, ValueError, RecursionError):
        match json.loads(read_text(out / "run.json", "utf-8")):
            case {"tables": {"hash": before, "since": str(since)}} if before == found:
                return {"hash": found, "since": since}
    return {"hash": found, "since": now}
