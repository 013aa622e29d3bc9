"""Finished shards to `OUT/tables`: a new folder is built beside the old one and takes its place when it is whole.

A part is a hard link to the shard's own file, or to the part of the run before, unless what the rest of the archive says
changes it: a report whose very bytes came before has no facts, a bare name is explained by another report.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ..tables.schema import SCHEMAS, TABLES
from ..tables.store import arrow_table, encoded, part_name
from . import glossary, results
from .ledger import Ledger
from .results import Done

_PARTS = ".parts.json"
REPEATED = "与另一份文件内容完全相同，事实只计一次"


@dataclass(frozen=True, slots=True)
class Part:
    """A shard as it is published: `repeated` sources lose their facts, `answers` explain bare names."""

    key: str
    done: Done
    repeated: frozenset[int]
    answers: list[tuple[glossary.Bare, str, str]]

    @property
    def signature(self) -> str:
        """Equal for equal content."""
        answers = [(b.position, b.row, who, members) for b, who, members in self.answers]
        text = json.dumps([self.done.content, sorted(self.repeated), answers])
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def recover(out: Path, own: Path) -> None:
    """After a run that was killed while it exchanged the tables: the old ones go back."""
    if not (out / "tables").exists() and (own / "tables.old").exists():
        (own / "tables.old").rename(out / "tables")
    for left in ("tables.new", "tables.old"):
        shutil.rmtree(own / left, ignore_errors=True)


def published(out: Path) -> list[str]:
    """The signatures of the parts in the tables, in order; none if there are no tables."""
    try:
        found = json.loads((out / "tables" / _PARTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [str(s) for s in found["parts"]]


def parts(shards: Path, ledger: Ledger) -> Iterator[Part]:
    """The shards of this run as they are to be published; all must have been entered in the ledger."""
    for key in ledger.planned():
        done = results.read(shards, key)
        if done is not None:
            repeated = ledger.repeated(key, done)
            asked = [b for b in done.bare if b.position not in repeated]
            yield Part(key, done, repeated, ledger.answers(asked))


def publish(out: Path, own: Path, shards: Path, ledger: Ledger) -> bool:
    """Make the tables what the shards say; false if they are already."""
    wanted = [p.signature for p in parts(shards, ledger)]
    before = published(out)
    if wanted == before and _whole(out, len(wanted)):
        return False
    here = {s: n for n, s in enumerate(before)}
    new = own / "tables.new"
    shutil.rmtree(new, ignore_errors=True)
    for table in TABLES:
        (new / table).mkdir(parents=True)
        if not wanted:
            (new / table / part_name(0)).write_bytes(encoded(SCHEMAS[table].empty_table()))
    for number, part in enumerate(parts(shards, ledger)):
        _write(new, number, part, shards, out, here.get(part.signature))
    (new / _PARTS).write_text(json.dumps({"parts": wanted}), encoding="utf-8")
    _exchange(out / "tables", new, own / "tables.old")
    return True


def _whole(out: Path, count: int) -> bool:
    """Whether every part is where it should be: a user may have deleted some."""
    return all(len(list((out / "tables" / t).glob("part-*.parquet"))) == max(count, 1) for t in TABLES)


def _write(new: Path, number: int, part: Part, shards: Path, out: Path, before: int | None) -> None:
    for table in TABLES:
        target = new / table / part_name(number)
        old = out / "tables" / table / part_name(before) if before is not None else None
        if old is not None and old.is_file():
            _link(old, target)
        elif part.repeated or (part.answers and table == "named_measures"):
            target.write_bytes(encoded(_changed(part, table, shards)))
        else:
            _link(results.place(shards, part.key) / f"{table}.parquet", target)


def _changed(part: Part, name: str, shards: Path) -> pa.Table:
    """A shard's part of a table with what the rest of the archive changes in it."""
    whole = results.table(shards, part.key, name)
    if name == "reports":
        rows = whole.to_pylist()
        for position in part.repeated:
            rows[position]["error"] = REPEATED
        return arrow_table(name, rows)
    if name == "named_measures" and part.answers:
        rows = whole.to_pylist()
        number = TABLES.index(name)
        starts = [sum(e.counts[number] for e in part.done.entries[:p]) for p in range(len(part.done.entries))]
        for bare, report_id, members in part.answers:
            glossary.explain(rows[starts[bare.position] + bare.row], report_id, members)
        whole = arrow_table(name, rows)
    return results.without(whole, part.done, name, part.repeated)


def _link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _exchange(tables: Path, new: Path, old: Path) -> None:
    """Two renames; before them everything goes through to the disk, so that a power cut cannot leave names without content."""
    if hasattr(os, "sync"):
        os.sync()
    shutil.rmtree(old, ignore_errors=True)
    if tables.exists():
        tables.rename(old)
    new.rename(tables)
    shutil.rmtree(old, ignore_errors=True)
