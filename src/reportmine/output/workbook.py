"""`OUT/reportmine.xlsx`: one fact a row, Chinese headers, typed cells, frozen header, filters; no formula from text.

XlsxWriter makes a small workbook with all sheets, formats and filters; the rows are written into it as they come, so that
memory does not grow. A table of more rows than a sheet holds goes on in the next sheet, up to `SHEETS_EACH`; where it is
cut, the last row and a note say so.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import xlsxwriter

from ..files import replaced
from ..tables.columns import Column, tables
from ..tables.store import parts, row_count
from .book import MAX_ROWS, NO_TIME, part_name, set_up, styles
from .cells import Row, letters, row_writer, text_cell
from .joined import joined

SHEETS_EACH = 3
SHEETS = ("reports", "facts", "named_measures", "documents", "paragraphs", "problems")
_KINDS = ("text", "wrap", "number", "whole", "masked")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The file, and a note for each table that did not fit."""

    path: Path
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet to be: which table, its title, how many rows, and what its last row says if the table is cut here."""

    table: str
    title: str
    shape: Sequence[Column]
    rows: int
    note: str = ""


def write_workbook(out: Path, lang: str = "zh") -> Workbook:
    """Write the workbook from the tables in `out`.

    Raises `OSError` if the disk is full or the old workbook is open in a program that locks it.
    """
    sheets = [s for table in SHEETS for s in _planned(out, table, lang)]
    with replaced(out / "reportmine.xlsx") as draft:
        _write(draft, out, sheets, lang)
    return Workbook(out / "reportmine.xlsx", tuple(s.note for s in sheets if s.note))


def _write(draft: Path, out: Path, sheets: list[_Sheet], lang: str) -> None:
    rows: dict[str, Iterator[Row]] = {}
    with zipfile.ZipFile(io.BytesIO(_template(sheets, lang))) as model, zipfile.ZipFile(draft, "w") as book:
        for name in model.namelist():
            with book.open(_entry(name), "w", force_zip64=True) as file:
                found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
                if found is None:
                    file.write(model.read(name))
                else:
                    sheet = sheets[int(found[1]) - 1]
                    source = rows.setdefault(sheet.table, joined(out, sheet.table))
                    _fill(file, model.read(name).decode(), sheet, source, lang)


def _planned(out: Path, table: str, lang: str) -> Iterator[_Sheet]:
    """The sheets that a table needs; how many rows it has is known without reading them."""
    count = sum(row_count(p) for p in parts(out, table))
    room = MAX_ROWS - 2  # the header, and a last line in case the table is cut
    needed = max(1, -(-count // room))
    name, shape = tables()[table].title[lang != "zh"], tables()[table].sheet
    if count or table != "problems":
        for number in range(min(needed, SHEETS_EACH)):
            last = number == SHEETS_EACH - 1 and needed > SHEETS_EACH
            note = _note(name, table, SHEETS_EACH * room, count, lang) if last else ""
            yield _Sheet(table, part_name(name, number), shape, min(room, count - number * room), note)


def _note(name: str, table: str, held: int, count: int, lang: str) -> str:
    if lang == "zh":
        return f"“{name}”表只写到第 {held:,} 行，还有 {count - held:,} 行超出 Excel 的上限；完整数据见 csv/{table}.csv 和 tables/{table}。"
    return f"Sheet {name} stops at row {held:,}; {count - held:,} more are beyond Excel's limit: see csv/{table}.csv, tables/{table}."


def _template(sheets: list[_Sheet], lang: str) -> bytes:
    """A workbook with every sheet's head, and a second row that shows the style numbers, in the order of `_KINDS`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": NO_TIME})
    formats = styles(book)
    for planned in sheets:
        sheet = book.add_worksheet(planned.title)
        headers = [(column.header[lang != "zh"], column.width) for column in planned.shape]
        set_up(sheet, headers, planned.rows, formats["header"])
        for i, kind in enumerate(_KINDS):
            sheet.write_blank(1, i, None, formats[kind])
    book.close()
    return stream.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _fill(file: IO[bytes], model: str, sheet: _Sheet, rows: Iterator[Row], lang: str) -> None:
    """A sheet's head, its rows in place of the second one, and the rest."""
    head, body, rest = re.split(r'(<row r="2".*?</row>)', model, maxsplit=1)
    styles = dict(zip(_KINDS, re.findall(r' s="(\d+)"', body), strict=True))
    bottom = f"{letters(len(sheet.shape) - 1)}{sheet.rows + 1 + bool(sheet.note)}"
    file.write(re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{bottom}"', head).encode())
    write = row_writer(sheet.shape, styles, lang)
    numbered = enumerate(islice(rows, sheet.rows), start=2)
    with ThreadPoolExecutor(1) as packer:  # packs one chunk while the next is written out
        packed: Future[int] | None = None
        while chunk := "".join([write(n, row) for n, row in islice(numbered, 1000)]):
            if packed is not None:
                packed.result()
            packed = packer.submit(file.write, chunk.encode())
        if packed is not None:
            packed.result()
    if sheet.note:
        n = sheet.rows + 2
        file.write(f'<row r="{n}">{text_cell(f"A{n}", styles["masked"], sheet.note)}</row>'.encode())
    file.write(rest.encode())
