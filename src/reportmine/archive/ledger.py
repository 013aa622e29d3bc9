"""What is true of the archive as a whole: which of equal reports comes first, who explains a name, what earlier runs know.

It lies in a private temporary database, so that memory does not grow with the archive.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from .glossary import Bare, Offer
from .results import Done

_TABLES = """
create table planned (number integer primary key, key text unique, todo integer);
create table first (report_id text primary key, key text, position integer, path text) without rowid;
create table offer (organization text, text text, report_id text, members text, primary key (organization, text)) without rowid;
create table old (stamp text primary key, key text, position integer) without rowid;
"""
_BETTER = """
insert into offer values (?, ?, ?, ?) on conflict do update set report_id = excluded.report_id, members = excluded.members
where (excluded.report_id, excluded.members) < (report_id, members)
"""


class Ledger:
    """Filled shard by shard, asked shard by shard."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript("pragma journal_mode = off; pragma synchronous = off;" + _TABLES)

    def close(self) -> None:
        """Drop the database."""
        self._base.close()

    def plan(self, number: int, key: str, *, todo: bool) -> None:
        """A shard of this run, and whether it is still to be done."""
        self._base.execute("insert into planned values (?, ?, ?)", (number, key, todo))

    def planned(self) -> Iterator[str]:
        """The keys of this run's shards, in order."""
        cursor = self._base.cursor()
        yield from (str(key) for (key,) in cursor.execute("select key from planned order by number"))

    def is_planned(self, key: str) -> bool:
        """Whether a shard belongs to this run."""
        return self._base.execute("select 1 from planned where key = ?", (key,)).fetchone() is not None

    def is_todo(self, number: int) -> bool:
        """Whether the shard of this number is still to be done."""
        return bool(self._base.execute("select todo from planned where number = ?", (number,)).fetchone()[0])

    def remember(self, key: str, done: Done) -> None:
        """What an earlier shard, not of this run, knows."""
        known = ((e.stamp, key, p) for p, e in enumerate(done.entries) if not e.again)
        self._base.executemany("insert or ignore into old values (?, ?, ?)", known)

    def known(self, stamp: str) -> tuple[str, int] | None:
        """Where an earlier run put a source in this very state: shard and position."""
        found: tuple[str, int] | None = self._base.execute("select key, position from old where stamp = ?", (stamp,)).fetchone()
        return found

    def enter(self, key: str, done: Done) -> None:
        """A finished shard of this run; shards must be entered in order."""
        ids = ((e.report_id, key, p, e.path) for p, e in enumerate(done.entries) if e.status == "ok")
        self._base.executemany("insert or ignore into first values (?, ?, ?, ?)", ids)
        again = self.copies(key, done)
        self._base.executemany(_BETTER, (_offer(o) for o in done.offers if o.position not in again))

    def copies(self, key: str, done: Done) -> dict[int, str]:
        """Sources of a shard whose very bytes came before, each with the path of the first that has them."""
        question = "select path from first where report_id = ? and (key, position) <> (?, ?)"
        ok = ((p, (e.report_id, key, p)) for p, e in enumerate(done.entries) if e.status == "ok")
        return {p: str(found[0]) for p, place in ok if (found := self._base.execute(question, place).fetchone())}

    def answers(self, asked: Sequence[Bare]) -> list[tuple[Bare, str, str]]:
        """The bare mentions that another report explains, with its id and the members."""
        question = "select report_id, members from offer where organization = ? and text = ?"
        found = ((b, self._base.execute(question, (b.organization, b.text)).fetchone()) for b in asked)
        return [(b, str(f[0]), str(f[1])) for b, f in found if f]


def _offer(o: Offer) -> tuple[str, str, str, str]:
    return o.organization, o.text, o.report_id, o.members
