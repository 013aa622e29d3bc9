"""CSV and workbook after the tables: written again only if what they show has changed, or they are not what was written."""

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError
from ..files import remove, write_bytes
from ..tables.schema import TABLES
from ..tables.seals import Seal, dumped, fits, loaded, seal_file
from ..tables.store import parts, published, read_part
from .summary import Summary

_BOOKS = (*(f"csv/{table}.csv" for table in TABLES), "reportmine.xlsx")


@dataclass(frozen=True, slots=True)
class Books:
    """What was written for people: what it was made from, what its reader must be told, and the seal of each file."""

    token: str
    notes: tuple[str, ...]
    seals: dict[str, Seal]


def refresh(out: Path, own: Path, lang: str, summary: Summary) -> None:
    """Write what is missing, old or damaged; `summary` learns what the reader of the workbook must be told."""
    _drop_damaged_findings(out, summary)
    state = own / "books.json"
    token, known = _token(out, lang), loaded(state, Books)
    if known is None:
        summary.mended += [state] if state.exists() else []
    elif known.token == token:
        bad = _unfit(out, known)
        if not bad:
            summary.notes += known.notes
            return
        summary.mended += bad
    remove(state)
    notes = _write(out, lang, summary.stages)
    seals = {name: seal_file(out / name) for name in _BOOKS}
    write_bytes(state, dumped(Books(token, notes, seals)))
    summary.notes += notes


def _write(out: Path, lang: str, stages: dict[str, float]) -> tuple[str, ...]:
    from ..output import write_csvs, write_workbook

    notes: list[str] = []
    _timed("csv", lambda: write_csvs(out), stages)
    _timed("workbook", lambda: notes.extend(write_workbook(out, lang).notes), stages)
    return tuple(notes)


def _unfit(out: Path, known: Books) -> list[Path]:
    """Files that are not what was written. Hashing leaves the interpreter alone, so that two threads do it in half the time."""
    with ThreadPoolExecutor() as pool:
        sound = pool.map(fits, (out / name for name in known.seals), known.seals.values())
        return [out / name for name, fit in zip(known.seals, sound, strict=True) if not fit]


def _drop_damaged_findings(out: Path, summary: Summary) -> None:
    """What `check` found stands beside the tables and in the workbook; nobody but `check` can write it anew."""
    try:
        for part in parts(out, "problems"):
            read_part(part, "problems")
    except DataError as error:
        remove(out / "tables" / "problems")
        summary.lost.append(error.words)


def _token(out: Path, lang: str) -> str:
    """Equal as long as the tables, the findings of `check` beside them and the language are the same."""
    problems = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in sorted((out / "tables" / "problems").glob("*.parquet"))]
    known = published(out)
    return hashlib.sha256(repr((lang, problems, known and known.parts)).encode()).hexdigest()


def _timed(stage: str, job: Callable[[], object], stages: dict[str, float]) -> None:
    begun = time.perf_counter()
    job()
    stages[stage] = time.perf_counter() - begun
