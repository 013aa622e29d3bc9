"""Footnotes: the small lines at the foot of a page, moved to the end of the report."""

from collections.abc import Sequence
from statistics import median

from .glyphs import Line

_SMALL = 0.9


def split_notes(blocks: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """The blocks of a page without its footnotes, and those: the last lines, if all are smaller than the text above."""
    if not blocks or not blocks[-1]:
        return list(blocks), []
    prose = [x.size for block in blocks for x in block if not x.row]
    if len(prose) < 4:
        return list(blocks), []
    body = median(prose)
    last = blocks[-1]
    keep = len(last)
    while keep and not last[keep - 1].row and last[keep - 1].size < _SMALL * body:
        keep -= 1
    if keep == 0 or len(last) - keep > len(last) / 2:
        return list(blocks), []
    return [*blocks[:-1], last[:keep]], last[keep:]
