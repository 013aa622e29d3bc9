"""Sub-corpora by a short query: `year=1994`, `organization=国务院,year=2019..2025`, `genre=*总结|*汇报`, `measure=theory`.

Conditions are joined by a comma and all must hold; `|` separates alternatives, `*` stands for anything, `..` for a range
of years. An empty query is everything; `!=` turns a condition round.
"""

import re
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from ..errors import DataError
from .corpus import Corpus, Ints, Mask
from .streams import Stream

REPORT_FIELDS = ("organization", "unit", "period", "when", "year", "genre", "path", "title", "taxonomy", "format", "report_id")
FIELDS = (*REPORT_FIELDS, "measure")
_CONDITION = re.compile(r"\s*(\w+)\s*(!=|=)\s*(.+?)\s*", re.DOTALL)
_RANGE = re.compile(r"(\d{4})?\.\.(\d{4})?")


def sentence_mask(corpus: Corpus, query: str) -> Mask:
    """Whether each sentence is meant. Raises `DataError` for a query that cannot be read or an unknown field."""
    mask = np.ones(len(corpus.sentences), dtype=bool)
    for field, inverted, value in conditions(query):
        if field == "measure":
            mask &= _measures(corpus, value) != inverted
        else:
            mask &= (_reports(corpus, field, value) != inverted)[corpus.sentences["row"].to_numpy()]
    return mask


def report_mask(corpus: Corpus, query: str) -> Mask:
    """Whether each report is meant; a condition on `measure` is left out of account."""
    mask = np.ones(len(corpus.reports), dtype=bool)
    for field, inverted, value in conditions(query):
        if field != "measure":
            mask &= _reports(corpus, field, value) != inverted
    return mask


def token_mask(corpus: Corpus, stream: Stream, query: str) -> Mask:
    """Whether each token is meant. Tokens outside of sentences belong to their report unless the query names a measure."""
    mask = report_mask(corpus, query)[stream.report]
    if any(field == "measure" for field, _, _ in conditions(query)):
        mask &= (stream.sentence >= 0) & sentence_mask(corpus, query)[stream.sentence]
    return mask


def position_mask(corpus: Corpus, positions: Ints, query: str) -> Mask:
    """Whether each position of the corpus is meant."""
    mask = report_mask(corpus, query)[corpus.row_of(positions)]
    if any(field == "measure" for field, _, _ in conditions(query)):
        sentence = corpus.sentence_of(positions)
        mask &= (sentence >= 0) & sentence_mask(corpus, query)[sentence]
    return mask


def conditions(query: str) -> list[tuple[str, bool, str]]:
    """The (field, inverted, value) parts of a query."""
    found = []
    for part in filter(None, (p.strip() for p in query.split(","))):
        match = _CONDITION.fullmatch(part)
        if match is None or match[1] not in FIELDS:
            raise DataError(
                f"看不懂条件 {part!r}。写成 字段=值，如 year=1994 或 organization=市审计局,measure=theory；字段有 {'、'.join(FIELDS)}。",
                f"cannot read the condition {part!r}. Write field=value, as in year=1994,measure=theory; fields are {', '.join(FIELDS)}.",
            )
        found.append((match[1], match[2] == "!=", match[3]))
    return found


def _reports(corpus: Corpus, field: str, value: str) -> Mask:
    cells = corpus.reports[field]
    alternatives = [a.strip() for a in value.split("|")]
    return np.array([any(_fits(cell, a) for a in alternatives) for cell in cells], dtype=bool)


def _fits(cell: object, wanted: str) -> bool:
    text = "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]
    span = _RANGE.fullmatch(wanted)
    if span is None:
        return fnmatchcase(text, wanted)
    return text.isdigit() and int(span[1] or 0) <= int(text) <= int(span[2] or 9999)


def _measures(corpus: Corpus, value: str) -> Mask:
    wanted = {v.strip() for v in value.split("|")}
    return np.array([bool(wanted & set(labels)) for labels in corpus.sentences["measures"]], dtype=bool)
