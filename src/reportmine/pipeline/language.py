"""The whole pipeline as a spaCy `Language`."""

from pathlib import Path

import spacy
from spacy.language import Language

from . import components, tokenizer  # noqa: F401  registers the factories where the package is not installed

PIPES = (
    "reportmine_outline", "reportmine_facts", "reportmine_named_measures", "reportmine_documents",
    "reportmine_key_measures", "reportmine_indicators",
)  # fmt: skip


def load(*, segmenter: str = "rjieba", roles: str = "rules", taxonomy: str = "2023", lexicon: str | Path | None = None) -> Language:
    """A new pipeline: `load()("组织12次学习。")._.facts`; all choices are recorded in its config.

    `segmenter` is `rjieba` or `jieba`, `roles` what assigns actions and objects (`rules`), `lexicon` a folder of one's own word lists, read now: pipelines with different ones live side
    by side. Raises `UserDataError`, naming file, line and column, if a list is wrong.
    """
    own = str(lexicon or "")
    settings = {"@tokenizers": "reportmine.tokenizer.v1", "segmenter": segmenter, "lexicon": own}
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": settings}})
    nlp.max_length = 100_000_000
    variants = {
        "reportmine_facts": {"roles": roles}, "reportmine_key_measures": {"taxonomy": taxonomy},
        "reportmine_indicators": {"taxonomy": taxonomy},
    }  # fmt: skip
    for name in PIPES:
        nlp.add_pipe(name, config={"lexicon": own} | variants.get(name, {}))
    return nlp
