"""Keyness: which words one group uses more than another, how much more, how sure that is, and how evenly it is spread."""

import numpy as np
import pandas as pd

from ..errors import DataError
from . import statistics as st
from .corpus import Corpus, Ints, Mask
from .grams import Grams, blocks, grams, names, part_counts, stopped
from .lists import stop_words
from .provenance import measured
from .selection import token_mask
from .streams import NUMBER, QUANTITY, Stream

COLUMNS = (
    "term", "n", "count_a", "count_b", "per_million_a", "per_million_b", "g2", "p", "p_holm", "log_ratio", "percent_diff",
    "bic", "dp_a", "dp_b", "juilland_a", "juilland_b", "reports_a", "reports_b", "towards",
)  # fmt: skip
_NEARLY = 0.8


@measured
def keyness(
    corpus: Corpus, *, a: str, b: str = "", ngram: int = 1, unit: str = "word", min_count: int = 5, stops: bool = True,
    ritual: bool = True, numbers: bool = False, part: int = 1000,
) -> pd.DataFrame:  # fmt: skip
    """Terms by how much group `a` and group `b` differ in them (queries of `selection`); `b` empty: everything but `a`.

    Columns: `term`, its length `n` in tokens, counts and rates per million tokens; `g2` log-likelihood with its `p` and
    `p_holm` (adjusted for all terms tested); effect sizes `log_ratio` and `percent_diff` (null: not in B); `bic`
    (Wilson 2013; > 2 is positive evidence); dispersion DP and Juilland's D over parts of `part` tokens; `reports_a`,
    `reports_b` that hold it; `towards` a or b. Sorted by group and G². The totals count every word, stop words too.
    `ngram` 3 means runs of 1 to 3 (pieces that four times in five stand in a longer run are dropped); `unit` char counts characters, free of any segmentation. `stops` leaves stop words
    out, `ritual=False` leaves ritual formulas out of counts and totals, `numbers` keeps the classes 〔数量〕 and 〔数字〕 in.
    """
    stream = corpus.stream(unit)
    content = stream.content if ritual else stream.content & ~corpus.ritual_mask[stream.start]
    group_a, group_b = _groups(corpus, stream, content, a, b)
    totals = int(group_a.sum()), int(group_b.sum())
    frames = []
    classes = [stream.index.get(name, -1) for name in (QUANTITY, NUMBER)]
    usable = content if numbers else content & ~np.isin(stream.code, classes)
    for n in range(1, ngram + 1):
        found = grams(stream, n, (group_a | group_b) & usable)
        frames.append(_table(stream, found, (group_a, group_b), min_count, stop_words(corpus.resources) if stops and unit == "word" else frozenset(), part))
    table = pd.concat(frames, ignore_index=True)
    return _finished(table[_whole(table)].reset_index(drop=True), totals)


def _groups(corpus: Corpus, stream: Stream, content: Mask, a: str, b: str) -> tuple[Mask, Mask]:
    first = token_mask(corpus, stream, a) & content
    second = (token_mask(corpus, stream, b) if b else ~token_mask(corpus, stream, a)) & content
    if (first & second).any():
        raise DataError(
            f"两组有重叠的文本：--a {a!r}，--b {b!r}。请让两个条件互不相容。",
            f"the groups overlap: --a {a!r}, --b {b!r}. Choose conditions that exclude each other.",
        )
    for name, query, mask in (("a", a, first), ("b", b, second)):
        if not mask.any():
            raise DataError(
                f"{name} 组没有文本：{query!r}。请核对 --{name} 的条件。",
                f"no text in group {name}: {query!r}. Check the condition of --{name}.",
            )
    return first, second


