"""Training: weights by one-vs-rest logistic regression, calibration and cuts by cross-validation.

Labels are given for texts; sentences inherit them in rounds (multiple-instance learning): a sentence keeps those labels
of its text that the model of the round before sees in it, and every label of a text keeps at least its best sentence.
Texts of one writer, and near-duplicates, stay in one fold, so that calibration meets unseen language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ..errors import DataError
from ..taxonomy import Taxonomy
from .classifier import Classifier, Example, batch_of
from .combine import Decision, sigmoid, text_features
from .cues import CueFinder
from .design_matrix import Matrices, Scales, grams_of, matrices, vocabulary, weights_of
from .duplicates import folds_of
from .linear import Batch, Evidence, Floats, Ints, Scorer, Weights

LEAST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Options:
    """Knobs of training, chosen by cross-validation over the shipped corpus."""

    strength: float = 100.0
    least: int = 2
    presence: float = 0.3
    totals: float = 0.5
    rounds: int = 1
    folds: int = 5
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
    parts = [_held_out(examples, truth, finder, options, rows) for rows in held]
    evidence = _merged(parts, held, batch_of(examples).owners)
    decision = _calibrated(evidence, truth, options)
    chances = _honest_chances(evidence, truth, folds, options)
    weights = fit(examples, truth, finder, options)
    cuts = best_cuts(truth, chances)
    return Trained(Classifier(taxonomy, weights, replace(decision, text_cuts=cuts)), chances, cuts)


def _truth(examples: Sequence[Example], taxonomy: Taxonomy) -> NDArray[np.bool_]:
    if len(examples) < LEAST_EXAMPLES:
        raise DataError(f"{len(examples)} examples are too few to train on; give at least {LEAST_EXAMPLES}")
    for number, example in enumerate(examples, start=1):
        unknown = [name for name in example.labels if name not in taxonomy.ids]
        if unknown:
            raise DataError(f"example {number}: label {unknown[0]!r} is none of {', '.join(taxonomy.ids)} (taxonomy {taxonomy.name})")
    truth = np.array([[name in e.labels for name in taxonomy.ids] for e in examples], bool)
    for name, column in zip(taxonomy.ids, truth.T, strict=True):
        if column.all() or column.sum() < 2:
            raise DataError(f"label {name}: {int(column.sum())} of {len(examples)} examples; training needs at least two with and one without it")
    return truth


def fit(examples: Sequence[Example], truth: NDArray[np.bool_], finder: CueFinder, options: Options) -> Weights:
    """Weights from texts and, after the first round, from their sentences too."""
    batch = batch_of(examples)
    grams = grams_of(batch)
    words = vocabulary(grams, batch.owners, batch.texts, options.least)
    scales = Scales(options.presence, options.totals)
    rows = matrices(batch, grams, words, finder, scales)
    coefficients, bias = _regress(rows.texts, truth, options)
    for _ in range(options.rounds):
        chances = sigmoid(rows.sentences @ coefficients + bias)
        inherited = _inherited(truth, chances, batch.owners)
        coefficients, bias = _regress(*_with_sentences(rows, truth, inherited, batch), options)
    return weights_of(words, coefficients, bias, scales, len(finder.words))


def _regress(rows: sp.csr_matrix, truth: NDArray[np.bool_], options: Options) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    models = [
        LogisticRegression(C=options.strength, class_weight="balanced", solver="liblinear", random_state=options.seed).fit(rows, column)
        for column in truth.T
    ]
    return np.stack([m.coef_[0] for m in models], 1), np.array([m.intercept_[0] for m in models])


def _inherited(truth: NDArray[np.bool_], chances: Floats, owners: Ints) -> NDArray[np.bool_]:
    """Labels of sentences: those of the text that are probable, and of every label of a text its best sentence."""
    allowed = truth[owners]
    best = np.zeros(truth.shape)
    np.maximum.at(best, owners, chances)
    found: NDArray[np.bool_] = allowed & ((chances >= 0.5) | (chances == best[owners]))
    return found


def _with_sentences(rows: Matrices, truth: NDArray[np.bool_], inherited: NDArray[np.bool_], batch: Batch) -> tuple[sp.csr_matrix, NDArray[np.bool_]]:
    """Rows of all texts and of the sentences of those that have several."""
    several = np.bincount(batch.owners, minlength=batch.texts)[batch.owners] > 1
    return sp.vstack([rows.texts, rows.sentences[several]]).tocsr(), np.vstack([truth, inherited[several]])


def _held_out(examples: Sequence[Example], truth: NDArray[np.bool_], finder: CueFinder, options: Options, rows: Ints) -> Evidence:
    """Evidence for the examples `rows` from a model that saw all others."""
    others = np.setdiff1d(np.arange(len(examples)), rows)
    weights = fit([examples[i] for i in others], truth[others], finder, options)
    batch = batch_of([examples[i] for i in rows])
    return Scorer(weights, finder).evidence(batch, finder.find(batch.sentences))


def _merged(parts: Sequence[Evidence], held: Sequence[Ints], owners: Ints) -> Evidence:
    """Held-out evidence of all folds in the order of the examples."""
    labels, count = parts[0].texts.shape[1], sum(map(len, held))
    sentences, texts, headings = np.zeros((len(owners), labels)), np.zeros((count, labels)), np.zeros((count, labels))
    for part, rows in zip(parts, held, strict=True):
        texts[rows], headings[rows] = part.texts, part.headings
        sentences[np.isin(owners, rows)] = part.sentences
    return Evidence(sentences, texts, headings, owners)


def _calibrated(evidence: Evidence, truth: NDArray[np.bool_], options: Options) -> Decision:
    """Calibration of texts over all features, of sentences over texts of one sentence (their labels are sure)."""
    stack = _stack(text_features(evidence), truth, options)
    single = np.bincount(evidence.owners, minlength=len(truth))[evidence.owners] == 1
    platt = _platt(evidence.sentences[single], truth[evidence.owners[single]], options)
    half = np.full(truth.shape[1], 0.5)
    return Decision(stack, platt, half, half)


def _stack(features: Floats, truth: NDArray[np.bool_], options: Options) -> Floats:
    from sklearn.linear_model import LogisticRegression

    rows = []
    for k in range(truth.shape[1]):
        model = LogisticRegression(C=1.0, random_state=options.seed).fit(features[:, k], truth[:, k])
        rows.append([*model.coef_[0], model.intercept_[0]])
    return np.array(rows)


def _platt(scores: Floats, truth: NDArray[np.bool_], options: Options) -> Floats:
    from sklearn.linear_model import LogisticRegression

    rows = []
    for column, known in zip(scores.T, truth.T, strict=True):
        if known.all() or not known.any():
            rows.append([1.0, 0.0])
            continue
        model = LogisticRegression(C=1.0, random_state=options.seed).fit(column[:, None], known)
        rows.append([model.coef_[0][0], model.intercept_[0]])
    return np.array(rows)


def _honest_chances(evidence: Evidence, truth: NDArray[np.bool_], folds: Ints, options: Options) -> Floats:
    """Probabilities of texts whose calibration, too, saw only the other folds."""
    features = text_features(evidence)
    chances = np.zeros(truth.shape)
    for fold in range(int(folds.max()) + 1):
        inside = folds == fold
        stack = _stack(features[~inside], truth[~inside], options)
        chances[inside] = sigmoid(np.einsum("pkf,kf->pk", features[inside], stack[:, :-1]) + stack[:, -1])
    return chances


def best_cuts(truth: NDArray[np.bool_], chances: Floats) -> Floats:
    """For every label the probability cut of the highest F1; the middle of the best range."""
    steps = np.arange(0.10, 0.91, 0.02)
    cuts = []
    for known, column in zip(truth.T, chances.T, strict=True):
        picked = column[None, :] >= steps[:, None]
        f1 = 2 * (picked & known).sum(1) / np.maximum(picked.sum(1) + known.sum(), 1)
        cuts.append(float(steps[f1 >= f1.max() - 0.002].mean()))
    return np.array(cuts).round(3)
