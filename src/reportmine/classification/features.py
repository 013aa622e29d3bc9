"""Sentences as numbers, all of a report at once: hashed character and word n-grams as flat arrays.

Digits and masks are one sign (“**次” and “12次” look alike), quotation marks and blanks are dropped. Every n-gram is a
32-bit hash with the number of its sentence; nothing is counted or sorted here, so that a million characters take
tenths of a second.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ..text import code_points

Hashes = NDArray[np.uint32]
Owners = NDArray[np.int64]
CHAR_ORDERS = (2, 3)
_DIGITS = "0123456789０１２３４５６７８９*＊×○〇.．%％"
_DROP = " \t\r\u3000“”‘’\"'「」『』"
_MULTIPLIER = np.uint32(2654435761)
_SALT = 0x9E3779B1
_BREAK = 10


@dataclass(frozen=True, slots=True)
class Grams:
    """N-grams of `count` sentences: `hashes[i]` occurs in sentence `owners[i]`."""

    hashes: Hashes
    owners: Owners
    count: int


@lru_cache(maxsize=1)
def _folding() -> NDArray[np.uint32]:
    """Code point → folded code point for the basic plane: digits and masks to `0`, letters to lower case, noise to 0."""
    table = np.arange(0x10000, dtype=np.uint32)
    table[[ord(c) for c in _DIGITS]] = ord("0")
    table[ord("A") : ord("Z") + 1] += 32
    table[[ord(c) for c in _DROP]] = 0
    return table


def folded(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Owners]:
    """The characters of all texts, folded, each text followed by a line break, with the number of the text each is in."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    points = code_points("\n".join(texts) + "\n")
    owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    signs = _folding()[np.minimum(points, 0xFFFF)]
    signs[points == _BREAK] = _BREAK
    again = np.zeros(len(signs), bool)
    again[1:] = (signs[1:] == ord("0")) & (signs[:-1] == ord("0"))
    keep = (signs != 0) & ~again
    return signs[keep], owners[keep]


def char_grams(texts: Sequence[str]) -> Grams:
    """Character n-grams of every text, none reaching over its end."""
    if not texts:
        return Grams(np.empty(0, np.uint32), np.empty(0, np.int64), 0)
    signs, owners = folded(texts)
    breaks = signs == _BREAK
    hashes, places = [], []
    rolling = _mixed(signs)
    for order in range(2, max(CHAR_ORDERS) + 1):
        if len(signs) < order:
            break
        rolling = (rolling[: len(signs) - order + 1] * np.uint32(31)) ^ _mixed(signs[order - 1 :] + np.uint32(order))
        breaks = breaks[: len(rolling)] | (signs[order - 1 :] == _BREAK)
        if order in CHAR_ORDERS:
            hashes.append(rolling[~breaks])
            places.append(owners[: len(rolling)][~breaks])
    return Grams(
        np.concatenate([np.empty(0, np.uint32), *hashes]), np.concatenate([np.empty(0, np.int64), *places]), len(texts)
    )


def word_grams(sentences: Sequence[Sequence[str]]) -> Grams:
    """Single words and pairs of neighbouring words of every sentence."""
    lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
    owners = np.repeat(np.arange(len(sentences), dtype=np.int64), lengths)
    if len(_HASHES) > _MOST_HASHES:
        _HASHES.clear()
    single = np.fromiter(map(_HASHES.__getitem__, chain.from_iterable(sentences)), np.uint32, len(owners))
    keep = single != 0
    single, owners = single[keep], owners[keep]
    pair = _mixed((single[:-1] * np.uint32(31)) ^ single[1:])
    inside = owners[:-1] == owners[1:]
    return Grams(np.concatenate([single, pair[inside]]), np.concatenate([owners, owners[:-1][inside]]), len(sentences))


class _Hashes(dict[str, int]):
    """The hash of a word, folded; 0 for a word of noise only, which is left out. Each word is hashed once a process."""

    def __missing__(self, word: str) -> int:
        kept = folded_word(word).encode("utf-32-le", "surrogatepass")
        found = self[word] = (zlib.crc32(kept, _SALT) | 1) if kept else 0
        return found


_RUN, _BEYOND = re.compile(f"[{re.escape(_DIGITS)}]+"), re.compile("[\U00010000-\U0010ffff]")
_SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", _DROP)


def folded_word(word: str) -> str:
    """One word as `folded` would have it: for a word alone the arrays cost ten times as much."""
    return _BEYOND.sub("\uffff", _RUN.sub("0", word).translate(_SIGNS))


_HASHES, _MOST_HASHES = _Hashes(), 200_000


def joined(*parts: Grams) -> Grams:
    """The n-grams of several families over the same sentences."""
    return Grams(
        np.concatenate([p.hashes for p in parts]), np.concatenate([p.owners for p in parts]), parts[0].count if parts else 0
    )


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mixed = values * _MULTIPLIER
    return mixed ^ (mixed >> np.uint32(15))
