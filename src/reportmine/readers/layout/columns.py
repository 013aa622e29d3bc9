"""Reading order of a page: two columns of running text are read one after the other, tables across."""

from collections.abc import Sequence
from statistics import median

from .glyphs import Glyph
from .rows import Row

_GUTTER = 1.0
_WIDEST = 4.5
_FEWEST_ROWS = 8
_SHARE = 0.55


def in_order(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a page as blocks in reading order; inside a block all lines share their margins."""
    gutter = _gutter(rows)
    if gutter is None:
        return [list(rows)]
    blocks: list[list[Row]] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in [*rows, None]:
        if row is None or _crosses(row, gutter):
            blocks += [part for part in (left, right) if part]
            left, right = [], []
            if row is not None:
                blocks.append([row])
            continue
        for part, glyphs in ((left, [g for g in row if g.right <= gutter]), (right, [g for g in row if g.right > gutter])):
            if glyphs:
                part.append(glyphs)
    return _merged(blocks)


def _merged(blocks: list[list[Row]]) -> list[list[Row]]:
    """Single lines across the page that follow one another are one block again."""
    merged: list[list[Row]] = []
    alone = False
    for block in blocks:
        single = len(block) == 1
        if single and alone:
            merged[-1] += block
        else:
            merged.append(block)
        alone = single
    return merged


def _crosses(row: Row, x: float) -> bool:
    return any(g.left < x - 0.1 * g.size and g.right > x + 0.1 * g.size for g in row) or not (
        row[0].left > x or row[-1].right < x or _gap_at(row, x) is not None
    )


def _gap_at(row: Row, x: float) -> float | None:
    """The width, in em, of the gap of the row in which `x` lies; none if it lies in none."""
    for before, after in zip(row, row[1:], strict=False):
        if before.right <= x <= after.left and after.left - before.right >= _GUTTER * after.size * 0.9:
            return (after.left - before.right) / after.size
    return None


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where a blank strip divides the text into two columns of prose; none if there is no such strip.

    In columns nearly every line has the same narrow gap, since lines are filled; in a table gaps vary and are wide.
    """
    found: list[float] = []
    for row in rows:
        for before, after in zip(row, row[1:], strict=False):
            if _GUTTER <= (after.left - before.right) / after.size <= _WIDEST:
                found.append((before.right + after.left) / 2)
    if len(found) < _FEWEST_ROWS:
        return None
    middle = median(found)
    gaps = [gap for row in rows if (gap := _gap_at(row, middle)) is not None]
    narrow = [gap for gap in gaps if gap <= _WIDEST]
    filled = len(narrow) >= max(_FEWEST_ROWS, _SHARE * len(rows)) and len(narrow) >= 0.7 * len(gaps)
    return middle if filled and _is_prose(rows, middle) else None


def _is_prose(rows: Sequence[Row], gutter: float) -> bool:
    """Both sides hold long lines."""
    sides: tuple[list[int], list[int]] = ([], [])
    for row in rows:
        count = sum(_inside(g, gutter) for g in row)
        sides[0].append(count)
        sides[1].append(len(row) - count)
    return all(median([n for n in side if n] or [0]) >= 12 for side in sides)


def _inside(glyph: Glyph, gutter: float) -> bool:
    return glyph.right <= gutter
