"""The reports of an output folder as one long text: words, sentences and marks are arrays over it.

A *position* is a code point counted through all reports, one after the other; `place` turns it back into a report and
an offset into `reports.text`. Masks over positions or tokens are how sub-corpora, ritual formulas and stop words are
left out without copying anything.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..chronology import when
from ..errors import DataError, UserDataError
from ..resources import OURS, Resources
from ..sharing.ritual import ritual_spans
from ..tables import Query, Results
from ..tables.run import read_run
from .streams import Stream, character_stream, word_stream

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN = 0.2


@dataclass(frozen=True)
class Corpus:
    """What `load_corpus` returns. `reports` has one row a report: the contract's columns, and `unit` and `when`.

    `unit` is the organization, or the file's name in brackets where none is stated, so that two unknown ones are never
    taken for one; `when` is the period, else the year, else empty.
    """

    results: Results
    reports: pd.DataFrame
    sentences: pd.DataFrame
    segmenter: str
    resources: Resources
    run: dict[str, Any]
    left_out: tuple[str, ...] = ()

    @cached_property
    def base(self) -> Ints:
        """Position at which each report starts; one more than there are reports."""
        return np.concatenate([[0], np.cumsum([len(t) + 1 for t in self.texts], dtype=np.int64)])

    @cached_property
    def texts(self) -> list[str]:
        """The reports' texts, in the order of `reports`."""
        return [str(t) for t in self.reports["text"]]

    @cached_property
    def text(self) -> str:
        """All texts, each followed by one line break."""
        return "".join(t + "\n" for t in self.texts)

    @cached_property
    def sentence_bounds(self) -> tuple[Ints, Ints]:
        """Start and end position of every sentence."""
        base = self.base[self.sentences["row"].to_numpy()]
        return base + self.sentences["start"].to_numpy(), base + self.sentences["end"].to_numpy()

    @cached_property
    def words(self) -> Stream:
        """The words of the extraction, numbered through the corpus."""
        return word_stream(self.results.out, self.reports, self.segmenter, self.resources).located(self.base, *self.sentence_bounds)

    @cached_property
    def roles(self) -> list[str]:
        """The role of each sentence's paragraph (heading, body, closing …)."""
        table = self.results.frame("paragraphs", Query(columns=("report_id", "paragraph", "role")))
        known = {(r, p): role for r, p, role in zip(table["report_id"], table["paragraph"], table["role"], strict=True)}
        return [known.get(key, "") for key in zip(self.sentences["report_id"], self.sentences["paragraph"], strict=True)]

    @cached_property
    def characters(self) -> Stream:
        """Every letter, digit and Chinese character as a token of its own."""
        return character_stream(self.text, self.base).located(self.base, *self.sentence_bounds)

    @cached_property
    def ritual(self) -> pd.DataFrame:
        """Ritual formulas: `start`, `end` (positions), `text`, `formulas` (how many run together), `kind`."""
        return ritual_spans(self.text, self.resources)

    @cached_property
    def ritual_mask(self) -> Mask:
        """Whether each position lies in a ritual formula."""
        return covered(len(self.text), self.ritual["start"].to_numpy(), self.ritual["end"].to_numpy())

    def stream(self, unit: str) -> Stream:
        """`word` or `char` tokens."""
        if unit not in ("word", "char"):
            raise DataError(
                f"没有 {unit!r} 这种计数单位；可选 word、char。",
                f"no token unit {unit!r}; there are word, char.",
            )
        return self.words if unit == "word" else self.characters

    def row_of(self, positions: Ints) -> Ints:
        """The report (row of `reports`) in which each position lies."""
        return np.searchsorted(self.base, positions, side="right").astype(np.int64) - 1

    def sentence_of(self, positions: Ints) -> Ints:
        """The sentence (row of `sentences`) in which each position lies, else -1."""
        starts, ends = self.sentence_bounds
        if not len(starts):
            return np.full(len(positions), -1, dtype=np.int64)
        found = np.searchsorted(starts, positions, side="right").astype(np.int64) - 1
        found[(found < 0) | (positions >= ends[found])] = -1
        return found


def covered(length: int, starts: Ints, ends: Ints) -> Mask:
    """Whether each of `length` positions lies in one of the spans, which may overlap."""
    steps = np.zeros(length + 1, dtype=np.int32)
    np.add.at(steps, starts.astype(np.int64), 1)
    np.add.at(steps, ends.astype(np.int64), -1)
    return np.cumsum(steps[:-1]) > 0


def load_corpus(out: str | Path) -> Corpus:
    """The corpus of an output folder of `extract`: `load_corpus("结果")`.

    Reports that could not be read, are empty or are copies of another file are left out, and so are texts that are hardly Chinese (`left_out` has
    their paths). Raises `DataError` if `out` holds no tables or no report.
    """
    out = Path(out)
    run = read_run(out)
    resources = _resources(run)
    results = Results(out)
    tables = results.frames(("reports", "sentences"))
    reports = tables["reports"]
    reports = reports[(reports["status"] == "ok") & (reports["text"].str.len() > 0)]
    reports = reports.drop_duplicates("report_id")  # of files with the same bytes the first, whose facts and sentences there are
    foreign = np.array([len(_HAN.findall(t)) < _LEAST_HAN * len(t) for t in reports["text"]], dtype=bool)
    left_out = tuple(reports.loc[foreign, "path"])
    reports = reports[~foreign].reset_index(drop=True)
    if reports.empty:
        raise DataError(
            f"{out}：表里没有可用的报告。请看 csv/reports.csv 的 status 和 error 两列。",
            f"{out}: no report with text in the tables. See the columns status and error of csv/reports.csv.",
        )
    sentences = tables["sentences"]
    rows = pd.Series(reports.index, index=reports["report_id"])
    sentences = sentences[sentences["report_id"].isin(rows.index)]
    sentences = sentences.assign(row=rows[sentences["report_id"]].to_numpy())
    sentences = sentences.sort_values(["row", "start"], ignore_index=True)
    return Corpus(results, _labelled(reports), sentences, str(run.get("options", {}).get("words") or "rjieba"), resources, run, left_out)


def _resources(run: dict[str, Any]) -> Resources:
    """The word lists of the extraction, by which words must be cut: with the user's, if it had any."""
    stated = run.get("options", {}).get("lexicon")
    if stated and not Path(stated).is_dir():
        raise UserDataError(
            f"{stated}：extract 时用的词库文件夹不见了。请放回原处，或重新运行 extract。",
            f"{stated}: the folder of word lists that extract used is gone. Put it back, or run extract again.",
        )
    return Resources(Path(stated)) if stated else OURS


def _labelled(reports: pd.DataFrame) -> pd.DataFrame:
    text = reports[["organization", "period", "genre", "path", "title"]].fillna("")
    years = reports["year"].astype("Int64")
    names = [o or f"[{Path(p).stem}]" for o, p in zip(text["organization"], text["path"], strict=True)]
    times = [p or ("" if pd.isna(y) else str(y)) for p, y in zip(text["period"], years, strict=True)]
    order = [when(t) for t in times]
    return reports.assign(**{str(c): text[c] for c in text}, year=years, unit=names, when=times, time=order)
