"""`OUT/pages/`: the comparison (`index.html`) and a card for each report, each a file of its own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ..files import Drafts
from .captions import captions
from .card import CardData, card
from .html import Page, page
from .index_data import index_data
from .measures import labels_of
from .origin import Origin
from .overview import Overview
from .records import rows as records_of

_SCRIPTS = ("elements.js", "state.js", "views.js", "index.js")
_SHELL = '<div id="app"></div><noscript>请允许本页的脚本 / please allow the script of this page</noscript>'


def write_pages(folder: Path, shown: Overview, origin: Origin, draft: Drafts, lang: str = "zh") -> Path:
    """Write the drafts of all pages, the index last, since it leads to the cards; returns the path of `index.html`."""
    for data in _cards(shown):
        draft(folder / "reports" / f"{data.report.report_id}.html").write_text(card(data, origin, lang), encoding="utf-8")
    index = folder / "index.html"
    content = Page(captions()[lang]["title"], _SHELL, index_data(shown), _SCRIPTS)
    draft(index).write_text(page(content, origin, lang), encoding="utf-8")
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
