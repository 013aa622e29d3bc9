"""Terms of a dictionary in running text, overlaps resolved longest-first."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..resources import trie_pattern


def find_terms(text: str, terms: Iterable[str]) -> pd.DataFrame:
    """Occurrences of `terms` as strings: `start`, `end`, `term`, in order, none overlapping.

    The longest terms take their characters first, over the whole text; of equally long ones the leftmost.

    >>> find_terms("全面深化改革开放", ["深化改革", "改革开放", "全面", "改革"])["term"].tolist()
    ['全面', '深化改革']
    """
    known = frozenset(t for t in terms if t)
    if not known:
        return pd.DataFrame({"start": pd.Series(dtype="int64"), "end": pd.Series(dtype="int64"), "term": pd.Series(dtype="str")})
    candidates = sorted(_candidates(text, known), key=lambda c: (c[0] - c[1], c[0]))
    taken = np.zeros(len(text) + 1, dtype=bool)
    found = []
    for start, end in candidates:
        if not taken[start:end].any():
            taken[start:end] = True
            found.append((start, end, text[start:end]))
    return pd.DataFrame(sorted(found), columns=["start", "end", "term"])


def _candidates(text: str, known: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Every occurrence of every term: the longest at each place, and the shorter ones it begins with."""
    longest = re.compile(f"(?=({trie_pattern(known)}))")

    for match in longest.finditer(text):
        start, word = match.start(), match[1]
        lengths = [n for n in range(1, len(word) + 1) if word[:n] in known]
        for length in lengths:
            yield start, start + length
