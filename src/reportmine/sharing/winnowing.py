"""Exact passages that texts share: winnowed shingles find the seeds, which then grow to both sides as far as the texts agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from .hashing import Hashes, Ints, equal_pairs, shingle_hashes

SHINGLE, WINDOW = 16, 8
_CROWD, _REACH = 40, 1


@dataclass(frozen=True, slots=True)
class Passage:
    """The same characters in two texts: where they begin in each, and how many they are."""

    start_a: int
    start_b: int
    length: int


def fingerprints(text: str) -> tuple[Hashes, Ints]:
    """Winnowed shingle hashes and their places: of every `WINDOW` shingles the least, so that any common passage of
    `SHINGLE + WINDOW - 1` characters is hit in both texts (Schleimer, Wilkerson and Aiken 2003).
    """
    hashes = shingle_hashes(text, SHINGLE)
    if len(hashes) < WINDOW:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
    chosen = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return hashes[chosen], chosen


def common_passages(texts: Sequence[str], owners: Sequence[str]) -> Iterator[tuple[int, int, list[Passage]]]:
    """For every two texts (their places in `texts`, the earlier first) of different owners: the maximal passages they share."""
    for (a, b), seeds in groupby(_seeds(texts, owners), key=lambda seed: seed[:2]):
        yield a, b, _grown(texts[a], texts[b], ((i, j) for _, _, i, j in seeds))


def _seeds(texts: Sequence[str], owners: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Places of equal fingerprints: text, other text, place, place in the other; in this order."""
    prints = [fingerprints(text) for text in texts]
    if not prints:
        return []
    hashes, places = (np.concatenate(column) for column in zip(*prints, strict=True))
    text = np.repeat(np.arange(len(texts)), [len(h) for h, _ in prints])
    owner = np.unique(owners, return_inverse=True)[1][text]
    found = set[tuple[int, int, int, int]]()
    for i, j in (pairs.T for pairs in equal_pairs(hashes, crowd=_CROWD, reach=_REACH)):
        other = owner[i] != owner[j]
        i, j = i[other], j[other]
        found.update(zip(*(column.tolist() for column in (text[i], text[j], places[i], places[j])), strict=True))
    return sorted(found)


def _grown(a: str, b: str, seeds: Iterable[tuple[int, int]]) -> list[Passage]:
    """Seeds, in their order, grown to maximal passages inside one paragraph; a seed inside one already found is dropped."""
    found: list[Passage] = []
    reached: dict[int, int] = {}
    for i, j in seeds:
        if reached.get(j - i, -1) >= i:
            continue
        left = 0
        while i - left > 0 and j - left > 0 and a[i - left - 1] == b[j - left - 1] != "\n":
            left += 1
        end = 0
        while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end] != "\n":
            end += 1
        reached[j - i] = i + end
        found.append(Passage(i - left, j - left, left + end))
    return found
