"""`OUT/comparison.xlsx`: the matrix by key measure with links to fact rows, and the other comparisons, a row each.

Typed cells, frozen panes, filters, no merged cells, no formula: every text goes through `write_string`. Masked and
missing cells are filled by conditional formats, so that they stay right when a clerk types over them.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import clear_frames
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from ..output.book import MAX_ROWS, NO_TIME, fitted, free_name, part_name, set_up, styles

MAX_LINKS = 65_000
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


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
    book.set_properties({"title": words["title"], "comments": words["note"], "created": note.date or NO_TIME})
    formats = styles(book)
    place = _fact_places(facts)
    _note(book.add_worksheet(words["sheet_note"]), note, formats)
    taken = {name.casefold() for name in (words["sheet_note"], facts.name, *(sheet.name for sheet in others))}
    for grid in grids:
        _grid(book.add_worksheet(free_name(grid.name, taken)), grid, place, formats, words)
    for sheet in others:
        _flat(book, sheet, place, formats)
    _flat(book, facts, {}, formats)


def _note(sheet: Any, note: Note, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, note.words["title"], formats["title"])
    for row, line in enumerate((note.made_from, *note.words["note"].split("\n")), start=1):
        sheet.write_string(row, 0, line, formats["wrap"])


def _fact_places(facts: Sheet) -> dict[str, str]:
    """Where each fact's row is, as an internal link."""
    places = {}
    for n, row in enumerate(facts.rows):
        part, line = divmod(n, MAX_ROWS - 1)
        places[str(row[0])] = f"internal:'{part_name(facts.name, part)}'!A{line + 2}"
    return places


def _grid(sheet: Any, grid: Grid, place: dict[str, str], formats: dict[str, Any], words: Mapping[str, str]) -> None:
    unit_head, when_head = grid.units
    heads = [(unit_head, 20), (when_head, 12), *((f"{name}（{unit}）" if unit else name, 13) for name, unit in grid.columns)]
    set_up(sheet, heads, len(grid.rows), formats["header"], frozen=2)
    for n, (unit, when, cells) in enumerate(grid.rows, start=1):
        sheet.write_string(n, 0, unit, formats["text"])
        sheet.write_string(n, 1, when, formats["text"])
        for column, cell in enumerate(cells, start=2):
            if cell is not None:
                _cell(sheet, n, column, cell, place, formats)
    if grid.columns:
        last, right = max(1, len(grid.rows)), len(heads) - 1
        masked = {"type": "text", "criteria": "containing", "value": words["masked"], "format": formats["masked_fill"]}
        sheet.conditional_format(1, 2, last, right, masked)
        sheet.conditional_format(1, 2, last, right, {"type": "blanks", "format": formats["missing_fill"]})


def _cell(sheet: Any, row: int, column: int, cell: tuple[object, str, str], place: dict[str, str], formats: dict[str, Any]) -> None:
    """The link first, then the typed value over it: Excel keeps both."""
    value, fact, state = cell
    style = formats["several"] if state == "several" else formats["link"]
    if fact in place and sheet.hlink_count < MAX_LINKS:
        sheet.write_url(row, column, place[fact], style, "→")
    if isinstance(value, (int, float)):
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, fitted(str(value), "…"), style)


def _flat(book: Any, sheet: Sheet, place: dict[str, str], formats: dict[str, Any]) -> None:
    """A table over as many sheets as its rows need."""
    for part, begin in enumerate(range(0, max(1, len(sheet.rows)), MAX_ROWS - 1)):
        page = book.add_worksheet(part_name(sheet.name, part))
        rows = sheet.rows[begin : begin + MAX_ROWS - 1]
        set_up(page, sheet.headers, len(rows), formats["header"], frozen=1)
        for n, row in enumerate(rows):
            for column, value in enumerate(row):
                facts = sheet.links.get(column)
                fact = facts[begin + n] if facts else None
                _value(page, n + 1, column, value, place.get(fact or ""), formats)


def _value(page: Any, row: int, column: int, value: object, link: str | None, formats: dict[str, Any]) -> None:
    if value is None or value != value:
        return
    if link and page.hlink_count < MAX_LINKS:
        page.write_url(row, column, link, formats["link"], "→")
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if number:
        page.write_number(row, column, value, formats["link" if link else "number"])
    else:
        text = "、".join(str(v) for v in value) if isinstance(value, (list, tuple)) else str(value)
        page.write_string(row, column, fitted(text, "…"), formats["link" if link else "wrap" if len(text) > 24 else "text"])


def rows_of(table: pd.DataFrame, columns: Iterable[str]) -> list[list[object]]:
    """Rows of some columns, nulls as None."""
    picked = table.loc[:, list(columns)].astype(object)
    return [list(r) for r in picked.where(picked.notna(), None).itertuples(index=False)]
