"""The training matrix: the same numbers that `linear.Scorer` computes, laid out for scikit-learn."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .cues import CueFinder, Hits
from .features import Grams, char_grams, joined, word_grams
from .linear import BUCKETS, Batch, Floats, Ints, Weights, cue_matrices, of_texts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known n-grams, ascending, with their idf."""

    hashes: NDArray[np.uint32]
    idf: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scales:
    """How much a cue's presence and the totals weigh against an n-gram vector of length 1."""

    presence: float
    totals: float


@dataclass(frozen=True, slots=True)
class Matrices:
    """Rows for texts, for their sentences and for their headings; columns: n-grams, cues, totals."""

    texts: sp.csr_matrix
    sentences: sp.csr_matrix


def vocabulary(grams: Grams, texts: Ints, count: int, least: int) -> Vocabulary:
    """N-grams that occur in at least `least` of `count` texts; `texts[s]` is the text of sentence s."""
    pairs = np.unique(grams.hashes.astype(np.uint64) << np.uint64(32) | texts[grams.owners].astype(np.uint64))
    hashes, spread = np.unique((pairs >> np.uint64(32)).astype(np.uint32), return_counts=True)
    often = spread >= least
    hashes, spread = hashes[often], spread[often]
    keep = _one_per_bucket(hashes, spread)
    return Vocabulary(hashes[keep], (np.log((count + 1) / (spread[keep] + 1)) + 1).astype(np.float32))


def _one_per_bucket(hashes: NDArray[np.uint32], spread: Ints) -> NDArray[np.bool_]:
    """Of n-grams that share a bucket of the run-time table the commonest stays, so that training sees what use sees."""
    buckets = hashes >> np.uint32(32 - BUCKETS)
    order = np.lexsort((hashes, -spread, buckets))
    first = np.ones(len(order), bool)
    first[1:] = buckets[order][1:] != buckets[order][:-1]
    keep = np.zeros(len(hashes), bool)
    keep[order[first]] = True
    return keep


def grams_of(batch: Batch) -> Grams:
    """The n-grams of a batch's sentences."""
    return joined(char_grams(batch.sentences), word_grams(batch.words))


def matrices(batch: Batch, grams: Grams, words: Vocabulary, finder: CueFinder, scales: Scales) -> Matrices:
    """Training rows of a batch."""
    counts = _counts(grams, words)
    hits = finder.find(batch.sentences)
    gather = sp.csr_matrix((np.ones(len(batch.owners)), (batch.owners, np.arange(len(batch.owners)))), (batch.texts, len(batch.owners)))
    whole = of_texts(hits, batch.owners, batch.texts)
    return Matrices(_rows(gather @ counts, words, whole, finder, scales), _rows(counts, words, hits, finder, scales))


def _counts(grams: Grams, words: Vocabulary) -> sp.csr_matrix:
    place = np.minimum(np.searchsorted(words.hashes, grams.hashes), len(words.hashes) - 1)
    known = words.hashes[place] == grams.hashes
    shape = (grams.count, len(words.hashes))
    return sp.csr_matrix((np.ones(int(known.sum())), (grams.owners[known], place[known])), shape)


def _rows(counts: sp.csr_matrix, words: Vocabulary, hits: Hits, finder: CueFinder, scales: Scales) -> sp.csr_matrix:
    energy = np.asarray(counts @ (words.idf.astype(np.float64) ** 2)).ravel()
    lengths = np.sqrt(np.maximum(energy, 1e-9))
    vectors = sp.diags_array(1 / lengths) @ counts @ sp.diags_array(words.idf.astype(np.float64))
    once, totals = cue_matrices(hits, finder)
    presence = sp.csr_matrix((np.full(len(once.words), scales.presence), (once.owners, once.words)), (hits.count, len(finder.words)))
    return sp.csr_matrix(sp.hstack([vectors, presence, sp.csr_matrix(totals * scales.totals)]))


def weights_of(words: Vocabulary, coefficients: Floats, bias: Floats, scales: Scales, cues: int) -> Weights:
    """What the scorer needs, from coefficients (columns, K + 1) over the columns of `matrices`."""
    v = len(words.hashes)
    return Weights(
        words.hashes, words.idf.astype(np.float16).astype(np.float32),
        (coefficients[:v] * words.idf[:, None]).astype(np.float16).astype(np.float32),
        (coefficients[v : v + cues] * scales.presence).astype(np.float32),
        (coefficients[v + cues :] * scales.totals).astype(np.float32), bias.astype(np.float32),
    )  # fmt: skip
