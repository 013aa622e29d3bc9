"""Units × indicators × reports: one cell per indicator and report, with the facts it rests on.

A cell takes the reporter's own figures; those of the whole system only if it has no own. Values of parts, targets,
earlier dates and changes never enter. Several different values become one by the indicator's `combine`, and the cell says so.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..extraction.indicator_sets import Indicator
from .amounts import amount
from .records import rows as records_of
from .study import Study

COLUMNS = (
    "indicator", "unit", "report_id", "when", "place", "level", "state", "value", "shown", "measured_in", "fact_id", "evidence",
    "values",
)  # fmt: skip
_CONSIDERED = ("own", "system")


def cells(study: Study) -> pd.DataFrame:
    """The matrix as one row per reported cell: `COLUMNS`. What a unit does not report has no row."""
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for fact in records_of(study.facts):
        if fact.indicator in study.indicators and fact.level in _CONSIDERED:
            groups[fact.indicator, fact.report_id].append(fact)
    reports = {r.report_id: r for r in records_of(study.reports)}
    order = {name: n for n, name in enumerate(study.indicators)}
    place = {name: n for n, name in enumerate(reports)}
    ordered = sorted(groups, key=lambda key: (order[key[0]], place[key[1]]))
    rows = [_cell(study.indicators[key[0]], reports[key[1]], groups[key]) for key in ordered]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _cell(indicator: Indicator, report: Any, group: list[Any]) -> dict[str, object]:
    own = [f for f in group if f.level == "own"]
    chosen = own or group
    # a range stands for its lower end; the text shows it
    known = {(f.value, f.unit): f for f in reversed(chosen) if f.value == f.value and f.value is not None}
    base = {
        "indicator": indicator.id, "unit": report.unit, "report_id": report.report_id, "when": report.when,
        "place": int(report.place), "level": "own" if own else "system", "evidence": [f.fact_id for f in chosen],
        "values": [f.text for f in chosen],
    }  # fmt: skip
    if not known:
        first = chosen[0]
        state = "masked" if first.masked else "vague"
        return base | {"state": state, "value": None, "shown": first.text, "measured_in": first.unit, "fact_id": first.fact_id}
    fact, value = _combined(list(reversed(known.values())), indicator)
    shown = fact.text if value == fact.value else amount(value, str(fact.unit))
    state = "value" if len(known) == 1 else "several"
    return base | {"state": state, "value": value, "shown": shown, "measured_in": fact.unit, "fact_id": fact.fact_id}


def _combined(facts: list[Any], indicator: Indicator) -> tuple[Any, float]:
    """The fact that stands for the cell and the value: the largest, the last, or the sum if all are in one unit."""
    fact = facts[-1] if indicator.combine == "last" else max(facts, key=lambda f: (f.value, -f.start))
    if indicator.combine == "sum" and len({f.unit for f in facts}) == 1:
        return fact, float(sum(f.value for f in facts))
    return fact, float(fact.value)


def changes(table: pd.DataFrame) -> pd.DataFrame:
    """For units with several reports: the difference from the report before, where both have one known value in one unit.

    Columns `indicator`, `unit`, `before`, `after`, `change`, `ratio`, `fact_before`, `fact_after`, `report_id`.
    """
    rows: list[dict[str, object]] = []
    last: Any = None
    for cell in records_of(table[table["value"].notna()]):
        same = last is not None and (last.indicator, last.unit, last.measured_in) == (cell.indicator, cell.unit, cell.measured_in)
        if same:
            rows.append({
                "indicator": cell.indicator, "unit": cell.unit, "before": last.value, "after": cell.value,
                "change": cell.value - last.value, "ratio": cell.value / last.value if last.value else None,
                "fact_before": last.fact_id, "fact_after": cell.fact_id, "report_id": cell.report_id,
            })  # fmt: skip
        last = cell
    names = ["indicator", "unit", "before", "after", "change", "ratio", "fact_before", "fact_after", "report_id"]
    return pd.DataFrame(rows, columns=names)


def shared_indicators(table: pd.DataFrame, units: int = 2) -> Sequence[str]:
    """Indicators that at least this many units report, in order."""
    counts = table.groupby("indicator", sort=False)["unit"].nunique()
    return [str(name) for name, n in counts.items() if n >= units]
