"""Tagging with a trained model: reports, and single texts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Paragraph, Sentence, Tagging
from ..resources import OURS, Resources
from ..taxonomy import Taxonomy
from .combine import Decision, chosen, sentence_chances, text_chances
from .cues import CueFinder
from .linear import Batch, Floats, Scorer, Weights
from .silence import reports_nothing

# What is no report of work whatever its words: a title names the measures and reports none.
SILENT = frozenset({"title", "salutation", "heading", "closing"})
_NOTHING = Tagging()
# A lead sums up before the report begins: it must be quite sure.
_LEAD_FACTOR = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A text cut into sentences and words, with its heading, and its labels (dominant first) where they are known.

    `sentence_labels` holds the labels of each sentence, or nothing where they are not known.
    """

    sentences: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    heading: str = ""
    labels: tuple[str, ...] = ()
    group: str = ""
    sentence_labels: tuple[tuple[str, ...], ...] = ()


class Classifier:
    """A taxonomy with the weights that recognise it."""

    __slots__ = ("_finder", "_resources", "_scorer", "decision", "taxonomy", "weights")

    def __init__(self, taxonomy: Taxonomy, weights: Weights, decision: Decision, resources: Resources = OURS) -> None:
        self._resources = resources
        self.taxonomy, self.weights, self.decision = taxonomy, weights, decision
        self._finder = CueFinder(taxonomy)
        self._scorer = Scorer(weights, self._finder)

    def tag_report(
        self, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], words_of: Sequence[Sequence[str]]
    ) -> tuple[list[Tagging], list[Tagging]]:
        """Taggings of every paragraph and of every sentence of a report; `words_of[i]` are the words of sentence i."""
        if not paragraphs:
            return [], []
        place = {p.index: i for i, p in enumerate(paragraphs)}
        owners = np.fromiter((place[s.paragraph] for s in sentences), np.int64, len(sentences))
        batch = Batch([s.text for s in sentences], words_of, owners, [_nearest_heading(p) for p in paragraphs])
        evidence = self._scorer.evidence(batch)
        texts, parts = text_chances(evidence, self.decision), sentence_chances(evidence, self.decision)
        pieces: list[list[str]] = [[] for _ in paragraphs]
        for owner, text in zip(owners.tolist(), batch.sentences, strict=True):
            pieces[owner].append(text)
        factors = np.array([_factor(p, own, self._resources) for p, own in zip(paragraphs, pieces, strict=True)])
        texts, parts = texts * factors[:, None], parts * factors[owners][:, None]
        return (
            self._taggings(texts, self.decision.text_cuts), self._taggings(parts, self.decision.sentence_cuts),
        )

    def tag_texts(self, examples: Sequence[Example]) -> list[Tagging]:
        """Taggings of many texts in one pass."""
        if not examples:
            return []
        silent = np.array([reports_nothing(e.sentences, e.heading, self._resources) for e in examples])
        return self._taggings(self.chances(batch_of(examples)) * ~silent[:, None], self.decision.text_cuts)

    def chances(self, batch: Batch) -> Floats:
        """Probabilities of the texts (P, K) of a batch, labels in the order of the taxonomy."""
        return text_chances(self._scorer.evidence(batch), self.decision)

    def cues(self, text: str) -> dict[str, tuple[str, ...]]:
        """The cue words in a text by the label they speak for, in order of first appearance."""
        found: dict[str, dict[str, None]] = {}
        ids = self.taxonomy.ids
        for word in self._finder.find([text]).words.tolist():
            group = int(self._finder.groups[word])
            if group < len(ids):
                found.setdefault(ids[group], {})[self._finder.words[word]] = None
        return {label: tuple(words) for label, words in found.items()}

    def _taggings(self, chances: Floats, cuts: Floats) -> list[Tagging]:
        ids = self.taxonomy.ids
        found = [_NOTHING] * len(chances)
        scores = chances.round(3).tolist()
        for i, labels in chosen(chances, cuts):
            found[i] = Tagging(tuple([ids[k] for k in labels]), tuple([scores[i][k] for k in labels]))
        return found


def _factor(paragraph: Paragraph, sentences: Sequence[str], resources: Resources) -> float:
    """What a paragraph's role and kind make of its probabilities."""
    if paragraph.role in SILENT or reports_nothing(sentences, _nearest_heading(paragraph), resources):
        return 0.0
    return _LEAD_FACTOR if paragraph.role == "lead" else 1.0


def _nearest_heading(paragraph: Paragraph) -> str:
    """The lowest heading above a paragraph (its own run-in head included)."""
    return paragraph.heading or paragraph.section.rpartition(" / ")[2]


def batch_of(examples: Sequence[Example]) -> Batch:
    """Examples as one batch."""
    counts = [len(e.sentences) for e in examples]
    owners = np.repeat(np.arange(len(examples), dtype=np.int64), counts)
    return Batch(
        [s for e in examples for s in e.sentences], [w for e in examples for w in e.words], owners, [e.heading for e in examples]
    )
