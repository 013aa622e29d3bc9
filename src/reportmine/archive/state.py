"""What an earlier run of the same folder knows: which source is in which part, so that only what changed is done."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from ..readers import Source
from ..tables.rows import Rows
from ..tables.schema import TABLES

_FILE = ".state.json"
Stamp = tuple[str, int, int, str]


def stamp(source: Source) -> Stamp:
    """What tells that a source is unchanged: its path, the size and time of its file, what the user says of it."""
    path = Path(source.file or source.path)
    given = f"{source.given.organization}|{source.given.period}" if source.given else ""
    try:
        stat = path.stat()
    except OSError:
        return source.path, -1, -1, given
    return source.path, stat.st_size, stat.st_mtime_ns, given


@dataclass(slots=True)
class Earlier:
    """The earlier run's parts by stamp; empty if there is none or its settings were others."""

    out: Path
    places: dict[Stamp, tuple[int, int]]

    def rows(self, key: Stamp) -> Rows | None:
        """The rows of a source of the earlier run, or None if it was not there."""
        place = self.places.get(key)
        return None if place is None else self._part(place[0])[place[1]]

    def _part(self, number: int) -> list[Rows]:
        if number not in _PARTS:
            _PARTS.clear()
            _PARTS[number] = _read_part(self.out, number)
        return _PARTS[number]


_PARTS: dict[int, list[Rows]] = {}


def _read_part(out: Path, number: int) -> list[Rows]:
    """The rows of each source of a part, in order: the tables of a part hold its sources one after another."""
    tables = {t: pq.read_table(out / "tables" / t / f"part-{number:05d}.parquet").to_pylist() for t in TABLES}
    found: list[Rows] = []
    counts = json.loads((out / _FILE).read_text(encoding="utf-8"))["parts"][number]["counts"]
    offsets = dict.fromkeys(TABLES, 0)
    for sizes in counts:
        rows: Rows = {}
        for table, size in zip(TABLES, sizes, strict=True):
            rows[table] = tables[table][offsets[table] : offsets[table] + size]
            offsets[table] += size
        found.append(rows)
    return found


def settings_hash(settings: object, version: str, data: str) -> str:
    """A hash of everything but the sources that decides the tables."""
    return hashlib.sha256(f"{settings!r}|{version}|{data}".encode()).hexdigest()[:16]


def earlier(out: Path, wanted: str) -> Earlier:
    """The earlier run in `out` if it had the same settings."""
    _PARTS.clear()
    try:
        state = json.loads((out / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Earlier(out, {})
    if state.get("settings") != wanted:
        return Earlier(out, {})
    places = {
        (str(s[0]), int(s[1]), int(s[2]), str(s[3])): (n, i)
        for n, part in enumerate(state["parts"])
        for i, s in enumerate(part["stamps"])
    }
    return Earlier(out, places)


def save(out: Path, settings: str, parts: list[dict[str, object]]) -> None:
    """Write what the next run needs to know."""
    draft = out / f"{_FILE}.tmp"
    draft.write_text(json.dumps({"settings": settings, "parts": parts}, ensure_ascii=False), encoding="utf-8")
    draft.replace(out / _FILE)
