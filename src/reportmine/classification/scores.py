"""Scores of a classifier on labelled texts, beside two baselines (cue words alone, the commonest label), as table and picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..model import Tagging
from ..taxonomy import Taxonomy
from .baseline import cue_model, majority
from .classifier import Classifier, Example

_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one label, and how many texts carry it."""

    label: str
    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of one tagger: per label, macro F1, dominant label right, unlabelled texts left so."""

    tagger: str
    labels: tuple[LabelScore, ...]
    dominant: float
    none_kept: float

    @property
    def macro(self) -> float:
        return sum(s.f1 for s in self.labels) / len(self.labels)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The classifier and its baselines on the same texts; the commonest confusions; calibration by bins of probability."""

    scores: tuple[Scores, ...]
    confusions: tuple[tuple[str, str, int], ...]
    calibration: tuple[tuple[float, float, int], ...]

    def table(self) -> str:
        """All figures as lines of text."""
        lines = [f"{'':16}{'tagger':12}{'p':>7}{'r':>7}{'f1':>7}{'n':>6}"]
        for s in self.scores:
            lines += [f"{x.label:16}{s.tagger:12}{x.precision:7.3f}{x.recall:7.3f}{x.f1:7.3f}{x.count:6}" for x in s.labels]
            lines.append(f"{'macro f1':16}{s.tagger:12}{s.macro:21.3f}  dominant {s.dominant:.3f}  none kept {s.none_kept:.3f}")
        lines += [f"confusion {gold} → {got}: {n}" for gold, got, n in self.confusions]
        lines += [f"calibration: probability {p:.2f}, right {r:.2f} ({n})" for p, r, n in self.calibration]
        return "\n".join(lines)


def compare_on(classifier: Classifier, taxonomy: Taxonomy, examples: Sequence[Example]) -> Comparison:
    """Scores on labelled examples."""
    tagged = classifier.tag_texts(examples)
    cues = cue_model(taxonomy).tag_texts(examples)
    scores = (
        score("classifier", examples, tagged, taxonomy), score("cue words", examples, cues, taxonomy),
        score("majority", examples, majority(examples, len(examples)), taxonomy),
    )  # fmt: skip
    return Comparison(scores, _confusions(examples, tagged), _calibration(examples, tagged))


def score(name: str, examples: Sequence[Example], tagged: Sequence[Tagging], taxonomy: Taxonomy) -> Scores:
    """The figures of one tagger."""
    pairs = list(zip(examples, tagged, strict=True))
    labelled = [(e, t) for e, t in pairs if e.labels]
    bare = [t for e, t in pairs if not e.labels]
    dominant = sum(bool(t.labels) and t.labels[0] == e.labels[0] for e, t in labelled)
    return Scores(
        name, tuple(_label(label, pairs) for label in taxonomy.ids), dominant / max(len(labelled), 1),
        sum(not t.labels for t in bare) / max(len(bare), 1),
    )  # fmt: skip


def _label(label: str, pairs: Sequence[tuple[Example, Tagging]]) -> LabelScore:
    both = sum(label in e.labels and label in t.labels for e, t in pairs)
    got, want = sum(label in t.labels for _, t in pairs), sum(label in e.labels for e, _ in pairs)
    return LabelScore(label, both / max(got, 1), both / max(want, 1), 2 * both / max(got + want, 1), want)


def _confusions(examples: Sequence[Example], tagged: Sequence[Tagging], most: int = 10) -> tuple[tuple[str, str, int], ...]:
    """Dominant label given against dominant label wanted, the commonest first; `-` is no label."""
    counts: dict[tuple[str, str], int] = {}
    for e, t in zip(examples, tagged, strict=True):
        pair = (e.labels[0] if e.labels else "-", t.labels[0] if t.labels else "-")
        if pair[0] != pair[1]:
            counts[pair] = counts.get(pair, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((gold, got, n) for (gold, got), n in ordered[:most])


def _calibration(examples: Sequence[Example], tagged: Sequence[Tagging]) -> tuple[tuple[float, float, int], ...]:
    """For bins of probability: mean probability, share that was right, number of labels given."""
    given = [(s, label in e.labels) for e, t in zip(examples, tagged, strict=True) for label, s in zip(t.labels, t.scores, strict=True)]
    rows = []
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        inside = [(s, ok) for s, ok in given if low <= s < high or (high == 1.0 and s == 1.0)]
        if inside:
            rows.append((sum(s for s, _ in inside) / len(inside), sum(ok for _, ok in inside) / len(inside), len(inside)))
    return tuple(rows)


def picture(comparison: Comparison) -> str:
    """F1 per label and tagger as bars (SVG)."""
    width, step, parts, y = 560, 18, [], 24
    colours = ("#2f6db5", "#9db8d6", "#d9d9d9")
    for i in range(len(comparison.scores[0].labels)):
        for s, colour in zip(comparison.scores, colours, strict=False):
            x = s.labels[i]
            parts.append(f'<rect x="150" y="{y}" width="{x.f1 * 340:.0f}" height="{step - 4}" fill="{colour}"/>')
            parts.append(f'<text x="{155 + x.f1 * 340:.0f}" y="{y + 11}" font-size="10">{x.f1:.2f} {escape(s.tagger)}</text>')
            y += step
        parts.append(f'<text x="10" y="{y - step * 2 + 10}" font-size="12">{escape(comparison.scores[0].labels[i].label)}</text>')
        y += 8
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 10}" font-family="sans-serif">{"".join(parts)}</svg>\n'
