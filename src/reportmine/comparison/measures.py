"""Per report and key measure: share of the text, facts, masked facts; and what a report leaves out."""

from typing import Any

import pandas as pd

from ..errors import DataError
from ..taxonomy import load_taxonomy
from .records import rows as records_of
from .study import Study

_GOVERNMENT = "政府工作报告"
COLUMNS = ("unit", "report_id", "when", "measure", "name", "sentences", "characters", "share", "facts", "masked")


def measure_shares(study: Study) -> pd.DataFrame:
    """One row per report and label of its taxonomy; a measure left out has 0 sentences. `share` is of the report's characters."""
    spoken = study.tables["sentences"].loc[:, ["report_id", "start", "end", "measures"]].explode("measures")
    spoken["characters"] = spoken["end"] - spoken["start"]
    counted = study.facts.loc[:, ["report_id", "masked", "measures"]].explode("measures")
    sentences = _counts(spoken, "characters")
    facts = _counts(counted.assign(masked=counted["masked"].eq(True)), "masked")
    rows = [
        _row(report, label, name, _pair(sentences, (report.report_id, label)), _pair(facts, (report.report_id, label)))
        for report in records_of(study.reports)
        for label, name in labels_of(str(report.taxonomy or ""))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def left_out(study: Study) -> list[tuple[str, str]]:
    """Report and name of each measure it leaves out, for reports of the campaign only.

    A report belongs to it if it names the campaign and speaks of all but two of its measures at least; a speech or a plan on
    one topic leaves nothing out.
    """
    shares = measure_shares(study)
    missing = shares[shares["sentences"] == 0].groupby("report_id")["name"].agg(list).to_dict()
    return [
        (str(report.report_id), str(name))
        for report in records_of(study.reports)
        if 0 < len(missing.get(report.report_id, [])) <= 2 and _of_campaign(report)
        for name in missing[report.report_id]
    ]


def _of_campaign(report: Any) -> bool:
    words = load_taxonomy(str(report.taxonomy)).detect
    return report.genre != _GOVERNMENT and any(word in report.text for word in words)


def _counts(table: pd.DataFrame, summed: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Rows and the sum of a column, per report and measure."""
    grouped = table.groupby(["report_id", "measures"])[summed].agg(["size", "sum"])
    return {(str(r), str(m)): (int(n), int(s)) for (r, m), n, s in zip(grouped.index, grouped["size"], grouped["sum"], strict=True)}


def _pair(counts: dict[tuple[str, str], tuple[int, int]], key: tuple[str, str]) -> tuple[int, int]:
    return counts.get(key, (0, 0))


def labels_of(taxonomy: str) -> list[tuple[str, str]]:
    """The labels of a taxonomy and their names; none if it is not known here."""
    try:
        return [(label.id, label.name) for label in load_taxonomy(taxonomy).labels] if taxonomy else []
    except DataError:
        return []


def _row(report: Any, label: str, name: str, spoken: tuple[int, int], counted: tuple[int, int]) -> dict[str, object]:
    return {
        "unit": report.unit, "report_id": report.report_id, "when": report.when, "measure": label, "name": name,
        "sentences": spoken[0], "characters": spoken[1], "share": round(spoken[1] / max(1, int(report.characters)), 4),
        "facts": counted[0], "masked": counted[1],
    }  # fmt: skip
