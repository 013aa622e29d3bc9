"""Cue words of a taxonomy in sentences: which, where, and for which label. The longest match wins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .. import lexicon
from ..taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Hits:
    """Cue words found: `words[i]` (an index into `CueFinder.words`) in text `owners[i]`."""

    words: NDArray[np.int64]
    owners: NDArray[np.int64]
    count: int


class CueFinder:
    """Finds a taxonomy's cues and exclusions; `groups[w]` is the label number of word `w`, −1 for those of no label."""

    __slots__ = ("_index", "_pattern", "group_count", "groups", "words")

    def __init__(self, taxonomy: Taxonomy) -> None:
        group: dict[str, int] = {}
        self.group_count = len(taxonomy.labels) + 1
        for number, label in enumerate(taxonomy.labels):
            for cue in label.cues:
                group.setdefault(cue, number)
        for phrase in (*taxonomy.none_cues, *(e for label in taxonomy.labels for e in label.exclusions)):
            group.setdefault(phrase, -1)
        self.words = tuple(sorted(group))
        self.groups = np.array([group[w] for w in self.words], np.int64)
        self._index = {w: i for i, w in enumerate(self.words)}
        self._pattern = re.compile(lexicon.trie_pattern(self.words))

    def find(self, texts: Sequence[str]) -> Hits:
        """Every cue in every text, in order of text."""
        spots = [(m.group(), m.start()) for m in self._pattern.finditer("\n".join(texts))]
        ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        words = np.fromiter((self._index[w] for w, _ in spots), np.int64, len(spots))
        starts = np.fromiter((s for _, s in spots), np.int64, len(spots))
        return Hits(words, np.searchsorted(ends, starts, side="right"), len(texts))

    def spoken(self, text: str) -> dict[int, tuple[str, ...]]:
        """Cue words of one text by label number, in order of first appearance."""
        found: dict[int, list[str]] = {}
        for match in self._pattern.finditer(text):
            number = int(self.groups[self._index[match.group()]])
            if number >= 0 and match.group() not in found.setdefault(number, []):
                found[number].append(match.group())
        return {number: tuple(words) for number, words in found.items()}
