"""N-grams of a token stream: runs of words inside one sentence with no punctuation between them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from .corpus import Ints, Mask
from .streams import Stream


@dataclass(frozen=True)
class Grams:
    """Every occurrence of every n-gram: `code` and the index `at` of its first token; `first` is one occurrence per code."""

    n: int
    code: Ints
    at: Ints
    first: Ints

    @property
    def kinds(self) -> int:
        """How many different n-grams there are."""
        return len(self.first)


def grams(stream: Stream, n: int, mask: Mask) -> Grams:
    """The n-grams whose tokens all lie in `mask`, follow each other and share a report and a sentence."""
    size = len(stream) - n + 1
    if size <= 0:
        return Grams(n, *(np.empty(0, dtype=np.int64) for _ in range(3)))
    ok = _runs(stream, n, mask)
    code = stream.code[:size].copy()
    for k in range(1, n):
        code = _dense(code * len(stream.vocabulary) + stream.code[k : k + size])
    at = np.flatnonzero(ok).astype(np.int64)
    _, first, inverse = np.unique(code[at], return_index=True, return_inverse=True)
    return Grams(n, inverse.astype(np.int64), at, at[first])


def _dense(codes: Ints) -> Ints:
    """Codes renumbered without gaps, so that the next step cannot overflow."""
    return pd.factorize(codes)[0].astype(np.int64)


def _runs(stream: Stream, n: int, mask: Mask) -> Mask:
    """Whether a valid run of n tokens starts at each token."""
    size = len(stream) - n + 1
    ok = mask[:size].copy()
    for k in range(1, n):
        ok &= mask[k : k + size] & (stream.start[k : k + size] == stream.end[k - 1 : k - 1 + size])
    ok &= (stream.sentence[:size] == stream.sentence[n - 1 :]) & (stream.report[:size] == stream.report[n - 1 :])
    return ok


def names(stream: Stream, found: Grams, codes: Ints) -> list[str]:
    """The n-grams as people read them: the forms of their words, one after the other."""
    at = found.first[codes]
    columns = [stream.vocabulary[stream.code[at + k]] for k in range(found.n)]
    return ["".join(words) for words in zip(*columns, strict=True)]


def stopped(stream: Stream, found: Grams, stop: frozenset[str]) -> Mask:
    """Whether each n-gram begins or ends with a stop word (or is one); numeral and classifier in one word (一项) count as one."""
    listed = np.array([w in stop for w in stream.vocabulary], dtype=bool)
    numeral = np.array([str(t) in ("m", "mq") for t in stream.tags], dtype=bool)
    first, last = found.first, found.first + found.n - 1
    either = listed[stream.code[first]] | listed[stream.code[last]] | numeral[stream.tag[first]] | numeral[stream.tag[last]]
    return np.asarray(either, dtype=bool)


def blocks(stream: Stream, mask: Mask, size: int) -> tuple[Ints, Ints]:
    """The part of each token and the parts' sizes: runs of `size` tokens of `mask` inside one report; a short rest joins the last.

    Tokens outside of `mask` have part -1.
    """
    part = np.full(len(stream), -1, dtype=np.int64)
    at = np.flatnonzero(mask)
    if not len(at):
        return part, np.empty(0, dtype=np.int64)
    report = stream.report[at]
    lengths = np.bincount(report)
    before = np.concatenate([[0], np.cumsum(lengths)])[report]
    pieces = np.maximum(lengths // size, 1)
    within = np.minimum((np.arange(len(at)) - before) // size, pieces[report] - 1)
    part[at] = pd.factorize(report * (len(at) + 1) + within)[0]
    return part, np.bincount(part[at]).astype(np.int64)


def part_counts(codes: Ints, parts: Ints, kinds: int, number: int) -> sparse.csr_array:
    """Term × part matrix of counts."""
    data = np.ones(len(codes), dtype=np.float64)
    return sparse.coo_array((data, (codes, parts)), shape=(kinds, number)).tocsr()
