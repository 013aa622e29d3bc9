"""Ruled tables: a cell is what the four nearest rules enclose, so merged cells need no special care."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from ...document import CELL, Cell
from .glyphs import Glyph, GridRow, Line, Rule
from .paragraphs import glued, paragraphs, with_margins
from .rows import line, rows, text_of

Box = tuple[float, float, float, float]
_THIN = 3.0
_LONG = 8.0
_SLACK = 2.5
_WIDE = 14


def table_lines(glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int) -> tuple[list[Line], list[Glyph]]:
    """The rows of the ruled tables of a page as lines with their cells, and the glyphs that stand in none."""
    across, down = _grid(rules)
    rows_of, columns_of = _snapped(across, "top"), _snapped(down, "left")
    cells, outside = _cells(glyphs, rows_of, columns_of)
    if len(cells) < 2 or len({c[0] for c in cells}) < 2:
        return [], list(glyphs)
    lines: list[Line] = []
    for table, boxes in enumerate(_tables(cells)):
        edges = _edges(boxes, rows_of[0], 1), _edges(boxes, columns_of[0], 0)
        by_top: dict[float, list[Box]] = defaultdict(list)
        for box in boxes:
            by_top[box[1]].append(box)
        lines += [_row(by_top[top], cells, edges, table, page) for top in sorted(by_top)]
    return lines, outside


def _tables(cells: Mapping[Box, object]) -> list[list[Box]]:
    """The boxes of each table: a table ends where no box reaches down to the next."""
    found: list[list[Box]] = []
    bottom = 0.0
    for box in sorted(cells, key=lambda c: (c[1], c[0])):
        if not found or box[1] > bottom + _THIN:
            found.append([])
        found[-1].append(box)
        bottom = max(bottom, box[3])
    return found


def _edges(boxes: Sequence[Box], places: Sequence[float], side: int) -> list[float]:
    """Where the columns (side 0) or rows (side 1) of a table begin: at every rule between its first and its last edge."""
    first, last = min(b[side] for b in boxes), max(b[side + 2] for b in boxes)
    return sorted({p for p in places if first <= p <= last})


def _row(
    boxes: Sequence[Box], cells: Mapping[Box, list[Glyph]], edges: tuple[list[float], list[float]], table: int, page: int
) -> Line:
    """The boxes that begin at one height as a line of a table."""
    tops, lefts = edges
    glyphs = [g for box in boxes for g in cells[box]]
    made = tuple(
        Cell(
            tuple(_cell_lines(cells[box])), _span(tops, box[1], box[3]), _span(lefts, box[0], box[2]), column=lefts.index(box[0])
        )
        for box in boxes
    )
    text = CELL.join(" ".join(cell.lines) for cell in made)
    base, size = min(g.base for g in glyphs), max(g.size for g in glyphs)
    return Line(text, page, boxes[0][0], boxes[-1][2], base, size, row=True, grid=GridRow(table, tops.index(boxes[0][1]), made))


def _span(edges: Sequence[float], first: float, last: float) -> int:
    """How many rows or columns lie between two edges."""
    return max(1, bisect_left(edges, last) - bisect_left(edges, first))


def _cell_lines(glyphs: list[Glyph]) -> list[str]:
    """A cell's text: in a narrow cell every break is the cell's, in a wide one there may be paragraphs."""
    texts = [line(row, 0) for row in rows(glyphs)]
    if len(texts) > 2 and median(len(t.text) for t in texts) >= _WIDE:
        return [p.text for p in paragraphs(with_margins([texts]))]
    text = ""
    for row in rows(glyphs):
        text = glued(text, text_of(row, " "))
    return [text]


def _cells(
    glyphs: Sequence[Glyph], rows_of: tuple[list[float], list[Rule]], columns_of: tuple[list[float], list[Rule]]
) -> tuple[dict[Box, list[Glyph]], list[Glyph]]:
    """The glyphs in each box that rules enclose (left, top, right, bottom), and those in none."""
    cells: dict[Box, list[Glyph]] = defaultdict(list)
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.size * 0.35
        left, right = _nearest(columns_of, x, y, "left")
        top, bottom = _nearest(rows_of, y, x, "top")
        if None in (left, right, top, bottom):
            outside.append(glyph)
        else:
            cells[(left, top, right, bottom)].append(glyph)  # type: ignore[index]
    return cells, outside


def _grid(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules that meet: an underline or a rule across the page belongs to no table."""
    across = [r for r in rules if r.horizontal and r.right - r.left >= _LONG]
    down = [r for r in rules if not r.horizontal and r.bottom - r.top >= _LONG]
    edges = sorted(r.left for r in down)

    def meets(x: float) -> bool:
        at = bisect_left(edges, x - _SLACK)
        return at < len(edges) and edges[at] <= x + _SLACK

    return [r for r in across if meets(r.left) and meets(r.right)], down


def _snapped(rules: list[Rule], key: str) -> tuple[list[float], list[Rule]]:
    """Rules in order with their place, those that nearly coincide at one and the same place."""
    ordered = sorted(rules, key=lambda r: float(getattr(r, key)))
    places: list[float] = []
    for rule in ordered:
        place = float(getattr(rule, key))
        places.append(places[-1] if places and place - places[-1] < _THIN else place)
    return places, ordered


def _nearest(
    ordered: tuple[list[float], list[Rule]], at: float, across: float, key: str
) -> tuple[float | None, float | None]:
    """The nearest rules before and after `at` that cover the other coordinate `across`."""
    places, rules = ordered

    def covers(rule: Rule) -> bool:
        low, high = (rule.top, rule.bottom) if key == "left" else (rule.left, rule.right)
        return low - _SLACK <= across <= high + _SLACK

    before = next((i for i in range(bisect_right(places, at) - 1, -1, -1) if covers(rules[i])), None)
    after = next((i for i in range(bisect_left(places, at), len(rules)) if covers(rules[i])), None)
    return None if before is None else places[before], None if after is None else places[after]