def _table(stream: Stream, found: Grams, groups: tuple[Mask, Mask], least: int, stops: frozenset[str], part: int) -> pd.DataFrame:
    """Counts and dispersion of the n-grams of one length that occur at least `least` times and do not cross the groups."""
    in_a, in_b = groups[0][found.at], groups[1][found.at]
    counts = [np.bincount(found.code[m], minlength=found.kinds) for m in (in_a, in_b)]
    keep = counts[0] + counts[1] >= least
    if stops and found.kinds:
        keep &= ~stopped(stream, found, stops)
    codes = np.flatnonzero(keep).astype(np.int64)
    data: dict[str, object] = {"term": names(stream, found, codes), "n": found.n}
    for side, group, inside, count in zip("ab", groups, (in_a, in_b), counts, strict=True):
        dp, d, reports = _dispersion(stream, found, group, inside, part)
        data |= {f"count_{side}": count[codes], f"dp_{side}": dp[codes], f"juilland_{side}": d[codes], f"reports_{side}": reports[codes]}
    return pd.DataFrame(data)


def _whole(table: pd.DataFrame) -> Mask:
    """Whether each term is no mere piece of a longer one: runs of words that nearly always continue are dropped."""
    total = (table["count_a"] + table["count_b"]).to_numpy(dtype=np.int64)
    best: dict[str, int] = {}
    for term, n, count in zip(table["term"], table["n"], total, strict=True):
        for start in range(len(term) if n > 1 else 0):
            for end in range(start + 1, len(term) + 1 - (start == 0)):
                best[term[start:end]] = max(best.get(term[start:end], 0), int(count))
    rows = zip(table["term"], table["n"], total, strict=True)
    return np.array([n == 1 or best.get(t, 0) < _NEARLY * c for t, n, c in rows], dtype=bool)


def _dispersion(
    stream: Stream, found: Grams, group: Mask, inside: Mask, size: int
) -> tuple[st.Floats, st.Floats, Ints]:
    """DP, Juilland's D (both null where the term is absent) and the number of reports that hold the term."""
    parts, sizes = blocks(stream, group, size)
    codes, at = found.code[inside], found.at[inside]
    matrix = part_counts(codes, parts[at], found.kinds, len(sizes))
    absent = np.bincount(codes, minlength=found.kinds) == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        dp, d = st.deviation_of_proportions(matrix, sizes), st.juilland(matrix, sizes)
    dp[absent], d[absent] = np.nan, np.nan
    pairs = pd.DataFrame({"c": codes, "r": stream.report[at]}).drop_duplicates()
    return dp, d, np.bincount(pairs["c"], minlength=found.kinds).astype(np.int64)


def _finished(table: pd.DataFrame, totals: tuple[int, int]) -> pd.DataFrame:
    a, b = table["count_a"].to_numpy(dtype=np.int64), table["count_b"].to_numpy(dtype=np.int64)
    g2 = st.log_likelihood(a, b, *totals)
    p = st.p_value(g2)
    ratio = st.log_ratio(a, b, *totals)
    table = table.assign(
        g2=g2, p=p, p_holm=st.holm(p), log_ratio=ratio, percent_diff=st.percent_diff(a, b, *totals),
        bic=g2 - np.log(sum(totals)), per_million_a=a / totals[0] * 1e6, per_million_b=b / totals[1] * 1e6,
        towards=np.where(a / totals[0] >= b / totals[1], "a", "b"),
    )[list(COLUMNS)]  # fmt: skip
    table = table.sort_values(["towards", "g2", "term"], ascending=[True, False, True], ignore_index=True)
    table.attrs["notes"] = [
        (
            f"A 组 {totals[0]} 词，B 组 {totals[1]} 词；检验 {len(table)} 个词，p_holm 已按此校正。",
            f"Group A has {totals[0]} tokens, group B {totals[1]}; {len(table)} words tested, for which p_holm is adjusted.",
        ),
        (
            "词在篇内成串出现，p 值偏小：先看 log_ratio 与 dp，再看 p。",
            "Words come in bursts, so p is optimistic: look at log_ratio and dp first, then at p.",
        ),
    ]
    return table
