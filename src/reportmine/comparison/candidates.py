"""What is counted in several reports and matches no indicator: grouped by unit and by the head of its object."""

import re
from collections import defaultdict

import pandas as pd

from .records import rows as records_of
from .study import Study

_HEAD = re.compile(r"[一-龥A-Za-z0-9“”《》]{2,}$")
_TAIL = 4
_KINDS = ("count", "money", "percent", "measure")


def candidates(study: Study, *, reports: int = 2) -> pd.DataFrame:
    """Groups that occur in at least `reports` reports: `object`, `unit`, `facts`, `reports`, `example`, `evidence`."""
    groups: dict[tuple[str, str], list[tuple[str, str, str, str]]] = defaultdict(list)
    for row in records_of(study.facts):
        head = object_head(row.object or "")
        if not isinstance(row.indicator, str) and head and row.kind in _KINDS and row.level not in ("change", "target"):
            groups[head, row.unit or ""].append((row.fact_id, row.report_id, row.object, row.text))
    rows = [_row(key, found) for key, found in groups.items() if len({f[1] for f in found}) >= reports]
    columns = ["object", "unit", "facts", "reports", "example", "evidence"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["reports", "facts", "object"], ascending=[False, False, True], ignore_index=True)


def object_head(object_: str) -> str:
    """The last four characters of what is counted, without brackets: 公办幼儿园学位 → 儿园学位; 意见建议 → 意见建议."""
    match = _HEAD.search(re.sub(r"[（(].*?[)）]", "", object_))
    return match.group()[-_TAIL:] if match else ""


def _row(key: tuple[str, str], found: list[tuple[str, str, str, str]]) -> dict[str, object]:
    named = min((f[2] for f in found), key=lambda o: (len(o), o))
    return {
        "object": named, "unit": key[1], "facts": len(found), "reports": len({f[1] for f in found}),
        "example": f"{found[0][2]} {found[0][3]}", "evidence": [f[0] for f in found],
    }  # fmt: skip
