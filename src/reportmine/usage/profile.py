"""`profile`: how a report or a group of reports is written, in figures that can be compared."""

import numpy as np
import pandas as pd

from .corpus import Corpus, Ints, Mask
from .formulas import formula_mask
from .panel import group_of
from .provenance import measured
from .selection import position_mask
from .statistics import Floats, moving_ttr
from .streams import QUANTITY, Stream

STATUSES = ("done", "ongoing", "planned")


@measured
def profile(corpus: Corpus, *, by: tuple[str, ...] = ("report_id",), where: str = "", window: int = 100) -> pd.DataFrame:
    """One row per group (`by`: columns of `reports`; a report each by default). Shares are 0–1; a share of nothing is null.

    `reports`, `characters` (letters, digits, Chinese characters: the denominator of every rate), `tokens`, `sentences`;
    `quantities_per_1000` numbers with a unit and `facts_per_1000` (substance); `masked_share` of the facts;
    `formula_share` of the text in four-character phrases, verbal parallel runs and ritual formulas, `ritual_share` in
    ritual formulas alone; `ttr` type/token ratio of words, the mean over windows of `window` tokens inside reports, and
    `ttr_characters`; `sentence_length` in characters; `named_measures_per_1000`; `share_<measure>`: share of the text in
    sentences whose dominant key measure it is, `share_none` in sentences without one; `facts_done`, `facts_ongoing`,
    `facts_planned` and `planned_share` = planned / (done + ongoing + planned): plans against results.
    """
    groups, names = group_of(corpus, by)
    number = len(names)
    base = _text(corpus, groups, number, where)
    facts = _rows(corpus, "facts", groups, where)
    status = {s: np.bincount(facts.loc[facts["status"] == s, "group"], minlength=number) for s in STATUSES}
    masked = np.bincount(facts.loc[facts["masked"].astype(bool), "group"], minlength=number)
    total = np.bincount(facts["group"], minlength=number)
    named = np.bincount(_rows(corpus, "named_measures", groups, where)["group"], minlength=number)
    thousand = base["characters"] / 1000
    table = base.assign(
        facts_per_1000=total / thousand, masked_share=_share(masked, total), named_measures_per_1000=named / thousand,
        **_ttr(corpus, groups, number, where, window), **_measures(corpus, groups, number, where),
        **{f"facts_{s}": n for s, n in status.items()}, planned_share=_share(status["planned"], sum(status.values())),
    )  # fmt: skip
    labels = _labels(corpus, names, by)
    return pd.concat([labels, table], axis=1)[base["reports"] > 0].reset_index(drop=True)


def _labels(corpus: Corpus, names: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """The group's values; a report also has its unit, time and path."""
    if by != ("report_id",):
        return names
    return names.merge(corpus.reports[["report_id", "unit", "when", "genre", "path"]], on="report_id")


def _share(part: Ints, whole: "Ints | int") -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(whole) > 0, part / whole, np.nan)


def _meant(corpus: Corpus, stream: Stream, where: str) -> Mask:
    return stream.content & position_mask(corpus, stream.start, where)


def _text(corpus: Corpus, groups: Ints, number: int, where: str) -> pd.DataFrame:
    """Counts of characters, words, sentences and numbers, and the shares of formulas."""
    letters, words = corpus.characters, corpus.words
    in_letters, in_words = _meant(corpus, letters, where), _meant(corpus, words, where)
    at, group = letters.start[in_letters], groups[letters.report[in_letters]]
    characters = np.bincount(group, minlength=number)
    quantity = in_words & (words.code == words.index.get(QUANTITY, -1))
    starts, _ = corpus.sentence_bounds
    sentences = groups[corpus.sentences["row"].to_numpy()][position_mask(corpus, starts, where)]
    inside = letters.sentence[in_letters] >= 0
    reports = pd.DataFrame({"g": group, "r": letters.report[in_letters]}).drop_duplicates()["g"]
    per_sentence = np.bincount(group[inside], minlength=number)
    count = np.bincount(sentences, minlength=number)
    return pd.DataFrame({
        "reports": np.bincount(reports, minlength=number), "characters": characters,
        "tokens": np.bincount(groups[words.report[in_words]], minlength=number), "sentences": count,
        "sentence_length": _share(per_sentence, count),
        "quantities_per_1000": np.bincount(groups[words.report[quantity]], minlength=number) / np.maximum(characters, 1) * 1000,
        "formula_share": _share(np.bincount(group[formula_mask(corpus)[at]], minlength=number), characters),
        "ritual_share": _share(np.bincount(group[corpus.ritual_mask[at]], minlength=number), characters),
    })  # fmt: skip


def _rows(corpus: Corpus, name: str, groups: Ints, where: str) -> pd.DataFrame:
    """The rows of a table that belong to the sub-corpus, with their group."""
    table = corpus.results.frame(name)
    rows = pd.Series(corpus.reports.index, index=corpus.reports["report_id"])
    table = table[table["report_id"].isin(rows.index)]
    row = rows[table["report_id"]].to_numpy(dtype=np.int64)
    keep = position_mask(corpus, corpus.base[row] + table["start"].to_numpy(dtype=np.int64), where)
    return table.assign(group=groups[row])[keep]


def _ttr(corpus: Corpus, groups: Ints, number: int, where: str, window: int) -> dict[str, list[float]]:
    """Moving type/token ratio inside each report; of a group, the mean weighted by tokens."""
    return {name: _mean_ttr(corpus, unit, groups, number, where, window) for name, unit in (("ttr", "word"), ("ttr_characters", "char"))}


def _mean_ttr(corpus: Corpus, unit: str, groups: Ints, number: int, where: str, window: int) -> list[float]:
    stream = corpus.stream(unit)
    at = np.flatnonzero(_meant(corpus, stream, where))
    bounds = np.searchsorted(stream.report[at], np.arange(len(groups) + 1))
    sums, weights = np.zeros(number), np.zeros(number)
    for row, group in enumerate(groups):
        codes = stream.code[at[bounds[row] : bounds[row + 1]]]
        if len(codes):
            sums[group] += moving_ttr(codes, window) * len(codes)
            weights[group] += len(codes)
    return [s / w if w else float("nan") for s, w in zip(sums, weights, strict=True)]


def _measures(corpus: Corpus, groups: Ints, number: int, where: str) -> dict[str, Floats]:
    """Share of the sentences' characters by dominant key measure."""
    letters = corpus.characters
    meant = _meant(corpus, letters, where) & (letters.sentence >= 0)
    dominant = np.array([labels[0] if labels else "none" for labels in corpus.sentences["measures"]], dtype=object)
    frame = pd.DataFrame({"group": groups[letters.report[meant]], "measure": dominant[letters.sentence[meant]]})
    counts = frame.groupby(["group", "measure"]).size().unstack(fill_value=0).reindex(range(number), fill_value=0)
    order = [*sorted(str(c) for c in counts if c != "none"), *(["none"] if "none" in counts else [])]
    return {f"share_{m}": _share(counts[m].to_numpy(), counts.sum(axis=1).to_numpy()) for m in order}
