"""The main job in memory, for notebooks: DataFrames instead of a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import readers
from ..tables.rows import Rows
from ..tables.schema import TABLES
from ..tables.store import arrow_table, frame
from .glossary import explain_all
from .organizations import load_organizations
from .plan import Plan
from .user_data import prepared
from .work import Settings, work


@dataclass(frozen=True, slots=True)
class Tables:
    """The contract's tables as DataFrames; list columns hold lists."""

    reports: pd.DataFrame
    blocks: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    facts: pd.DataFrame
    named_measures: pd.DataFrame
    documents: pd.DataFrame


def extract(
    inputs: Sequence[str | Path] | str | Path, *, organizations: str | Path | None = None, taxonomy: str = "",
    lexicon: str | Path | None = None,
) -> Tables:  # fmt: skip
    """Everything in the reports of `inputs` (files, folders, globs, zips), in this process; rows as `reportmine extract`.

    A file that cannot be read is a row of `reports` with `status="failed"`. Raises `UserDataError` for a wrong word list,
    taxonomy or organizations table.
    """
    settings = Settings(taxonomy=taxonomy, lexicon=Path(lexicon) if lexicon else None)
    resources = prepared(settings)
    lookup = load_organizations(Path(organizations)).lookup if organizations else (lambda path: None)
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    given = [Path(p) for p in (organizations, lexicon, taxonomy) if p]
    plan = Plan(readers.discover(named, settings.reading, lookup=lookup, exclude=given))
    first: dict[str, str] = {}
    results = [_once(work(item.source, settings, resources), first) for shard in plan.shards(1 << 20) for item in shard.items]
    plan.close()
    explain_all([rows.get("named_measures", []) for rows in results])
    return Tables(**{t: frame(arrow_table(t, [r for rows in results for r in rows.get(t, ())])) for t in TABLES})


def _once(rows: Rows, first: dict[str, str]) -> Rows:
    """A report whose very bytes came before keeps its row in `reports`; its facts are not counted twice."""
    report = rows["reports"][0]
    report_id = report["report_id"]
    if report["status"] != "ok":
        return rows
    if report_id in first:
        return {"reports": [report | {"copy_of": first[report_id]}]}
    first[report_id] = report["path"]
    return rows
