"""Training: weights by one-vs-rest logistic regression, calibration and cuts by cross-validation.

One more regression than there are labels tells whether a text or sentence reports any work at all.

Labels are given for texts, and for their sentences where somebody labelled these too. Other sentences inherit in rounds
(multiple-instance learning): a sentence keeps those labels of its text that the model of the round before sees in it, and
every label of a text keeps at least its best sentence. Texts of one writer, and near-duplicates, stay in one fold, so that
calibration meets unseen language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ..errors import DataError
from ..taxonomy import Taxonomy
from .classifier import Classifier, Example, batch_of
from .combine import Decision, sentence_chances, sigmoid, stacked, strongest, text_features
from .cues import CueFinder
from .design_matrix import Matrices, Scales, grams_of, matrices, vocabulary, weights_of
from .duplicates import folds_of
from .linear import Batch, Evidence, Floats, Ints, Scorer, Weights

_CERTAIN = 10.0  # log-odds
LEAST_EXAMPLES = 20
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Options:
    """Knobs of training.

    `beta`: cuts maximise F-beta. Real prose is less plain than what is written to train on, so its scores are lower, and
    a cut that is best on the training texts would miss much of it: recall weighs more, for single sentences less so.
    """

    strength: float = 30.0
    stack_strength: float = 0.001
    least: int = 3
    presence: float = 0.3
    totals: float = 1.0
    rounds: int = 1
    folds: int = 4
    beta: float = 2.25
    sentence_beta: float = 1.5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """A classifier, and the cross-validated probabilities (texts, K) of the examples it was trained on."""

    classifier: Classifier
    chances: Floats
    cuts: Floats


def train(examples: Sequence[Example], taxonomy: Taxonomy, options: Options | None = None) -> Trained:
    """A classifier for `taxonomy` from labelled examples. Raises `DataError` if they are too few or hold unknown labels."""
    options = options or Options()
    truth = _truth(examples, taxonomy)
    finder = CueFinder(taxonomy)
    folds = folds_of(examples, options.folds)
    held = [np.flatnonzero(folds == f) for f in range(int(folds.max()) + 1)]
    parts = [_held_out(examples, taxonomy, finder, options, rows) for rows in held]
    evidence = _merged(parts, held, batch_of(examples).owners)
    decision = _calibrated(evidence, truth, _sentence_truth(examples, taxonomy), options)
    chances = _honest_chances(evidence, truth, folds, options)
    cuts = best_cuts(truth, chances, options.beta)
    weights = fit(examples, taxonomy, finder, options)
    return Trained(Classifier(taxonomy, weights, replace(decision, text_cuts=cuts)), chances, cuts)


def _truth(examples: Sequence[Example], taxonomy: Taxonomy) -> Flags:
    if len(examples) < LEAST_EXAMPLES:
        raise DataError(
            f"训练数据只有 {len(examples)} 段，太少。至少需要 {LEAST_EXAMPLES} 段。",
            f"{len(examples)} examples are too few to train on; give at least {LEAST_EXAMPLES}",
        )
    for number, example in enumerate(examples, start=1):
        unknown = [n for n in (*example.labels, *(n for labels in example.sentence_labels for n in labels)) if n not in taxonomy.ids]
        if unknown:
            known = ", ".join(taxonomy.ids)
            raise DataError(
                f"第 {number} 段：标签 {unknown[0]!r} 不在分类体系 {taxonomy.name} 里。可用的标签：{known}。",
                f"example {number}: label {unknown[0]!r} is none of {known} (taxonomy {taxonomy.name})",
            )
    truth = _flags([e.labels for e in examples], taxonomy)
    for name, column in zip(taxonomy.ids, truth.T, strict=True):
        if column.all() or column.sum() < 2:
            raise DataError(
                f"标签 {name}：{len(examples)} 段中有 {int(column.sum())} 段。训练至少需要两段有、一段没有。",
                f"label {name}: {int(column.sum())} of {len(examples)} examples; training needs at least two with and one without it",
            )
    return truth


def _flags(labels: Sequence[Sequence[str]], taxonomy: Taxonomy) -> Flags:
    return np.array([[name in own for name in taxonomy.ids] for own in labels], bool).reshape(len(labels), len(taxonomy.ids))


@dataclass(frozen=True, slots=True)
class _SentenceTruth:
    """Labels of all sentences (S, K), and which of them (S,) somebody gave."""

    flags: Flags
    known: Flags


def _sentence_truth(examples: Sequence[Example], taxonomy: Taxonomy) -> _SentenceTruth:
    """The labels given for sentences; the only sentence of a text has those of the text."""
    labels: list[Sequence[str]] = []
    known: list[bool] = []
    for e in examples:
        alone = len(e.sentences) == 1
        labels += e.sentence_labels or [e.labels if alone else ()] * len(e.sentences)
        known += [bool(e.sentence_labels) or alone] * len(e.sentences)
    return _SentenceTruth(_flags(labels, taxonomy), np.array(known, bool))


def fit(examples: Sequence[Example], taxonomy: Taxonomy, finder: CueFinder, options: Options) -> Weights:
    """Weights from texts and from their sentences, (…, K + 1): a column a label and one for any."""
    batch = batch_of(examples)
    grams = grams_of(batch)
    words = vocabulary(grams, batch.owners, batch.texts, options.least)
    scales = Scales(options.presence, options.totals)
    rows = matrices(batch, grams, words, finder, scales)
    truth, given = _flags([e.labels for e in examples], taxonomy), _sentence_truth(examples, taxonomy)
    if given.known.all():
        lesson = _with_sentences(rows, truth, given.flags, batch)
    else:
        lesson = rows.texts, truth
        for _ in range(options.rounds):
            sentences = _inherited(rows, truth, given, batch, _regress(*lesson, options))
            lesson = _with_sentences(rows, truth, sentences, batch)
    return weights_of(words, *_regress(*lesson, options), scales, len(finder.words))


def _regress(rows: sp.csr_matrix, truth: Flags, options: Options) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=options.strength, class_weight="balanced", solver="liblinear", dual=True, tol=0.1, max_iter=1000,
        random_state=options.seed,
    )  # fmt: skip
    fitted = [_fitted(model, rows, column) for column in np.hstack([truth, _any(truth)]).T]
    return np.stack([weights for weights, _ in fitted], 1), np.array([bias for _, bias in fitted])


def _fitted(model: Any, rows: Any, column: Flags) -> tuple[Floats, float]:
    """Weights and bias of a regression. Where all rows answer alike there is nothing to learn: the answer is certain."""
    if column.all() or not column.any():
        return np.zeros(rows.shape[1]), _CERTAIN if column.any() else -_CERTAIN
    model.fit(rows, column)
    return model.coef_[0], float(model.intercept_[0])


def _any(truth: Flags) -> Flags:
    """The column of “any label”; where every text has one, the last text stands in for those without."""
    column: Flags = np.any(truth, axis=1, keepdims=True)
    if column.all():
        column[-1] = False
    return column


def _inherited(rows: Matrices, truth: Flags, given: _SentenceTruth, batch: Batch, model: tuple[Floats, Floats]) -> Flags:
    """Labels of sentences: those given; else those of the text that are probable to `model` (coefficients, bias), and of
    every label of a text its best sentence."""
    coefficients, bias = model
    chances = sigmoid(rows.sentences @ coefficients + bias)[:, :-1]
    best = strongest(chances, batch.owners, batch.texts)[batch.owners]
    allowed = truth[batch.owners] & ((chances >= 0.5) | (chances == best))
    return np.where(given.known[:, None], given.flags, allowed)


def _with_sentences(rows: Matrices, truth: Flags, sentences: Flags, batch: Batch) -> tuple[sp.csr_matrix, Flags]:
    """Rows of all texts and of the sentences of those that have several."""
    several = np.bincount(batch.owners, minlength=batch.texts)[batch.owners] > 1
    return sp.vstack([rows.texts, rows.sentences[several]]).tocsr(), np.vstack([truth, sentences[several]])


def _held_out(examples: Sequence[Example], taxonomy: Taxonomy, finder: CueFinder, options: Options, rows: Ints) -> Evidence:
    """Evidence for the examples `rows` from a model that saw all others."""
    others = np.setdiff1d(np.arange(len(examples)), rows)
    weights = fit([examples[i] for i in others], taxonomy, finder, options)
    return Scorer(weights, finder).evidence(batch_of([examples[i] for i in rows]))


def _merged(parts: Sequence[Evidence], held: Sequence[Ints], owners: Ints) -> Evidence:
    """Held-out evidence of all folds in the order of the examples."""
    labels, count = parts[0].texts.shape[1], sum(map(len, held))
    sentences, texts, headings = np.zeros((len(owners), labels)), np.zeros((count, labels)), np.zeros((count, labels))
    for part, rows in zip(parts, held, strict=True):
        texts[rows], headings[rows] = part.texts, part.headings
        sentences[np.isin(owners, rows)] = part.sentences
    return Evidence(sentences, texts, headings, owners)


def _calibrated(evidence: Evidence, truth: Flags, given: _SentenceTruth, options: Options) -> Decision:
    """Calibration of texts over all features, of sentences over those whose labels are sure."""
    half = np.full(truth.shape[1], 0.5)
    flags = given.flags[given.known]
    found = Decision(_stack(text_features(evidence), truth, options), _platt(evidence.sentences[given.known], flags, options), half, half)
    if not len(flags):
        return found
    return replace(found, sentence_cuts=best_cuts(flags, sentence_chances(evidence, found)[given.known], options.sentence_beta))


def _stack(features: Floats, truth: Flags, options: Options) -> Floats:
    """Rows of weights and bias over the features as they are, from a regression over standardised ones."""
    from sklearn.linear_model import LogisticRegression

    centre, spread = features.mean(0), features.std(0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=options.stack_strength, max_iter=500, random_state=options.seed)
    rows = []
    for column in truth.T:
        fitted, bias = _fitted(model, (features - centre) / spread, column)
        weights = fitted / spread
        rows.append([*weights, bias - weights @ centre])
    return np.array(rows)


def _platt(scores: Floats, truth: Flags, options: Options) -> Floats:
    """Weights of a label's score and of the score for any, and bias, for every label."""
    from sklearn.linear_model import LogisticRegression

    rows = []
    for k, known in enumerate(truth.T):
        if known.all() or not known.any():
            rows.append([1.0, 0.0, 0.0])
            continue
        model = LogisticRegression(C=1.0, random_state=options.seed).fit(scores[:, [k, -1]], known)
        rows.append([*model.coef_[0], model.intercept_[0]])
    return np.array(rows)


def _honest_chances(evidence: Evidence, truth: Flags, folds: Ints, options: Options) -> Floats:
    """Probabilities of texts whose calibration, too, saw only the other folds."""
    features = text_features(evidence)
    chances = np.zeros(truth.shape)
    for fold in range(int(folds.max()) + 1):
        inside = folds == fold
        stack = _stack(features[~inside], truth[~inside], options)
        chances[inside] = stacked(features[inside], stack)
    return chances


def best_cuts(truth: Flags, chances: Floats, beta: float) -> Floats:
    """For every label the probability cut of the highest F-beta; the middle of the best range."""
    steps = np.arange(0.05, 0.95, 0.01)
    cuts = []
    for known, column in zip(truth.T, chances.T, strict=True):
        picked = column[None, :] >= steps[:, None]
        hits = (picked & known).sum(1)
        score = (1 + beta**2) * hits / np.maximum(picked.sum(1) + beta**2 * known.sum(), 1)
        cuts.append(float(steps[score >= score.max() - 0.001].mean()))
    return np.array(cuts).round(3)
