"""Spans the word segmenter must not cut: 《titles》, quoted names, halves of characters. Quantities are added by the caller."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..document import Layer
from ..word_classes import QUANTITY, QUOTED, TITLE

_QUOTED = re.compile(r"“[^“”\n。；！？]{1,24}”|「[^「」\n。]{1,24}」|\"[^\"\n。；！？，]{1,24}\"")
_TITLE = re.compile(r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})*》")
_HALF = re.compile("[\ud800-\udfff]")  # no segmenter takes what cannot be written as UTF-8


class Protected(NamedTuple):
    """A stretch that stays one word, with the tag of that word."""

    start: int
    end: int
    tag: str


def protected_spans(text: str, quantities: Sequence[tuple[int, int]]) -> list[Protected]:
    """Quantities (tag `Q`), titles (`nw`), quoted names (`nz`) and lone surrogates (`x`), in order, not overlapping.

    The earlier kind wins. A quotation that holds a quantity together with other words is left to the segmenter, so that
    the quantity stays a word of its own.
    """
    spans = [Protected(s, e, QUANTITY) for s, e in quantities]
    for pattern, tag in ((_TITLE, TITLE), (_QUOTED, QUOTED), (_HALF, "x")):
        taken = Layer(spans)
        fresh = [Protected(*m.span(), tag) for m in pattern.finditer(text) if not taken.crosses(*m.span())]
        if fresh:
            spans = sorted(spans + fresh)
    return spans
