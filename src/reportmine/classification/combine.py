"""From the scores of sentences, text and heading to calibrated probabilities, labels and their order.

Scores have K + 1 columns: one a label, and the last for “reports any work at all”, without which no label is given.
"""

from dataclasses import dataclass

import numpy as np

from .linear import Evidence, Floats, Ints

_FARTHEST = 10.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Calibration of K labels: `stack` (K, F + 1) for texts, `platt` (K, 3) for sentences, cuts for both."""

    stack: Floats
    platt: Floats
    text_cuts: Floats
    sentence_cuts: Floats


def sigmoid(values: Floats) -> Floats:
    """The probability of log-odds."""
    chances: Floats = 1.0 / (1.0 + np.exp(-np.clip(values, -40, 40)))
    return chances


def text_features(evidence: Evidence) -> Floats:
    """What the calibration of texts sees, (texts, 5K + 5): scores of text, heading and strongest sentence, mean probability of
    the sentences, strongest sentence that reports (all for every label), and ln of the number of sentences.

    Every label sees the scores of all: what speaks for 建章立制 may speak against 推动发展.
    """
    count, owners = len(evidence.texts), evidence.owners
    sentences = np.maximum(np.bincount(owners, minlength=count), 1)[:, None]
    chances = sigmoid(evidence.sentences)
    mean = np.stack([np.bincount(owners, column, count) for column in chances.T], 1) / sentences
    best, reporting = strongest(evidence.sentences, owners, count), strongest(reported(evidence), owners, count)
    parts = [evidence.texts, evidence.headings, best, mean, reporting, np.log(sentences)]
    features: Floats = np.clip(np.hstack(parts), -_FARTHEST, _FARTHEST)
    return features


def reported(evidence: Evidence) -> Floats:
    """Scores of sentences (S, K), each no higher than that of reporting anything."""
    found: Floats = np.minimum(evidence.sentences[:, :-1], evidence.sentences[:, -1:])
    return found


def strongest(scores: Floats, owners: Ints, count: int) -> Floats:
    """The highest score that a sentence of each text has, (count, columns)."""
    found = np.full((count, scores.shape[1]), -_FARTHEST)
    np.maximum.at(found, owners, scores)
    return found


def text_chances(evidence: Evidence, decision: Decision) -> Floats:
    """Calibrated probabilities of texts (P, K)."""
    return stacked(text_features(evidence), decision.stack)


def stacked(features: Floats, stack: Floats) -> Floats:
    """Probabilities (P, K) from features (P, F) and a stack (K, F + 1), whose last column is the bias."""
    return sigmoid(features @ stack[:, :-1].T + stack[:, -1])


def sentence_chances(evidence: Evidence, decision: Decision) -> Floats:
    """Calibrated probabilities of sentences (S, K): of the label's own score and that of reporting anything."""
    own, whole, bias = decision.platt.T
    return sigmoid(evidence.sentences[:, :-1] * own + evidence.sentences[:, -1:] * whole + bias)


def chosen(chances: Floats, cuts: Floats) -> list[tuple[int, list[int]]]:
    """Number and labels of every row with labels that reach their cut, the most probable first; ties in the taxonomy's order."""
    passed = chances >= cuts
    rows = np.flatnonzero(passed.any(1))
    passed = passed[rows]
    order = np.argsort(-np.where(passed, chances[rows], -1.0), axis=1, kind="stable").tolist()
    return [(i, best[:count]) for i, best, count in zip(rows.tolist(), order, passed.sum(1).tolist(), strict=True)]
