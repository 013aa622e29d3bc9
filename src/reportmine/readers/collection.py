"""Tables that hold many reports, one a row: csv, xlsx, jsonl. A table without a column of texts is one
report itself.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from ..document import Cell, TextBuilder, is_frame
from ..encoding import Decoded, decode_damaged
from ..errors import EmptyInput, FormatError
from ..model import Report
from ..resources import OURS
from ..text import without_surrogates
from .csv_rows import Line, csv_lines
from .formats import detect, suffix
from .given import Given
from .guard import call
from .limits import DEFAULT, Limits, check_size
from .record import record
from .xlsx import Sheet, read_book

_TEXT_MEAN = 100
_FORMATS = frozenset({"csv", "xlsx", "jsonl"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns that hold the text, the organization and the period; an empty one is guessed."""

    text: str = ""
    organization: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a row of a table: the row's number under the header, or why it cannot be read."""

    text: str
    organization: str
    period: str
    title: str
    format: str
    number: int
    error: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def report(self, name: str) -> Report:
        """The row's report, its hash being that of the text. Raises `InputError` if the row is broken or its cell empty."""
        if self.error:
            raise FormatError(*self.error)
        if not self.text.strip():
            raise EmptyInput(
                f"{name}：这一行没有正文。请核对表格，正文列的表头应为“正文”或 text。",
                f"{name}: this row has no text. Check the table; the column of the text should be headed 正文 or text.",
            )
        text = self.text.replace("\r\n", "\n")
        properties = {"title": self.title} if self.title else {}
        made = TextBuilder()
        made.lines(text)
        return record(made, text.encode(), name, format=self.format, encoding="utf-8", properties=properties, notes=self.notes)

    def given(self) -> Given | None:
        """What the other columns say."""
        return Given(self.organization, self.period, "columns") if self.organization or self.period else None


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's header and rows, and whether wrong bytes in it were replaced."""

    header: list[str]
    lines: list[Line]
    damaged: bool = False


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """A table as one report, a row a line (for forms, and for tables without a column of texts)."""
    check_size(len(data), name, limits)
    format = detect(data, name)
    if format == "xlsx":
        book = read_book(data, name, limits)
        return record(_built(book.sheets), data, name, format=format, notes=book.notes)
    found = decode_damaged(data, name)
    table = _textual(found, format, name, Columns(), limits)
    notes = [*found.notes(), *(f"第 {line.first} 行：{line.fault[0]}" for line in table.lines if line.fault)]
    rows = [row for row in (table.header, *(line.cells for line in table.lines)) if any(row)]
    return record(_built([Sheet(rows)]), data, name, format=format, encoding=found.encoding, notes=notes)


def _built(sheets: Iterable[Sheet]) -> TextBuilder:
    """Every sheet as a table, one that only frames text as its lines."""
    made = TextBuilder()
    for sheet in sheets:
        cells = [[_as_cell(cell, column, sheet.spans.get((n, column))) for column, cell in enumerate(row) if cell] for n, row in enumerate(sheet.rows)]
        if is_frame(cells):
            for line in (line for row in cells for cell in row for line in cell.lines):
                made.paragraph(line)
        else:
            made.table(cells)
    return made


def _as_cell(text: str, column: int, spans: tuple[int, int] | None) -> Cell:
    rows, columns = spans or (1, 1)
    return Cell(tuple(filter(None, text.splitlines())), rows, columns, column=column)


def rows(data: bytes, name: str, columns: Columns, limits: Limits) -> tuple[Row, ...] | None:
    """The reports in a table, one a row; none if it has no column of texts.

    Raises `FormatError` if a column that the user names is not there. A workbook is parsed in a process of
    its own.
    """
    format = detect(data, name)
    if format not in _FORMATS:
        return None
    if format != "xlsx" or not limits.seconds:
        return rows_here(data, name, columns, limits)
    found = call({"task": "rows", "columns": asdict(columns)}, data, name, limits)
    return tuple(Row(**row | {"error": (), "notes": tuple(row["notes"])}) for row in found) if isinstance(found, list) else None


def rows_here(data: bytes, name: str, columns: Columns, limits: Limits) -> tuple[Row, ...] | None:
    """The same in this process."""
    check_size(len(data), name, limits)
    format = detect(data, name)
    notes: tuple[str, ...] = ()
    if format == "xlsx":
        book = read_book(data, name, limits)
        (header, *rest), notes = book.sheets[0].rows if book.sheets else [[]], tuple(book.notes)
        table = _Table(list(header), [Line(n, n, tuple(cells)) for n, cells in enumerate(rest, start=2)])
    else:
        table = _textual(decode_damaged(data, name), format, name, columns, limits)
    places = _places(table, columns, name)
    if places is None:
        return None
    named = (line for line in enumerate(table.lines, start=1))
    return tuple(_row(n, line, places, table, f"{name}#{n}", format, notes) for n, line in named if line.cells or line.fault)


