"""A finished shard on disk: its part of every table and, written last, `done.json`, which says what is in them.

The folder gets its name by one rename when everything is in it: a folder under that name is whole.
"""

import hashlib
import os
import shutil
import socket
import threading
from collections.abc import Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..files import remove
from ..tables.schema import TABLES
from ..tables.seals import Seal, dumped, fits, loaded, seal_of
from ..tables.store import arrow_table, encoded
from .glossary import Bare, Offer, bare, offers

if TYPE_CHECKING:
    from ..tables.rows import Rows

_MARK = "done.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source of a shard: its stamp, its row of `reports` in short, its number of rows in each table.

    `again`: it could not even be opened, so that the next run shall try once more, changed or not. `error_en` is what
    `error` says, in English.
    """

    stamp: str
    path: str
    report_id: str
    status: str
    error: str
    masked: int
    again: bool
    counts: tuple[int, ...]
    error_en: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished shard holds: the seals of its parts, its sources, the names that reports explain to each other."""

    seals: tuple[Seal, ...]
    entries: tuple[Entry, ...]
    offers: tuple[Offer, ...] = ()
    bare: tuple[Bare, ...] = ()

    @property
    def content(self) -> str:
        """Equal for equal parts."""
        return hashlib.sha256("".join(s.sha256 for s in self.seals).encode()).hexdigest()[:24]


def place(shards: Path, key: str) -> Path:
    """The folder of a shard."""
    return shards / key


def spill_place(shards: Path, key: str) -> Path:
    """Where a shard's worker keeps what it has finished."""
    return shards / f"{key}.spill"


def read(shards: Path, key: str) -> Done | None:
    """What a shard holds; None if it is not finished, or if its mark is not what was written."""
    return loaded(place(shards, key) / _MARK, Done)


def read_whole(shards: Path, key: str) -> Done | None:
    """What a shard holds; None also if one of its parts is not what was written."""
    done = read(shards, key)
    whole = done and all(fits(place(shards, key) / f"{t}.parquet", s) for t, s in zip(TABLES, done.seals, strict=True))
    return done if whole else None


def write(shards: Path, key: str, entries: Sequence[Entry], results: Sequence["Rows"]) -> None:
    """Make the folder of a finished shard; the rows of a file that no table can hold raise what Arrow raises."""
    draft = shards / f"{key}.{socket.gethostname()}-{os.getpid()}-{threading.get_ident()}.tmp"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        seals = []
        for table in TABLES:
            data = encoded(arrow_table(table, [row for rows in results for row in rows.get(table, ())]))
            (draft / f"{table}.parquet").write_bytes(data)
            seals.append(seal_of(data))
        named = [rows.get("named_measures", ()) for rows in results]
        done = Done(tuple(seals), tuple(entries), tuple(offers(named)), tuple(bare(named)))
        (draft / _MARK).write_bytes(dumped(done))
        _settle(draft, place(shards, key))
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    spill_place(shards, key).unlink(missing_ok=True)


def check(rows: "Rows") -> None:
    """Raises what Arrow raises if no table can hold these rows."""
    for name in TABLES:
        encoded(arrow_table(name, rows.get(name, ())))


def _settle(draft: Path, target: Path) -> None:
    """Give the draft its name; the earlier result of a shard that was to be tried again makes room."""
    for _ in range(3):
        with suppress(OSError):
            draft.rename(target)
            return
        with suppress(OSError):
            remove(target)
    draft.rename(target)


def table(shards: Path, key: str, name: str) -> pa.Table:
    """A shard's part of a table."""
    with pq.ParquetFile(place(shards, key) / f"{name}.parquet") as file:
        return file.read()


def rows_at(shards: Path, key: str, positions: Iterable[int]) -> "dict[int, Rows]":
    """The rows of some sources of a finished shard."""
    done = read(shards, key)
    wanted = sorted(positions)
    found: dict[int, dict[str, list[dict[str, Any]]]] = {p: {} for p in wanted}
    if done is None:
        return {}
    for number, name in enumerate(TABLES):
        whole, starts = table(shards, key, name), _starts(done, number)
        for p in wanted:
            found[p][name] = whole.slice(starts[p], done.entries[p].counts[number]).to_pylist()
    for p in wanted:
        found[p]["reports"][0]["error_en"] = done.entries[p].error_en
    return found


def _starts(done: Done, number: int) -> list[int]:
    """Where each source's rows begin in the table of this number."""
    starts = [0]
    for entry in done.entries:
        starts.append(starts[-1] + entry.counts[number])
    return starts


def without(whole: pa.Table, done: Done, name: str, dropped: Set[int]) -> pa.Table:
    """A shard's part of a table without the rows of some of its sources."""
    number = TABLES.index(name)
    starts = _starts(done, number)
    kept = [whole.slice(starts[p], e.counts[number]) for p, e in enumerate(done.entries) if p not in dropped]
    return pa.concat_tables(kept).combine_chunks() if kept else whole.slice(0, 0)
