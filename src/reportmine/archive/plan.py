"""The work as a list of shards: sources in the order of their paths, cut into groups of about the same size.

The plan depends on the sources alone, not on processes, engines or earlier runs. A cut is decided by the path it falls
behind, so that a file more or less changes its own shard and leaves the others as they are.
"""

import hashlib
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..readers import Source

_FILES = 256
_FILE_COST = 4096
_INSERT = "insert into source values (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Item:
    """A source and what tells that it is unchanged; `there`: its file existed when the work was planned."""

    source: Source
    stamp: str
    there: bool


@dataclass(frozen=True, slots=True)
class Shard:
    """A group of sources; the same sources in the same state, under the same settings, have the same key."""

    number: int
    key: str
    items: tuple[Item, ...]


class Plan:
    """The sources of a run, sorted by path. They lie in a private temporary database, so that memory stays flat.

    `missing` counts those that are not there, `unseen` lists the folders that could not be looked into.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        self._base = sqlite3.connect("")
        self._base.execute("create table source (path blob, row integer, item blob, weight integer)")
        self._last: tuple[str, str, bool] = ("", "", False)
        self.unseen: list[Source] = []
        self._base.executemany(_INSERT, (self._record(s) for s in sources))
        self.missing: int = self._base.execute("select count(*) from source where weight < 0").fetchone()[0]

    @property
    def count(self) -> int:
        """How many sources there are."""
        return int(self._base.execute("select count(*) from source").fetchone()[0])

    def keep(self, known: Iterable[tuple[str, str]], unseen: Source) -> None:
        """Sources of an earlier run, as (path, stamp), below a folder that could not be looked into stay as they were."""
        self._base.execute("create index if not exists place on source (path, row)")
        for path, stamp in known:
            table, _, number = path.rpartition("#")
            row = int(number) - 1 if table and number.isdecimal() else None
            item = Item(Source(path, _absolute(path), row=row, root=_absolute(unseen.root)), stamp, True)
            place = _place(path, row)
            if not self._base.execute("select 1 from source where path = ? and row = ?", place).fetchone():
                self._base.execute(_INSERT, (*place, pickle.dumps(item), 0))

    def close(self) -> None:
        """Drop the database."""
        self._base.close()

    def shards(self, size: int) -> Iterator[Shard]:
        """The shards in order, each of about `size` bytes."""
        held: list[Item] = []
        weight = number = 0
        for item, cost in self._ordered():
            held.append(item)
            weight += cost
            if weight >= 2 * size or len(held) >= _FILES or (weight >= size // 2 and _cut(item.source.path, cost, size)):
                yield _shard(number, held)
                held, weight, number = [], 0, number + 1
        if held:
            yield _shard(number, held)

    def _record(self, source: Source) -> tuple[bytes, int, bytes, int]:
        """A row of the database; a missing file has a negative weight."""
        state, there = self._state(source.file or source.path)
        parts = (source.path, source.members, source.row, source.given, source.error, state)
        absolute = replace(source, file=_absolute(source.file or source.path), root=_absolute(source.root) if source.root else "")
        item = Item(absolute, _hash(repr(parts)), there)
        if source.unseen:
            self.unseen.append(source)
        weight = source.size + _FILE_COST if there and not source.unseen else -1
        return *_place(source.path, source.row), pickle.dumps(item), weight

    def _state(self, file: str) -> tuple[str, bool]:
        """Size and time of a file; the rows of a table and the files of a zip ask for the same one over and over."""
        if self._last[0] != file:
            try:
                found = Path(file).stat()
                self._last = (file, f"{found.st_size} {found.st_mtime_ns}", True)
            except (OSError, ValueError):
                self._last = (file, "", False)
        return self._last[1], self._last[2]

    def _ordered(self) -> Iterator[tuple[Item, int]]:
        for item, weight in self._base.execute("select item, weight from source order by path, row, rowid"):
            yield pickle.loads(item), max(weight, _FILE_COST)  # noqa: S301 - from our own private database


def _place(path: str, row: int | None) -> tuple[bytes, int]:
    """What sources are sorted by: rows of a table in the order of their numbers."""
    return (path if row is None else path.rpartition("#")[0]).encode("utf-8", "surrogatepass"), -1 if row is None else row


def _absolute(path: str) -> str:
    """The path as every process sees it, wherever it runs."""
    return str(Path(path).absolute())


def _shard(number: int, items: list[Item]) -> Shard:
    return Shard(number, _hash("\n".join(i.stamp for i in items)), tuple(items))


def _cut(path: str, cost: int, size: int) -> bool:
    """Whether a shard ends behind this path: on average after another half of `size`."""
    return int(_hash(path)[:8], 16) < (1 << 32) * min(1.0, cost / (size / 2))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
