"""Checks that need more than one figure's surroundings: two reports of a unit, other units, a whole report."""

from collections.abc import Iterator

import pandas as pd

from .evidence import Finding
from .matrix import changes
from .measures import left_out
from .names import agrees
from .records import rows
from .study import Study

_JUMP = (5_000, 20_000)
_COPIED = 40


def later_below_earlier(study: Study, table: pd.DataFrame) -> Iterator[Finding]:
    """A cumulative indicator whose later figure is smaller, or 10⁴ times off; both figures single and of one level.

    `table` is the matrix as `cells` makes it.
    """
    sure = table[table["state"] == "value"]
    by_fact = {c.fact_id: c for c in rows(sure)}
    years = study.reports["year"].to_dict()
    for row in rows(changes(sure)):
        before, after = by_fact[row.fact_before], by_fact[row.fact_after]
        indicator = study.indicators[row.indicator]
        if before.level != after.level or not _one_year(years[before.report_id], years[after.report_id]):
            continue
        words = {
            "indicator": indicator.name, "indicator_en": indicator.name_en, "before": before.shown, "after": after.shown,
            "before_when": before.when, "after_when": after.when,
        }  # fmt: skip
        evidence = (row.fact_before, row.fact_after)
        place = int(str(row.fact_after).rpartition(":")[2])
        if indicator.cumulative and row.after < row.before:
            yield Finding("later_below_earlier", "notice", row.report_id, evidence, place, place + 1, words)
        elif after.measured_in == "元" and row.ratio and _JUMP[0] <= max(row.ratio, 1 / row.ratio) <= _JUMP[1]:
            jump = {"object": indicator.name, "first": before.shown, "second": after.shown}
            yield Finding("scale_jump", "warning", row.report_id, evidence, place, place + 1, jump)


def _one_year(a: float | None, b: float | None) -> bool:
    """Cumulative figures run within one campaign or reporting year; an unknown year may be the same."""
    return len({y for y in (a, b) if y and y == y}) < 2


def names_disagree(study: Study) -> Iterator[Finding]:
    """A named measure that spells out more or fewer members than its number."""
    names = study.tables["named_measures"]
    for row in rows(names[names["report_id"].isin(study.reports.index) & (names["source"] == "text")]):
        if agrees(row) is False:
            words = {"name": row.text, "total": row.total, "count": len(row.members), "members": "、".join(row.members)}
            yield Finding("names_disagree", "warning", row.report_id, (), int(row.start), int(row.end), words)


def measures_missing(study: Study) -> Iterator[Finding]:
    """A key measure of the report's campaign of which no sentence speaks."""
    for report, name in left_out(study):
        yield Finding("measure_missing", "notice", report, (), 0, 0, {"measure": name})


def passages_shared(passages: pd.DataFrame) -> Iterator[Finding]:
    """A passage of 40 characters or more that stands in another unit's report too; said once to each."""
    for row in rows(passages[passages["length"] >= _COPIED]):
        for report, start, end, other in (
            (row.report_a, row.start_a, row.end_a, f"{row.unit_b}"),
            (row.report_b, row.start_b, row.end_b, f"{row.unit_a}"),
        ):
            words = {"other": other, "length": row.length, "passage": row.text[:60]}
            yield Finding("shared_passage", "notice", report, (), start, end, words)
