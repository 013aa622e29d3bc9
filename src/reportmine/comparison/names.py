"""Named measures across units: who coined what, spelled out or not, count agrees or not, who shares it."""

import re

import pandas as pd

from .records import rows as records_of
from .study import Study

COLUMNS = ("text", "label", "unit", "reports", "spelled_out", "agrees", "shared_with", "members", "national", "places")
_LOOSE_CUES = frozenset(["由", "做到"])


def named_measures(study: Study) -> pd.DataFrame:
    """One row per name and unit, coined names first. `agrees` is null where nothing is spelled out."""
    names = study.tables["named_measures"]
    names = names[names["report_id"].isin(study.reports.index)].copy()
    names["unit"] = names["report_id"].map(study.reports["unit"])
    users = {str(text): sorted(set(units)) for text, units in names.groupby("text")["unit"]}
    rows = [_row(str(text), str(unit), group, users[str(text)]) for (text, unit), group in names.groupby(["text", "unit"], sort=False)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["national", "text", "unit"], ignore_index=True)


def _row(text: str, unit: str, group: pd.DataFrame, users: list[str]) -> dict[str, object]:
    spelled = group[group["source"] == "text"]
    best = spelled.iloc[0] if len(spelled) else group.iloc[0]
    verdicts = [v for v in (agrees(row) for row in records_of(spelled)) if v is not None]
    return {
        "text": text, "label": next((x for x in group["label"] if x), ""), "unit": unit, "reports": group["report_id"].nunique(),
        "spelled_out": bool(len(spelled)), "agrees": all(verdicts) if verdicts else None,
        "shared_with": [u for u in users if u != unit], "members": list(best["members"]), "national": bool(group["national"].any()),
        "places": [f"{r}:{s}" for r, s in zip(group["report_id"], group["start"], strict=True)],
    }  # fmt: skip


def agrees(row: object) -> bool | None:
    """Whether the members spelled out are as many as the name says; None if they cannot be judged.

    A code (1+3+N) and a scale (百千万) are explained part by part, pairs (五比五看) pair by pair, 六横六纵 half by half; “由…”
    and “做到…” begin a narration as often as a list.
    """
    members = list(getattr(row, "members", []) or [])
    cardinality = list(getattr(row, "cardinality", []) or [])
    if not members or getattr(row, "cue", "") in _LOOSE_CUES or getattr(row, "masked", False):
        return None
    text = str(getattr(row, "text", ""))
    if re.search("[+＋百千万]", text) or text.isdigit():
        return None
    allowed = {int(getattr(row, "total", 0) or 0)}
    if len(cardinality) > 1:
        allowed.add(len(cardinality))
        allowed.update([int(cardinality[0])] if len(set(cardinality)) == 1 else [])
    return len(members) in allowed
