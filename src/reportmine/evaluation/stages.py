"""The pipeline taken apart, so that each stage can be timed alone on one text."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import taxonomy
from ..classification import load as load_classifier
from ..extraction.documents import find_documents
from ..extraction.facts import find_facts
from ..extraction.named import excluded, find_named
from ..extraction.numbers import find_numbers
from ..extraction.quantities import find_quantities
from ..model import Report
from ..pipeline import load, process
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from ..tables.rows import report_rows

Work = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and how to run it on a text; `of` says what it is compared with."""

    name: str
    run: Work
    group: str = "ours"


def stages(text: str) -> list[Stage]:
    """Every stage on `text`: what a stage needs from those before it is made ready here, untimed."""
    quantities = find_quantities(text)
    paragraphs = outline(text)
    parts = sentences(paragraphs)
    named = find_named(text, paragraphs)
    kept = excluded(quantities, named)
    spans = protected_spans(text, [(q.start, q.end) for q in kept])
    words = cut(text, spans)
    nlp = load()
    found = nlp(text)
    classifier = load_classifier("2023")
    words_of = [words.words[bisect_left(words.starts, s.start) : bisect_left(words.starts, s.end)] for s in parts]
    return [
        Stage("quantities (with folding)", find_quantities),
        Stage("plain numbers", find_numbers),
        Stage("outline and sentences", lambda t: sentences(outline(t))),
        Stage("named measures", lambda t: find_named(t, paragraphs)),
        Stage("words", lambda t: cut(t, spans)),
        Stage("facts", lambda t: find_facts(t, paragraphs, parts, words, kept)),
        Stage("documents", lambda t: find_documents(t, paragraphs)),
        Stage("key measures", lambda t: classifier.tag_report(paragraphs, parts, words_of)),
        Stage("whole pipeline", nlp),
        Stage("tables from the analysis", lambda t: report_rows(Report(t), _analysis(found), "2023")),
        Stage("whole extract (pipeline and tables)", _extract),
    ]


def _analysis(doc: Any) -> Any:
    return doc.user_data["reportmine"]


def _extract(text: str) -> Any:
    name = taxonomy.detect(text) or "2023"
    report = Report(text)
    return report_rows(report, process(report, taxonomy=name), name)


def segmenters() -> list[Stage]:
    """jieba's two cutters, our yardstick."""
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    return [
        Stage("jieba.lcut", jieba.lcut, "jieba"),
        Stage("jieba.posseg.lcut", jieba.posseg.lcut, "jieba"),
    ]
