"""The whole pipeline as a spaCy `Language`, and its use on one report."""

import gc
from functools import lru_cache

import spacy
from spacy.language import Language

from ..model import Report
from . import tokenizer
from .analysis import Analysis
from .components import TAXONOMY  # registers the factories too, where the package is not installed

PIPES = (
    "reportmine_outline", "reportmine_facts", "reportmine_named_measures", "reportmine_documents",
    "reportmine_key_measures", "reportmine_indicators",
)  # fmt: skip


def load(*, engine: str = "rjieba", taxonomy: str = "2023") -> Language:
    """A new pipeline: `load()("组织12次学习。")._.facts`. `engine` is `rjieba` or `jieba`; it is recorded in the config."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "reportmine.tokenizer.v1", "engine": engine}}})
    nlp.max_length = 100_000_000
    for name in PIPES:
        config = {"taxonomy": taxonomy} if name == "reportmine_key_measures" else {}
        nlp.add_pipe(name, config=config)
    return nlp


@lru_cache(maxsize=2)
def _shared(engine: str) -> Language:
    nlp = load(engine=engine)
    nlp("组织12次学习。")  # dictionaries, rules and model are read now,
    gc.collect()
    gc.freeze()  # and never searched for garbage again: a quarter of the time on dense texts
    return nlp


def process(report: Report, *, engine: str = "rjieba", taxonomy: str = "2023") -> Analysis:
    """Everything found in one report, by a pipeline kept for this process, whatever the taxonomy."""
    nlp = _shared(engine)
    doc = nlp.make_doc(report.text)
    doc.user_data[TAXONOMY] = taxonomy
    return tokenizer.analysis_of(nlp(doc))
