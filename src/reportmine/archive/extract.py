"""The main job over many sources: batches in order, each a part of every table; only what is new or changed is done."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .. import readers
from ..readers import Source
from ..tables.rows import Rows
from ..tables.schema import SCHEMAS, TABLES
from ..tables.store import arrow_table, parts, read_arrow, write_part
from .glossary import explain_across
from .manifest import data_hash, version, write_manifest
from .organizations import load_organizations
from .pool import Pool
from .state import Stamp, earlier, save, settings_hash, stamp
from .work import Settings

BATCH = 64
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: where to write, how many processes, which engine, whether to forget an earlier run."""

    out: Path
    settings: Settings = Settings()
    jobs: int = 0
    engine: str = "local"
    scheduler: str = ""
    fresh: bool = False
    organizations: Path | None = None


@dataclass(slots=True)
class Summary:
    """What a run did."""

    reports: int = 0
    read: int = 0
    reused: int = 0
    failed: int = 0
    empty: int = 0
    facts: int = 0
    masked: int = 0
    named: int = 0
    seconds: float = 0.0
    errors: list[tuple[str, str]] = field(default_factory=list)


def extract(inputs: Sequence[str | Path], options: Options, progress: Progress = lambda done, total: None) -> Summary:
    """Read every report in `inputs`, write the tables to `options.out`, and say what was done."""
    begun = time.perf_counter()
    options.out.mkdir(parents=True, exist_ok=True)
    lookup = load_organizations(options.organizations) if options.organizations else (lambda path: None)
    sources = list(readers.discover(inputs, options.settings.reading, lookup=lookup, exclude=[options.out]))
    summary = Summary(reports=len(sources))
    wanted = settings_hash(options.settings, version(), data_hash(options.settings.lexicon))
    known = earlier(options.out, "" if options.fresh else wanted)
    state: list[dict[str, object]] = []
    seen: set[str] = set()
    done = 0
    with Pool(options.settings, options.jobs, options.engine, options.scheduler, sources) as pool:
        for number, (batch, results) in enumerate(_batches(sources, pool, known.rows, summary)):
            kept = [once(rows, seen) for rows in results]
            for rows in kept:
                _count(rows, summary)
                done += 1
                progress(done, len(sources))
            state.append(_write(options.out, number, [stamp(s) for s in batch], kept))
    _finish(options.out, len(state))
    save(options.out, wanted, state)
    summary.seconds = time.perf_counter() - begun
    write_manifest(options.out, options, summary)
    return summary


def _batches(
    sources: Sequence[Source], pool: Pool, known: Callable[[Stamp], Rows | None], summary: Summary
) -> Iterator[tuple[Sequence[Source], list[Rows]]]:
    for begin in range(0, len(sources), BATCH):
        batch = sources[begin : begin + BATCH]
        rows = [known(stamp(s)) if not s.error else None for s in batch]
        fresh = pool.map([s for s, r in zip(batch, rows, strict=True) if r is None])
        summary.reused += sum(r is not None for r in rows)
        yield batch, [r if r is not None else next(fresh) for r in rows]


def once(rows: Rows, seen: set[str]) -> Rows:
    """A report whose very bytes came before keeps its row in `reports`; its facts are not counted twice."""
    report = rows["reports"][0]
    rid = str(report["report_id"])
    if report["status"] != "ok" or rid not in seen:
        seen.add(rid)
        return rows
    return {"reports": [report | {"error": "与另一份文件内容完全相同，事实只计一次"}]}


def _count(rows: Rows, summary: Summary) -> None:
    report = rows["reports"][0]
    if report["status"] == "failed":
        summary.failed += 1
    elif report["status"] == "empty":
        summary.empty += 1
    else:
        summary.read += 1
    if report["status"] != "ok":
        summary.errors.append((str(report["path"]), str(report["error"])))
    summary.facts += len(rows.get("facts", ()))
    summary.masked += sum(bool(f["masked"]) for f in rows.get("facts", ()))
    summary.named += len(rows.get("named_measures", ()))


def _write(out: Path, number: int, stamps: list[Stamp], results: list[Rows]) -> dict[str, object]:
    for table in TABLES:
        write_part(out, table, number, arrow_table(table, [row for rows in results for row in rows.get(table, ())]))
    counts = [[len(rows.get(t, ())) for t in TABLES] for rows in results]
    return {"stamps": [list(s) for s in stamps], "counts": counts}


def _finish(out: Path, count: int) -> None:
    """Drop parts of a longer earlier run, and let names explain each other across a unit's reports."""
    for table in SCHEMAS:
        for stale in parts(out, table)[count if table != "problems" else 0 :]:
            stale.unlink()
    whole = read_arrow(out, "named_measures")
    explained = explain_across(_unexplained(whole))
    start = 0
    for number, path in enumerate(parts(out, "named_measures")):
        size = pq.read_metadata(path).num_rows
        write_part(out, "named_measures", number, explained.slice(start, size))
        start += size


def _unexplained(named: pa.Table) -> pa.Table:
    """Rows of an earlier run as they were before names explained each other."""
    rows = named.to_pylist()
    for row in rows:
        if row["source"] == "archive":
            row.update(source="none", explained_in=None, known_members=[])
    return pa.Table.from_pylist(rows, schema=named.schema)
