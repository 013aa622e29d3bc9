"""Folding that keeps length: full-width digits, letters and signs to ASCII, so that offsets stay true. Files of text."""

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .errors import DataError

_FULL = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}
_FULL |= {c: c - 0xFEE0 for c in [*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_SIGNS = {
    "％": "%", "．": ".", "＊": "*", "／": "/", "～": "~", "－": "-", "＋": "+", "﹪": "%",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
    "乂": "×", "✕": "×", "✖": "×", "Ⅹ": "X", "Х": "X", "х": "x", "╳": "×",
}  # fmt: skip
_TABLE = {chr(k): chr(v) for k, v in _FULL.items()} | _SIGNS
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


def read_utf8(path: Path) -> str:
    """The text of a data file that a user wrote. Raises `DataError` if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{path}：不是 UTF-8 文本。请另存为 UTF-8。", f"{path}: not UTF-8 text. Save it as UTF-8.") from None
