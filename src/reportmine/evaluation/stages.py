"""The pipeline taken apart, so that each stage can be timed alone on the same documents."""

import gc
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from .. import taxonomy
from ..classification import load as load_classifier
from ..extraction.documents import find_documents
from ..extraction.facts import find_facts
from ..extraction.indicators import aligner
from ..extraction.named import excluded, find_named
from ..extraction.numbers import find_numbers
from ..extraction.quantities import find_quantities
from ..model import Paragraph, Quantity, Report, Sentence
from ..pipeline import load, process
from ..pipeline.analysis import Analysis, add_indicators
from ..pipeline.tokenizer import analysis_of
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import Words, cut
from ..tables.rows import report_rows


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, ready to be run over all documents."""

    name: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a stage needs from those before it, made beforehand."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    quantities: list[Quantity]
    spans: list[tuple[int, int, str]]
    words: Words
    words_of: list[list[str]]
    analysis: Analysis


def _ready(text: str, nlp: Language) -> _Ready:
    paragraphs = outline(text)
    parts = sentences(paragraphs)
    kept = excluded(find_quantities(text), find_named(text, paragraphs))
    spans = protected_spans(text, [(q.start, q.end) for q in kept])
    words = cut(text, spans)
    words_of = [words.words[bisect_left(words.starts, s.start) : bisect_left(words.starts, s.end)] for s in parts]
    return _Ready(text, paragraphs, parts, kept, spans, words, words_of, analysis_of(nlp(text)))


def stages(texts: Sequence[str]) -> list[Stage]:
    """Every stage over the documents `texts`, one after another as in use."""
    nlp, classifier, ready_aligner = load(), load_classifier("2023"), aligner()
    ready = [_ready(t, nlp) for t in texts]
    gc.collect()
    gc.freeze()  # as `pipeline.process` does

    def stage(name: str, work: Callable[[_Ready], Any]) -> Stage:
        return Stage(name, lambda: _each(work, ready))

    return [
        stage("quantities (with folding)", lambda r: find_quantities(r.text)),
        stage("plain numbers", lambda r: find_numbers(r.text)),
        stage("outline and sentences", lambda r: sentences(outline(r.text))),
        stage("named measures", lambda r: find_named(r.text, r.paragraphs)),
        stage("words", lambda r: cut(r.text, r.spans)),
        stage("facts", lambda r: find_facts(r.text, r.paragraphs, r.sentences, r.words, r.quantities)),
        stage("documents", lambda r: find_documents(r.text, r.paragraphs)),
        stage("key measures", lambda r: classifier.tag_report(r.paragraphs, r.sentences, r.words_of)),
        stage("indicators", lambda r: add_indicators(r.analysis, ready_aligner)),
        stage("whole pipeline", lambda r: nlp(r.text)),
        stage("tables from the analysis", lambda r: report_rows(Report(r.text), r.analysis, "2023")),
        stage("pipeline and tables", lambda r: _extract(r.text)),
    ]


def _each(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """Results are dropped at once, as an archive's are when they are written."""
    for item in items:
        work(item)


def _extract(text: str) -> Any:
    name = taxonomy.detect(text)
    report = Report(text)
    return report_rows(report, process(report, taxonomy=name), name)


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
