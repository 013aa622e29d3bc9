"""Reading order of a page: two columns of running text are read one after the other, tables across."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from .rows import Row

_GUTTER = 0.7
_WIDEST = 4.5
_FEWEST_ROWS = 6
_SHARE = 0.5
_LONG_LINE = 12
_SNAP = 3.0
# a comma may hang into the gutter
_HUNG = 0.5


def in_order(rows: Sequence[Row], usual: float | None = None) -> list[tuple[int, list[Row]]]:
    """The rows of a page as blocks in reading order, each with its column (1, 2; 0: across the page).

    `usual` is the gutter of the other pages, for a page with too few lines to show its own.
    """
    gutter = find_gutter(rows)
    if gutter is None and usual is not None and _respects(rows, usual):
        gutter = usual
    if gutter is None:
        return [(0, list(rows))]
    blocks: list[tuple[int, list[Row]]] = []
    for across, group in groupby(rows, lambda row: _crosses(row, gutter)):
        band = list(group)
        sides = [band] if across else [[_side(row, gutter, left) for row in band] for left in (True, False)]
        for column, side in enumerate(sides, start=0 if across else 1):
            blocks.append((column, [row for row in side if row]))
    return [block for block in blocks if block[1]]


def _side(row: Row, gutter: float, left: bool) -> Row:
    return [g for g in row if (g.left < gutter) == left]


def _respects(rows: Sequence[Row], gutter: float) -> bool:
    """Whether at least half of the rows keep to one side of the gutter or have a gap there, and some have
    one.
    """
    kept = [row for row in rows if not _crosses(row, gutter)]
    return len(kept) * 2 >= len(rows) and any(_gap_at(row, gutter) is not None for row in kept)


def _crosses(row: Row, x: float) -> bool:
    """Whether the row is one line across both columns."""
    if any(g.left < x - 0.1 * g.size and g.right > x + 0.1 * g.size for g in row):
        return True
    return row[0].left < x < row[-1].right and _gap_at(row, x) is None


def _gap_at(row: Row, x: float) -> float | None:
    """The width, in em, of the gap of the row in which `x` lies; none if it lies in none."""
    for before, after in zip(row, row[1:], strict=False):
        if before.right <= x <= after.left and after.left - before.right >= _HUNG * after.size:
            return (after.left - before.right) / after.size
    return None


def find_gutter(rows: Sequence[Row]) -> float | None:
    """Just left of where the second column of prose begins; none if the page has no two columns.

    In columns nearly every line has the same narrow gap, since lines are filled; in a table gaps vary and
    are wide.
    """
    begins: Counter[int] = Counter()
    for row in rows:
        for before, after in zip(row, row[1:], strict=False):
            if _GUTTER <= (after.left - before.right) / after.size <= _WIDEST:
                begins[round(after.left / _SNAP)] += 1
    if not begins:
        return None
    place, count = begins.most_common(1)[0]
    x = (place - 1) * _SNAP
    gaps = [gap for row in rows if (gap := _gap_at(row, x)) is not None]
    narrow = [gap for gap in gaps if gap <= _WIDEST]
    filled = count >= _FEWEST_ROWS and len(narrow) >= _SHARE * len(rows) and len(narrow) >= 0.7 * len(gaps)
    return x if filled and _is_prose(rows, x) else None


def _is_prose(rows: Sequence[Row], gutter: float) -> bool:
    """Both sides hold long lines."""
    sides: tuple[list[int], list[int]] = ([], [])
    for row in rows:
        count = sum(g.right <= gutter for g in row)
        sides[0].append(count)
        sides[1].append(len(row) - count)
    return all(median([n for n in side if n] or [0]) >= _LONG_LINE for side in sides)
