"""What is known of a text, stage by stage; each stage is computed once and kept with the spaCy `Doc`."""

from dataclasses import dataclass, field

from ..extraction.documents import find_documents
from ..extraction.facts import find_facts
from ..extraction.named import excluded, find_named
from ..extraction.quantities import find_quantities
from ..model import DocumentRef, Fact, NamedMeasure, Paragraph, Quantity, Sentence, Tagging
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import Words, cut


@dataclass(slots=True)
class Analysis:
    """The stages of one text. `segment` fills the first six; components fill the rest."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    named_measures: list[NamedMeasure]
    quantities: list[Quantity]
    words: Words
    facts: list[Fact] = field(default_factory=list)
    documents: list[DocumentRef] = field(default_factory=list)
    paragraph_tags: list[Tagging] = field(default_factory=list)
    sentence_tags: list[Tagging] = field(default_factory=list)


def segment(text: str, engine: str = "rjieba") -> Analysis:
    """Outline, sentences, named measures, quantities and words: what must be known before words are cut."""
    paragraphs = outline(text)
    named = find_named(text, paragraphs)
    quantities = excluded(find_quantities(text), named)
    spans = protected_spans(text, [(q.start, q.end) for q in quantities])
    return Analysis(text, paragraphs, sentences(paragraphs), named, quantities, cut(text, spans, engine))


def add_facts(analysis: Analysis) -> None:
    """Fill `facts` from quantities and words."""
    a = analysis
    a.facts = find_facts(a.text, a.paragraphs, a.sentences, a.words, a.quantities)


def add_documents(analysis: Analysis) -> None:
    """Fill `documents`."""
    analysis.documents = find_documents(analysis.text, analysis.paragraphs)
