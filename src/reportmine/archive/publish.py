"""Finished shards to `OUT/tables`: a new folder is built beside the old one and takes its place when it is whole.

A part is a hard link to the shard's own file, or to the part of the run before, unless what the rest of the archive says
changes it: a copy of another file names the first and has no facts, a bare name is explained by another report. So damage to
a part may be damage to the shard; whoever publishes has looked at the shards before, and here looks at the parts.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ..files import remove
from ..tables.schema import SCHEMAS, TABLES
from ..tables.seals import Seal, dumped, seal_of
from ..tables.store import PARTS, Published, arrow_table, encoded, part_name, published, unfit
from . import glossary, results
from .ledger import Ledger
from .made import was_made_from
from .results import Done

_WRITTEN = ("csv", "pages", "usage", "tables/problems")


@dataclass(frozen=True, slots=True)
class Part:
    """A shard as it is published: `copies` lose their facts and name the first path, `answers` explain bare names."""

    key: str
    done: Done
    copies: dict[int, str]
    answers: list[tuple[glossary.Bare, str, str]]

    @property
    def signature(self) -> str:
        """Equal for equal content."""
        answers = [(b.position, b.row, who, members) for b, who, members in self.answers]
        text = json.dumps([self.done.content, sorted(self.copies.items()), answers])
        return hashlib.sha256(text.encode()).hexdigest()[:24]


def recover(out: Path, own: Path) -> None:
    """After a run that was killed: tables that were being exchanged go back, drafts go away."""
    if not (out / "tables").exists() and (own / "tables.old").exists():
        (own / "tables.old").rename(out / "tables")
    drafts = [p for folder in (own, *(out / f for f in _WRITTEN)) for p in folder.glob("*.tmp")]
    for left in (own / "tables.new", own / "tables.old", *drafts, *out.glob(".*.tmp")):
        remove(left)


def has_results(out: Path) -> bool:
    """Whether there are tables with something in them, also if they are damaged."""
    known = published(out)
    return bool(known.parts) if known else (out / "tables").is_dir()


def damaged(out: Path) -> list[Path]:
    """What is not as it was published: parts of the tables, or the file that has their seals. Nothing before a first run."""
    known = published(out)
    if known is None:
        return [out / "tables" / PARTS] if (out / "tables").exists() else []
    return [p for table in TABLES for p in unfit(out, table, known)]


def parts(shards: Path, ledger: Ledger) -> Iterator[Part]:
    """The shards of this run as they are to be published; all must have been entered in the ledger."""
    for key in ledger.planned():
        done = results.read(shards, key)
        if done is not None:
            copies = ledger.copies(key, done)
            asked = [b for b in done.bare if b.position not in copies]
            yield Part(key, done, copies, ledger.answers(asked))


def publish(out: Path, own: Path, shards: Path, ledger: Ledger, bad: Sequence[Path]) -> bool:
    """Make the tables what the shards say; false if they are already. `bad` is what `damaged` found in them."""
    wanted = tuple(p.signature for p in parts(shards, ledger))
    before = published(out) or Published((), {})
    if wanted == before.parts and before.seals.keys() == set(TABLES) and not bad:
        return False
    new = own / "tables.new"
    remove(new)
    seals: dict[str, list[Seal]] = {table: [] for table in TABLES}
    for table in TABLES:
        (new / table).mkdir(parents=True)
        if not wanted:
            seals[table].append(_put(new / table / part_name(0), encoded(SCHEMAS[table].empty_table())))
    source = _Source(shards, out / "tables", before.seals, {s: n for n, s in enumerate(before.parts)}, frozenset(bad))
    for number, part in enumerate(parts(shards, ledger)):
        for table, seal in zip(TABLES, source.bring(part, new, number), strict=True):
            seals[table].append(seal)
    _put(new / PARTS, dumped(Published(wanted, {table: tuple(found) for table, found in seals.items()})))
    if wanted == before.parts or was_made_from(out, "check", wanted):  # only mended: what `check` found still holds
        _keep_findings(out / "tables" / "problems", new / "problems")
    _exchange(out / "tables", new, own / "tables.old")
    return True


@dataclass(frozen=True, slots=True)
class _Source:
    """Where parts come from: the shards, and the tables of the run before, but for what is `bad` in them.

    `numbers` are those of the earlier parts by their signatures.
    """

    shards: Path
    tables: Path
    seals: dict[str, tuple[Seal, ...]]
    numbers: dict[str, int]
    bad: frozenset[Path]

    def bring(self, part: Part, new: Path, number: int) -> list[Seal]:
        """Put a shard's part of every table in its place."""
        before = self.numbers.get(part.signature)
        return [self._bring(part, table, new / table / part_name(number), before) for table in TABLES]

    def _bring(self, part: Part, table: str, target: Path, before: int | None) -> Seal:
        if before is not None and table in self.seals:
            old = self.tables / table / part_name(before)
            if old not in self.bad:
                _link(old, target)
                return self.seals[table][before]
        if part.copies or (part.answers and table == "named_measures"):
            return _put(target, encoded(_changed(part, table, self.shards)))
        _link(results.place(self.shards, part.key) / f"{table}.parquet", target)
        return part.done.seals[TABLES.index(table)]


def _put(target: Path, data: bytes) -> Seal:
    target.write_bytes(data)
    return seal_of(data)


def _changed(part: Part, name: str, shards: Path) -> pa.Table:
    """A shard's part of a table with what the rest of the archive changes in it."""
    whole = results.table(shards, part.key, name)
    if name == "reports":
        rows = whole.to_pylist()
        for position, first in part.copies.items():
            rows[position]["copy_of"] = first
        return arrow_table(name, rows)
    if name == "named_measures" and part.answers:
        rows = whole.to_pylist()
        number = TABLES.index(name)
        starts = [sum(e.counts[number] for e in part.done.entries[:p]) for p in range(len(part.done.entries))]
        for bare, report_id, members in part.answers:
            glossary.explain(rows[starts[bare.position] + bare.row], report_id, members)
        whole = arrow_table(name, rows)
    return results.without(whole, part.done, name, part.copies.keys())


def _keep_findings(old: Path, new: Path) -> None:
    for place in old.glob("*.parquet"):
        new.mkdir(exist_ok=True)
        _link(place, new / place.name)


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
    remove(old)
    if tables.exists():
        tables.rename(old)
    new.rename(tables)
    remove(old)
