"""The linear part of the classifier: n-grams, cue words and their totals to one score (a log-odds) per label.

A text's n-gram vector is count × idf over its length √Σ count·idf², so that the vector of a paragraph follows from those
of its sentences by adding, and one pass over a report serves both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cues import CueFinder, Hits
from .features import Grams, char_grams, joined, word_grams

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BUCKETS = 20
_LINE = 8  # weights


@dataclass(frozen=True, slots=True)
class Weights:
    """What training found. V n-grams, W words, G groups of words, K labels and one column more for “any work at all”.

    `grams` is already multiplied by `idf`.
    """

    hashes: NDArray[np.uint32]  # (V,) ascending
    idf: NDArray[np.float32]  # (V,)
    grams: NDArray[np.float32]  # (V, K + 1)
    cues: NDArray[np.float32]  # (W, K + 1) for a word's presence
    totals: NDArray[np.float32]  # (G, K + 1) for ln(1 + words of a group), see `CueFinder`
    bias: NDArray[np.float32]  # (K + 1,)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences with their words and the number of the text each belongs to (ascending); a heading for every text."""

    sentences: Sequence[str]
    words: Sequence[Sequence[str]]
    owners: Ints
    headings: Sequence[str]

    @property
    def texts(self) -> int:
        return len(self.headings)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log-odds (…, K + 1) of every sentence, text and heading (0 where there is none)."""

    sentences: Floats
    texts: Floats
    headings: Floats
    owners: Ints


class Scorer:
    """Applies `Weights` to batches."""

    __slots__ = ("_finder", "_known", "_place", "_rows", "_shift", "_weights", "_width")

    def __init__(self, weights: Weights, finder: CueFinder) -> None:
        self._weights, self._finder = weights, finder
        self._shift = np.uint32(32 - BUCKETS)
        columns = np.hstack([weights.grams, (weights.idf**2)[:, None]])
        self._width = columns.shape[1]
        # all weights of an n-gram lie side by side, within one line of the processor's cache
        self._rows = np.zeros((len(columns), -(-self._width // _LINE) * _LINE), np.float32)
        self._rows[:, : self._width] = columns
        # Of two n-grams in one bucket the later stays: a loss of some percent, in training as in use.
        nothing = (np.arange(1 << BUCKETS, dtype=np.uint32) ^ np.uint32(1)) << self._shift  # an n-gram of another bucket
        self._known, self._place = nothing, np.zeros(1 << BUCKETS, np.int32)
        buckets = weights.hashes >> self._shift
        self._known[buckets], self._place[buckets] = weights.hashes, np.arange(len(columns), dtype=np.int32)

    def evidence(self, batch: Batch) -> Evidence:
        """Scores of a batch in one vectorised pass: sentences and, as rows below them, the headings, each once."""
        headings = {h: i for i, h in enumerate(dict.fromkeys(batch.headings), len(batch.sentences))}
        texts = [*batch.sentences, *headings]
        hits = self._finder.find(texts)
        sums = self._gather(joined(char_grams(texts), word_grams(batch.words)))
        rows = self._logits(sums, hits)
        rows[[i for h, i in headings.items() if not h]] = 0.0
        own, count = len(batch.sentences), batch.texts
        together: Floats = np.stack([np.bincount(batch.owners, column, count) for column in sums[:own].T], 1)
        whole = self._logits(together, of_texts(_first(hits, own), batch.owners, count))
        return Evidence(rows[:own], whole, rows[[headings[h] for h in batch.headings]], batch.owners)

    def _gather(self, grams: Grams) -> Floats:
        """Sums of the weights and, in the last column, of idf² of the n-grams that are known, (count, K + 2)."""
        buckets = (grams.hashes >> self._shift).astype(np.intp)
        known = np.flatnonzero(_at(self._known, buckets) == grams.hashes)
        owners = _at(grams.owners, known)
        rows = _at(self._rows, _at(self._place, _at(buckets, known)))
        columns = rows.T[: self._width].astype(np.float64)
        sums: Floats = np.stack([np.bincount(owners, column, grams.count) for column in columns], 1)
        return sums

    def _logits(self, sums: Floats, hits: Hits) -> Floats:
        length = np.sqrt(np.maximum(sums[:, -1:], 1e-9))
        presence, totals = cue_matrices(hits, self._finder)
        count = hits.count
        cues = self._weights.cues[presence.words]
        spoken = np.stack([np.bincount(presence.owners, column, count) for column in cues.T], 1)
        logits: Floats = sums[:, :-1] / length + spoken + totals @ self._weights.totals + self._weights.bias
        return logits


def _at(table: NDArray[Any], places: NDArray[np.intp]) -> NDArray[Any]:
    """Rows of a table at places that are within it: half the time of `table[places]`, which checks each."""
    return table.take(places, axis=0, mode="clip")


def _first(hits: Hits, count: int) -> Hits:
    """The hits of the first `count` texts."""
    end = int(np.searchsorted(hits.owners, count))
    return Hits(hits.words[:end], hits.owners[:end], count)


def of_texts(hits: Hits, owners: Ints, count: int) -> Hits:
    """Cues of sentences as cues of the texts that they are of."""
    return Hits(hits.words, owners[hits.owners], count)


def cue_matrices(hits: Hits, finder: CueFinder) -> tuple[Hits, Floats]:
    """Each cue once per text, and ln(1 + number of words) per text and group (count, G)."""
    width = len(finder.words)
    both = np.unique(hits.owners * width + hits.words)
    once = Hits(both % width, both // width, hits.count)
    groups = finder.groups[hits.words]
    cells = np.bincount(hits.owners * finder.group_count + groups, minlength=hits.count * finder.group_count)
    return once, np.log1p(cells.reshape(hits.count, finder.group_count))
