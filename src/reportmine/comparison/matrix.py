"""Units × indicators × reports: one cell per indicator and report, with the facts it rests on.

A cell takes the reporter's own figures; those of the whole system only if it has no own. Values of parts, targets,
earlier dates and changes never enter. Several different values become one by the indicator's `combine`, and the cell says so.
"""

from collections.abc import Sequence

import pandas as pd

from ..extraction.indicator_sets import Indicator
from .amounts import amount
from .study import Study

STATES = ("value", "several", "masked", "vague")
COLUMNS = (
    "indicator", "unit", "report_id", "when", "place", "level", "state", "value", "shown", "measured_in", "fact_id", "evidence",
    "values",
)  # fmt: skip
_CONSIDERED = ("own", "system")


def cells(study: Study) -> pd.DataFrame:
    """The matrix as one row per reported cell: `COLUMNS`. What a unit does not report has no row."""
    facts = study.facts
    usable = facts[facts["indicator"].notna() & facts["level"].isin(_CONSIDERED)]
    rows = [
        _cell(study, study.indicators[str(name)], str(report), group)
        for (name, report), group in usable.groupby(["indicator", "report_id"], sort=False)
        if name in study.indicators
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {name: n for n, name in enumerate(study.indicators)}
    table["_order"] = table["indicator"].map(order)
    return table.sort_values(["_order", "unit", "place"], ignore_index=True).drop(columns="_order")


def _cell(study: Study, indicator: Indicator, report: str, group: pd.DataFrame) -> dict[str, object]:
    own = group[group["level"] == "own"]
    chosen = own if len(own) else group
    known = chosen[chosen["value"].notna()]
    # a range stands for its lower end; the text is shown
    distinct = known.drop_duplicates(["value", "unit"])
    base = {
        "indicator": indicator.id, "unit": study.reports.at[report, "unit"], "report_id": report,
        "when": study.reports.at[report, "when"], "place": int(study.reports.at[report, "place"]),
        "level": "own" if len(own) else "system", "evidence": list(chosen["fact_id"]), "values": list(chosen["text"]),
    }  # fmt: skip
    if known.empty:
        first = chosen.iloc[0]
        state = "masked" if bool(first["masked"]) else "vague"
        return base | {"state": state, "value": None, "shown": first["text"], "measured_in": first["unit"], "fact_id": first["fact_id"]}
    row, value = _combined(distinct, indicator)
    shown = row["text"] if value == row["value"] else amount(value, str(row["unit"]))
    state = "value" if len(distinct) == 1 else "several"
    return base | {"state": state, "value": value, "shown": shown, "measured_in": row["unit"], "fact_id": row["fact_id"]}


def _combined(values: pd.DataFrame, indicator: Indicator) -> tuple[pd.Series, float]:
    """The fact that stands for the cell and the value: the largest, the last, or the sum if all are in one unit."""
    if indicator.combine == "last":
        row = values.iloc[-1]
    else:
        row = values.loc[values["value"].idxmax()]
    if indicator.combine == "sum" and values["unit"].nunique() == 1:
        return row, float(values["value"].sum())
    return row, float(row["value"])


def changes(table: pd.DataFrame) -> pd.DataFrame:
    """For units with several reports: the difference from the report before, where both have one known value in one unit.

    Columns `indicator`, `unit`, `before`, `after`, `change`, `ratio`, `fact_before`, `fact_after`.
    """
    rows = []
    for (indicator, unit), group in table[table["value"].notna()].groupby(["indicator", "unit"], sort=False):
        pairs = zip(group.itertuples(), list(group.itertuples())[1:], strict=False)
        rows += [
            {
                "indicator": indicator, "unit": unit, "before": a.value, "after": b.value, "change": b.value - a.value,
                "ratio": b.value / a.value if a.value else None, "fact_before": a.fact_id, "fact_after": b.fact_id,
                "report_id": b.report_id,
            }
            for a, b in pairs
            if a.measured_in == b.measured_in
        ]  # fmt: skip
    names = ["indicator", "unit", "before", "after", "change", "ratio", "fact_before", "fact_after", "report_id"]
    return pd.DataFrame(rows, columns=names)


def shared_indicators(table: pd.DataFrame, units: int = 2) -> Sequence[str]:
    """Indicators that at least this many units report, in order."""
    counts = table.groupby("indicator", sort=False)["unit"].nunique()
    return [str(name) for name, n in counts.items() if n >= units]
