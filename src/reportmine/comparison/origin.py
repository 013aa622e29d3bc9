"""Which extraction the workbooks and pages show, in words, and the mark on pages whose tables have changed since.

The date is that of the tables, from `run.json`, not of the writing: the same tables give the same bytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..tables.run import read_run

_MARK = re.compile(rb'data-stale="([01])" data-tables="(\w*)"')
# the mark stands in the first element of a page
_HEAD = 300


@dataclass(frozen=True, slots=True)
class Origin:
    """An extraction: what it read (as typed on its command line), how many reports it holds, and its tables.

    `copies` have the text of another report and are counted apart. `since` is when the tables took their present state,
    in local time, `tables` what identifies them; both are empty for tables that no `extract` of this version wrote.
    """

    inputs: tuple[str, ...]
    reports: int
    copies: int
    since: str
    tables: str

    @property
    def date(self) -> datetime | None:
        """`since` as a date; None if it is unknown."""
        return datetime.fromisoformat(self.since).replace(tzinfo=None) if self.since else None


def origin_of(out: Path, reports: pd.DataFrame) -> Origin:
    """The extraction in an output folder, with its table `reports`."""
    run = read_run(out)
    ids = reports.loc[reports["status"] == "ok", "report_id"]
    tables = run.get("tables", {})
    return Origin(tuple(run.get("inputs", ())), ids.nunique(), len(ids) - ids.nunique(), tables.get("since", ""), tables.get("hash", ""))


def made_from(origin: Origin, words: Mapping[str, str]) -> str:
    """The line that heads every page and workbook.

    “据 2023-11-30 14:02 的抽取结果：报告 24 份（另有内容相同的副本 2 份）；读取自 汇报。”
    """
    first, *others = origin.inputs or (words["unknown"],)
    folder = words["inputs"].format(first=first, n=len(origin.inputs)) if others else first
    copies = words["copies"].format(n=origin.copies) if origin.copies else ""
    date = f"{origin.date:%Y-%m-%d %H:%M}" if origin.date else words["unknown"]
    return words["made_from"].format(date=date, reports=origin.reports, copies=copies, folder=folder)


def mark_stale(out: Path) -> None:
    """Marks the pages in `out` that show other tables than there are now, and takes the mark from those that do not.

    The mark is one byte, written in place: a page is never half marked, and thousands of them take no time. The index
    comes last, so that a marked index means that all are. Raises `OSError` if a page cannot be written.
    """
    now = read_run(out).get("tables", {}).get("hash", "").encode()
    for page in _pages(out / "pages"):
        with page.open("r+b") as file:
            mark = _MARK.search(file.read(_HEAD))
            wanted = b"0" if mark and mark[2] == now else b"1"
            if mark and mark[1] != wanted:
                file.seek(mark.start(1))
                file.write(wanted)


def _pages(folder: Path) -> Iterator[Path]:
    yield from sorted((folder / "reports").glob("*.html"))
    yield from folder.glob("index.html")
