"""What stands in a Word document, one thing after the other, before it becomes text: lines and tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..document import CELL, Cell, TextBuilder, is_running

_CONTENTS_HEADING = re.compile(r"目\s*[录次錄]")


@dataclass(slots=True)
class Line:
    """A line of text; `kind` and `level` as in `Block`."""

    text: str
    kind: str = "paragraph"
    level: int = 0


@dataclass(slots=True)
class Table:
    """The rows of a table, each with its cells from left to right, without the places that a span covers."""

    rows: list[list[Cell]]


Item = Line | Table


def as_lines(items: Iterable[Item]) -> list[str]:
    """The items as they stand in a cell or a note: a line a line, a row of a table a line."""
    found: list[str] = []
    for item in items:
        if isinstance(item, Line):
            found.append(item.text)
        else:
            found += [line for row in item.rows for line in _row_lines(row)]
    return found


def _row_lines(row: Sequence[Cell]) -> list[str]:
    filled = [[line for line in cell.lines if line] for cell in row if cell.filled]
    if is_running(row):
        return [line for lines in filled for line in lines]
    return [CELL.join(" ".join(lines) for lines in filled)] if filled else []


def built(items: Iterable[Item]) -> TextBuilder:
    """The text and blocks of the items."""
    builder = TextBuilder()
    for item in items:
        if isinstance(item, Line):
            builder.paragraph(item.text, kind=item.kind, level=item.level)
        else:
            builder.table(item.rows)
    return builder


def without_contents_heading(items: Sequence[Item]) -> list[Item]:
    """The items without the heading 目录 that is left over when the table of contents under it was dropped."""
    for index, item in enumerate(items):
        if isinstance(item, Line) and _CONTENTS_HEADING.fullmatch(item.text):
            return [*items[:index], *items[index + 1 :]]
    return list(items)
