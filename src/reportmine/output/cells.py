"""Rows as the XML of a worksheet. Ours because a workbook library spends ten times as long on each cell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..tables.columns import Column
from .book import fitted
from .sheets import shown

_REMEMBERED = 500
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Row = dict[str, Any]
RowWriter = Callable[[int, Row], str]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A column ready to be written: what stands around its cells' content, and the texts met so far, most of which come again."""

    column: Column
    letter: str
    opening: str
    closing: str
    number: bool
    known: dict[Any, str] = field(default_factory=dict)


def row_writer(columns: Sequence[Column], styles: dict[str, str], lang: str) -> RowWriter:
    """A function from a row number (from 1) and a row to its XML. `styles` are style numbers by kind of cell."""
    masked = "已脱敏" if lang == "zh" else "masked"
    cut = "……（已截断）" if lang == "zh" else "… (cut)"
    shapes = [(c.name, _shape(c, letters(i), styles)) for i, c in enumerate(columns)]

    def text_of(shape: _Shape, value: Any) -> str:
        text = escaped(fitted(str(shown(value, shape.column, lang)), cut))
        if not isinstance(value, list):
            if len(shape.known) == _REMEMBERED:
                shape.known.clear()
            shape.known[value] = text
        return text

    def write(n: int, row: Row) -> str:
        cells = [f'<row r="{n}">']
        hidden = row.get("masked")
        for name, s in shapes:
            value = row.get(name)
            if hidden and name == "value":
                cells.append(text_cell(f"{s.letter}{n}", styles["masked"], masked))
            elif value is None or value == "" or value == []:
                continue
            elif s.number:
                cells.append(f'<c r="{s.letter}{n}{s.opening}{value!r}{s.closing}')
            else:
                text = None if isinstance(value, list) else s.known.get(value)
                cells.append(f'<c r="{s.letter}{n}{s.opening}{text_of(s, value) if text is None else text}{s.closing}')
        cells.append("</row>")
        return "".join(cells)

    return write


def _shape(column: Column, letter: str, styles: dict[str, str]) -> _Shape:
    if column.type in ("number", "whole"):
        return _Shape(column, letter, f'" s="{styles[column.type]}"><v>', "</v></c>", True)
    style = styles["wrap" if column.width >= 36 else "text"]
    return _Shape(column, letter, _OPENING % style, _CLOSING, False)


_OPENING, _CLOSING = '" s="%s" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"


def text_cell(place: str, style: str, text: str) -> str:
    """A cell of text: never a formula, never a number."""
    return f'<c r="{place}{_OPENING % style}{escaped(text)}{_CLOSING}'


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
