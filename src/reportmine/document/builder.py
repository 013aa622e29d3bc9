"""The only way a reader makes text: characters and blocks are written together, so that they cannot disagree.

A paragraph is a line. A row of a table is a line with a tab between columns, so that every cell keeps its place;
a row with running text in a cell (several lines, more than a few words) is a line for each of these lines instead, and
so is a row with only one cell.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Block

CELL = "\t"
_RUNNING = 80
_MOST_COLUMNS = 2_000
_BREAKS = re.compile(r"[\t\r\n]+")
_LINE_BREAKS = re.compile(r"[\r\n]+")
_FIGURE = re.compile(r"[0-9０-９*＊×]")


class Cell(NamedTuple):
    """A cell as the file has it: its lines of text, how many rows and columns it spans, whether the file calls it a header.

    `column` is where it stands, from 0; -1: behind the cell before it.
    """

    lines: tuple[str, ...] = ()
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    column: int = -1

    @property
    def filled(self) -> bool:
        return any(self.lines)


_Placed = tuple[int, Cell]  # the column, and the cell with text that stands there


class TextBuilder:
    """Collects paragraphs and tables in reading order; `text` and `blocks` are what a `Report` is made of.

    >>> builder = TextBuilder()
    >>> builder.paragraph("一、学习", kind="heading", level=1)
    >>> builder.table([[Cell(("单位",)), Cell(("次数",))], [Cell(("一局",)), Cell(("12",))]])
    >>> builder.text
    '一、学习\\n单位\\t次数\\n一局\\t12'
    >>> [(b.kind, builder.text[b.start : b.end]) for b in builder.blocks if b.kind == "cell"]
    [('cell', '单位'), ('cell', '次数'), ('cell', '一局'), ('cell', '12')]
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far, lines apart by one line break."""
        return "\n".join(self._lines)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far, in the order of the text, each before those inside it."""
        return tuple(self._blocks)

    @property
    def position(self) -> int:
        """Where the next line begins."""
        return self._length + 1 if self._lines else 0

    def paragraph(self, text: str, *, kind: str = "paragraph", level: int = 0, page: int = -1) -> None:
        """Adds a line; an empty one is skipped. Raises `ValueError` for text with a line break in it."""
        if "\n" in text:
            raise ValueError("a paragraph is one line")
        if text.strip():
            self._block(kind, text, -1, level=level, page=page)

    def lines(self, text: str) -> None:
        """Adds a text of many lines as it is, blank lines too; every other line is a paragraph.

        >>> builder = TextBuilder()
        >>> builder.lines("标题\\n\\n　　正文\\n")
        >>> builder.text, [(b.start, b.end) for b in builder.blocks]
        ('标题\\n\\n\u3000\u3000正文\\n', [(0, 2), (4, 8)])
        """
        start = self.position
        for line in text.split("\n"):
            if line.strip():
                self._blocks.append(Block("paragraph", start, start + len(line)))
            start += len(line) + 1
        self._add(text)

    def table(self, rows: Sequence[Sequence[Cell]], *, caption: str = "", page: int = -1) -> None:
        """Adds a table; `rows` holds for each row its cells from left to right, without the places that a span covers.

        Cells that no row has room for (more than 2,000 columns) are added behind the last. A table without text is skipped.
        """
        placed = list(_placed(rows))
        if not any(placed):
            return
        start = self.position
        table = len(self._blocks)
        self._blocks.append(Block("table", start, start, page=page))
        if caption.strip():
            self._block("caption", _BREAKS.sub(" ", caption).strip(), table, page=page)
        for number, row in enumerate(_with_headers(placed)):
            if row:
                made = self._running if is_running([cell for _, cell in row]) else self._fields
                made(number, row, table, page)
        self._blocks[table] = self._blocks[table]._replace(end=self._length)

    def _fields(self, number: int, row: Sequence[_Placed], table: int, page: int) -> None:
        """A row as one line, a tab for every column passed."""
        line, start, place = "", self.position, len(self._blocks)
        cells: list[Block] = []
        passed = 0
        for column, cell in row:
            line += CELL * (column - passed)
            passed = column
            begin = start + len(line)
            line += _BREAKS.sub(" ", " ".join(filter(None, cell.lines)))
            cells.append(_block_of(cell, begin, start + len(line), place, page, number, column))
        self._blocks.append(Block("row", start, start + len(line), table, 0, page, number))
        self._blocks += cells
        self._add(line)

    def _running(self, number: int, row: Sequence[_Placed], table: int, page: int) -> None:
        """A row whose cells keep their own lines, each of which is a paragraph of its cell."""
        place, start = len(self._blocks), self.position
        self._blocks.append(Block("row", start, start, table, 0, page, number))
        for column, cell in row:
            at, begin = len(self._blocks), self.position
            self._blocks.append(_block_of(cell, begin, begin, place, page, number, column))
            for line in filter(None, cell.lines):
                self._block("paragraph", _LINE_BREAKS.sub(" ", line), at, page=page)
            self._blocks[at] = self._blocks[at]._replace(end=self._length)
        self._blocks[place] = self._blocks[place]._replace(end=self._length)

    def _block(self, kind: str, line: str, parent: int, *, level: int = 0, page: int = -1) -> None:
        start = self.position
        self._length = start + len(line)
        self._blocks.append(Block(kind, start, self._length, parent, level, page))
        self._lines.append(line)

    def _add(self, line: str) -> None:
        self._length = self.position + len(line)
        self._lines.append(line)


