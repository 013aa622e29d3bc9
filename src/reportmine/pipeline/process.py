"""The pipeline over one report without a spaCy `Doc`: the same stages in the same order, for archives.

A `Doc` would cost a third of the time, and its vocabulary keeps every word and number of the archive for ever.
"""

import gc
from functools import lru_cache

from ..classification import Classifier
from ..classification import load as load_classifier
from ..extraction.indicators import aligner
from ..model import Report
from .analysis import Analysis, add_facts, add_indicators, add_key_measures, segment


def process(report: Report, *, engine: str = "rjieba", taxonomy: str = "2023") -> Analysis:
    """Everything found in one report, as by `load(engine=engine, taxonomy=taxonomy)`."""
    _settled(engine)
    return _processed(report.text, engine, taxonomy)


def _processed(text: str, engine: str, taxonomy: str) -> Analysis:
    analysis = segment(text, engine)
    add_facts(analysis)
    add_key_measures(analysis, _classifier(taxonomy))
    add_indicators(analysis, aligner())
    return analysis


@lru_cache(maxsize=8)
def _classifier(taxonomy: str) -> Classifier:
    return load_classifier(taxonomy)


@lru_cache(maxsize=2)
def _settled(engine: str) -> None:
    """Read dictionaries, rules and model now, and never search them for garbage again: a quarter of the time on dense texts."""
    _processed("组织12次学习。", engine, "2023")
    gc.collect()
    gc.freeze()
