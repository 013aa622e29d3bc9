"""The components, one thin class each; what they find is in `doc._` and `doc.spans`."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..classification import Classifier
from ..classification import load as load_classifier
from ..extraction.indicators import aligner
from .analysis import add_facts, add_indicators, add_key_measures
from .tokenizer import analysis_of

_SPANS = ("facts", "named_measures", "documents")


def _getter(name: str) -> Callable[[Doc], Any]:
    return lambda doc: getattr(analysis_of(doc), name)


for _name in (*_SPANS, "paragraphs", "sentences", "paragraph_tags", "sentence_tags"):
    Doc.set_extension(_name, getter=_getter(_name), force=True)


def _publish(doc: Doc, name: str) -> Doc:
    """Put the records of `name` into `doc.spans`, widened to word bounds."""
    analysis = analysis_of(doc)
    starts = analysis.words.starts
    if len(starts) != len(doc):  # a doc of another tokenizer
        starts = [token.idx for token in doc]
    label = doc.vocab.strings.add(name)
    doc.spans[name] = [
        Span(doc, bisect_right(starts, r.start) - 1, bisect_left(starts, r.end), label=label) for r in getattr(analysis, name)
    ]
    return doc


@Language.factory("reportmine_outline", assigns=["doc._.paragraphs", "doc._.sentences"])
class Outline:
    """Paragraphs with headings and roles, and sentences."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        analysis_of(doc)
        return doc


@Language.factory("reportmine_facts", assigns=["doc._.facts", "doc.spans"], requires=["doc._.sentences"])
class Facts:
    """Quantities with their roles."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        add_facts(analysis_of(doc))
        return _publish(doc, "facts")


@Language.factory("reportmine_named_measures", assigns=["doc._.named_measures", "doc.spans"])
class NamedMeasures:
    """Practices with a number in their name."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        return _publish(doc, "named_measures")


@Language.factory("reportmine_documents", assigns=["doc._.documents", "doc.spans"])
class Documents:
    """Every 《…》."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        return _publish(doc, "documents")


@Language.factory(
    "reportmine_key_measures", default_config={"taxonomy": "2023"},
    assigns=["doc._.paragraph_tags", "doc._.sentence_tags"], requires=["doc._.sentences"],
)  # fmt: skip
class KeyMeasures:
    """The key measures of every sentence and paragraph."""

    def __init__(self, nlp: Language, name: str, taxonomy: str) -> None:
        self.name, self.taxonomy = name, taxonomy
        self._classifier: Classifier | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self._classifier is None:
            self._classifier = load_classifier(self.taxonomy)
        add_key_measures(analysis_of(doc), self._classifier)
        return doc


@Language.factory(
    "reportmine_indicators", default_config={"files": []},
    assigns=["doc._.facts"], requires=["doc._.facts", "doc._.sentence_tags"],
)  # fmt: skip
class Indicators:
    """The canonical indicator of each fact; `files` are the user's own indicator files."""

    def __init__(self, nlp: Language, name: str, files: list[str]) -> None:
        self.name, self.files = name, files

    def __call__(self, doc: Doc) -> Doc:
        add_indicators(analysis_of(doc), aligner(tuple(Path(f) for f in self.files)))
        return doc


make_outline, make_facts, make_named_measures = Outline, Facts, NamedMeasures
make_documents, make_key_measures, make_indicators = Documents, KeyMeasures, Indicators
