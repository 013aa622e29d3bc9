"""The whole pipeline as a spaCy `Language`."""

import spacy
from spacy.language import Language

from . import components, tokenizer  # noqa: F401  registers the factories where the package is not installed

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
