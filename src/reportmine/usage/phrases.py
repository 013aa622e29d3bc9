"""`phrases`: four-character phrases, parallel runs, set phrases and ritual formulas, counted over a sub-corpus."""

import numpy as np
import pandas as pd

from ..errors import DataError
from .cohesion import CohesionOptions, set_phrases
from .corpus import Corpus
from .formulas import four_characters, parallel_runs
from .provenance import measured
from .selection import position_mask

KINDS = ("set", "four", "runs", "ritual")


@measured
def phrases(
    corpus: Corpus, *, kind: str = "set", where: str = "", unit: str = "word", min_count: int = 3, min_reports: int = 2,
    cohesion: float = 0.3, freedom: float = 0.4, ritual: bool = True, nominal: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """Phrases of one `kind`, most frequent first; `ritual=False` leaves out what lies in ritual formulas.

    `set`: 提法 found by frequency, cohesion and freedom, no dictionary (columns of `cohesion.set_phrases`; `unit` char
    looks at characters instead of words). `four`: four-character phrases. `runs`: parallel runs, with `items`, `length`
    and `run_kind`; `nominal` adds mere lists of things. `ritual`: ritual formulas, with `formulas` in a row and `run_kind`.
    The last three have `text`, `count`, `reports`, `units`, `per_10000` characters, `first_when`, `ritual`; `unit`,
    `cohesion` and `freedom` do not touch them.
    """
    if kind not in KINDS:
        raise DataError(
            f"没有 {kind!r} 这种短语；可选 {'、'.join(KINDS)}。",
            f"no kind of phrase {kind!r}; there are {', '.join(KINDS)}.",
        )
    if kind == "set":
        longest = 8 if unit == "word" else 16
        options = CohesionOptions(unit, longest, min_count, min_reports, cohesion, freedom)
        return set_phrases(corpus, where, options, ritual=ritual)
    table = _counted(corpus, _spans(corpus, kind, nominal), where, ritual)
    keep = (table["count"] >= min_count) & (table["reports"] >= min_reports)
    return table[keep].reset_index(drop=True)


def _spans(corpus: Corpus, kind: str, nominal: bool) -> pd.DataFrame:
    """Spans of a kind, with the columns that belong to the text and not to the place."""
    if kind == "four":
        return four_characters(corpus)[["start", "end", "text", "source"]]
    if kind == "ritual":
        return corpus.ritual.rename(columns={"kind": "run_kind"})
    runs = parallel_runs(corpus).rename(columns={"kind": "run_kind"})
    return runs if nominal else runs[runs["run_kind"] == "verbal"]


def _counted(corpus: Corpus, spans: pd.DataFrame, where: str, ritual: bool) -> pd.DataFrame:
    starts = spans["start"].to_numpy(dtype=np.int64)
    meant = position_mask(corpus, starts, where)
    in_ritual = corpus.ritual_mask[starts] if len(starts) else np.empty(0, dtype=bool)
    spans = spans.assign(in_ritual=in_ritual, row=corpus.row_of(starts))[meant if ritual else meant & ~in_ritual]
    spans = spans.join(corpus.reports[["unit", "when", "time"]], on="row").sort_values("time", kind="stable", na_position="last")
    kept = [c for c in ("source", "items", "length", "run_kind", "formulas") if c in spans]
    table = spans.groupby("text", as_index=False).agg(
        **{c: (c, "first") for c in kept}, count=("row", "size"), reports=("row", "nunique"), units=("unit", "nunique"),
        first_when=("when", "first"), ritual=("in_ritual", "mean"),
    )  # fmt: skip
    stream = corpus.characters
    total = int(position_mask(corpus, stream.start, where).sum())
    table = table.assign(ritual=table["ritual"] >= 0.5, per_10000=table["count"] / max(total, 1) * 10_000)
    return table.sort_values(["count", "text"], ascending=[False, True], ignore_index=True)
