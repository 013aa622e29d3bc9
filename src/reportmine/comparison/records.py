"""Rows of a table as records with its columns as attributes."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """One record per row, in order."""
    yield from table.itertuples()
