"""`OUT/comparison.xlsx`: the matrix by key measure with links to fact rows, and the other comparisons, a row each.

Typed cells, frozen panes, filters, no merged cells, no formula: every text goes through `write_string`. Masked and
missing cells are filled by conditional formats, so that they stay right when a clerk types over them.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import clear_frames
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from ..output.cells import fitted

MAX_ROWS = 1_048_576
MAX_LINKS = 65_000
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - the same tables give the same bytes
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_FONT = {"font_name": "等线", "font_size": 10, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A flat table for people: its name, headers with widths, and rows; `links` maps a column to fact ids."""

    name: str
    headers: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[object]]
    links: dict[int, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix sheet: indicator columns, unit rows; a cell is (number or text, fact id, state) or None."""

    name: str
    units: tuple[str, str]
    columns: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, Sequence[tuple[object, str, str] | None]]]


@dataclass(frozen=True, slots=True)
class Note:
    """The first sheet: captions, the line that says which extraction the workbook shows, and its date (None: unknown)."""

    words: Mapping[str, str]
    made_from: str
    date: datetime | None


def write_workbook(target: Path, grids: Sequence[Grid], facts: Sheet, others: Sequence[Sheet], note: Note) -> None:
    """Write the workbook; `facts.rows[i][0]` is the fact id that links lead to.

    Packed in memory, since XlsxWriter packing on a full disk fails in many ways, and Python writing bytes in one.
    Raises `OSError` if the disk is full, also that of the temporary folder, where XlsxWriter keeps its rows.
    """
    packed = io.BytesIO()
    with TemporaryDirectory(prefix="reportmine-", ignore_cleanup_errors=True) as rows:
        try:
            book = xlsxwriter.Workbook(packed, _OPTIONS | {"tmpdir": rows})
            _fill(book, grids, facts, others, note)
            book.close()
        except (FileCreateError, OSError) as error:
            fault = error.args[0] if isinstance(error, FileCreateError) else error  # XlsxWriter's name for the OSError that it holds
            clear_frames(fault.__traceback__)  # a half-made zip is closed now, while `packed` is there, and does not complain later
            raise OSError(fault.errno, fault.strerror, rows) from None
    target.write_bytes(packed.getbuffer())


def _fill(book: Any, grids: Sequence[Grid], facts: Sheet, others: Sequence[Sheet], note: Note) -> None:
    words = note.words
    book.set_properties({"title": words["title"], "comments": words["note"], "created": note.date or _NO_TIME})
    styles = _styles(book)
    place = _fact_places(facts)
    _note(book.add_worksheet(words["sheet_note"]), note, styles)
    taken = {name.casefold() for name in (words["sheet_note"], facts.name, *(sheet.name for sheet in others))}
    for grid in grids:
        _grid(book.add_worksheet(_free_name(grid.name, taken)), grid, place, styles, words)
    for sheet in others:
        _flat(book, sheet, place, styles)
    _flat(book, facts, {}, styles)


def _styles(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bg_color": "#DDE7F2", "border": 1, "border_color": "#B7C6D8", "text_wrap": True, "valign": "vcenter"}
    return {
        "head": book.add_format(_FONT | head),
        "text": book.add_format(_FONT),
        "wrap": book.add_format(_FONT | {"text_wrap": True}),
        "number": book.add_format(_FONT | {"num_format": "#,##0.######"}),
        "link": book.add_format(_FONT | {"font_color": "#0B4F8A", "num_format": "#,##0.######"}),
        "several": book.add_format(_FONT | {"font_color": "#0B4F8A", "num_format": "#,##0.######", "bg_color": "#E2EFDA"}),
        "masked": book.add_format({"bg_color": "#FFF2CC"}),
        "missing": book.add_format({"bg_color": "#EDEDED"}),
        "title": book.add_format(_FONT | {"bold": True, "font_size": 14}),
    }


def _note(sheet: Any, note: Note, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, note.words["title"], styles["title"])
    for row, line in enumerate((note.made_from, *note.words["note"].split("\n")), start=1):
        sheet.write_string(row, 0, line, styles["wrap"])


def _fact_places(facts: Sheet) -> dict[str, str]:
    """Where each fact's row is, as an internal link."""
    places = {}
    for n, row in enumerate(facts.rows):
        part, line = divmod(n, MAX_ROWS - 1)
        places[str(row[0])] = f"internal:'{_part_name(facts.name, part)}'!A{line + 2}"
    return places


def _part_name(name: str, part: int) -> str:
    return name if not part else f"{name}{part + 1}"


def _free_name(name: str, taken: set[str]) -> str:
    """A key measure's name as Excel takes it for a sheet: up to 31 characters, not all of them allowed, and unlike those `taken`."""
    clean = _NO_SHEET_NAME.sub("_", name).strip("'")[:31] or "_"
    numbered = (f"{clean[:28]}{n}" for n in count(2))
    free = next(found for found in chain([clean], numbered) if found.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _grid(sheet: Any, grid: Grid, place: dict[str, str], styles: dict[str, Any], words: Mapping[str, str]) -> None:
    heads = (*grid.units, *(name for name, _ in grid.columns))
    below = ("", "", *(unit for _, unit in grid.columns))
    for column, (head, unit) in enumerate(zip(heads, below, strict=True)):
        sheet.write_string(0, column, f"{head}（{unit}）" if unit else head, styles["head"])
    for n, (unit, when, cells) in enumerate(grid.rows, start=1):
        sheet.write_string(n, 0, unit, styles["text"])
        sheet.write_string(n, 1, when, styles["text"])
        for column, cell in enumerate(cells, start=2):
            if cell is not None:
                _cell(sheet, n, column, cell, place, styles)
    last, right = max(1, len(grid.rows)), max(1, len(heads) - 1)
    sheet.set_row(0, 48)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, right, 13)
    _page(sheet, last, right, 2)
    if grid.columns:
        masked = {"type": "text", "criteria": "containing", "value": words["masked"], "format": styles["masked"]}
        sheet.conditional_format(1, 2, last, right, masked)
        sheet.conditional_format(1, 2, last, right, {"type": "blanks", "format": styles["missing"]})


def _cell(sheet: Any, row: int, column: int, cell: tuple[object, str, str], place: dict[str, str], styles: dict[str, Any]) -> None:
    """The link first, then the typed value over it: Excel keeps both."""
    value, fact, state = cell
    style = styles["several"] if state == "several" else styles["link"]
    if fact in place and sheet.hlink_count < MAX_LINKS:
        sheet.write_url(row, column, place[fact], style, "→")
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, fitted(str(value), "…"), style)


