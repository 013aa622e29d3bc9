"""One document as rows of every table."""

import json
from decimal import Decimal
from typing import Any

from ..document import Document
from ..model import Fact, NamedMeasure, Report, Tagging, Unit
from ..resources import OURS, Resources

Rows = dict[str, list[dict[str, Any]]]


def report_rows(document: Document, taxonomy: str, resources: Resources = OURS) -> Rows:
    """Rows of every table of `extract` for one document."""
    report = document.report
    rid, org = report.report_id, report.organization
    by_sentence = {s.index: list(t.labels) for s, t in zip(document.sentences, document.sentence_tags, strict=False)}
    return {
        "reports": [_report(document, taxonomy)],
        "paragraphs": [
            {"report_id": rid, "paragraph": p.index, "start": p.start, "end": p.end, "text": p.text, "section": p.section,
             "role": p.role, **_tags(t)}
            for p, t in zip(document.paragraphs, document.paragraph_tags, strict=True)
        ],
        "sentences": [
            {"report_id": rid, "paragraph": s.paragraph, "sentence": s.index, "start": s.start, "end": s.end,
             "text": s.text, **_tags(t)}
            for s, t in zip(document.sentences, document.sentence_tags, strict=True)
        ],
        "blocks": _blocks(report),
        "facts": [_fact(f, rid, org, by_sentence.get(f.sentence, []), resources.units) for f in document.facts],
        "named_measures": [_named(m, rid, org) for m in document.named_measures],
        "documents": [
            {"report_id": rid, "paragraph": d.paragraph, "start": d.start, "end": d.end, "text": d.text, "title": d.title,
             "number": d.number, "action": d.action}
            for d in document.citations
        ],
    }  # fmt: skip


def failed_row(
    report_id: str, path: str, status: str, why: tuple[str, str], organization: str = "", period: str = ""
) -> Rows:
    """The single row of a report that could not be read. `error_en` is for the screen; the table takes only `error`."""
    row = {"report_id": report_id, "path": path, "organization": organization, "period": period, "status": status, "notes": ""}
    return {"reports": [row | {"error": why[0], "error_en": why[1]}]}


def _report(document: Document, taxonomy: str) -> dict[str, Any]:
    report = document.report
    return {
        "report_id": report.report_id, "path": report.path, "organization": report.organization, "title": report.title,
        "period": report.period, "year": report.year, "genre": report.genre, "taxonomy": taxonomy, "format": report.format,
        "encoding": report.encoding, "sha256": report.sha256, "text": report.text, "characters": len(report.text),
        "paragraphs": len(document.paragraphs), "sentences": len(document.sentences), "facts": len(document.facts),
        "status": "ok" if document.paragraphs else "empty", "error": "", "number": report.number, "notes": "；".join(report.notes),
        "origin": json.dumps(report.origin, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip


def _blocks(report: Report) -> list[dict[str, Any]]:
    rid = report.report_id
    return [
        {"report_id": rid, "block": n, "kind": b.kind, "start": b.start, "end": b.end, "parent": _or_null(b.parent),
         "level": b.level or None, "page": _or_null(b.page), "row": _or_null(b.row), "column": _or_null(b.column),
         **({"row_span": b.row_span, "column_span": b.column_span, "header": b.header} if b.kind == "cell" else {})}
        for n, b in enumerate(report.blocks)
    ]  # fmt: skip


def _or_null(number: int) -> int | None:
    return None if number < 0 else number


def _tags(tagging: Tagging) -> dict[str, Any]:
    return {"measures": list(tagging.labels), "scores": [round(s, 4) for s in tagging.scores]}


def _fact(fact: Fact, rid: str, org: str, measures: list[str], units: dict[str, Unit]) -> dict[str, Any]:
    base_value, base_unit = _base(fact.value, units.get(fact.unit))
    return {
        "fact_id": f"{rid}:{fact.start}", "report_id": rid, "organization": org, "paragraph": fact.paragraph,
        "sentence": fact.sentence, "start": fact.start, "end": fact.end, "text": fact.text, "kind": fact.kind,
        "value": _float(fact.value), "value_max": _float(fact.value_max), "exact": fact.exact, "masked": fact.masked,
        "mask": fact.mask, "unit": fact.unit, "base_value": base_value, "base_unit": base_unit, "modifier": fact.modifier,
        "action": fact.action, "object": fact.object, "object_start": fact.object_start, "object_end": fact.object_end,
        "subject": fact.subject, "relation": fact.relation,
        "related": None if fact.related is None else f"{rid}:{fact.related}", "status": fact.status, "measures": measures,
        "indicator": fact.indicator, "rule": fact.rule, "confidence": fact.confidence,
    }  # fmt: skip


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _base(value: Decimal | None, unit: Unit | None) -> tuple[float | None, str | None]:
    """Value in the unit's base unit (亩 → 平方米); null where the unit has none or the value is unknown."""
    if unit is None or unit.factor is None:
        return None, None
    return (None if value is None else float(value * unit.factor)), unit.base_unit


def _named(m: NamedMeasure, rid: str, org: str) -> dict[str, Any]:
    return {
        "report_id": rid, "organization": org, "paragraph": m.paragraph, "start": m.start, "end": m.end, "text": m.text,
        "cardinality": list(m.cardinality), "total": m.total, "label": m.label, "members": list(m.members),
        "member_starts": [s for s, _ in m.member_spans], "member_ends": [e for _, e in m.member_spans], "source": m.source,
        "complete": m.complete, "cue": m.cue, "national": m.national, "masked": m.masked, "known_members": list(m.known),
        "explained_in": None, "rule": m.rule,
    }  # fmt: skip