def _places(table: _Table, columns: Columns, name: str) -> tuple[int | None, ...] | None:
    """Where text, organization, period and title stand; none if there is no column of texts."""
    header = [cell.strip() for cell in table.header]
    text = _column(header, "text", columns.text, name)
    if text is None and (text := _longest([line.cells for line in table.lines if line.cells])) is None:
        return None
    return (
        text,
        _column(header, "organization", columns.organization, name),
        _column(header, "period", columns.period, name),
        _column(header, "title", "", name),
    )


def _row(
    number: int, line: Line, places: tuple[int | None, ...], table: _Table, name: str, format: str, notes: tuple[str, ...]
) -> Row:
    if line.fault:
        where = f"{line.first}–{line.last}" if line.last > line.first else f"{line.first}"
        zh, en = f"{name}：文件第 {where} 行{line.fault[0]}。", f"{name}: line {where} of the file: {line.fault[1]}."
        return Row("", "", "", "", format, number, error=(zh, en))
    raw, *others = (_cell(line.cells, place) for place in places)
    text = without_surrogates(raw)
    who, when, what = (without_surrogates(other).strip() for other in others)
    if text != raw:
        notes = (*notes, "正文里有半个字符（代理码），已换成“\ufffd”")
    elif table.damaged and "\ufffd" in text:
        notes = (*notes, f"文件第 {line.first} 行里有字节读不出，已换成“\ufffd”")
    return Row(text, who, when, what, format, number, notes=notes)


def _textual(found: Decoded, format: str, name: str, columns: Columns, limits: Limits) -> _Table:
    """A table in a text file. Raises `FormatError` if not one row of it can be read."""
    if format == "jsonl":
        header, lines = _objects(found.text)
    else:
        head = next((line for line in found.text.split("\n") if line.strip()), "")
        delimiter = max(",\t;，", key=head.count) if suffix(name) != "tsv" else "\t"
        csv.field_size_limit(limits.file)
        header, lines = csv_lines(found.text, delimiter, lambda header: _least(header, columns, name))
    faults = [line for line in lines if line.fault]
    if faults and not any(line.cells for line in lines):
        zh, en = faults[0].fault or ("", "")
        raise FormatError(
            f"{name}：第 {faults[0].first} 行{zh}。没有一行读得出。",
            f"{name}: line {faults[0].first}: {en}. Not one row can be read.",
        )
    return _Table(header, lines, damaged=bool(found.wrong))


def _least(header: list[str], columns: Columns, name: str) -> int:
    """How many cells a row must have to reach the text."""
    place = _column([cell.strip() for cell in header], "text", columns.text, name)
    return min(2, len(header)) if place is None else place + 1


def _objects(text: str) -> tuple[list[str], list[Line]]:
    """JSON Lines as a table: the keys in the order of their first appearance are the header."""
    lines = text.split("\n")
    values = [_object(line) for line in lines]
    header = list(dict.fromkeys(key for value in values for key in value or ())) or ["text"]
    found = []
    for number, (line, value) in enumerate(zip(lines, values, strict=True), start=1):
        cells = tuple(_shown(value.get(key)) for key in header) if value is not None and line.strip() else ()
        found.append(Line(number, number, cells, _NO_OBJECT if value is None else None))
    return header, found


def _object(line: str) -> dict[str, object] | None:
    """What a line says: a text alone is an object's text, `null` and a blank line say nothing; none for anything else."""
    try:
        value = json.loads(line) if line.strip() else None
    except (ValueError, RecursionError):
        return None
    value = {} if value is None else {"text": value} if isinstance(value, str) else value
    return value if isinstance(value, dict) else None


_NO_OBJECT = (
    '不是有效的 JSON 对象。请改为每行一个对象，如 {"text": "…"}',
    'no valid JSON object. Write one object a line, such as {"text": "…"}',
)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _column(header: list[str], role: str, named: str, name: str) -> int | None:
    """Where the column is that the user named, or else one that is called as such columns are."""
    if named:
        if named not in header:
            raise FormatError(
                f"{name}：表格里没有“{named}”这一列，只有：{'、'.join(header[:20])}。请核对列名。",
                f"{name}: the table has no column {named}; it has {', '.join(header[:20])}. Check the name.",
            )
        return header.index(named)
    usual = OURS.column("table_columns", "name", "role", role)
    return next((i for i, cell in enumerate(header) if cell.lower() in usual), None)


def _longest(table: Sequence[Sequence[str]]) -> int | None:
    """The one column that is obviously running text: long on average, and many times longer than the next."""
    width = max(map(len, table), default=0)
    means = sorted(((_mean(len(_cell(row, i)) for row in table), i) for i in range(width)), reverse=True)
    return (
        means[0][1]
        if means and means[0][0] > _TEXT_MEAN and (len(means) < 2 or means[0][0] > 3 * means[1][0])
        else None
    )


def _mean(numbers: Iterable[int]) -> float:
    found = list(numbers)
    return sum(found) / len(found) if found else 0.0


def _cell(row: Sequence[str], index: int | None) -> str:
    return row[index] if index is not None and index < len(row) else ""
