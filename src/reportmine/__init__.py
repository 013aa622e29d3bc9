"""Facts from Chinese work reports, each traceable to its characters.

    nlp = reportmine.load()                       # a spaCy Language
    doc = nlp("目前，已组织12次局党组会议学习。")   # doc._.facts, doc.spans["facts"], doc._.named_measures …
    report = reportmine.read("汇报.docx")          # text and metadata, whatever the format
    tables = reportmine.extract(["reports/"])     # tables.facts, tables.reports … as pandas DataFrames
    results = reportmine.open("结果")              # the same of a folder that the command wrote, with filters and pages
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive.memory import Tables, extract
    from .pipeline.language import load
    from .readers import read
    from .tables.query import open_results as open

_PLACES = {"load": ".pipeline", "read": ".readers", "extract": ".archive.memory", "Tables": ".archive.memory", "open": ".tables.query"}
__all__ = ["Tables", "extract", "load", "open", "read"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import reportmine` and `reportmine --help` cost nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module 'reportmine' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name], __name__), "open_results" if name == "open" else name)
