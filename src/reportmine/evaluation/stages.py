"""The pipeline taken apart, so that each stage can be timed alone on the same documents."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .. import taxonomy
from ..classification import load as load_classifier
from ..document import Document
from ..extraction.documents import find_documents
from ..extraction.facts import find_facts
from ..extraction.named import find_named
from ..extraction.numbers import find_numbers
from ..extraction.quantities import find_quantities
from ..model import Report
from ..pipeline import load, process
from ..pipeline.steps import Choice, indicators, words_of
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from ..tables.rows import report_rows


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, ready to be run over all documents."""

    name: str
    run: Callable[[], None]


def stages(texts: Sequence[str]) -> list[Stage]:
    """Every stage over the documents `texts`, one after another as in use; each finds made what comes before it."""
    nlp, classifier, align_all = load(), load_classifier("2023"), indicators(Choice())
    ready = [process(Report(t)) for t in texts]
    gc.collect()
    gc.freeze()  # as workers do

    def stage(name: str, work: Callable[[Document], Any]) -> Stage:
        return Stage(name, lambda: _each(work, ready))

    return [
        stage("quantities (with folding)", lambda a: find_quantities(a.text)),
        stage("plain numbers", lambda a: find_numbers(a.text)),
        stage("outline and sentences", lambda a: sentences(outline(a.text))),
        stage("named measures", lambda a: find_named(a.text, a.paragraphs)),
        stage("words", lambda a: cut(a.text, protected_spans(a.text, [(q.start, q.end) for q in a.quantities]))),
        stage("facts", lambda a: find_facts(a.text, a.paragraphs, a.sentences, a.words, a.quantities)),
        stage("documents", lambda a: find_documents(a.text, a.paragraphs)),
        stage("key measures", lambda a: classifier.tag_report(a.paragraphs, a.sentences, words_of(a))),
        stage("indicators", align_all.run),
        stage("whole pipeline", lambda a: process(Report(a.text))),
        stage("whole pipeline as a spaCy Doc", lambda a: nlp(a.text)),
        stage("tables from the document", lambda a: report_rows(a, "2023")),
        stage("pipeline and tables", lambda a: _extract(a.text)),
    ]


def _each(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """Results are dropped at once, as an archive's are when they are written."""
    for item in items:
        work(item)


def _extract(text: str) -> Any:
    name = taxonomy.detect(text)
    return report_rows(process(Report(text), taxonomy=name), name)


def segmenters(texts: Sequence[str]) -> list[Stage]:
    """jieba's two cutters, our yardstick, on the same documents."""
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.posseg.lcut(texts[0])
    return [
        Stage("jieba.lcut", lambda: _each(jieba.lcut, texts)),
        Stage("jieba.posseg.lcut", lambda: _each(jieba.posseg.lcut, texts)),
    ]