def _page(sheet: Any, last: int, right: int, frozen: int) -> None:
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, last, right)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _flat(book: Any, sheet: Sheet, place: dict[str, str], styles: dict[str, Any]) -> None:
    """A table over as many sheets as its rows need."""
    for part, begin in enumerate(range(0, max(1, len(sheet.rows)), MAX_ROWS - 1)):
        page = book.add_worksheet(_part_name(sheet.name, part))
        rows = sheet.rows[begin : begin + MAX_ROWS - 1]
        for column, (header, width) in enumerate(sheet.headers):
            page.write_string(0, column, header, styles["head"])
            page.set_column(column, column, width)
        for n, row in enumerate(rows):
            for column, value in enumerate(row):
                facts = sheet.links.get(column)
                fact = facts[begin + n] if facts else None
                _value(page, n + 1, column, value, place.get(fact or ""), styles)
        _page(page, max(1, len(rows)), len(sheet.headers) - 1, 1)


def _value(page: Any, row: int, column: int, value: object, link: str | None, styles: dict[str, Any]) -> None:
    if value is None or value != value:
        return
    if link and page.hlink_count < MAX_LINKS:
        page.write_url(row, column, link, styles["link"], "→")
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if number:
        page.write_number(row, column, value, styles["link" if link else "number"])
    else:
        text = "、".join(str(v) for v in value) if isinstance(value, (list, tuple)) else str(value)
        page.write_string(row, column, fitted(text, "…"), styles["link" if link else "wrap" if len(text) > 24 else "text"])


def rows_of(table: pd.DataFrame, columns: Iterable[str]) -> list[list[object]]:
    """Rows of some columns, nulls as None."""
    picked = table.loc[:, list(columns)].astype(object)
    return [list(r) for r in picked.where(picked.notna(), None).itertuples(index=False)]
