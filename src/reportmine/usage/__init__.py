"""Research on how reporting language is used: every function takes a corpus and returns a DataFrame with its provenance.

    from reportmine.usage import keyness, load_corpus
    corpus = load_corpus("结果")
    table = keyness(corpus, a="year=1994", b="year=2025")
    table.attrs["provenance"]["command"]
"""

from .collocations import collocations
from .corpus import Corpus, load_corpus
from .diffusion import diffusion
from .export import export
from .keyness import keyness
from .kwic import kwic
from .panel import panel
from .phrases import phrases
from .profile import profile
from .results import write_result
from .reuse import reuse

__all__ = [
    "Corpus", "collocations", "diffusion", "export", "keyness", "kwic", "load_corpus", "panel", "phrases", "profile", "reuse",
    "write_result",
]  # fmt: skip
