"""Results on disk: CSV that Excel opens right, or Parquet, each with its provenance beside it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from ..delimited import LINE_END, cell
from ..errors import DataError
from ..files import replaced_together


def write_result(frame: pd.DataFrame, path: Path) -> Path:
    """Write `frame` as .csv (UTF-8 with BOM) or .parquet, and its provenance as `<name>.provenance.json`: both, or neither.

    A `path` without an ending becomes .csv. Text that a spreadsheet would run as a formula gets an apostrophe in CSV.
    The provenance names the hash of its table, so that nobody takes it for that of another. Returns the path written.
    Raises `DataError` for another ending.
    """
    path = path if path.suffix else path.with_suffix(".csv")
    if path.suffix not in (".csv", ".parquet"):
        raise DataError(
            f"{path}：只能写 .csv 或 .parquet。请改文件名的结尾。",
            f"{path}: only .csv or .parquet can be written. Change the ending of the name.",
        )
    data = frame.to_parquet(None, index=False) if path.suffix == ".parquet" else csv_bytes(frame)
    record = {**frame.attrs.get("provenance", {}), "sha256": hashlib.sha256(data).hexdigest()}
    provenance = json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n"
    with replaced_together() as draft:
        draft(path).write_bytes(data)
        beside = path.with_suffix(path.suffix + ".provenance.json")
        draft(beside).write_text(provenance, encoding="utf-8", errors="backslashreplace")  # a path need not be UTF-8
    return path


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8 with byte-order mark, texts and header guarded; columns of numbers as they are."""
    texts = {str(c): frame[c].map(_text) for c in frame if not pd.api.types.is_numeric_dtype(frame[c].dtype)}
    table = frame.assign(**texts).rename(columns=cell)
    return table.to_csv(index=False, lineterminator=LINE_END).encode("utf-8-sig", "backslashreplace")


def _text(value: Any) -> Any:
    return cell(value) if isinstance(value, (str, list)) else value
