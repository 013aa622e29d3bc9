"""Two yardsticks: cue words alone, and always the commonest label. The first also serves a taxonomy without a model."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..model import Tagging
from ..resources import OURS, Resources
from ..taxonomy import Taxonomy
from .classifier import Classifier, Example
from .combine import Decision
from .cues import CueFinder
from .linear import Weights

# Two cues make a text's label probable, one a sentence's; words of exhortation speak against all.
_PER_LOG_CUE, _AGAINST, _BIAS, _SURE = 2.5, -1.0, -2.4, 10.0


def cue_model(taxonomy: Taxonomy, resources: Resources = OURS) -> Classifier:
    """A classifier that only counts cue words: no n-grams, nothing trained."""
    k, finder = len(taxonomy.labels), CueFinder(taxonomy)
    totals = np.zeros((finder.group_count, k + 1))
    totals[:k, :k], totals[k, :k] = np.eye(k) * _PER_LOG_CUE, _AGAINST
    weights = Weights(
        np.empty(0, np.uint32), np.empty(0, np.float32), np.empty((0, k + 1), np.float32),
        np.zeros((len(finder.words), k + 1), np.float32), totals.astype(np.float32), np.array([_BIAS] * k + [_SURE], np.float32),
    )  # fmt: skip
    stack = np.zeros((k, 5 * k + 6))  # of all features of a text only its own score counts
    stack[:, :k] = np.eye(k)
    half = np.full(k, 0.5)
    return Classifier(taxonomy, weights, Decision(stack, np.tile([1.0, 0.0, 0.0], (k, 1)), half, half), resources)


def majority(examples: Sequence[Example], count: int) -> list[Tagging]:
    """The commonest dominant label for each of `count` texts."""
    dominant = Counter(e.labels[0] for e in examples if e.labels)
    label = min(dominant, key=lambda name: (-dominant[name], name))
    return [Tagging((label,), (1.0,))] * count
