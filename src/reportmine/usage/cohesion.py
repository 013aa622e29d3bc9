"""Set phrases (提法) without a dictionary: runs of words that are frequent, hold together and stand freely."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..resources import Resources
from .corpus import Corpus, Ints, Mask
from .grams import Grams, grams, names
from .selection import token_mask
from .streams import NUMBER, QUANTITY, Stream

COLUMNS = ("text", "count", "reports", "units", "cohesion", "freedom", "words", "ritual")
_NOT_FIRST = ("particle", "conjunction", "number", "pronoun")
_OPENS_LONG = 3
_KEPT_WITHIN = 0.8
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CohesionOptions:
    """What makes a set phrase: see `set_phrases`."""

    unit: str = "word"
    longest: int = 8
    least_count: int = 3
    least_reports: int = 2
    cohesion: float = 0.3
    freedom: float = 0.4
    characters: int = 4


@dataclass(frozen=True, slots=True)
class _Level:
    """N-grams of one length: the gram at each token (-1: none) and the count of each gram."""

    found: Grams
    at: Ints
    count: Ints


def set_phrases(corpus: Corpus, where: str, options: CohesionOptions, *, ritual: bool = True) -> pd.DataFrame:
    """Columns `text`, `count`, `reports`, `units`, `cohesion`, `freedom`, `words` (with blanks), `ritual`; most frequent first.

    `cohesion` is the least normalised PMI over all ways to cut the phrase in two (−1 … 1; 0: as if by chance).
    `freedom` is the lesser of the entropies of what stands before and after, as a share of the most it could be (0: always
    the same neighbour, 1: never the same twice); a sentence's edge or a punctuation mark counts as a neighbour of its own
    each time. A phrase inside a longer one that has nearly its count is dropped.
    `ritual` is true if half of its uses lie in ritual formulas.
    """
    stream = corpus.stream(options.unit)
    classes = [stream.index.get(name, -1) for name in (QUANTITY, NUMBER)]
    mask = stream.content & token_mask(corpus, stream, where) & ~np.isin(stream.code, classes)
    if not ritual:
        mask &= ~corpus.ritual_mask[stream.start]
    levels = [_level(stream, n, mask) for n in range(1, options.longest + 1)]
    frames = [_phrases(corpus, stream, levels, n, int(mask.sum()), options) for n in range(2, options.longest + 1)]
    table = pd.concat(frames, ignore_index=True)
    table = table[_maximal(table)]
    return table.sort_values(["count", "text"], ascending=[False, True], ignore_index=True)[list(COLUMNS)]


def _level(stream: Stream, n: int, mask: Mask) -> _Level:
    found = grams(stream, n, mask)
    at = np.full(len(stream), -1, dtype=np.int64)
    at[found.at] = found.code
    return _Level(found, at, np.bincount(found.code, minlength=found.kinds).astype(np.int64))


def _phrases(
    corpus: Corpus, stream: Stream, levels: list[_Level], n: int, total: int, options: CohesionOptions
) -> pd.DataFrame:
    level = levels[n - 1]
    first = level.found.first
    length = stream.end[first + n - 1] - stream.start[first] if len(first) else first
    codes = np.flatnonzero((level.count >= options.least_count) & (length >= options.characters) & _edges(stream, first, n, corpus.resources))
    codes = codes[_cohesion(levels, n, codes, total) >= options.cohesion]
    bits = np.minimum(_entropy(stream, level.found, codes, -1), _entropy(stream, level.found, codes, n))
    freedom = bits / np.log2(np.maximum(level.count[codes], 2))
    codes, freedom = codes[freedom >= options.freedom], freedom[freedom >= options.freedom]
    uses = _uses(corpus, stream, level.found, codes)
    rows = pd.DataFrame({
        "text": names(stream, level.found, codes), "count": level.count[codes], "cohesion": _cohesion(levels, n, codes, total),
        "freedom": freedom, "words": _spaced(stream, first[codes], n),
    }, index=codes)  # fmt: skip
    rows = rows.join(uses)
    return rows[rows["reports"] >= options.least_reports]


def _edges(stream: Stream, first: Ints, n: int, resources: Resources) -> Mask:
    """Whether a phrase may begin and end so: not with particles, conjunctions, pronouns, numerals; a preposition may begin
    one of three words or more (以人民为中心, but not 把主题教育).
    """
    reasons = {row["word"]: row["reason"] for row in resources.rows("stop_words")}
    not_first = _NOT_FIRST if n >= _OPENS_LONG else (*_NOT_FIRST, "preposition")
    numeral = np.array([str(t).startswith("m") for t in stream.tags], dtype=bool)
    bad_first = np.array([reasons.get(w, "") in not_first for w in stream.vocabulary], dtype=bool)
    bad_last = np.array([w in reasons for w in stream.vocabulary], dtype=bool)
    last = first + n - 1
    bad = bad_first[stream.code[first]] | bad_last[stream.code[last]] | numeral[stream.tag[first]] | numeral[stream.tag[last]]
    return np.asarray(~bad, dtype=bool)


def _cohesion(levels: list[_Level], n: int, codes: Ints, total: int) -> Floats:
    """The least normalised PMI over the n − 1 cuts: log₂(p(xy) / p(x)p(y)) / −log₂ p(xy)."""
    at = levels[n - 1].found.first[codes]
    whole = levels[n - 1].count[codes] / total
    least = np.full(len(codes), np.inf)
    for k in range(1, n):
        left = levels[k - 1].count[levels[k - 1].at[at]] / total
        right = levels[n - k - 1].count[levels[n - k - 1].at[at + k]] / total
        least = np.minimum(least, np.log2(whole / (left * right)) / -np.log2(whole))
    return least


def _entropy(stream: Stream, found: Grams, codes: Ints, step: int) -> Floats:
    """Entropy of the token `step` tokens after the phrase's first one, for each of `codes`."""
    if not len(codes):
        return np.empty(0)
    keep = np.isin(found.code, codes)
    gram, beside = found.code[keep], found.at[keep] + step
    inside = (beside >= 0) & (beside < len(stream))
    beside = np.clip(beside, 0, len(stream) - 1)
    inside &= stream.content[beside] & (stream.sentence[beside] == stream.sentence[found.at[keep]])
    # an edge is never the same neighbour twice: its own place is its code
    neighbour = np.where(inside, stream.code[beside], len(stream.vocabulary) + np.arange(len(gram)))
    counts = pd.DataFrame({"g": gram, "n": neighbour}).groupby(["g", "n"]).size()
    share = counts / counts.groupby("g").transform("sum")
    bits = -(share * np.log2(share)).groupby("g").sum()
    return bits.reindex(codes).to_numpy(dtype=np.float64)