def is_running(row: Sequence[Cell]) -> bool:
    """Whether the cells of a row keep their own lines: one holds running text, or there is only one.

    >>> is_running([Cell(("金额",)), Cell(("3.25", "亿元"))])
    False
    """
    tall = [cell for cell in row if len(cell.lines) > 1]
    if not tall:
        return False
    alone = sum(cell.filled for cell in row) == 1
    return any(cell.filled and (alone or sum(map(len, cell.lines)) > _RUNNING) for cell in tall)


def is_frame(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table is only a frame around text: no row has a second cell with text, and one has more than a few words.

    >>> is_frame([[Cell(("全年组织学习研讨。" * 10,))]]), is_frame([[Cell(("一局",))], [Cell(("二局",))]])
    (True, False)
    """
    alone = all(sum([any(cell.lines) for cell in row]) < 2 for row in rows)
    return alone and any(sum(map(len, cell.lines)) > _RUNNING for row in rows for cell in row)


def _block_of(cell: Cell, start: int, end: int, parent: int, page: int, row: int, column: int) -> Block:
    return Block("cell", start, end, parent, 0, page, row, column, cell.row_span, cell.column_span, cell.header)


def _placed(rows: Sequence[Sequence[Cell]]) -> Iterator[list[_Placed]]:
    """Cells with text at their columns: a place that a span from above or from the left covers is passed over."""
    covered: dict[int, int] = {}  # column → rows still covered from above
    for row in rows:
        found: list[_Placed] = []
        column = 0
        below = {c: n - 1 for c, n in covered.items() if n > 1} if covered else {}
        for cell in row:
            if cell.column > column:
                column = cell.column
            while column in covered:
                column += 1
            if any(cell.lines):
                found.append((min(column, _MOST_COLUMNS), cell))
            span = max(1, min(cell.column_span, _MOST_COLUMNS - column)) if cell.column_span > 1 else 1
            if cell.row_span > 1:
                below |= dict.fromkeys(range(column, column + span), cell.row_span - 1)
            column += span
        covered = below
        yield found


def _with_headers(rows: list[list[_Placed]]) -> list[list[_Placed]]:
    """The rows with header cells marked: those the file marks, else the first row if it holds no figure and a later one does."""
    if any(cell.header for row in rows for _, cell in row):
        return rows
    number = next(n for n, row in enumerate(rows) if row)
    first = rows[number]
    if len(first) < 2 or _has_figure(first) or not any(map(_has_figure, rows[number + 1 :])):
        return rows
    return [*rows[:number], [(column, cell._replace(header=True)) for column, cell in first], *rows[number + 1 :]]


def _has_figure(row: Sequence[_Placed]) -> bool:
    return any(_FIGURE.search("".join(cell.lines)) for _, cell in row)
