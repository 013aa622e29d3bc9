"""Ruled tables: a cell is what the four nearest rules enclose, so merged cells need no special care."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from ..cells import row_lines
from .glyphs import Glyph, Line, Rule
from .paragraphs import glued, paragraphs, with_margins
from .rows import line, rows, text_of

Cell = tuple[float, float, float, float]
_THIN = 3.0
_LONG = 8.0
_SLACK = 2.5
_WIDE = 14


def table_lines(glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int) -> tuple[list[Line], list[Glyph]]:
    """The rows of the ruled tables of a page as lines, and the glyphs that stand in none."""
    cells, outside = _cells(glyphs, rules)
    if len(cells) < 2 or len({c[0] for c in cells}) < 2:
        return [], list(glyphs)
    by_top: dict[float, list[Cell]] = defaultdict(list)
    for cell in sorted(cells):
        by_top[cell[1]].append(cell)
    lines: list[Line] = []
    for top in sorted(by_top):
        row = by_top[top]
        texts = [_cell_lines(cells[cell]) for cell in row]
        size = max(g.size for cell in row for g in cells[cell])
        first = min(g.base for cell in row for g in cells[cell])
        lines += [Line(text, page, row[0][0], row[-1][2], first, size, row=True) for text in row_lines(texts)]
    return lines, outside


def _cell_lines(glyphs: list[Glyph]) -> list[str]:
    """A cell's text: in a narrow cell every break is the cell's, in a wide one there may be paragraphs."""
    texts = [line(row, 0) for row in rows(glyphs)]
    if len(texts) > 2 and median(len(t.text) for t in texts) >= _WIDE:
        return [p.text for p in paragraphs(with_margins([texts]))]
    text = ""
    for row in rows(glyphs):
        text = glued(text, text_of(row, " "))
    return [text]


def _cells(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[dict[Cell, list[Glyph]], list[Glyph]]:
    across, down = _grid(rules)
    rows_of, columns_of = _snapped(across, "top"), _snapped(down, "left")
    cells: dict[Cell, list[Glyph]] = defaultdict(list)
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
