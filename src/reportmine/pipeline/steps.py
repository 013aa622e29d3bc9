"""The steps from text to facts, in their order; where a step has variants, they are chosen by name."""


from dataclasses import dataclass
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
from ..resources import OURS, Resources
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from .step import Pipeline, Step


@dataclass(frozen=True, slots=True)
class Choice:
    """What a pipeline is made of: the word lists, the variant of each step that has some, the taxonomy, the user's own indicators."""

    resources: Resources = OURS
    segmenter: str = "rjieba"
    roles: str = "rules"
    taxonomy: str = "2023"
    indicator_files: tuple[Path, ...] = ()


def pipeline(choice: Choice) -> Pipeline:
    """Every step, for archives and for `load`."""
    return Pipeline([*segmentation(choice), facts(choice), key_measures(choice), indicators(choice)])


def segmentation(choice: Choice) -> tuple[Step, ...]:
    """What must not be cut is found first: numbers, names, 《titles》; then words are cut around it."""
    return outlined(choice), SENTENCES, citations(choice), named_measures(choice), quantities(choice), words(choice)


def outlined(choice: Choice) -> Step:
    """Paragraphs with their headings and roles."""

    def run(document: Document) -> None:
        document.paragraphs = Layer(outline(document.text, document.report.blocks, choice.resources))

    return Step("outline", frozenset(), frozenset(["paragraphs"]), run)


def _sentences(document: Document) -> None:
    document.sentences = Layer(sentences(document.paragraphs))


SENTENCES = Step("sentences", frozenset(["paragraphs"]), frozenset(["sentences"]), _sentences)


def citations(choice: Choice) -> Step:
    """Every 《…》."""

    def run(document: Document) -> None:
        document.citations = Layer(find_documents(document.text, document.paragraphs, choice.resources))

    return Step("citations", frozenset(["paragraphs"]), frozenset(["citations"]), run)


def named_measures(choice: Choice) -> Step:
    """Practices with a number in their name, with their items."""

    def run(document: Document) -> None:
        found = find_named(document.text, document.paragraphs, choice.resources)
        document.named_measures = Layer(explain_elsewhere(document.text, document.paragraphs, found))

    return Step("named_measures", frozenset(["paragraphs"]), frozenset(["named_measures"]), run)


def quantities(choice: Choice) -> Step:
    """Quantities that are neither the numeral of a named measure nor part of a 《title》."""

    def run(document: Document) -> None:
        names, cited = document.named_measures, document.citations
        found = find_quantities(document.text, choice.resources)
        document.quantities = Layer([q for q in found if not names.crosses(q.start, q.end) and cited.at(q.start) is None])

    return Step("quantities", frozenset(["named_measures", "citations"]), frozenset(["quantities"]), run)


def words(choice: Choice) -> Step:
    """The words of the chosen segmenter."""

    def run(document: Document) -> None:
        spans = protected_spans(document.text, [(q.start, q.end) for q in document.quantities])
        document.words = cut(document.text, spans, choice.segmenter, choice.resources)

    return Step("words", frozenset(["quantities"]), frozenset(["words"]), run)


def facts(choice: Choice) -> Step:
    """Quantities with their roles."""

    def run(document: Document) -> None:
        d = document
        d.facts = Layer(find_facts(d.text, d.paragraphs, d.sentences, d.words, d.quantities, choice.resources, choice.roles))

    return Step("facts", frozenset(["paragraphs", "sentences", "words", "quantities"]), frozenset(["facts"]), run)


def key_measures(choice: Choice) -> Step:
    """Tags of paragraphs and sentences by the key measures of the taxonomy; its model is loaded when first needed."""
    loaded: list[Classifier] = []

    def run(document: Document) -> None:
        d = document
        if not loaded:
            loaded.append(load_classifier(choice.taxonomy, resources=choice.resources))
        d.paragraph_tags, d.sentence_tags = loaded[0].tag_report(d.paragraphs, d.sentences, words_of(d))

    requires = frozenset(["paragraphs", "sentences", "words"])
    return Step("key_measures", requires, frozenset(["paragraph_tags", "sentence_tags"]), run)


def words_of(document: Document) -> list[list[str]]:
    """The words of each sentence."""
    words = document.words
    bounds = [words.range(s.start, s.end) for s in document.sentences]
    return [words.words[start:end] for start, end in bounds]


def indicators(choice: Choice) -> Step:
    """The indicator that each fact is an instance of, if any."""

    def run(document: Document) -> None:
        found = align(aligner(choice.indicator_files), document.text, _occurrences(document))
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


