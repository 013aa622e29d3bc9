"""Passages that two units share: winnowed shingles find the seeds, which then grow to both sides as far as the texts agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ..text import code_points
from .study import Study
from .wordings import words

COLUMNS = ("unit_a", "report_a", "start_a", "end_a", "unit_b", "report_b", "start_b", "end_b", "length", "text")
_SHINGLE, _WINDOW = 16, 8
_CROWD = 40
_STOPS = "，。；：、！？）” "
_Passage = tuple[int, int, int, int]
_Array = np.ndarray[Any, np.dtype[Any]]


def shared_passages(study: Study, *, least: int = 30) -> pd.DataFrame:
    """Passages of at least `least` characters (formulas and blanks not counted) in reports of two different units, longest first."""
    texts = {str(i): str(t) for i, t in study.reports["text"].items()}
    units = {str(i): str(u) for i, u in study.reports["unit"].items()}
    rows = []
    for a, b, found in _matches(texts, units):
        for start_a, end_a, start_b, end_b in found:
            passage = texts[a][start_a:end_a]
            skip = len(passage) - len(passage.lstrip(_STOPS))
            start_a, start_b, passage = start_a + skip, start_b + skip, passage[skip:]
            if _own_length(passage) >= least:
                rows.append((units[a], a, start_a, end_a, units[b], b, start_b, end_b, end_a - start_a, passage))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["length", "unit_a", "unit_b", "start_a"], ascending=[False, True, True, True], ignore_index=True)


def _own_length(passage: str) -> int:
    for formula in words()["formulas"]:
        passage = passage.replace(formula, "")
    return sum(c.isalnum() for c in passage)


def _matches(texts: dict[str, str], units: dict[str, str]) -> list[tuple[str, str, list[_Passage]]]:
    """For every pair of reports of different units that share a fingerprint: the maximal passages."""
    seeds: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for places in _shared_fingerprints(texts):
        for (a, start_a), (b, start_b) in _pairs(places):
            if units[a] != units[b]:
                seeds[a, b].append((start_a, start_b))
    return [(a, b, _grown(texts[a], texts[b], found)) for (a, b), found in sorted(seeds.items())]


def _pairs(places: list[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], tuple[str, int]]]:
    """All pairs; where very many reports write the same, each with the next, so that it does not grow quadratically."""
    return combinations(places, 2) if len(places) <= _CROWD else zip(places, places[1:], strict=False)


def _shared_fingerprints(texts: dict[str, str]) -> Iterator[list[tuple[str, int]]]:
    """Places with the same fingerprint in two or more reports, in the order of the reports' ids."""
    names = sorted(texts)
    prints = [_fingerprints(texts[name]) for name in names]
    if not prints:
        return
    hashes = np.concatenate([h for h, _ in prints])
    places = np.concatenate([p for _, p in prints])
    owners = np.repeat(np.arange(len(names)), [len(h) for h, _ in prints])
    order = np.lexsort((places, owners, hashes))
    hashes, places, owners = hashes[order], places[order], owners[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(hashes)], strict=True):
        if end - start > 1 and owners[start] != owners[end - 1]:
            yield [(names[owners[i]], int(places[i])) for i in range(start, end)]


def _fingerprints(text: str) -> tuple[_Array, _Array]:
    """Winnowed shingle hashes and their places: of every `_WINDOW` shingles the least, so that any common passage of
    `_SHINGLE + _WINDOW - 1` characters is hit in both texts (Schleimer, Wilkerson and Aiken 2003).
    """
    codes = code_points(text).astype(np.uint64)
    count = len(codes) - _SHINGLE + 1
    if count < _WINDOW:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    hashes = np.zeros(count, np.uint64)
    for k in range(_SHINGLE):
        hashes = hashes * np.uint64(1_000_003) + codes[k : k + count] * np.uint64(0x9E3779B97F4A7C15)
    hashes ^= hashes >> np.uint64(31)
    windows = np.lib.stride_tricks.sliding_window_view(hashes, _WINDOW)
    chosen = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return hashes[chosen], chosen


def _grown(a: str, b: str, seeds: Sequence[tuple[int, int]]) -> list[_Passage]:
    """Seeds grown to maximal passages; a seed inside one already found is dropped."""
    found: list[_Passage] = []
    reached: dict[int, int] = {}
    for i, j in sorted(set(seeds)):
        if reached.get(j - i, -1) >= i:
            continue
        left = 0
        while i - left > 0 and j - left > 0 and a[i - left - 1] == b[j - left - 1] != "\n":
            left += 1
        end = 0
        while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end] != "\n":
            end += 1
        reached[j - i] = i + end
        found.append((i - left, i + end, j - left, j + end))
    return found
