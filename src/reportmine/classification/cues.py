"""Cue words of a taxonomy in sentences: which, where, and for which label. The longest match wins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..taxonomy import Taxonomy
from ..text import code_points


@dataclass(frozen=True, slots=True)
class Hits:
    """Cue words found in `count` texts: `words[i]` (an index into `CueFinder.words`) in text `owners[i]` (ascending)."""

    words: NDArray[np.int64]
    owners: NDArray[np.int64]
    count: int


class CueFinder:
    """Finds a taxonomy's words: cues, what reports no work, signals and exclusions.

    `groups[w]` is the group of word `w`: the number of its label (K labels), K for words of no report, then one group a
    signal, and the last for exclusions, which only keep a cue within them from counting.
    """

    __slots__ = ("_begins", "_by_pair", "_index", "group_count", "groups", "words")

    def __init__(self, taxonomy: Taxonomy) -> None:
        kinds = [label.cues for label in taxonomy.labels]
        kinds += [taxonomy.none_cues, *(words for _, words in taxonomy.signals)]
        exclusions = [e for label in taxonomy.labels for e in label.exclusions]
        group = dict.fromkeys(exclusions, len(kinds))
        for number, words in reversed(list(enumerate(kinds))):
            group |= dict.fromkeys(words, number)
        self.group_count = len(kinds) + 1
        self.words = tuple(sorted(group))
        self.groups = np.array([group[w] for w in self.words], np.int64)
        self._index = {w: i for i, w in enumerate(self.words)}
        self._by_pair: dict[str, tuple[str, ...]] = {}
        for word in sorted(self.words, key=len, reverse=True):
            self._by_pair[word[:2]] = (*self._by_pair.get(word[:2], ()), word)
        self._begins = _beginnings(self.words)

    def find(self, texts: Sequence[str]) -> Hits:
        """Every cue in every text, in order of text."""
        whole = "\n".join(texts) + "\n"
        points = code_points(whole)
        end = 0
        words: list[int] = []
        starts: list[int] = []
        for place in np.flatnonzero(self._begins[_pairs(points)]).tolist():
            if place < end:
                continue
            for word in self._by_pair.get(whole[place : place + 2], ()):
                if whole.startswith(word, place):
                    end = place + len(word)
                    words.append(self._index[word])
                    starts.append(place)
                    break
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        return Hits(np.array(words, np.int64), np.searchsorted(ends, np.array(starts, np.int64), side="right"), len(texts))


def _pairs(points: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """A 16-bit hash of every two neighbouring characters."""
    mixed = points[:-1] * np.uint32(40503) + points[1:] * np.uint32(31)
    mixed ^= mixed >> np.uint32(13)
    return mixed.astype(np.uint16)


def _beginnings(words: Sequence[str]) -> NDArray[np.bool_]:
    """For every pair hash whether a word can begin there: a quick look that spares a search at nine places of ten."""
    table = np.zeros(1 << 16, bool)
    for word in words:
        table[_pairs(np.array([ord(c) for c in word[:2]], np.uint32))] = True
    return table