def _uses(corpus: Corpus, stream: Stream, found: Grams, codes: Ints) -> pd.DataFrame:
    """Reports, units and whether mostly ritual, for each of `codes`."""
    keep = np.isin(found.code, codes)
    at = found.at[keep]
    unit = corpus.reports["unit"].to_numpy()[stream.report[at]]
    uses = pd.DataFrame({"g": found.code[keep], "r": stream.report[at], "u": unit, "m": corpus.ritual_mask[stream.start[at]]})
    table = uses.groupby("g").agg(reports=("r", "nunique"), units=("u", "nunique"), ritual=("m", "mean"))
    return table.assign(ritual=table["ritual"] >= 0.5)


def _spaced(stream: Stream, at: Ints, n: int) -> list[str]:
    return [" ".join(stream.vocabulary[stream.code[a : a + n]]) for a in at]


def _maximal(table: pd.DataFrame) -> Mask:
    """Whether no longer phrase of the table holds this one with nearly its count."""
    best: dict[str, int] = {}
    for text, count in zip(table["text"], table["count"], strict=True):
        for length in range(2, len(text)):
            for start in range(len(text) - length + 1):
                piece = text[start : start + length]
                best[piece] = max(best.get(piece, 0), int(count))
    return np.array([best.get(t, 0) < _KEPT_WITHIN * c for t, c in zip(table["text"], table["count"], strict=True)], dtype=bool)
