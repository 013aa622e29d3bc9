"""The rows of a CSV table in which something is broken: each costs only itself, and the others keep their numbers.

A row may span lines (a report in a cell has many). Where a quotation mark is missing, the row ends before the next line
that begins a whole row; lines that are the rest of a row whose opening mark is missing are counted to it.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

_SPAN = 20_000  # lines a row may have
_SAMPLE = 200
_ANY = 1_000_000
_SWALLOWED = 2  # lines inside one cell that each look like a whole row: more than chance


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its first and last line in the file (from 1), its cells (empty: a blank row), and what is wrong with it, in
    Chinese and in English.
    """

    first: int
    last: int
    cells: tuple[str, ...] = ()
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a whole row looks like: the widths met, how many cells it must have to reach the text, whether any row has
    several lines.
    """

    delimiter: str
    widths: frozenset[int]
    least: int
    tall: bool = False

    def literal(self, line: str) -> list[str]:
        """The cells of one line whose quotation marks are part of the text."""
        return line.rstrip("\r\n").split(self.delimiter)

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether these may be a row."""
        return self.least <= len(cells) <= max(self.widths)


def csv_lines(text: str, delimiter: str, least: Callable[[list[str]], int]) -> tuple[list[str], list[Line]]:
    """The header of a table and its rows. `least` says for a header how many cells a row must have.

    >>> csv_lines('单位,正文\\n甲局,"组织学习\\n乙局,走访3次\\n', ",", lambda header: 2)[1][1].cells
    ('乙局', '走访3次')
    """
    lines = list(io.StringIO(text, newline=""))
    at = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if at == len(lines):
        return [], []
    cells, end = _record(lines, at, delimiter)
    header = cells if cells is not None and end == at + 1 else lines[at].strip().split(delimiter)
    end = end if cells is not None else at + 1
    if len(header) == 1:  # commas are part of the text
        shape = _Shape(delimiter, frozenset({_ANY}), 1)
        return header, [replace(row, cells=(delimiter.join(row.cells),)) if row.cells else row for row in _rows(lines, end, shape)]
    return header, list(_rows(lines, end, _shape(lines, end, delimiter, len(header), least(header))))


def _shape(lines: list[str], at: int, delimiter: str, header: int, least: int) -> _Shape:
    """Rows are as wide as the header, or wider if most of the first ones are."""
    met: Counter[int] = Counter()
    tall = False
    while at < len(lines) and met.total() < _SAMPLE:
        cells, end = _record(lines, at, delimiter)
        if cells := _trimmed(cells or []):
            met[len(cells)] += 1
            tall = tall or end > at + 1
        at = end
    wider = {width for width, count in met.items() if width > header and 2 * count > met.total()}
    return _Shape(delimiter, frozenset({header, *wider}), least, tall)


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _record(lines: list[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """The cells of the row that begins at a line, and the line after it; none if its quotation marks do not fit."""
    reader = csv.reader((lines[n] for n in range(at, min(at + _SPAN, len(lines)))), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return None, at + 1
    return cells, at + reader.line_num


def _rows(lines: list[str], at: int, shape: _Shape) -> Iterator[Line]:
    held: list[Line] = []  # the last row and blank ones after it: what comes next may turn out to be its rest
    while at < len(lines):
        row, rest = _row(lines, at, shape)
        at = row.last
        if rest and held and held[0].cells and '"' not in lines[held[0].first - 1]:
            held = [Line(held[0].first, row.last, fault=_UNCLOSED)]
        elif held and not row.cells and not row.fault:
            held.append(row)
        else:
            yield from held
            held = [row]
    yield from held


def _row(lines: list[str], at: int, shape: _Shape) -> tuple[Line, bool]:
    """The row at a line, and whether it is but the rest of one that lost a quotation mark."""
    cells, end = _record(lines, at, shape.delimiter)
    if cells is None or _swallowed(lines[at + 1 : end - 1], shape):
        literal = shape.literal(lines[at])
        if lines[at].count('"') % 2 == 0 and len(literal) in shape.widths:
            return Line(at + 1, at + 1, tuple(literal)), False
        end = next((n for n in range(at + 1, len(lines)) if _begins(lines, n, shape)), len(lines))
        return Line(at + 1, end, fault=_UNCLOSED), False
    if not any(cells):
        return Line(at + 1, end), False
    if len(cells) > max(shape.widths):
        cells = _trimmed(cells)
    if shape.holds(cells):
        return Line(at + 1, end, tuple(cells)), False
    if len(cells) > max(shape.widths):
        return Line(at + 1, end, fault=_long(len(cells), max(shape.widths))), False
    end = _last_of_rest(lines, end, shape) if shape.tall else end
    odd = "".join(lines[at:end]).count('"') % 2 == 1
    return Line(at + 1, end, fault=_short(len(cells), shape.least)), odd and shape.tall


def _swallowed(inside: list[str], shape: _Shape) -> bool:
    """Whether the lines inside one cell each look like a whole row: a quotation mark was not closed."""
    full = [line for line in inside if line.strip()]
    return len(full) >= _SWALLOWED and all(len(shape.literal(line)) in shape.widths for line in full)


def _begins(lines: list[str], at: int, shape: _Shape) -> bool:
    """Whether a whole row begins at a line."""
    cells, end = _record(lines, at, shape.delimiter)
    return cells is not None and len(cells) in shape.widths and not _swallowed(lines[at + 1 : end - 1], shape)


def _last_of_rest(lines: list[str], at: int, shape: _Shape) -> int:
    """The end of a run of lines that are no rows, blank ones inside it included."""
    end = at
    for n in range(at, len(lines)):
        cells, _ = _record(lines, n, shape.delimiter)
        if not lines[n].strip():
            continue
        if cells is not None and len(cells) >= shape.least:
            break
        end = n + 1
    return end


_UNCLOSED = (
    "英文引号不成对，这一行读不出。请补上引号；格里的引号要写两个（\"\"）",
    "a quotation mark is not closed, so that the row cannot be read. Close it; inside a cell write it twice",
)


def _long(cells: int, width: int) -> tuple[str, str]:
    return (
        f"有 {cells} 格，表头只有 {width} 格，正文可能被逗号切断。请把有逗号的格加上英文引号",
        f"{cells} cells where the header has {width}; a comma may have cut the text. Put cells that hold commas in quotes",
    )


def _short(cells: int, least: int) -> tuple[str, str]:
    return (
        f"只有 {cells} 格，够不到正文那一列（第 {least} 格）。请补齐这一行",
        f"{cells} cells, too few to reach the text (cell {least}). Complete the row",
    )
