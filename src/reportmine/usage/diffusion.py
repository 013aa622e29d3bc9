"""Diffusion: when a phrase or a named measure first appears, and how it spreads over units and time."""

from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import DataError
from ..tables import Query
from .corpus import Corpus
from .lists import concepts
from .panel import term_hits
from .provenance import measured
from .selection import position_mask, report_mask

UNITS = ("phrase", "unit", "first_when", "first_report", "first_start", "rank", "lag_years", "count", "reports", "last_when")
TIMES = ("phrase", "when", "count", "reports", "reports_total", "share_reports", "new_units", "units", "units_total", "share_units")
_STRINGS = "“”‘’「」\""


@measured
def diffusion(
    corpus: Corpus, phrase: tuple[str, ...] = (), *, dictionary: Path | None = None, named: bool = False, where: str = "",
    over: str = "units", min_units: int = 1,
) -> pd.DataFrame:  # fmt: skip
    """Spread of phrases: given ones, those of a dictionary (its concepts), or all named measures of the extraction.

    `over="units"`: a row per phrase and unit that uses it, in order of adoption: the report and offset where it stands
    first, `rank` (1 = first; units of the same time share a rank), `lag_years` after the first, `count`, `reports`.
    `over="time"`: a row per phrase and period: `reports` that use it of `reports_total`, `new_units`, and `units` so far
    of the `units_total` heard from so far. Reports that state no year have no rank and are not in the time table.
    `min_units` drops phrases that fewer units use.
    """
    if over not in ("units", "time"):
        raise DataError(
            f"没有 {over!r} 这种时序；可选 units、time。",
            f"no table over {over!r}; there are units, time.",
        )
    uses = _named(corpus, where) if named else _phrases(corpus, phrase, dictionary, where)
    meta = corpus.reports[["report_id", "unit", "when", "time"]]
    uses = uses.join(meta, on="row")
    uses = uses[uses.groupby("phrase")["unit"].transform("nunique") >= min_units]
    table = _over_units(uses) if over == "units" else _over_time(uses, meta[report_mask(corpus, where)])
    undated = int(meta["time"].isna().sum())
    table.attrs["notes"] = [_undated(undated)] if undated else []
    return table


def _undated(count: int) -> tuple[str, str]:
    return f"{count} 份报告没有写明年份，不参加先后排序。", f"{count} reports state no year and have no rank."


def _phrases(corpus: Corpus, phrases: tuple[str, ...], dictionary: Path | None, where: str) -> pd.DataFrame:
    """Uses of the given phrases (each looked for by itself, so that they may overlap) or of a dictionary's concepts."""
    if dictionary is not None:
        pairs = concepts(corpus.resources, dictionary)
        hits = term_hits(corpus, [t for _, t in pairs], where, ritual=True)
        hits["phrase"] = hits["term"].map({term: concept for concept, term in pairs})
    elif phrases:
        hits = pd.concat([term_hits(corpus, [p], where, ritual=True) for p in dict.fromkeys(phrases)], ignore_index=True)
        hits["phrase"] = hits["term"]
    else:
        raise DataError(
            "不知道要追踪什么。请给出短语，或用 --dictionary 给出词典，或加 --named。",
            "Nothing to trace. Give phrases, a --dictionary, or --named.",
        )
    return hits.assign(offset=hits["start"] - corpus.base[hits["row"]])[["phrase", "row", "offset"]]


def _named(corpus: Corpus, where: str) -> pd.DataFrame:
    table = corpus.results.frame("named_measures", Query(columns=("report_id", "start", "text")))
    rows = pd.Series(corpus.reports.index, index=corpus.reports["report_id"])
    table = table[table["report_id"].isin(rows.index)]
    row = rows[table["report_id"]].to_numpy(dtype=np.int64)
    keep = position_mask(corpus, corpus.base[row] + table["start"].to_numpy(dtype=np.int64), where)
    names = table["text"].str.strip(_STRINGS)
    return pd.DataFrame({"phrase": names.to_numpy(), "row": row, "offset": table["start"].to_numpy()})[keep]


def _over_units(uses: pd.DataFrame) -> pd.DataFrame:
    uses = uses.sort_values(["phrase", "time", "row", "offset"], na_position="last", kind="stable")
    table = uses.groupby(["phrase", "unit"], as_index=False, sort=False).agg(
        first_when=("when", "first"), first_report=("report_id", "first"), first_start=("offset", "first"), time=("time", "first"),
        count=("offset", "size"), reports=("row", "nunique"), last_when=("when", "last"),
    )  # fmt: skip
    years = np.floor(table["time"])
    table["rank"] = table.groupby("phrase")["time"].rank(method="min").astype("Int64")
    table["lag_years"] = (years - years.groupby(table["phrase"]).transform("min")).astype("Int64")
    return table.sort_values(["phrase", "rank", "unit"], na_position="last", ignore_index=True)[list(UNITS)]


def _over_time(uses: pd.DataFrame, meta: pd.DataFrame) -> pd.DataFrame:
    """The time axis is every period for which there is a report, so that silence is seen as well."""
    meta = meta.dropna(subset="time")
    axis = meta.groupby("time").agg(when=("when", "first"), reports_total=("report_id", "size"))
    axis["units_total"] = _new_units(meta, axis).cumsum()
    frames = [_phrase_over_time(str(name), group.dropna(subset="time"), axis) for name, group in uses.groupby("phrase")]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(TIMES))
    return table.assign(
        share_reports=table["reports"] / table["reports_total"], share_units=table["units"] / table["units_total"]
    )[list(TIMES)]


def _new_units(uses: pd.DataFrame, axis: pd.DataFrame) -> "pd.Series[int]":
    first = uses.groupby("unit")["time"].min()
    return first.groupby(first).size().reindex(axis.index, fill_value=0)


def _phrase_over_time(name: str, uses: pd.DataFrame, axis: pd.DataFrame) -> pd.DataFrame:
    by_time = uses.groupby("time")
    new = _new_units(uses, axis)
    return axis.assign(
        phrase=name, count=by_time.size().reindex(axis.index, fill_value=0), new_units=new, units=new.cumsum(),
        reports=by_time["row"].nunique().reindex(axis.index, fill_value=0),
    ).reset_index(drop=True)  # fmt: skip
