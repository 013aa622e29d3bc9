"""Facts as the checks see them: one report's figures in order, with the words that lead to each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..punctuation import PIECE_ENDS, after_last
from .records import rows
from .study import Study

_QUOTE = 22


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact with its value known, where it stands, and the clause that leads to it."""

    id: str
    report: str
    start: int
    end: int
    sentence: int
    paragraph: int
    text: str
    kind: str
    value: float
    unit: str
    modifier: str
    action: str
    object: str
    relation: str
    related: str
    level: str
    indicator: str
    clause: str

    @property
    def exact(self) -> bool:
        """No 余, 近, 约: what rounding says may differ."""
        return not self.modifier

    @property
    def unit_kind(self) -> str:
        """Units that can be compared: 项, 个, 条 and 件 count things alike; money and rates are their own."""
        return self.kind if self.kind != "count" else "people" if self.unit in ("人", "名", "人次", "位") else "count"

    def quote(self) -> str:
        """The clause up to the figure: 问题清单所列44项."""
        return f"{self.clause[-_QUOTE:]}{self.text}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: the check, its evidence, and the words of its message."""

    check: str
    severity: str
    report: str
    evidence: tuple[str, ...]
    start: int
    end: int
    words: dict[str, Any] = field(default_factory=dict)
    rule: str = ""


def reports_of(study: Study) -> Iterator[tuple[str, str, list[Figure]]]:
    """Every report with its text and its known figures in order."""
    by_report = {str(r): group for r, group in study.facts.groupby("report_id", sort=False)}
    for report in study.reports.index:
        text = study.text(str(report))
        group = by_report.get(str(report))
        yield str(report), text, [] if group is None else list(_figures(group, text))


def _figures(group: pd.DataFrame, text: str) -> Iterator[Figure]:
    for row in rows(group[group["value"].notna()].sort_values("start")):
        start = int(row.start)
        clause = text[after_last(text, PIECE_ENDS + "（）", start) : start]
        yield Figure(
            id=row.fact_id, report=row.report_id, start=start, end=int(row.end), sentence=int(row.sentence),
            paragraph=int(row.paragraph), text=row.text, kind=row.kind, value=float(row.value), unit=_word(row.unit),
            modifier=_word(row.modifier), action=_word(row.action), object=_word(row.object), relation=_word(row.relation),
            related=_word(row.related), level=row.level, indicator=_word(row.indicator), clause=clause,
        )  # fmt: skip


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def decimals(text: str) -> int:
    """Digits printed after the point: 86.36% → 2."""
    match = re.search(r"[.．](\d+)", text)
    return len(match.group(1)) if match else 0


def agree(printed: Figure, computed: float) -> bool:
    """Whether a printed rate can be the computed one, rounded or cut as printed; 成 and fractions are coarse."""
    if re.search("[成折分]", printed.text):
        return abs(printed.value - computed) <= 5
    if printed.modifier in ("over", "at_least"):
        return computed >= printed.value - 1
    if printed.modifier in ("approx", "at_most"):
        return abs(printed.value - computed) <= 2
    return abs(printed.value - computed) <= 1.01 * 10.0 ** -decimals(printed.text)
