"""`OUT/reportmine.xlsx`: one fact a row, Chinese headers, typed cells, frozen header, filters; no formula from text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from ..tables.store import read_arrow
from .sheets import Column, columns, shown

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
SHEETS = {
    "reports": ("报告", "Reports"), "facts": ("事实", "Facts"), "named_measures": ("数字缩略语", "Named measures"),
    "documents": ("文件", "Documents"), "paragraphs": ("段落", "Paragraphs"), "problems": ("核对提示", "Checks"),
}  # fmt: skip


def write_workbook(out: Path, lang: str = "zh") -> Path:
    """Write the workbook from the tables in `out`; a table of more rows than a sheet holds goes on in the next sheet."""
    target = out / "reportmine.xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(target), options) as book:
        formats = _formats(book)
        for table, names in SHEETS.items():
            rows = list(_rows(out, table))
            if rows or table != "problems":
                _sheets(book, names[0 if lang == "zh" else 1], columns(table, lang), rows, formats, lang)
    return target


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "等线", "font_size": 10, "valign": "top"}
    return {
        "header": book.add_format(base | {"bold": True, "bg_color": "#DDE7F2", "border": 1, "border_color": "#B7C6D8", "text_wrap": True, "valign": "vcenter"}),
        "text": book.add_format(base),
        "wrap": book.add_format(base | {"text_wrap": True}),
        "number": book.add_format(base | {"num_format": "#,##0.######"}),
        "integer": book.add_format(base | {"num_format": "0"}),
        "masked": book.add_format(base | {"bg_color": "#FFF2CC"}),
    }


def _rows(out: Path, table: str) -> Iterator[dict[str, Any]]:
    """Rows with what people look for beside them: file, unit, period and the sentence."""
    reports = {r["report_id"]: r for r in read_arrow(out, "reports").to_pylist() if r["status"] != "failed" or table == "reports"}
    if table == "reports":
        yield from read_arrow(out, table).to_pylist()
        return
    for row in read_arrow(out, table).to_pylist():
        report = reports.get(row["report_id"], {})
        row["path"], row["period"] = report.get("path"), report.get("period")
        row["organization"] = report.get("organization")
        if "start" in row and table in ("facts", "named_measures", "documents"):
            row["context"] = _sentence(report.get("text") or "", row["start"], row["end"])
        yield row


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    left = max(text.rfind(c, 0, start) for c in "。！？\n") + 1
    ends = [i for i in (text.find(c, end) for c in "。！？\n") if i >= 0]
    return text[left : min(ends) + 1 if ends else len(text)].strip()


def _sheets(book: Any, name: str, shape: list[Column], rows: list[dict[str, Any]], formats: dict[str, Any], lang: str) -> None:
    for number, begin in enumerate(range(0, max(1, len(rows)), MAX_ROWS - 1)):
        title = name if not number else f"{name}{number + 1}"
        _sheet(book.add_worksheet(title), shape, rows[begin : begin + MAX_ROWS - 1], formats, lang)


def _sheet(sheet: Any, shape: list[Column], rows: list[dict[str, Any]], formats: dict[str, Any], lang: str) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(shape) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for i, column in enumerate(shape):
        sheet.set_column(i, i, column.width)
    for i, column in enumerate(shape):
        sheet.write_string(0, i, column.header, formats["header"])
    for r, row in enumerate(rows, start=1):
        for i, column in enumerate(shape):
            _cell(sheet, r, i, row, column, formats, lang)


def _cell(sheet: Any, r: int, i: int, row: dict[str, Any], column: Column, formats: dict[str, Any], lang: str) -> None:
    value = row.get(column.name)
    if column.name == "value" and row.get("masked"):
        sheet.write_string(r, i, "已脱敏" if lang == "zh" else "masked", formats["masked"])
    elif column.kind in ("number", "integer") and value is not None:
        sheet.write_number(r, i, value, formats[column.kind])
    elif value is not None and value != "":
        text = str(shown(value, column, lang))
        if len(text) > MAX_TEXT:
            text = text[: MAX_TEXT - 20] + ("……（已截断）" if lang == "zh" else "… (cut)")
        sheet.write_string(r, i, _clean(text), formats["wrap" if column.width >= 36 else "text"])


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\n\t")
