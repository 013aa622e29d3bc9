"""Attention panels: how often a unit speaks of a concept in a period, with every denominator beside the count."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import DataError
from .corpus import Corpus, Ints, Mask
from .lists import concepts
from .matching import find_terms
from .provenance import measured
from .selection import REPORT_FIELDS, position_mask, token_mask

COUNTS = ("count", "characters_matched", "terms", "documents", "documents_total", "tokens", "characters")


@measured
def panel(
    corpus: Corpus, *, dictionary: Path | None = None, by: tuple[str, ...] = ("unit", "when"), where: str = "", ritual: bool = True
) -> pd.DataFrame:
    """One row per group and concept, zeros included; `by` are columns of `reports` (unit, when, year, genre …).

    Columns after `by` and `concept`: `count` of its terms; `characters_matched`; `terms`, how many different ones;
    `documents` that have any, of `documents_total`; the denominators `tokens` (words without punctuation) and
    `characters` (letters, digits, Chinese characters); `per_1000_tokens` = count / tokens · 1000; `share_characters` =
    characters_matched / characters. Terms are found as strings, whatever the word bounds, longest first, each character
    counted for one concept only. `ritual=False` takes ritual formulas out of counts and denominators alike.
    """
    unknown = [f for f in by if f not in REPORT_FIELDS]
    if unknown or not by:
        raise DataError(
            f"不能按 {unknown[0] if unknown else ''!r} 分组；可选 {'、'.join(REPORT_FIELDS)}。",
            f"no grouping {unknown[0] if unknown else ''!r}; there are {', '.join(REPORT_FIELDS)}.",
        )
    pairs = concepts(corpus.resources, dictionary)
    hits = term_hits(corpus, [t for _, t in pairs], where, ritual=ritual)
    hits["concept"] = hits["term"].map({term: concept for concept, term in pairs})
    groups, names = group_of(corpus, by)
    table = _counted(hits.assign(group=groups[hits["row"]]), list(dict.fromkeys(c for c, _ in pairs)), len(names))
    table = table.merge(_denominators(corpus, groups, where, ritual), on="group")
    table = table[table["documents_total"] > 0]
    table = table.assign(
        per_1000_tokens=table["count"] / table["tokens"] * 1000, share_characters=table["characters_matched"] / table["characters"]
    )
    labelled = names.iloc[table["group"]].reset_index(drop=True)
    return pd.concat([labelled, table.drop(columns="group").reset_index(drop=True)], axis=1)


def term_hits(corpus: Corpus, terms: list[str], where: str, *, ritual: bool) -> pd.DataFrame:
    """`find_terms` over the corpus inside a sub-corpus, with the report (`row`) of each hit."""
    hits = find_terms(corpus.text, terms)
    starts = hits["start"].to_numpy(dtype=np.int64)
    keep = position_mask(corpus, starts, where)
    if not ritual:
        keep &= ~corpus.ritual_mask[starts]
    return hits[keep].assign(row=corpus.row_of(starts[keep])).reset_index(drop=True)


def group_of(corpus: Corpus, by: tuple[str, ...]) -> tuple[Ints, pd.DataFrame]:
    """The group of every report, and the groups' values in order."""
    values = corpus.reports[list(by)].reset_index(drop=True)
    names = values.drop_duplicates().sort_values(list(by), ignore_index=True)
    place = {key: i for i, key in enumerate(map(str, names.itertuples(index=False, name=None)))}
    return np.array([place[str(key)] for key in values.itertuples(index=False, name=None)], dtype=np.int64), names


def _counted(hits: pd.DataFrame, known: list[str], groups: int) -> pd.DataFrame:
    """Counts of every concept in every group."""
    hits = hits.assign(length=hits["end"] - hits["start"])
    sums = hits.groupby(["group", "concept"]).agg(
        count=("term", "size"), characters_matched=("length", "sum"), terms=("term", "nunique"), documents=("row", "nunique")
    )
    frame = pd.DataFrame(list(product(range(groups), known)), columns=["group", "concept"])
    frame = frame.merge(sums.reset_index(), on=["group", "concept"], how="left")
    return frame.fillna(dict.fromkeys(COUNTS[:4], 0)).astype(dict.fromkeys(COUNTS[:4], "int64"))


def _denominators(corpus: Corpus, groups: Ints, where: str, ritual: bool) -> pd.DataFrame:
    number = int(groups.max()) + 1
    masks = {u: _meant(corpus, u, where, ritual) for u in ("word", "char")}
    reports = {u: np.bincount(corpus.stream(u).report[m], minlength=len(groups)) for u, m in masks.items()}
    return pd.DataFrame({
        "group": range(number), "documents_total": np.bincount(groups[reports["char"] > 0], minlength=number),
        "tokens": np.bincount(groups, weights=reports["word"], minlength=number).astype(np.int64),
        "characters": np.bincount(groups, weights=reports["char"], minlength=number).astype(np.int64),
    })  # fmt: skip


def _meant(corpus: Corpus, unit: str, where: str, ritual: bool) -> Mask:
    stream = corpus.stream(unit)
    mask = stream.content & token_mask(corpus, stream, where)
    return mask if ritual else mask & ~corpus.ritual_mask[stream.start]
