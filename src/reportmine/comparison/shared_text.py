"""Passages that two units share, longer than the wordings that everybody writes."""

import numpy as np
import pandas as pd

from ..sharing.hashing import Ints
from ..sharing.ritual import ritual_spans
from ..sharing.winnowing import common_passages
from .study import Study

COLUMNS = ("unit_a", "report_a", "start_a", "end_a", "unit_b", "report_b", "start_b", "end_b", "length", "text")
_STOPS = "，。；：、！？）” "


def shared_passages(study: Study, *, least: int = 30) -> pd.DataFrame:
    """Passages of at least `least` characters (formulas and blanks not counted) in reports of two different units, longest first."""
    reports = study.reports.sort_index()
    ids, units, texts = ([str(v) for v in column] for column in (reports.index, reports["unit"], reports["text"]))
    own = [_own_letters(text) for text in texts]
    rows = []
    for a, b, passages in common_passages(texts, units):
        for p in passages:
            end_a, end_b = p.start_a + p.length, p.start_b + p.length
            passage = texts[a][p.start_a : end_a].lstrip(_STOPS)
            start_a, start_b = end_a - len(passage), end_b - len(passage)
            if own[a][end_a] - own[a][start_a] >= least:
                rows.append((units[a], ids[a], start_a, end_a, units[b], ids[b], start_b, end_b, len(passage), passage))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["length", "unit_a", "unit_b", "start_a"], ascending=[False, True, True, True], ignore_index=True)


def _own_letters(text: str) -> Ints:
    """How many letters outside formulas stand before each place of a text."""
    letters = np.array([False, *(c.isalnum() for c in text)])
    for start, end in ritual_spans(text)[["start", "end"]].to_numpy(dtype=np.int64):
        letters[start + 1 : end + 1] = False
    return np.cumsum(letters, dtype=np.int64)
