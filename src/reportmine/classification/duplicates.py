"""Near-duplicate texts, by the share of common character 5-grams, and folds that keep them together."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ..sharing.shingles import shingles
from .classifier import Example
from .linear import Ints

_ORDER = 5
# A formula of a dozen characters (特此报告) is no duplicate of what happens to hold it.
_FEWEST = 12
NEAR = 0.5


def near_duplicates(texts: Sequence[str], least: float = NEAR) -> list[tuple[int, int, float]]:
    """Pairs (earlier, later, share) whose common 5-grams are at least `least` of the shorter text's.

    >>> near_duplicates(["局党组全年组织集中学习三次、研讨五次", "局党组全年组织集中学习三次、研讨五次。", "走访企业"])
    [(0, 1, 1.0)]
    """
    sets = [shingles("".join(t.split()), _ORDER) for t in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    pairs = []
    for later, own in enumerate(sets):
        common: dict[int, int] = defaultdict(int)
        for gram in own:
            for earlier in holders[gram]:
                common[earlier] += 1
            holders[gram].append(later)
        shares = ((i, n / max(min(len(own), len(sets[i])), _FEWEST)) for i, n in sorted(common.items()))
        pairs += [(i, later, round(share, 3)) for i, share in shares if share >= least]
    return pairs


def folds_of(examples: Sequence[Example], count: int) -> Ints:
    """A fold number for every example; near-duplicates share a fold, and so do those of one group (its writer).

    Clusters are dealt, largest first, to the fold with the fewest examples. Groups are left aside where they would give
    fewer than three folds.
    """
    clusters = _clusters(examples)
    first: dict[str, int] = {}
    joined = clusters.copy()
    for i, example in enumerate(examples):
        joined[joined == joined[i]] = joined[first.setdefault(example.group, i)]
    return _dealt((joined if len(np.unique(joined)) >= 3 else clusters).tolist(), count)


def _clusters(examples: Sequence[Example]) -> Ints:
    """For every example the number of the first one of its cluster of near-duplicates."""
    found = np.arange(len(examples))
    for i, j, _ in near_duplicates(["".join(e.sentences) for e in examples]):
        found[found == found[j]] = found[i]
    return found


def _dealt(roots: Sequence[int], count: int) -> Ints:
    members: dict[int, list[int]] = defaultdict(list)
    for i, r in enumerate(roots):
        members[r].append(i)
    folds, load = np.zeros(len(roots), np.int64), [0] * count
    for r in sorted(members, key=lambda r: (-len(members[r]), r)):
        fold = load.index(min(load))
        folds[members[r]] = fold
        load[fold] += len(members[r])
    used = np.unique(folds)
    return np.searchsorted(used, folds)
