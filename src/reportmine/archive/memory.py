"""The main job in memory, for notebooks: DataFrames instead of a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from .. import readers
from ..tables.schema import TABLES
from ..tables.store import arrow_table, frame
from .extract import once
from .glossary import explain_across
from .organizations import load_organizations
from .work import Settings, prepare, work


@dataclass(frozen=True, slots=True)
class Tables:
    """The contract's tables as DataFrames; list columns hold lists."""

    reports: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    facts: pd.DataFrame
    named_measures: pd.DataFrame
    documents: pd.DataFrame


def extract(
    inputs: Sequence[str | Path] | str | Path, *, organizations: str | Path | None = None, taxonomy: str = "",
    lexicon: str | Path | None = None,
) -> Tables:  # fmt: skip
    """Everything in the reports of `inputs` (files, folders, globs, zips), in this process.

    A file that cannot be read is a row of `reports` with `status="failed"`. Raises `DataError` for a wrong lexicon folder
    or organizations table.
    """
    settings = Settings(taxonomy=taxonomy, lexicon=Path(lexicon) if lexicon else None)
    prepare(settings)
    lookup = load_organizations(Path(organizations)) if organizations else (lambda path: None)
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    seen: set[str] = set()
    results = [once(work(s, settings), seen) for s in readers.discover(named, settings.reading, lookup=lookup)]
    tables: dict[str, pa.Table] = {t: arrow_table(t, [r for rows in results for r in rows.get(t, ())]) for t in TABLES}
    tables["named_measures"] = explain_across(tables["named_measures"])
    return Tables(**{name: frame(table) for name, table in tables.items()})
