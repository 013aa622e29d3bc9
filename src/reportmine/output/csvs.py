"""`OUT/csv/<table>.csv`: UTF-8 with BOM, lists joined by |, and nothing that a spreadsheet would run as a formula."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..delimited import cell, write_rows
from ..files import replaced
from ..tables.schema import SCHEMAS, TABLES
from ..tables.store import batches, parts


def write_csvs(out: Path) -> None:
    """Write every table as CSV. Booleans are true/false, null is empty; `reports.text` is left out (see the Parquet)."""
    for name in TABLES:
        columns = [c for c in SCHEMAS[name].names if (name, c) != ("reports", "text")]
        with replaced(out / "csv" / f"{name}.csv") as draft:
            write_rows(draft, columns, _rows(out, name, columns))


def _rows(out: Path, name: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    for part in parts(out, name):
        for batch in batches(part, columns):
            yield from zip(*map(_cells, batch.columns), strict=True)


def _cells(column: pa.Array) -> list[Any]:
    """A column's cells; numbers need no look at each."""
    values: list[Any] = column.to_pylist()
    return values if pa.types.is_floating(column.type) or pa.types.is_integer(column.type) else [cell(v) for v in values]
