"""The whole pipeline as a spaCy `Language`."""

import spacy
from spacy.language import Language

from . import components, tokenizer  # noqa: F401  registers the factories where the package is not installed

PIPES = (
    "reportmine_outline", "reportmine_facts", "reportmine_named_measures", "reportmine_documents",
    "reportmine_key_measures", "reportmine_indicators",
)  # fmt: skip
_OF_TAXONOMY = ("reportmine_key_measures", "reportmine_indicators")


def load(*, segmenter: str = "rjieba", taxonomy: str = "2023") -> Language:
    """A new pipeline: `load()("组织12次学习。")._.facts`. `segmenter` is `rjieba` or `jieba`; it is recorded in the config."""
    settings = {"@tokenizers": "reportmine.tokenizer.v1", "segmenter": segmenter}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": settings}})
    nlp.max_length = 100_000_000
    for name in PIPES:
        nlp.add_pipe(name, config={"taxonomy": taxonomy} if name in _OF_TAXONOMY else {})
    return nlp
