"""Spans the word segmenter must not cut: 《titles》 and quoted names. Quantities are added by the caller."""

import re

from ..word_classes import QUANTITY, QUOTED, TITLE

_QUOTED = re.compile(r"“[^“”\n。；！？]{1,24}”|「[^「」\n。]{1,24}」|\"[^\"\n。；！？，]{1,24}\"")
_TITLE = re.compile(r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})*》")


def protected_spans(text: str, quantities: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Quantities (tag `Q`), titles (`nw`) and quoted names (`nz`), in order; the longer of two overlapping ones wins.

    A quotation that holds a quantity together with other words is left to the segmenter, so that the quantity stays a
    word of its own.
    """
    spans = [(s, e, QUANTITY) for s, e in quantities]
    taken = _Cover(quantities)
    for pattern, tag in ((_TITLE, TITLE), (_QUOTED, QUOTED)):
        fresh = [(m.start(), m.end(), tag) for m in pattern.finditer(text) if not taken.hits(m.start(), m.end())]
        spans += fresh
        taken = _Cover([(s, e) for s, e, _ in spans])
    return sorted(spans)


class _Cover:
    """Sorted, disjoint spans that answer whether a new one overlaps any."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self.starts, self.ends = [s for s, _ in ordered], [e for _, e in ordered]

    def hits(self, start: int, end: int) -> bool:
        from bisect import bisect_left, bisect_right

        return bisect_right(self.ends, start) < bisect_left(self.starts, end)
