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

    __slots__ = ("_by_pair", "_longer", "_pairs", "group_count", "groups", "words")

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
        self._by_pair: dict[str, tuple[tuple[str, int], ...]] = {}
        for number, word in sorted(enumerate(self.words), key=lambda item: len(item[1]), reverse=True):
            self._by_pair[word[:2]] = (*self._by_pair.get(word[:2], ()), (word, number))
        self._pairs, self._longer = np.zeros(1 << 16, bool), np.zeros(1 << 16, bool)
        for word in self.words:
            pairs, triples = _beginnings(code_points(word[:3]))
            table, places = (self._pairs, pairs) if len(word) == 2 else (self._longer, triples)
            table[places] = True

    def find(self, texts: Sequence[str]) -> Hits:
        """Every cue in every text, in order of text."""
        whole = "\n".join(texts) + "\n"
        words: list[int] = []
        starts: list[int] = []
        end = 0
        for place in self._possible(whole):
            if place < end:
                continue
            for word, number in self._by_pair.get(whole[place : place + 2], ()):
                if whole.startswith(word, place):
                    end = place + len(word)
                    words.append(number)
                    starts.append(place)
                    break
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        return Hits(np.array(words, np.int64), np.searchsorted(ends, np.array(starts, np.int64), side="right"), len(texts))

    def _possible(self, whole: str) -> list[int]:
        """Where a word may begin: a quick look that spares a search at nine places of ten."""
        pairs, triples = _beginnings(code_points(whole))
        found = self._pairs[pairs]
        found[:-1] |= self._longer[triples]
        return np.flatnonzero(found).tolist()


def _beginnings(points: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """16-bit hashes of every two and of every three neighbouring characters."""
    pairs = points[:-1] * np.uint32(40503) + points[1:] * np.uint32(31)
    pairs ^= pairs >> np.uint32(13)
    triples = (pairs[:-1] + points[2:]) * np.uint32(2654435761)
    return pairs.astype(np.uint16), (triples >> np.uint32(16)).astype(np.uint16)
