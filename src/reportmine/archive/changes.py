"""What is different from the run before: files that are new, changed (in their bytes, not in their date), gone, or copies now."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ..delimited import cell, write_rows
from ..files import replaced
from .earlier import Before
from .summary import Change

COLUMNS = ("change", "path", "copy_of")
_TABLES = """
create table before (path text primary key, report_id text, copy integer, seen integer default 0) without rowid;
create table change (kind text, path text, copy_of text);
"""
_ABOVE_OTHERS = "exists (select 1 from before b where b.seen and b.path > change.path || '/' and b.path < change.path || '0')"


class Changes:
    """Filled file by file; lies in a private temporary database, so that memory does not grow with the archive.

    Without an earlier run (`before` is None) only copies are told: everything would be new.
    """

    def __init__(self, before: Iterable[Before] | None) -> None:
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript("pragma journal_mode = off; pragma synchronous = off;" + _TABLES)
        self._first = before is None
        self._base.executemany("insert or ignore into before (path, report_id, copy) values (?, ?, ?)", before or ())

    def close(self) -> None:
        """Drop the database."""
        self._base.close()

    def see(self, path: str, report_id: str, copy_of: str) -> None:
        """A file as it is now; each is seen once."""
        known = self._base.execute("select report_id, copy from before where path = ?", (path,)).fetchone()
        self._base.execute("update before set seen = 1 where path = ?", (path,))
        if known is None and not self._first:
            self._add("new", path, copy_of)
        elif known is not None and known[0] != report_id:
            self._add("changed", path, copy_of)
        if copy_of and not (known and known[1]):
            self._add("copy", path, copy_of)

    def _add(self, kind: str, path: str, copy_of: str) -> None:
        self._base.execute("insert into change values (?, ?, ?)", (kind, path, copy_of))

    def finish(self) -> None:
        """Of the files before, those that were not seen are gone; the row of a folder that could not be looked into is no file."""
        self._base.execute("insert into change select 'gone', path, '' from before where not seen order by path")
        self._base.execute(f"delete from change where kind in ('new', 'gone') and {_ABOVE_OTHERS}")  # noqa: S608 - ours

    def summed(self, shown: int) -> dict[str, Change]:
        """By kind how many there are, and the first few of them."""
        found = {}
        for kind in ("new", "changed", "gone", "copy"):
            count = self._base.execute("select count(*) from change where kind = ?", (kind,)).fetchone()[0]
            first = self._base.execute("select path, copy_of from change where kind = ? order by rowid limit ?", (kind, shown))
            found[kind] = Change(count, tuple(first))
        return found

    def write(self, path: Path) -> None:
        """All of them as CSV."""
        with replaced(path) as draft:
            rows = self._base.execute("select kind, path, copy_of from change order by rowid")
            write_rows(draft, COLUMNS, (map(cell, row) for row in rows))
