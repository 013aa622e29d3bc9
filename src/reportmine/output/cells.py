"""Rows as the XML of a worksheet. Ours because a workbook library spends ten times as long on each cell."""

import re
from collections.abc import Callable
from typing import Any

from .sheets import Column, shown

MAX_TEXT = 32_767
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Row = dict[str, Any]
RowWriter = Callable[[int, Row], str]


def row_writer(columns: list[Column], styles: dict[str, str], lang: str) -> RowWriter:
    """A function from a row number (from 1) and a row to its XML. `styles` are style numbers by kind of cell."""
    masked = "已脱敏" if lang == "zh" else "masked"
    cut = "……（已截断）" if lang == "zh" else "… (cut)"
    shape = [(c, c.name, letters(i), c.kind in ("number", "integer")) for i, c in enumerate(columns)]

    def cell(column: Column, place: str, number: bool, value: Any) -> str:  # noqa: FBT001
        if number:
            return f'<c r="{place}" s="{styles[column.kind]}"><v>{value!r}</v></c>'
        words = shown(value, column, lang)
        return text_cell(place, styles["wrap" if column.width >= 36 else "text"], fitted(str(words), cut))

    def write(n: int, row: Row) -> str:
        cells = [f'<row r="{n}">']
        for column, name, letter, number in shape:
            value = row.get(name)
            if name == "value" and row.get("masked"):
                cells.append(text_cell(f"{letter}{n}", styles["masked"], masked))
            elif value is not None and value != "" and value != []:
                cells.append(cell(column, f"{letter}{n}", number, value))
        cells.append("</row>")
        return "".join(cells)

    return write


def text_cell(place: str, style: str, text: str) -> str:
    """A cell of text: never a formula, never a number."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def fitted(text: str, cut: str) -> str:
    """Text cut to what a cell holds, counted as Excel counts, which sees two characters in 𠮷."""
    if len(text) <= MAX_TEXT // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_TEXT:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_TEXT - 20)]
    return raw.decode("utf-16-le", "ignore") + cut


def escaped(text: str) -> str:
    """Text as XML, without the control characters that XML cannot hold."""
    if not _SPECIAL.search(text):
        return text
    clean = _CODE.sub("_x005F_", _UNWRITABLE.sub("", text))
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def letters(index: int) -> str:
    """The name of a column.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(index // 26 - 1) if index >= 26 else "") + chr(65 + index % 26)
