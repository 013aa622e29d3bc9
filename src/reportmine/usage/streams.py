"""Tokens of the whole corpus as parallel arrays: words (from the extraction's segmentation) or single characters."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..files import remove, replaced
from ..resources import Resources
from ..text import code_points, fold
from .lists import data_hash

Ints = npt.NDArray[np.int64]
QUANTITY, NUMBER = "〔数量〕", "〔数字〕"
_QUOTES = "“”‘’「」\""


@dataclass(frozen=True)
class Stream:
    """Tokens in order of the text. `code` points into `vocabulary`, `tag` into `tags`; `sentence` is -1 outside of any.

    `start` and `end` are positions; `content` is false for punctuation and blanks. A quantity (12次, 3.2亿元) has its
    own text but the one form 〔数量〕, digits outside of quantities (dates, numbers of documents) the form 〔数字〕; a
    quoted word has the form without its quotation marks.
    """

    report: Ints
    start: Ints
    end: Ints
    code: Ints
    tag: Ints
    vocabulary: npt.NDArray[Any]
    tags: npt.NDArray[Any]
    sentence: Ints

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def content(self) -> npt.NDArray[np.bool_]:
        """Whether a token is a word, a number or a letter."""
        return np.array([any(c.isalnum() for c in w) for w in self.vocabulary], dtype=bool)[self.code]

    @cached_property
    def index(self) -> dict[str, int]:
        """Code of every form."""
        return {w: i for i, w in enumerate(self.vocabulary)}

    def located(self, base: Ints, starts: Ints, ends: Ints) -> "Stream":
        """The same tokens with positions instead of offsets, and their sentences."""
        start = self.start + base[self.report]
        if not len(starts):
            return replace(self, start=start, end=self.end + base[self.report])
        sentence = np.searchsorted(starts, start, side="right") - 1
        sentence[(sentence < 0) | (start >= ends[sentence])] = -1
        return replace(self, start=start, end=self.end + base[self.report], sentence=sentence.astype(np.int64))


def character_stream(text: str, base: Ints) -> Stream:
    """Every alphanumeric code point of the corpus as a token."""
    codes = code_points(text)
    known = np.flatnonzero(np.bincount(codes))
    number = np.zeros(int(known[-1]) + 1 if len(known) else 1, dtype=np.int64)
    number[known] = np.arange(len(known))
    words = np.array([chr(c) for c in known], dtype=object)
    letters = np.array([w.isalnum() for w in words], dtype=bool)
    at = np.flatnonzero(letters[number[codes]]).astype(np.int64)
    report = (np.searchsorted(base, at, side="right") - 1).astype(np.int64)
    local, none = at - base[report], np.zeros(len(at), dtype=np.int64)
    return Stream(report, local, local + 1, number[codes[at]], none, words, np.array([""], dtype=object), none - 1)


def word_stream(out: Path, reports: pd.DataFrame, segmenter: str, resources: Resources) -> Stream:
    """The words of every report. Segmenting takes a second for 400,000 characters, so it is kept in `OUT/usage`.

    What was kept of other reports or other word lists is removed: nothing reads it again.
    """
    path = out / "usage" / f"words-{_key(reports, segmenter, resources)}.parquet"
    with suppress(OSError):  # one that another program has open goes the next time
        for outdated in path.parent.glob("words-*.parquet"):
            if outdated != path:
                remove(outdated)
    kept = _kept(path)
    if kept is None:
        kept = _segmented(reports, segmenter, resources)
        with replaced(path) as draft:
            pq.write_table(kept, draft, compression="zstd", write_page_checksum=True)
    return _stream(kept, reports)


def _kept(path: Path) -> pa.Table | None:
    """The words as they were kept; None if they were not, or if the file is damaged."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            return file.read() if file.schema_arrow.names == ["report", "start", "tag"] else None
    except (OSError, pa.ArrowException):
        return None


def _key(reports: pd.DataFrame, segmenter: str, resources: Resources) -> str:
    parts = [segmenter, data_hash(resources), *reports["report_id"]]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _segmented(reports: pd.DataFrame, segmenter: str, resources: Resources) -> pa.Table:
    """One row a word: report (row), start, tag."""
    # imported here, for its rules are not needed once the words are kept
    from ..document import Document
    from ..model import Report
    from ..pipeline.step import Pipeline
    from ..pipeline.steps import Choice, segmentation

    segment = Pipeline(segmentation(Choice(resources, segmenter)))

    rows: list[Ints] = []
    starts: list[Ints] = []
    tags: list[str] = []
    for row, text in enumerate(reports["text"]):
        words = segment(Document(Report(str(text)))).words
        rows.append(np.full(len(words), row, dtype=np.int32))
        starts.append(np.array(words.starts, dtype=np.int32))
        tags += words.tags
    columns = {"report": np.concatenate(rows), "start": np.concatenate(starts), "tag": pa.array(tags).dictionary_encode()}
    return pa.table(columns)


def _stream(table: pa.Table, reports: pd.DataFrame) -> Stream:
    report = table["report"].to_numpy().astype(np.int64)
    start = table["start"].to_numpy().astype(np.int64)
    lengths = np.array([len(t) for t in reports["text"]], dtype=np.int64)
    end = np.append(start[1:], 0)
    last = np.flatnonzero(np.append(report[1:] != report[:-1], True))
    end[last] = lengths[report[last]]
    encoded = table["tag"].combine_chunks()
    tags = np.array(encoded.dictionary.to_pylist(), dtype=object)
    tag = encoded.indices.to_numpy().astype(np.int64)
    words, code = _codes(_forms(reports, report, start, end, tags[tag] == "Q"))
    return Stream(report, start, end, code, tag, words, tags, np.full(len(code), -1, dtype=np.int64))


def _forms(reports: pd.DataFrame, report: Ints, start: Ints, end: Ints, quantity: npt.NDArray[np.bool_]) -> list[str]:
    texts = [str(t) for t in reports["text"]]
    spans = zip(report.tolist(), start.tolist(), end.tolist(), quantity.tolist(), strict=True)
    return [QUANTITY if q else _form(texts[r][s:e]) for r, s, e, q in spans]


def _form(word: str) -> str:
    if fold(word[0]).isdigit() and fold(word).rstrip("年月日").replace(".", "").isdigit():
        return NUMBER
    return word.strip(_QUOTES) or word


def _codes(forms: list[str]) -> tuple[npt.NDArray[Any], Ints]:
    """The vocabulary in order of appearance, and every form's code."""
    code, words = pd.factorize(np.array(forms, dtype=object))
    return np.asarray(words, dtype=object), code.astype(np.int64)
