"""`OUT/csv/<table>.csv`: UTF-8 with BOM, lists joined by ｜, and nothing that a spreadsheet would run as a formula."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..tables.schema import TABLES
from ..tables.store import read_arrow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csvs(out: Path) -> None:
    """Write every table as CSV. Booleans are true/false, null is empty; `reports.text` is left out (see the Parquet)."""
    folder = out / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        table = read_arrow(out, name)
        if name == "reports":
            table = table.drop_columns(["text"])
        _write(folder / f"{name}.csv", table)


def _write(path: Path, table: pa.Table) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=5000):
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([[cell(v) for v in row] for row in zip(*columns, strict=True)])


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
