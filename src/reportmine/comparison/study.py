"""What is compared: the tables of an output folder with units, periods, indicators and the level of every figure added."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import pandas as pd

from ..chronology import stage
from ..extraction.indicator_sets import Indicator
from ..extraction.indicators import Aligner, Occurrence, align, aligner
from ..punctuation import GROUP_ENDS, PIECE_ENDS, after_last
from ..tables import TABLES, Results
from .records import rows
from .wordings import pattern

# 其中 reaches to the end of its clause group: 第一议题18次，其中专题7次；中心组学习7次
_PART_ENDS = re.compile(f"[{GROUP_ENDS}]")
LEVELS = ("own", "system", "part", "earlier", "target", "each", "change")


@dataclass(frozen=True)
class Study:
    """Reports that were read, in the order of unit and time, their tables, and the indicators in use.

    `reports` gains `unit` (the organization, else the file's name), `when` (what tells two reports of a unit apart) and
    `place` (0, 1 … in time within the unit); `facts` gains `unit`, `when`, `level` (one of `LEVELS`) and `sentence_text`.
    """

    reports: pd.DataFrame
    facts: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    indicators: dict[str, Indicator]

    @property
    def copies(self) -> int:
        """How many reports have the very bytes of another one; they are compared once, under the first path."""
        return int((self.tables["reports"]["status"] == "ok").sum()) - len(self.reports)

    def text(self, report_id: str) -> str:
        """The text of a report."""
        return str(self.reports.at[report_id, "text"])


def load_study(out: Path, indicator_files: Sequence[Path] = ()) -> Study:
    """Read an output folder. Raises `DataError` if it is none, is damaged, or an indicator file is wrong."""
    return make_study(Results(out).frames(TABLES), indicator_files)


def make_study(tables: dict[str, pd.DataFrame], indicator_files: Sequence[Path] = ()) -> Study:
    """The study of tables already in memory."""
    ready = aligner(tuple(indicator_files), labels=_labels(tables["sentences"]) if indicator_files else frozenset())
    read = tables["reports"][tables["reports"]["status"] == "ok"]
    reports = _placed(read[~read["report_id"].duplicated()])
    facts = tables["facts"][tables["facts"]["report_id"].isin(reports.index)].copy()
    texts = {str(k): str(v) for k, v in reports["text"].items()}
    if indicator_files or not facts["indicator"].notna().any():
        facts["indicator"] = aligned(facts, texts, ready)
    spans = _sentence_spans(tables["sentences"])
    facts["unit_name"] = facts["report_id"].map(reports["unit"])
    facts["when"] = facts["report_id"].map(reports["when"])
    facts["sentence_start"] = [
        spans.get((r, s), (f, f))[0]
        for r, s, f in zip(facts["report_id"], facts["sentence"], facts["start"], strict=True)
    ]
    facts["level"] = [_level(row, texts[row.report_id]) for row in rows(facts)]
    return Study(reports, facts, tables, {i.id: i for i in ready.indicators})


def _labels(sentences: pd.DataFrame) -> frozenset[str]:
    """The key measures that sentences were given: those of the taxonomy in use, which may be the user's own."""
    return frozenset(str(label) for labels in sentences["measures"] for label in labels)


def aligned(facts: pd.DataFrame, texts: dict[str, str], ready: Aligner) -> list[str | None]:
    """The indicator of every fact, by its words and its surroundings."""
    found: dict[object, str | None] = {}
    for report_id, own in facts.groupby("report_id", sort=False):
        places = [Occurrence(r.start, r.end, r.unit or "", r.action or "", r.object or "", r.measures) for r in rows(own)]
        found |= zip(own.index, align(ready, texts[str(report_id)], places), strict=True)
    return [found[i] for i in facts.index]


def _sentence_spans(sentences: pd.DataFrame) -> dict[tuple[str, int], tuple[int, int]]:
    columns = ("report_id", "sentence", "start", "end")
    return {(r, s): (a, b) for r, s, a, b in sentences.loc[:, columns].itertuples(index=False)}


def _level(row: object, text: str) -> str:
    """Whose figure it is: of the reporter, of all below it, a part, of earlier, a target, of each, a change."""
    status, relation = getattr(row, "status", ""), getattr(row, "relation", None)
    if status == "planned":
        return "target"
    start: int = getattr(row, "start", 0)
    if relation in ("change", "from"):
        return "change" if relation == "change" else "earlier"
    if relation == "part_of" and not _PART_ENDS.search(text, _offset(getattr(row, "related", None), start), start):
        return "part"
    clause = text[after_last(text, PIECE_ENDS + "（", start) : start]
    if _ends_with(clause, "earlier"):
        return "earlier"
    if pattern("each").search(clause):
        return "each"
    before = text[getattr(row, "sentence_start", start) : start]
    if pattern("target").search(before):
        return "target"
    system, own = _last(before, "system"), _last(before, "own")
    return "system" if system > own else "own"


def _offset(fact_id: str | None, start: int) -> int:
    """Where the related fact begins."""
    return int(fact_id.rpartition(":")[2]) if isinstance(fact_id, str) else start


def _ends_with(clause: str, name: str) -> bool:
    return any(m.end() >= len(clause) for m in pattern(name).finditer(clause))


def _last(text: str, name: str) -> int:
    return max((m.start() for m in pattern(name).finditer(text)), default=-1)


def _placed(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports with unit, period in words and place in time."""
    out = reports.copy()
    out["unit"] = [o or PurePath(p).stem for o, p in zip(out["organization"].fillna(""), out["path"], strict=True)]
    told = out[["period", "title", "path"]].fillna("")
    out["stage"] = [stage(period, title, PurePath(path).stem) for period, title, path in told.itertuples(index=False)]
    out = out.sort_values(["unit", "stage", "path"], kind="stable").set_index("report_id", drop=False)
    out["place"] = out.groupby("unit").cumcount()
    out["when"] = [
        (period or PurePath(path).stem) if many else (period or "")
        for period, path, many in zip(
            out["period"].fillna(""), out["path"], out.groupby("unit")["unit"].transform("size") > 1, strict=True
        )
    ]
    return out
