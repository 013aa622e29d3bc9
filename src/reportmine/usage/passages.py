"""Sentences that stand in more than one report: the same with digits masked, or nearly the same."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..sharing.minhash import candidates, signatures, similarity
from ..text import fold
from .corpus import Corpus, Ints, Mask
from .selection import sentence_mask

_DIGITS = re.compile(r"[\d*×]+(?:[.,:\-][\d*×]+)*")
_NO_LETTERS = re.compile(r"[^\w#]+")


@dataclass(frozen=True, slots=True)
class ReuseOptions:
    """`least` letters a sentence (ritual formulas not counted), `similarity` (Jaccard of 4-character shingles) for near ones."""

    where: str = ""
    least: int = 15
    similarity: float = 0.7
    near: bool = True
    ritual: bool = False


def masked(text: str) -> str:
    """What is compared: digits and masks as #, punctuation and blanks dropped.

    >>> masked("共开展学习12次，覆盖***人。")
    '共开展学习#次覆盖#人'
    """
    return _NO_LETTERS.sub("", _DIGITS.sub("#", fold(text)))


def shared_sentences(corpus: Corpus, options: ReuseOptions) -> pd.DataFrame:
    """Sentences that two or more reports share: `sentence` (row of `corpus.sentences`), `row`, `key`, `group`, `letters`.

    Sentences with the same `key` are exact copies (digits masked); those of one `group` are linked by similarity.
    """
    table = _eligible(corpus, options)
    code, keys = pd.factorize(table["key"])
    group = _linked(list(keys), options.similarity) if options.near else np.arange(len(keys))
    table = table.assign(code=code, group=group[code])
    reports = table.groupby("group")["row"].transform("nunique")
    return table[reports > 1].reset_index(drop=True)


def _eligible(corpus: Corpus, options: ReuseOptions) -> pd.DataFrame:
    """Sentences of the sub-corpus that are long enough."""
    keep = sentence_mask(corpus, options.where)
    sentences = corpus.sentences[keep]
    keys = [masked(str(t)) for t in sentences["text"]]
    own = np.array([len(k) for k in keys], dtype=np.int64)
    table = pd.DataFrame({"sentence": sentences.index, "row": sentences["row"].to_numpy(), "key": keys, "letters": own})
    counted = own if options.ritual else own - _ritual_letters(corpus, keep)
    return table[counted >= options.least].reset_index(drop=True)


def _ritual_letters(corpus: Corpus, keep: Mask) -> Ints:
    """Letters of each sentence that lie in ritual formulas."""
    letters = np.zeros(len(corpus.text) + 1, dtype=np.int64)
    characters = corpus.characters.start
    letters[characters[corpus.ritual_mask[characters]] + 1] = 1
    total = np.cumsum(letters)
    starts, ends = corpus.sentence_bounds
    return (total[ends] - total[starts])[keep]


def _linked(keys: list[str], least: float) -> Ints:
    """The group of every key: keys that are alike at least `least`, directly or through others."""
    pairs = candidates(signatures(keys))
    near = np.array([_alike(keys[i], keys[j], least) for i, j in pairs], dtype=bool).reshape(-1)
    i, j = pairs[near].T if len(pairs) else (np.empty(0, dtype=np.int64),) * 2
    graph = sparse.coo_array((np.ones(len(i)), (i, j)), shape=(len(keys), len(keys)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _alike(a: str, b: str, least: float) -> bool:
    """Jaccard of the shingles; lengths that make it impossible are not looked at further."""
    if min(len(a), len(b)) < least * max(len(a), len(b)) * 0.8:
        return False
    return similarity(a, b) >= least
