"""Collocations: words that keep company with a word, or pairs of words that share sentences."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..errors import DataError
from . import statistics as st
from .corpus import Corpus, Ints, Mask
from .lists import stop_words
from .provenance import measured
from .selection import token_mask
from .streams import Stream

COLUMNS = ("node", "collocate", "joint", "count_node", "count_collocate", "expected", "log_dice", "mi", "t", "reports")


@measured
def collocations(
    corpus: Corpus, node: str = "", *, window: int = 5, where: str = "", min_count: int = 3, stops: bool = True,
    ritual: bool = True, unit: str = "word",
) -> pd.DataFrame:  # fmt: skip
    """Collocates of `node` within `window` tokens to either side and inside the sentence; `window=0`: in the same sentence.

    Columns: `joint` f(x,y), `count_node`, `count_collocate`, `expected`, `log_dice`, `mi`, `t`, and `reports` that hold
    the pair; sorted by logDice. Words only: punctuation is neither counted nor a step of the window.
    Window (surface co-occurrence, Evert 2008): `joint` counts the collocate's tokens inside any window, each once;
    expected = tokens in windows × f(y) / (N − f(x)), the node's own tokens taken out. Sentence (textual): all counts are
    of sentences and expected = f(x)·f(y)/N sentences; an empty `node` then gives all pairs, each once.
    """
    stream = corpus.stream(unit)
    mask = stream.content & (stream.sentence >= 0) & token_mask(corpus, stream, where)
    if not ritual:
        mask &= ~corpus.ritual_mask[stream.start]
    if not node and window:
        raise DataError(
            "没有给中心词时只能按句计。请给出一个词，或加 --window 0。",
            "Without a node only whole sentences can be counted. Give a word, or add --window 0.",
        )
    if node and node not in stream.index:
        raise DataError(
            f"语料里没有这个词：{node}。分词可能切开了它，可先用 reportmine usage kwic 查看。",
            f"no such word in the corpus: {node}. It may have been cut in two; look at it with reportmine usage kwic.",
        )
    found = _pairs(stream, mask, node, min_count) if not window else _window(stream, mask, node, window, min_count)
    if stops and unit == "word":
        stop = stop_words(corpus.resources)
        found = found[~(found["collocate"].isin(stop) | (found["node"].isin(stop) & (found["node"] != node)))]
    found = found.assign(
        log_dice=st.log_dice(_floats(found["joint"]), _floats(found["count_node"]), _floats(found["count_collocate"])),
        mi=st.mutual_information(_floats(found["joint"]), _floats(found["expected"])),
        t=st.t_score(_floats(found["joint"]), _floats(found["expected"])),
    )
    return found[list(COLUMNS)].sort_values(["log_dice", "collocate"], ascending=[False, True], ignore_index=True)


def _floats(column: "pd.Series[float]") -> st.Floats:
    return np.asarray(column, dtype=np.float64)


def _window(stream: Stream, mask: Mask, node: str, width: int, least: int) -> pd.DataFrame:
    at = np.flatnonzero(mask)
    code, sentence = stream.code[at], stream.sentence[at]
    is_node = code == stream.index[node]
    near = np.zeros(len(at), dtype=bool)
    for step in range(1, width + 1):
        same = sentence[step:] == sentence[:-step]
        near[step:] |= same & is_node[:-step]
        near[:-step] |= same & is_node[step:]
    near &= ~is_node
    joint = np.bincount(code[near], minlength=len(stream.vocabulary))
    total = np.bincount(code, minlength=len(stream.vocabulary))
    words = np.flatnonzero(joint >= max(least, 1))
    pairs = pd.DataFrame({"c": code[near], "r": stream.report[at][near]}).drop_duplicates()
    return pd.DataFrame({
        "node": node, "collocate": stream.vocabulary[words], "joint": joint[words], "count_node": int(is_node.sum()),
        "count_collocate": total[words], "expected": near.sum() * total[words] / (len(at) - is_node.sum()),
        "reports": np.bincount(pairs["c"], minlength=len(stream.vocabulary))[words],
    })  # fmt: skip


def _pairs(stream: Stream, mask: Mask, node: str, least: int) -> pd.DataFrame:
    """Pairs of words by the sentences they share."""
    table, sentences, reports = _incidence(stream, mask)
    total = np.asarray(table.sum(axis=0), dtype=np.int64).ravel()
    frequent = np.flatnonzero(total >= max(least, 1)).astype(np.int64)
    columns = table[:, frequent]
    left = table[:, [stream.index[node]]] if node else columns
    joint = (left.T @ columns).tocoo()
    x = np.full(len(joint.data), stream.index[node]) if node else frequent[joint.row]
    y = frequent[joint.col]
    keep = (joint.data >= max(least, 1)) & ((x != y) if node else (x < y))
    x, y, shared = x[keep], y[keep], joint.data[keep].astype(np.int64)
    return pd.DataFrame({
        "node": stream.vocabulary[x], "collocate": stream.vocabulary[y], "joint": shared, "count_node": total[x],
        "count_collocate": total[y], "expected": total[x] * total[y] / sentences, "reports": _reports(table, reports, x, y),
    })  # fmt: skip


def _incidence(stream: Stream, mask: Mask) -> tuple[sparse.csc_array, int, Ints]:
    """Sentence × word matrix of 0 and 1, the number of sentences, and each sentence's report."""
    pairs = pd.DataFrame({"s": stream.sentence[mask], "w": stream.code[mask], "r": stream.report[mask]})
    pairs = pairs.drop_duplicates(["s", "w"])
    row, known = pd.factorize(pairs["s"])
    shape = (len(known), len(stream.vocabulary))
    table = sparse.coo_array((np.ones(len(pairs)), (row, pairs["w"].to_numpy())), shape=shape).tocsc()
    reports = pairs.drop_duplicates("s")["r"].to_numpy(dtype=np.int64)
    return table, len(known), reports


def _reports(table: sparse.csc_array, reports: Ints, x: Ints, y: Ints) -> Ints:
    """In how many reports each pair shares a sentence."""
    rows = [table.indices[table.indptr[c] : table.indptr[c + 1]] for c in range(table.shape[1])]
    shared = (np.intersect1d(rows[i], rows[j], assume_unique=True) for i, j in zip(x, y, strict=True))
    return np.array([len(np.unique(reports[s])) for s in shared], dtype=np.int64)
