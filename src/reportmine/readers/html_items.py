"""What a web page is made of, piece by piece, and the text and blocks made of the pieces."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ..document import CELL, Cell, TextBuilder, is_running


class Line(NamedTuple):
    """A paragraph, heading, list item or caption (`kind` and `level` as in `Block`)."""

    text: str
    kind: str = "paragraph"
    level: int = 0
    table: int = -1


class Row(NamedTuple):
    """Row `number` of a table. Tables are told apart by `table`, which is unique on a page."""

    cells: tuple[Cell, ...]
    table: int
    number: int

    @property
    def text(self) -> str:
        """The row as a line, or as a line for each line of its cells if they hold running text."""
        filled = [[line for line in cell.lines if line] for cell in self.cells if cell.filled]
        if is_running(self.cells):
            return "\n".join(line for lines in filled for line in lines)
        return CELL.join(" ".join(lines) for lines in filled)


Item = Line | Row


def built(items: Sequence[Item]) -> TextBuilder:
    """The items as text and blocks: the rows of a table that follow each other are one, captions before them are its own."""
    builder = TextBuilder()
    for table, group in groupby(items, key=lambda item: item.table):
        if table < 0:
            for line in group:
                if isinstance(line, Line):
                    builder.paragraph(line.text, kind=line.kind, level=line.level)
            continue
        captions, rows = [], dict[int, tuple[Cell, ...]]()
        for item in group:
            if isinstance(item, Row):
                rows[item.number] = item.cells
            else:
                captions.append(item.text)
        builder.table([rows.get(n, ()) for n in range(max(rows, default=-1) + 1)], caption=" ".join(captions))
    return builder
