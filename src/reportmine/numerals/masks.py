"""Numbers whose figures are redacted: **, *.**亿, 十○. A mask is a value that is not told, never a guess."""

from ..model import Number
from .grammar import INFIXES, MASKS, SCALES

_MASKS = frozenset(MASKS)
_TAIL = "".join({**SCALES, **INFIXES}) + " "


def is_masked(body: str) -> bool:
    """Whether a number's body holds redacted digits."""
    return not _MASKS.isdisjoint(body)


def masked(body: str) -> Number:
    """The number of a body that holds a mask: no value, the mask as written without scale.

    >>> masked("*.**亿").mask
    '*.**'
    """
    return Number(None, None, True, body.rstrip(_TAIL), "over" if "余" in body or "多" in body else None)
