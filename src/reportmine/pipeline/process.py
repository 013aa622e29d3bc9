"""The pipeline over one report without a spaCy `Doc`, for archives.

A `Doc` would cost a third of the time, and its vocabulary keeps every word and number of the archive for ever.
"""

from functools import lru_cache

from ..document import Document
from ..model import Report
from .step import Pipeline
from .steps import pipeline


def process(report: Report, *, segmenter: str = "rjieba", taxonomy: str = "2023") -> Document:
    """Everything found in one report, as by `load(segmenter=segmenter, taxonomy=taxonomy)`."""
    return _pipeline(segmenter, taxonomy)(Document(report))


@lru_cache(maxsize=8)
def _pipeline(segmenter: str, taxonomy: str) -> Pipeline:
    return pipeline(segmenter=segmenter, taxonomy=taxonomy)
