"""From the scores of sentences, text and heading to calibrated probabilities, labels and their order."""

from dataclasses import dataclass

import numpy as np

from .linear import Evidence, Floats

FEATURES = ("text", "strongest sentence", "mean of sentences", "heading", "rival", "ln sentences")


@dataclass(frozen=True, slots=True)
class Decision:
    """Calibration of K labels: `stack` (K, features + 1) for texts, `platt` (K, 2) for sentences, cuts for both."""

    stack: Floats
    platt: Floats
    text_cuts: Floats
    sentence_cuts: Floats


def sigmoid(values: Floats) -> Floats:
    """The probability of log-odds."""
    chances: Floats = 1.0 / (1.0 + np.exp(-np.clip(values, -40, 40)))
    return chances


def text_features(evidence: Evidence) -> Floats:
    """What the calibration of texts sees: (texts, labels, features), in the order of `FEATURES`."""
    count, labels = evidence.texts.shape
    sentences = np.bincount(evidence.owners, minlength=count)
    strongest = np.full((count, labels), -10.0)
    np.maximum.at(strongest, evidence.owners, evidence.sentences)
    chances = sigmoid(evidence.sentences)
    mean = np.stack([np.bincount(evidence.owners, column, count) for column in chances.T], 1) / np.maximum(sentences, 1)[:, None]
    long = np.broadcast_to(np.log(np.maximum(sentences, 1))[:, None], (count, labels))
    parts = [evidence.texts, strongest, mean, evidence.headings, rivals(evidence.texts), long]
    stacked: Floats = np.stack([np.clip(p, -10, 10) for p in parts], 2)
    return stacked


def rivals(scores: Floats) -> Floats:
    """For every label the highest score of the other labels."""
    masked = np.repeat(scores[:, None, :], scores.shape[1], 1)
    masked[:, np.arange(scores.shape[1]), np.arange(scores.shape[1])] = -np.inf
    highest: Floats = masked.max(2)
    return highest


def text_chances(evidence: Evidence, decision: Decision) -> Floats:
    """Calibrated probabilities of texts (P, K)."""
    features = text_features(evidence)
    return sigmoid(np.einsum("pkf,kf->pk", features, decision.stack[:, :-1]) + decision.stack[:, -1])


def sentence_chances(evidence: Evidence, decision: Decision) -> Floats:
    """Calibrated probabilities of sentences (S, K)."""
    return sigmoid(evidence.sentences * decision.platt[:, 0] + decision.platt[:, 1])


def chosen(chances: Floats, cuts: Floats) -> list[tuple[int, list[int]]]:
    """Number and labels of every row with labels that reach their cut, the most probable first; ties in the taxonomy's order."""
    passed = chances >= cuts
    order = np.argsort(-np.where(passed, chances, -1.0), axis=1, kind="stable").tolist()
    return [(i, order[i][:count]) for i, count in enumerate(passed.sum(1).tolist()) if count]
