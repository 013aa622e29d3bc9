"""What earlier runs left: the sources below a folder that cannot be looked into now, and the files their tables spoke of."""

from collections.abc import Iterator
from pathlib import Path

from ..errors import DataError
from ..tables.store import published, read_part
from . import results

Before = tuple[str, str, bool]


def sources_below(shards: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Path and stamp of every source below a folder as the shards have it; of several states the newest."""
    prefix = "" if folder == "." else folder.rstrip("/") + "/"
    found: dict[str, str] = {}
    for place in sorted(shards.iterdir(), key=lambda p: (p.stat().st_mtime_ns, p.name)):
        done = results.read(shards, place.name)
        found |= {e.path: e.stamp for e in done.entries if e.path.startswith(prefix)} if done else {}
    yield from found.items()


def files_before(out: Path) -> Iterator[Before] | None:
    """The files that the tables, which are whole, speak of: path, report_id, whether it is a copy.

    None before a first run, and of tables of an earlier version: then nothing can be said of what has changed.
    """
    if published(out) is None:
        return None
    found = sorted((out / "tables" / "reports").glob("part-*.parquet"))
    try:
        rows = [read_part(part, "reports", ["path", "report_id", "copy_of"]) for part in found]
    except DataError:
        return None
    return ((str(r["path"]), str(r["report_id"]), bool(r["copy_of"])) for part in rows for r in part.to_pylist())
