"""What is known of a text, stage by stage; each stage is computed once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..classification import Classifier
from ..extraction.documents import find_documents
from ..extraction.elsewhere import explain_elsewhere
from ..extraction.facts import find_facts
from ..extraction.indicators import Aligner, Occurrence, align
from ..extraction.named import excluded, find_named
from ..extraction.quantities import find_quantities
from ..model import DocumentRef, Fact, NamedMeasure, Paragraph, Quantity, Sentence, Tagging
from ..segmentation.outline import outline
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import Words, cut


@dataclass(slots=True)
class Analysis:
    """The stages of one text. `segment` fills all up to `words`; components fill the rest."""

    text: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    named_measures: list[NamedMeasure]
    documents: list[DocumentRef]
    quantities: list[Quantity]
    words: Words
    facts: list[Fact] = field(default_factory=list)
    paragraph_tags: list[Tagging] = field(default_factory=list)
    sentence_tags: list[Tagging] = field(default_factory=list)


def segment(text: str, engine: str = "rjieba") -> Analysis:
    """Outline, sentences, documents, named measures, quantities and words: what must be known before words are cut."""
    paragraphs = outline(text)
    documents = find_documents(text, paragraphs)
    named = explain_elsewhere(text, paragraphs, find_named(text, paragraphs))
    quantities = outside(excluded(find_quantities(text), named), documents)
    spans = protected_spans(text, [(q.start, q.end) for q in quantities])
    words = cut(text, spans, engine)
    return Analysis(text, paragraphs, sentences(paragraphs), named, documents, quantities, words)


def outside(quantities: list[Quantity], documents: Sequence[DocumentRef]) -> list[Quantity]:
    """The quantities that are not part of a 《title》."""
    starts = [d.start for d in documents]
    places = [bisect_right(starts, q.start) - 1 for q in quantities]
    return [q for q, i in zip(quantities, places, strict=True) if i < 0 or q.start >= documents[i].end]


def words_of(analysis: Analysis) -> list[list[str]]:
    """The words of each sentence, cut from the report's words by offset."""
    w = analysis.words
    return [w.words[bisect_left(w.starts, s.start) : bisect_left(w.starts, s.end)] for s in analysis.sentences]


def add_facts(analysis: Analysis) -> None:
    """Fill `facts` from quantities and words."""
    a = analysis
    a.facts = find_facts(a.text, a.paragraphs, a.sentences, a.words, a.quantities)


def add_key_measures(analysis: Analysis, classifier: Classifier) -> None:
    """Fill the tags of paragraphs and sentences."""
    a = analysis
    a.paragraph_tags, a.sentence_tags = classifier.tag_report(a.paragraphs, a.sentences, words_of(a))


def add_indicators(analysis: Analysis, aligner: Aligner) -> None:
    """Give each fact the canonical indicator it is an instance of, if any."""
    floors = {p.index: p.start for p in analysis.paragraphs}
    labels = {s.index: t.labels for s, t in zip(analysis.sentences, analysis.sentence_tags, strict=False)}
    places = [
        Occurrence(
            f.quantity.start, f.quantity.end, f.quantity.unit, f.action, f.object, labels.get(f.sentence, ()),
            floors.get(f.paragraph, 0), f.object_start,
        )
        for f in analysis.facts
    ]
    for i, found in enumerate(align(aligner, analysis.text, places)):
        if found is not None:
            analysis.facts[i] = Fact(*analysis.facts[i][:-1], found)  # `_replace` takes three times as long
