"""CSV and workbook after the tables: written again only if what they show has changed."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from .publish import published


def refresh(out: Path, own: Path, lang: str, stages: dict[str, float]) -> list[str]:
    """Write what is missing or old; seconds go to `stages`. Returns what the reader of the workbook must be told."""
    from ..output import write_csvs, write_workbook

    state = own / "books.json"
    token = _token(out, lang)
    try:
        known = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if known.get("token") == token and (out / "reportmine.xlsx").is_file() and (out / "csv" / "facts.csv").is_file():
        return [str(n) for n in known["notes"]]
    state.unlink(missing_ok=True)
    _timed("csv", lambda: write_csvs(out), stages)
    notes: list[str] = []
    _timed("workbook", lambda: notes.extend(write_workbook(out, lang, own).notes), stages)
    state.write_text(json.dumps({"token": token, "notes": notes}, ensure_ascii=False), encoding="utf-8")
    return notes


def _token(out: Path, lang: str) -> str:
    """Equal as long as the tables, the findings of `check` beside them and the language are the same."""
    problems = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in sorted((out / "tables" / "problems").glob("*.parquet"))]
    return hashlib.sha256(repr((lang, problems, published(out))).encode()).hexdigest()


def _timed(stage: str, job: Callable[[], object], stages: dict[str, float]) -> None:
    begun = time.perf_counter()
    job()
    stages[stage] = time.perf_counter() - begun
