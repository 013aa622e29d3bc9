"""What the index page shows, as tables of named columns; a report or an indicator is named by its row in the table of them.

Columns, since records repeat every name in every row: with 258 reports the page would be twice as large.
"""

from typing import Any

from .captions import captions
from .overview import Overview, key_measures
from .records import rows as records_of

# what the index lists; all of it is in the workbook and on the cards
MOST_SHARED, MOST_PROBLEMS = 1_000, 4_000
_MOST_USERS, _MOST_EVIDENCE = 8, 12

Places = dict[str, int]
Record = dict[str, Any]


def index_data(shown: Overview) -> Record:
    """Everything the index shows, as JSON values: `words`, `more` and, under every other name, a table."""
    reports = {str(r): n for n, r in enumerate(shown.study.reports.index)}
    more = {"shared": max(0, len(shown.shared) - MOST_SHARED), "problems": max(0, len(shown.problems["zh"]) - MOST_PROBLEMS)}
    return {"words": captions(), "more": more} | {name: columns(rows) for name, rows in _tables(shown, reports).items()}


def columns(rows: list[Record]) -> dict[str, list[Any]]:
    """Rows with the same names as one list a name.

    >>> columns([{"unit": "甲局", "value": 12}, {"unit": "乙局", "value": None}])
    {'unit': ['甲局', '乙局'], 'value': [12, None]}
    """
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def _tables(shown: Overview, reports: Places) -> dict[str, list[Record]]:
    return {
        "groups": [{"id": measure, "name": name} for measure, name in key_measures(shown)],
        "reports": _reports(shown),
        **_matrix(shown, reports),
        "measures": [
            {"report": reports[m.report_id], "measure": m.measure, "name": m.name, "sentences": m.sentences, "share": m.share, "facts": m.facts, "masked": m.masked}
            for m in records_of(shown.measures)
        ],
        "names": _names(shown, reports),
        "documents": [
            {"report": reports[d.report_id], "title": d.title, "number": d.number or "", "action": d.action, "start": int(d.start)}
            for d in records_of(shown.documents)
        ],
        "shared": _shared(shown, reports),
        "candidates": [
            {"object": c.object, "unit": c.unit, "facts": c.facts, "reports": c.reports, "example": c.example, "evidence": [_place(f, reports) for f in c.evidence[:_MOST_EVIDENCE]]}
            for c in records_of(shown.candidates)
        ],
        "problems": _problems(shown, reports),
    }  # fmt: skip


def _reports(shown: Overview) -> list[Record]:
    return [
        {"id": r.report_id, "unit": r.unit, "when": r.when, "title": r.title or "", "characters": int(r.characters), "facts": int(r.facts), "place": int(r.place)}
        for r in records_of(shown.study.reports)
    ]


def _matrix(shown: Overview, reports: Places) -> dict[str, list[Record]]:
    """The indicators that are reported and the cells of their matrix."""
    used = list(dict.fromkeys(shown.cells["indicator"]))
    place = {name: n for n, name in enumerate(used)}
    indicators = [shown.study.indicators[i] for i in used]
    return {
        "indicators": [{"id": i.id, "name": i.name, "name_en": i.name_en, "measure": i.key_measure} for i in indicators],
        "cells": [_cell(c, place, reports) for c in records_of(shown.cells)],
    }


def _cell(cell: Any, indicators: Places, reports: Places) -> Record:
    """A figure; `values` holds all of them where the report gives several."""
    return {
        "indicator": indicators[cell.indicator], "report": reports[cell.report_id], "state": cell.state,
        "value": _number(cell.value), "text": cell.shown, "start": _place(cell.fact_id, reports)["start"],
        "values": list(cell.values) if cell.state == "several" else None,
    }  # fmt: skip


def _names(shown: Overview, reports: Places) -> list[Record]:
    return [
        {
            "text": n.text, "label": n.label, "unit": n.unit, "spelled_out": n.spelled_out, "agrees": n.agrees, "national": n.national,
            "shared_with": n.shared_with[:_MOST_USERS], "users": len(n.shared_with), "members": n.members, **_place(n.places[0], reports),
        }
        for n in records_of(shown.names)
    ]  # fmt: skip


def _shared(shown: Overview, reports: Places) -> list[Record]:
    return [
        {
            "report": reports[s.report_a], "start": int(s.start_a), "other": reports[s.report_b], "other_start": int(s.start_b),
            "length": int(s.length), "text": s.text,
        }
        for s in records_of(shown.shared.head(MOST_SHARED))
    ]  # fmt: skip


def _problems(shown: Overview, reports: Places) -> list[Record]:
    """The findings; what each says stands under the language."""
    worst = zip(*(records_of(shown.problems[lang].head(MOST_PROBLEMS)) for lang in ("zh", "en")), strict=True)
    return [
        {
            "severity": zh.severity, "report": reports[zh.report_id], "start": int(zh.start), "zh": zh.message, "en": en.message,
            "evidence": [_place(f, reports) for f in zh.evidence],
        }
        for zh, en in worst
    ]  # fmt: skip


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and value == value else None


def _place(fact_id: str, reports: Places) -> Record:
    """The report and the offset that an id `REPORT:START` names."""
    report, _, start = fact_id.rpartition(":")
    return {"report": reports[report], "start": int(start)}
