"""The pipeline over one report without a spaCy `Doc`, for archives.

A `Doc` would cost a third of the time, and its vocabulary keeps every word and number of the archive for ever.
"""

from functools import lru_cache
from pathlib import Path

from ..document import Document
from ..model import Report
from ..resources import OURS, Resources
from .step import Pipeline
from .steps import Choice, pipeline


def process(
    report: Report, *, segmenter: str = "rjieba", roles: str = "rules", taxonomy: str = "2023", resources: Resources = OURS
) -> Document:
    """Everything found in one report, as by `load` with the same choices."""
    return _pipeline(Choice(resources, segmenter, roles, taxonomy), _state(taxonomy))(Document(report))


@lru_cache(maxsize=8)
def _pipeline(choice: Choice, state: int) -> Pipeline:
    return pipeline(choice)


def _state(taxonomy: str) -> int:
    """Changes when the file of a user's taxonomy does."""
    try:
        return Path(taxonomy).stat().st_mtime_ns if taxonomy.endswith(".toml") else 0
    except OSError:
        return 0
