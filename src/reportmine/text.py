"""Folding that keeps length: full-width digits, letters and signs to ASCII, so that offsets stay true. Halves of characters."""

import re

import numpy as np
from numpy.typing import NDArray

_FULL = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}
_FULL |= {c: c - 0xFEE0 for c in [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_SIGNS = {
    "％": "%", "．": ".", "＊": "*", "／": "/", "～": "~", "－": "-", "＋": "+", "﹪": "%",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
    "乂": "×", "✕": "×", "✖": "×", "Ⅹ": "X", "Х": "X", "х": "x", "╳": "×",
}  # fmt: skip
_TABLE = {chr(k): chr(v) for k, v in _FULL.items()} | _SIGNS
_SURROGATES = re.compile("[\ud800-\udfff]")
_FOLDED = re.compile("[" + re.escape("".join(_TABLE)) + "]")


def fold(text: str) -> str:
    """`text` with full-width digits, letters, %, . * / ~ - + made half-width; same length, same offsets.

    >>> fold("增长２．３％")
    '增长2.3%'
    """
    return _FOLDED.sub(lambda found: _TABLE[found.group()], text)


def code_points(text: str) -> NDArray[np.uint32]:
    """The characters of a text as numbers, (characters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def without_surrogates(text: str) -> str:
    """`text` with every half of a surrogate pair, which no file can hold, made U+FFFD; same length, same offsets.

    >>> without_surrogates("12\\ud800次")
    '12�次'
    """
    return _SURROGATES.sub("\ufffd", text)
