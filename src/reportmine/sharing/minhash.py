"""MinHash over character shingles, with locality-sensitive banding: which texts are nearly the same, without comparing all.

Our own few lines of numpy: on the project's measurements faster than the libraries, and nothing to install.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from .hashing import Hashes, Ints, equal_pairs, mixed, shingle_hashes
from .shingles import jaccard, shingles

SHINGLE, BANDS, ROWS = 4, 20, 4
_CROWD, _REACH = 60, 3
_CHUNK = 20_000


def similarity(a: str, b: str) -> float:
    """Jaccard similarity of two texts' shingles, which their signatures estimate; 1 for the same text."""
    return 1.0 if a == b else jaccard(shingles(a, SHINGLE), shingles(b, SHINGLE))


def signatures(texts: Sequence[str]) -> Hashes:
    """One row of `BANDS · ROWS` minima a text; the share of equal cells of two rows estimates their Jaccard similarity."""
    parts = [_signatures(texts[i : i + _CHUNK]) for i in range(0, len(texts), _CHUNK)]
    return np.concatenate(parts) if parts else np.empty((0, BANDS * ROWS), dtype=np.uint64)


def _signatures(texts: Sequence[str]) -> Hashes:
    padded = [t if len(t) >= SHINGLE else t.ljust(SHINGLE, "\0") for t in texts]
    lengths = np.array([len(t) for t in padded], dtype=np.int64)
    ends = np.cumsum(lengths)
    hashes = shingle_hashes("".join(padded), SHINGLE)
    inside = np.ones(len(hashes), dtype=bool)
    for k in range(1, SHINGLE):  # shingles that reach into the next text
        inside[ends[:-1] - k] = False
    kept = hashes[inside]
    starts = np.concatenate([[0], np.cumsum(lengths - SHINGLE + 1)[:-1]])
    return np.stack([np.minimum.reduceat(kept * seed, starts) for seed in _seeds()], axis=1)


def _seeds() -> Hashes:
    """One odd factor a hash function (multiplicative hashing of shingles that are mixed already)."""
    return mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


def candidates(table: Hashes) -> Ints:
    """Pairs (i < j) of rows that agree in all of at least one band: a pair of similarity s is found with 1 − (1 − s⁴)²⁰."""
    found = [pairs for keys in _band_keys(table) for pairs in equal_pairs(keys, crowd=_CROWD, reach=_REACH)]
    return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), dtype=np.int64)


def _band_keys(table: Hashes) -> Iterator[Hashes]:
    """One number for each row's cells of a band, band by band."""
    for band in range(0, BANDS * ROWS, ROWS):
        key = np.zeros(len(table), dtype=np.uint64)
        for column in table[:, band : band + ROWS].T:
            key = mixed(key ^ column)
        yield key
