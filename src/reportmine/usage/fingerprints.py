"""MinHash over character shingles, with locality-sensitive banding: which texts are nearly the same, without comparing all.

Our own few lines of numpy: on the project's measurements faster than the libraries, and nothing to install. Signatures
are the same on every machine (fixed constants, no random numbers at run time).
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..text import code_points

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
SHINGLE, BANDS, ROWS = 4, 20, 4
CROWD = 60
_CHUNK = 20_000


def shingles(text: str) -> frozenset[str]:
    """Runs of `SHINGLE` characters; of a shorter text, itself."""
    return frozenset(text[i : i + SHINGLE] for i in range(max(len(text) - SHINGLE + 1, 1)))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """|a ∩ b| / |a ∪ b|."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def signatures(texts: Sequence[str]) -> Hashes:
    """One row of `BANDS · ROWS` minima a text; the share of equal cells of two rows estimates their Jaccard similarity."""
    parts = [_signatures(texts[i : i + _CHUNK]) for i in range(0, len(texts), _CHUNK)]
    return np.concatenate(parts) if parts else np.empty((0, BANDS * ROWS), dtype=np.uint64)


def _signatures(texts: Sequence[str]) -> Hashes:
    padded = [t if len(t) >= SHINGLE else t.ljust(SHINGLE, "\0") for t in texts]
    codes = code_points("".join(padded)).astype(np.uint64)
    lengths = np.array([len(t) for t in padded], dtype=np.int64)
    ends = np.cumsum(lengths)
    hashes = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for k in range(SHINGLE):
        hashes = _mixed(hashes ^ codes[k : len(codes) - SHINGLE + 1 + k])
    inside = np.ones(len(hashes), dtype=bool)
    for k in range(1, SHINGLE):  # shingles that reach into the next text
        inside[ends[:-1] - k] = False
    kept = hashes[inside]
    starts = np.concatenate([[0], np.cumsum(lengths - SHINGLE + 1)[:-1]])
    return np.stack([np.minimum.reduceat(kept * seed, starts) for seed in _seeds()], axis=1)


def _seeds() -> Hashes:
    """One odd factor a hash function (multiplicative hashing of shingles that are mixed already)."""
    return _mixed(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


def _mixed(x: Hashes) -> Hashes:
    """A multiply-and-shift mix of 64 bits (after splitmix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def candidates(table: Hashes) -> Ints:
    """Pairs (i < j) of rows that agree in all of at least one band: a pair of similarity s is found with 1 − (1 − s⁴)²⁰.

    In a crowd of more than `CROWD` rows in one band each is paired with the next ones only, so that a template that
    thousands share costs no quadratic time; the chain still holds them together.
    """
    found = [p for band in range(BANDS) for p in _band_pairs(table[:, band * ROWS : (band + 1) * ROWS])]
    if not found:
        return np.empty((0, 2), dtype=np.int64)
    return np.unique(np.concatenate(found), axis=0)


def _band_pairs(rows: Hashes) -> Iterator[Ints]:
    key = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        key = _mixed(key ^ column)
    order = np.argsort(key, kind="stable").astype(np.int64)
    same = key[order][1:] == key[order][:-1]
    run = np.concatenate([[0], np.cumsum(~same)]) if len(order) else np.empty(0, dtype=np.int64)
    size = np.bincount(run)[run] if len(run) else run
    for step in range(1, min(CROWD, len(order))):
        together = run[step:] == run[:-step]
        if not together.any():
            return
        near = together & ((size[step:] <= CROWD) | (step <= 3))
        yield np.sort(np.stack([order[:-step][near], order[step:][near]], axis=1), axis=1)
