"""Rows of the tables as people want to see them: beside each the file, the unit, the period and the sentence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..punctuation import sentence_at
from ..tables.schema import SCHEMAS
from ..tables.store import batches, parts, read_part

_ABOUT = ("report_id", "path", "organization", "period")
Row = dict[str, Any]


def joined(out: Path, table: str) -> Iterator[Row]:
    """The rows of a table, part by part: a part of a table speaks of the reports in the same part of `reports`."""
    if table == "problems":
        yield from _problems(out)
        return
    own = [c for c in SCHEMAS[table].names if (table, c) != ("reports", "text")]
    for place, reports in zip(parts(out, table), parts(out, "reports"), strict=False):
        about = _about(reports, with_text=table != "paragraphs") if table != "reports" else {}
        for batch in batches(place, own):
            rows = batch.to_pylist()
            if table != "reports":
                _add(rows, about)
            yield from rows


def _about(part: Path, *, with_text: bool = False) -> dict[str, Row]:
    """Reports of a part by id; of equal ones the first, whose facts are counted."""
    columns = [*_ABOUT, "status", *(["text"] if with_text else [])]
    found: dict[str, Row] = {}
    for batch in batches(part, columns):
        for row in batch.to_pylist():
            if row["status"] == "ok":
                found.setdefault(row["report_id"], row)
    return found


def _add(rows: list[Row], reports: dict[str, Row]) -> None:
    for row in rows:
        report = reports.get(row["report_id"], {})
        row.update(path=report.get("path"), period=report.get("period"), organization=report.get("organization"))
        if text := report.get("text"):
            start, end = sentence_at(text, row["start"], row["end"])
            row["context"] = text[start:end].strip()


def _problems(out: Path) -> Iterator[Row]:
    """The findings of `check`, which may speak of any report."""
    rows = [row for part in parts(out, "problems") for row in read_part(part, "problems").to_pylist()]
    wanted = {row["report_id"] for row in rows}
    reports: dict[str, Row] = {}
    for part in parts(out, "reports") if rows else ():
        reports |= {k: v for k, v in _about(part).items() if k in wanted and k not in reports}
    _add(rows, reports)
    yield from rows
