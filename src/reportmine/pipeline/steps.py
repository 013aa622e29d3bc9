"""The steps from text to facts, in their order; where a step has variants, they are chosen by name."""


from functools import lru_cache
from pathlib import Path

from ..classification import Classifier
from ..classification import load as load_classifier
from ..document import Document, Layer
from ..extraction.documents import find_documents
from ..extraction.elsewhere import explain_elsewhere
from ..extraction.facts import find_facts
from ..extraction.indicators import Occurrence, align, aligner
from ..extraction.named import find_named
from ..extraction.quantities import find_quantities
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from .step import Pipeline, Step


def pipeline(*, segmenter: str = "rjieba", taxonomy: str = "2023", indicator_files: tuple[Path, ...] = ()) -> Pipeline:
    """Every step, for archives and for `load`."""
    return Pipeline([*segmentation(segmenter), FACTS, key_measures(taxonomy), indicators(indicator_files)])


def segmentation(segmenter: str = "rjieba") -> tuple[Step, ...]:
    """What must not be cut is found first: numbers, names, 《titles》; then words are cut around it."""
    return OUTLINE, SENTENCES, CITATIONS, NAMED_MEASURES, QUANTITIES, words(segmenter)


def _outline(document: Document) -> None:
    document.paragraphs = Layer(outline(document.text, document.report.blocks))


def _sentences(document: Document) -> None:
    document.sentences = Layer(sentences(document.paragraphs))


def _citations(document: Document) -> None:
    document.citations = Layer(find_documents(document.text, document.paragraphs))


def _named_measures(document: Document) -> None:
    found = find_named(document.text, document.paragraphs)
    document.named_measures = Layer(explain_elsewhere(document.text, document.paragraphs, found))


def _quantities(document: Document) -> None:
    """Quantities that are neither the numeral of a named measure nor part of a 《title》."""
    names, citations = document.named_measures, document.citations
    document.quantities = Layer([
        q for q in find_quantities(document.text) if not names.crosses(q.start, q.end) and citations.at(q.start) is None
    ])  # fmt: skip


def _facts(document: Document) -> None:
    d = document
    d.facts = Layer(find_facts(d.text, d.paragraphs, d.sentences, d.words, d.quantities))


OUTLINE = Step("outline", frozenset(), frozenset(["paragraphs"]), _outline)
SENTENCES = Step("sentences", frozenset(["paragraphs"]), frozenset(["sentences"]), _sentences)
CITATIONS = Step("citations", frozenset(["paragraphs"]), frozenset(["citations"]), _citations)
NAMED_MEASURES = Step("named_measures", frozenset(["paragraphs"]), frozenset(["named_measures"]), _named_measures)
QUANTITIES = Step("quantities", frozenset(["named_measures", "citations"]), frozenset(["quantities"]), _quantities)
FACTS = Step("facts", frozenset(["paragraphs", "sentences", "words", "quantities"]), frozenset(["facts"]), _facts)


def words(segmenter: str) -> Step:
    """The step of a word segmenter, `rjieba` or `jieba`."""

    def run(document: Document) -> None:
        spans = protected_spans(document.text, [(q.start, q.end) for q in document.quantities])
        document.words = cut(document.text, spans, segmenter)

    return Step("words", frozenset(["quantities"]), frozenset(["words"]), run)


def key_measures(taxonomy: str) -> Step:
    """The step that tags paragraphs and sentences by the key measures of a taxonomy."""

    def run(document: Document) -> None:
        d = document
        d.paragraph_tags, d.sentence_tags = _classifier(taxonomy).tag_report(d.paragraphs, d.sentences, words_of(d))

    requires = frozenset(["paragraphs", "sentences", "words"])
    return Step("key_measures", requires, frozenset(["paragraph_tags", "sentence_tags"]), run)


@lru_cache(maxsize=8)
def _classifier(taxonomy: str) -> Classifier:
    return load_classifier(taxonomy)


def words_of(document: Document) -> list[list[str]]:
    """The words of each sentence."""
    words = document.words
    bounds = [words.range(s.start, s.end) for s in document.sentences]
    return [words.words[start:end] for start, end in bounds]


def indicators(files: tuple[Path, ...] = ()) -> Step:
    """The step that gives each fact the indicator it is an instance of; `files` are the user's own."""

    def run(document: Document) -> None:
        found = align(aligner(files), document.text, _occurrences(document))
        document.facts = Layer([f if i is None else f.with_indicator(i) for f, i in zip(document.facts, found, strict=True)])

    requires = frozenset(["paragraphs", "sentences", "facts", "sentence_tags"])
    return Step("indicators", requires, frozenset(["indicators"]), run)


def _occurrences(document: Document) -> list[Occurrence]:
    floors = {p.index: p.start for p in document.paragraphs}
    labels = {s.index: t.labels for s, t in zip(document.sentences, document.sentence_tags, strict=True)}
    return [
        Occurrence(
            f.quantity.start, f.quantity.end, f.quantity.unit, f.action, f.object, labels.get(f.sentence, ()),
            floors.get(f.paragraph, 0), f.object_start,
        )
        for f in document.facts
    ]  # fmt: skip


