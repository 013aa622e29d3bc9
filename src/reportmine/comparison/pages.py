"""`OUT/pages/`: the comparison (`index.html`) and a card for each report, each a file of its own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ..files import Drafts
from .captions import captions
from .card import CardData, card
from .html import page
from .measures import labels_of
from .overview import Overview, key_measures
from .records import rows as records_of

# what the index lists; all of it is in the workbook and on the cards
MOST_SHARED, MOST_PROBLEMS = 1_000, 4_000
_MOST_USERS = 8
_SHELL = '<div id="app"></div><noscript>请允许本页的脚本 / please allow the script of this page</noscript>'


def write_pages(folder: Path, shown: Overview, draft: Drafts, lang: str = "zh") -> Path:
    """Write the drafts of all pages, the index last, since it leads to the cards; returns the path of `index.html`."""
    for data in _cards(shown):
        draft(folder / "reports" / f"{data.report.report_id}.html").write_text(card(data, lang), encoding="utf-8")
    index = folder / "index.html"
    title = captions()[lang]["title"]
    draft(index).write_text(page(title=title, lang=lang, body=_SHELL, data=index_data(shown), script="index.js"), encoding="utf-8")
    return index


def remove_old_cards(folder: Path, shown: Overview) -> None:
    """Remove the cards of reports that are no longer there, and drafts that a killed run left."""
    wanted = {f"{r}.html" for r in shown.study.reports.index}
    cards = folder / "reports"
    for found in (*cards.glob("*.html"), *cards.glob(".*.html.tmp")):
        if found.name not in wanted:
            found.unlink()


def _cards(shown: Overview) -> Iterable[CardData]:
    study = shown.study
    tables = study.tables
    parts = {
        "paragraphs": _by_report(tables["paragraphs"]), "sentences": _by_report(tables["sentences"]),
        "facts": _by_report(study.facts), "names": _by_report(tables["named_measures"]),
        "documents": _by_report(tables["documents"]),
    }  # fmt: skip
    found = {lang: _by_report(table, sort=False) for lang, table in shown.problems.items()}
    indicators = {i.id: (i.name, i.name_en) for i in study.indicators.values()}
    for report in records_of(study.reports):
        rid = report.report_id
        yield CardData(
            report=report, **{k: v.get(rid, []) for k, v in parts.items()}, problems={k: v.get(rid, []) for k, v in found.items()},
            indicators=indicators, measures=dict(labels_of(str(report.taxonomy or ""))),
        )  # fmt: skip


def _by_report(table: pd.DataFrame, *, sort: bool = True) -> dict[str, list[Any]]:
    if sort and len(table):
        table = table.sort_values(["report_id", "start"], kind="stable")
    rows: dict[str, list[Any]] = {}
    for row in records_of(table):
        rows.setdefault(row.report_id, []).append(row)
    return rows


def index_data(shown: Overview) -> dict[str, Any]:
    """Everything the index shows, as short arrays; reports and indicators are named by their place in a list."""
    reports = {r: n for n, r in enumerate(shown.study.reports.index)}
    used = list(dict.fromkeys(shown.cells["indicator"]))
    place = {name: n for n, name in enumerate(used)}
    indicators = [shown.study.indicators[i] for i in used]
    return {
        "words": captions(),
        "reports": [
            [r.report_id, r.unit, r.when, r.title or "", int(r.characters), int(r.facts), int(r.place)]
            for r in records_of(shown.study.reports)
        ],
        "indicators": [[i.id, i.name, i.name_en, i.key_measure, i.unit_class] for i in indicators],
        "groups": key_measures(shown),
        "cells": [
            [place[c.indicator], reports[c.report_id], c.state[0], _number(c.value), c.shown, _offset(c.fact_id), c.values if c.state == "several" else 0]
            for c in records_of(shown.cells)
        ],
        "measures": [[reports[m.report_id], m.measure, m.name, m.sentences, m.share, m.facts, m.masked] for m in records_of(shown.measures)],
        "names": [
            [n.text, n.label, n.unit, n.spelled_out, n.agrees, n.shared_with[:_MOST_USERS], n.members, n.national, [_place(n.places[0], reports)], len(n.shared_with)]
            for n in records_of(shown.names)
        ],
        "documents": [[reports[d.report_id], d.title, d.number or "", d.action, int(d.start)] for d in records_of(shown.documents)],
        "shared": [
            [reports[s.report_a], int(s.start_a), reports[s.report_b], int(s.start_b), int(s.length), s.text] for s in records_of(shown.shared.head(MOST_SHARED))
        ],
        "candidates": [
            [c.object, c.unit, c.facts, c.reports, c.example, [_fact(f, reports) for f in c.evidence[:12]]] for c in records_of(shown.candidates)
        ],
        "problems": {
            lang: [[p.severity, reports[p.report_id], p.message, p.check, [_fact(f, reports) for f in p.evidence], int(p.start)] for p in records_of(table.head(MOST_PROBLEMS))]
            for lang, table in shown.problems.items()
        },
        "more": {
            "shared": max(0, len(shown.shared) - MOST_SHARED), "problems": max(0, len(shown.problems["zh"]) - MOST_PROBLEMS),
        },
    }  # fmt: skip


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and value == value else None


def _offset(fact_id: str) -> int:
    return int(fact_id.rpartition(":")[2])


def _fact(fact_id: str, reports: dict[str, int]) -> list[int]:
    report, _, start = fact_id.rpartition(":")
    return [reports[report], int(start)]


def _place(place: str, reports: dict[str, int]) -> list[int]:
    return _fact(place, reports)
