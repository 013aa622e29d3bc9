"""Footnotes: the small lines at the foot of a page, moved to the end of the report."""

import re
from collections.abc import Sequence
from statistics import median

from .glyphs import Line

_SMALL = 0.9
_MARK = re.compile(r"(?:\[\d{1,3}\]|[①-⑳*＊†‡]|(\d{1,2})(?=\D))\s*")


def split_notes(blocks: Sequence[list[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """The blocks of a page without its footnotes, and those: the last lines, if all are smaller than the
    text above.
    """
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


def numbered_notes(notes: Sequence[str]) -> list[str]:
    """The notes numbered in one row as `[1] …`, whatever mark the page gave them.

    >>> numbered_notes(["1由7人组成。", "②见附件。"])
    ['[1] 由7人组成。', '[2] 见附件。']
    """
    found: list[str] = []
    for index, note in enumerate(notes, start=1):
        mark = _MARK.match(note)
        own = mark.end() if mark and (not mark[1] or int(mark[1]) <= index) else 0
        found.append(f"[{index}] {note[own:]}")
    return found
