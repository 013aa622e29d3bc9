"""`OUT/csv/<table>.csv`: UTF-8 with BOM, lists joined by |, and nothing that a spreadsheet would run as a formula."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..files import replaced
from ..tables.schema import SCHEMAS, TABLES
from ..tables.store import batches, parts

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csvs(out: Path) -> None:
    """Write every table as CSV. Booleans are true/false, null is empty; `reports.text` is left out (see the Parquet)."""
    folder = out / "csv"
    for name in TABLES:
        columns = [c for c in SCHEMAS[name].names if (name, c) != ("reports", "text")]
        with replaced(folder / f"{name}.csv") as draft:
            _write(draft, out, name, columns)


def _write(path: Path, out: Path, name: str, columns: list[str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for part in parts(out, name):
            for batch in batches(part, columns):
                writer.writerows(zip(*map(_cells, batch.columns), strict=True))


def _cells(column: pa.Array) -> list[Any]:
    """A column's cells; numbers need no look at each."""
    values: list[Any] = column.to_pylist()
    return values if pa.types.is_floating(column.type) or pa.types.is_integer(column.type) else [cell(v) for v in values]


def cell(value: Any) -> Any:
    """A value as it stands in a cell: text that would be a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell("|".join(str(v) for v in value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
