"""Per report and key measure: share of the text, facts, masked facts; and what a report leaves out."""

from typing import Any

import pandas as pd

from ..errors import DataError
from ..taxonomy import load_taxonomy
from .study import Study

_GOVERNMENT = "政府工作报告"
COLUMNS = ("unit", "report_id", "when", "measure", "name", "sentences", "characters", "share", "facts", "masked")


def measure_shares(study: Study) -> pd.DataFrame:
    """One row per report and label of its taxonomy; a measure left out has 0 sentences. `share` is of the report's characters."""
    spoken = study.tables["sentences"].loc[:, ["report_id", "start", "end", "measures"]].explode("measures")
    spoken["characters"] = spoken["end"] - spoken["start"]
    counted = study.facts.loc[:, ["report_id", "masked", "measures"]].explode("measures")
    keys = ["report_id", "measures"]
    sentences = spoken.groupby(keys)["characters"].agg(["size", "sum"])
    facts = counted.assign(masked=counted["masked"].eq(True)).groupby(keys)["masked"].agg(["size", "sum"])
    rows = [
        _row(report, label, name, _pair(sentences, (report.report_id, label)), _pair(facts, (report.report_id, label)))
        for report in study.reports.itertuples()
        for label, name in labels_of(str(report.taxonomy or ""))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def left_out(study: Study) -> list[tuple[str, str]]:
    """Report and name of each measure it leaves out, for reports of the campaign only.

    A report belongs to it if it names the campaign and speaks of all but two of its measures at least; a speech or a plan on
    one topic leaves nothing out.
    """
    found = []
    for report, rows in measure_shares(study).groupby("report_id", sort=False):
        missing = rows[rows["sentences"] == 0]
        if 0 < len(missing) <= 2 and _of_campaign(study.reports.loc[report]):
            found += [(str(report), str(name)) for name in missing["name"]]
    return found


def _of_campaign(report: pd.Series) -> bool:
    words = load_taxonomy(str(report["taxonomy"])).detect
    return report["genre"] != _GOVERNMENT and any(word in report["text"] for word in words)


def _pair(counts: pd.DataFrame, key: tuple[str, str]) -> tuple[int, int]:
    if key not in counts.index:
        return 0, 0
    row = counts.loc[key]
    return int(row["size"]), int(row["sum"])


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
