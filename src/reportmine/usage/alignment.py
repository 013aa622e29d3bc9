"""What became of a passage: two wordings side by side, and two reports sentence by sentence."""

from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from ..errors import DataError
from ..sharing.minhash import similarity
from .corpus import Corpus
from .passages import ReuseOptions, masked, shared_sentences

COLUMNS = (
    "kind", "similarity", "start_a", "end_a", "text_a", "start_b", "end_b", "text_b", "change", "sentence_a", "sentence_b",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def change(old: str, new: str) -> str:
    """`new` with what differs from `old` marked: [-old-] and {+new+}.

    >>> change("开展学习12次。", "开展集中学习15次。")
    '开展{+集中+}学习1[-2-]{+5+}次。'
    """
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(new[c:d])
        else:
            parts.append((f"[-{old[a:b]}-]" if b > a else "") + (f"{{+{new[c:d]}+}}" if d > c else ""))
    return "".join(parts)


def report_row(corpus: Corpus, name: str) -> int:
    """The report with this id (or the beginning of it) or this path. Raises `DataError` for none or several."""
    reports = corpus.reports
    found = reports.index[reports["report_id"].str.startswith(name) | (reports["path"] == name)]
    if len(found) != 1 or not name:
        raise DataError(
            f"{len(found)} 份报告与 {name!r} 相符，应恰好一份。请用 --a、--b 给出 report_id 或路径。",
            f"{len(found)} reports fit {name!r}, where one is meant. Give a report_id or a path with --a and --b.",
        )
    return int(found[0])


def aligned(corpus: Corpus, a: str, b: str, options: ReuseOptions) -> pd.DataFrame:
    """Sentences of report `b` beside the most similar one of report `a`, in the order of `b`; `change` goes from a to b."""
    rows = report_row(corpus, a), report_row(corpus, b)
    found = shared_sentences(corpus, options)
    sides = [found[found["row"] == row] for row in rows]
    records = []
    for group, ours in sides[1].groupby("group"):
        theirs = list(sides[0].loc[sides[0]["group"] == group, "sentence"])
        for sentence in ours["sentence"] if theirs else ():
            records.append(_record(corpus, theirs, int(sentence)))
    table = pd.DataFrame(records, columns=list(COLUMNS))
    table = table[table["similarity"] >= options.similarity]
    return table.sort_values("start_b", ignore_index=True)


def _record(corpus: Corpus, theirs: list[int], sentence: int) -> tuple[object, ...]:
    ours = corpus.sentences.iloc[sentence]
    scored = [(-_similarity(corpus, t, sentence), t) for t in theirs]
    score, best = min(scored)
    other = corpus.sentences.iloc[best]
    kind = "exact" if score == -1.0 else "near"
    return (
        kind, -score, other["start"], other["end"], other["text"], ours["start"], ours["end"], ours["text"],
        change(other["text"], ours["text"]), other["sentence"], ours["sentence"],
    )  # fmt: skip


def _similarity(corpus: Corpus, a: int, b: int) -> float:
    """Jaccard of two sentences' shingles, digits masked; 1 for the same."""
    texts = corpus.sentences["text"]
    return similarity(masked(str(texts.iat[a])), masked(str(texts.iat[b])))
