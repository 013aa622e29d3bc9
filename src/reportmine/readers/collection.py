"""Tables that hold many reports, one a row: csv, xlsx, jsonl. A table without a column of texts is one
report itself.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from .. import lexicon
from ..encoding import decode
from ..errors import EmptyInput, FormatError
from ..model import Report
from .cells import row_lines
from .formats import detect, suffix
from .given import Given
from .guard import call
from .limits import DEFAULT, Limits, check_size
from .record import record
from .xlsx import sheets

Table = list[list[str]]
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
    """A report in a row of a table."""

    text: str
    organization: str
    period: str
    title: str
    format: str

    def report(self, name: str) -> Report:
        """The row's report, its hash being that of the text. Raises `EmptyInput` if the cell is empty."""
        if not self.text.strip():
            raise EmptyInput(
                f"{name}：这一行没有正文。请核对表格，正文列的表头应为“正文”或 text。",
                f"{name}: this row has no text. Check the table; the column of the text should be headed 正文 or text.",
            )
        text = self.text.replace("\r\n", "\n")
        properties = {"title": self.title} if self.title else {}
        return record(
            text,
            text.encode("utf-8", "surrogatepass"),
            name,
            format=self.format,
            encoding="utf-8",
            properties=properties,
        )

    def given(self) -> Given | None:
        """What the other columns say."""
        return Given(self.organization, self.period, "columns") if self.organization or self.period else None


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """A table as one report, a row a line (for forms, and for tables without a column of texts)."""
    format, tables, encoding = _tables(data, name, limits)
    lines = [
        line for table in tables for row in table for line in row_lines([cell.splitlines() for cell in row])
    ]
    return record("\n".join(lines), data, name, format=format, encoding=encoding)


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
    return tuple(Row(**row) for row in found) if isinstance(found, list) else None


def rows_here(data: bytes, name: str, columns: Columns, limits: Limits) -> tuple[Row, ...] | None:
    """The same in this process."""
    format, tables, _ = _tables(data, name, limits)
    table = tables[0] if tables else []
    header = [cell.strip() for cell in table[0]] if table else []
    text = _column(header, "text", columns.text, name)
    text = _longest(table) if text is None and len(table) > 1 else text
    if text is None:
        return None
    organization = _column(header, "organization", columns.organization, name)
    period = _column(header, "period", columns.period, name)
    title = _column(header, "title", "", name)

    def row(cells: list[str]) -> Row:
        who, when, what = (_cell(cells, place).strip() for place in (organization, period, title))
        return Row(_cell(cells, text), who, when, what, format)

    return tuple(row(cells) for cells in table[1:] if any(cells))


def _tables(data: bytes, name: str, limits: Limits) -> tuple[str, list[Table], str]:
    check_size(len(data), name, limits)
    kind = detect(data, name)
    if kind == "xlsx":
        return kind, sheets(data, name, limits), ""
    text, encoding = decode(data, name)
    if kind == "jsonl":
        return kind, [_objects(text, name)], encoding
    return kind, [_separated(text, name, limits)], encoding


def _separated(text: str, name: str, limits: Limits) -> Table:
    head = text.partition("\n")[0]
    delimiter = max(",\t;，", key=head.count) if suffix(name) != "tsv" else "\t"
    csv.field_size_limit(limits.file)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as wrong:
        raise FormatError(
            f"{name}：不是有效的 CSV 表格（{wrong}）。请用 Excel 打开后另存为 CSV UTF-8。",
            f"{name}: not a valid CSV table ({wrong}). Open it in Excel and save it as CSV UTF-8.",
        ) from None


def _objects(text: str, name: str) -> Table:
    """JSON Lines as a table: the keys in the order of their first appearance are the header."""
    found: list[dict[str, object]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            raise FormatError(
                f'{name}：第 {number} 行不是有效的 JSON。请改为每行一个对象，如 {{"text": "…"}}。',
                f'{name}: line {number} is not valid JSON. Write one object a line, such as {{"text": "…"}}.',
            ) from None
        found.append(value if isinstance(value, dict) else {"text": value})
    header = list(dict.fromkeys(key for row in found for key in row))
    return [header, *([_shown(row.get(key)) for key in header] for row in found)]


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
    usual = lexicon.words("table_columns", "name", "role", role)
    return next((i for i, cell in enumerate(header) if cell.lower() in usual), None)


def _longest(table: Table) -> int | None:
    """The one column that is obviously running text: long on average, and many times longer than the next."""
    width = max(map(len, table))
    means = sorted(((_mean(len(_cell(row, i)) for row in table[1:]), i) for i in range(width)), reverse=True)
    return (
        means[0][1]
        if means and means[0][0] > _TEXT_MEAN and (len(means) < 2 or means[0][0] > 3 * means[1][0])
        else None
    )


def _mean(numbers: Iterable[int]) -> float:
    found = list(numbers)
    return sum(found) / len(found) if found else 0.0


def _cell(row: list[str], index: int | None) -> str:
    return row[index] if index is not None and index < len(row) else ""
