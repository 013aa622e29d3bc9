"""Shingles as numbers, and pairs of equal numbers. The same on every machine: fixed constants, no random numbers."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..text import code_points

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


def mixed(x: Hashes) -> Hashes:
    """A multiply-and-shift mix of 64 bits (after splitmix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def shingle_hashes(text: str, size: int) -> Hashes:
    """A hash of the `size` characters from each place of a text on; empty for a shorter text."""
    codes = code_points(text).astype(np.uint64)
    count = max(len(codes) - size + 1, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        hashes = mixed(hashes ^ codes[k : k + count])
    return hashes


def equal_pairs(keys: Hashes, *, crowd: int, reach: int) -> Iterator[Ints]:
    """Pairs (i < j) of places with equal keys, as arrays of two columns.

    Where more than `crowd` places are equal, each is paired with the next `reach` only, so that a template that thousands
    share costs no quadratic time; the chain still holds them together.
    """
    order = np.argsort(keys, kind="stable").astype(np.int64)
    same = keys[order][1:] == keys[order][:-1]
    run = np.concatenate([[0], np.cumsum(~same)]) if len(order) else np.empty(0, dtype=np.int64)
    size = np.bincount(run)[run] if len(run) else run
    for step in range(1, min(crowd, len(order))):
        together = run[step:] == run[:-step]
        if not together.any():
            return
        near = together & ((size[step:] <= crowd) | (step <= reach))
        yield np.stack([order[:-step][near], order[step:][near]], axis=1)
