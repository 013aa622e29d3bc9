"""Results on disk: CSV that Excel opens right, or Parquet, each with its provenance beside it."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import DataError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_result(frame: pd.DataFrame, path: Path) -> Path:
    """Write `frame` as .csv (UTF-8 with BOM) or .parquet, and its provenance as `<name>.provenance.json`.

    A `path` without an ending becomes .csv. Text that a spreadsheet would run as a formula gets an apostrophe in CSV.
    Returns the path written. Raises `DataError` for another ending.
    """
    path = path if path.suffix else path.with_suffix(".csv")
    if path.suffix not in (".csv", ".parquet"):
        raise DataError(
            f"{path}：只能写 .csv 或 .parquet。请改文件名的结尾。",
            f"{path}: only .csv or .parquet can be written. Change the ending of the name.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        _guarded(frame).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    provenance = json.dumps(frame.attrs.get("provenance", {}), ensure_ascii=False, indent=1, default=str)
    path.with_suffix(path.suffix + ".provenance.json").write_text(provenance + "\n", encoding="utf-8")
    return path


def _guarded(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{str(c): frame[c].map(_cell) for c in frame if not pd.api.types.is_numeric_dtype(frame[c].dtype)})


def _cell(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
