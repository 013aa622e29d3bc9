"""The consistency rules of `data/checks/consistency.toml` on one report's figures.

Figures are compared that stand nearest to each other at one level (the reporter's own, or the whole system's): a report
that gives “区级问题32项，已整改30项；全区1386项，整改1291项” is right twice.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from .check_data import Rule
from .evidence import Figure, Finding, agree

_LEVELS = ("own", "system")
_REACH = 4


def broken(rule: Rule, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Where this report breaks the rule."""
    wanted = {*rule.terms, *rule.optional}
    usable = [f for f in figures if f.indicator in wanted and (f.level in _LEVELS or f.level == "part")]
    if rule.kind == "at_most":
        yield from _at_most(rule, usable)
    elif rule.kind == "rate":
        yield from _rate(rule, usable)
    else:
        yield from _sum(rule, usable)


def _at_most(rule: Rule, figures: Sequence[Figure]) -> Iterator[Finding]:
    left_name, right_name = rule.terms
    for left in (f for f in figures if f.indicator == left_name):
        right = _nearest(left, [f for f in figures if f.indicator == right_name], rule)
        if right is not None and left.value > right.value and right.modifier not in ("over", "at_least"):
            yield _finding(rule, (left, right))


def _rate(rule: Rule, figures: Sequence[Figure]) -> Iterator[Finding]:
    rate_name, part_name, whole_name = rule.terms
    for rate in (f for f in figures if f.indicator == rate_name):
        part = _nearest(rate, [f for f in figures if f.indicator == part_name and f.start < rate.start], rule, like=False)
        whole = part and _nearest(part, [f for f in figures if f.indicator == whole_name], rule)
        if part and whole and whole.value and part.value <= whole.value and not agree(rate, part.value / whole.value * 100):
            yield _finding(rule, (rate, part, whole), round(part.value / whole.value * 100, 2))


def _sum(rule: Rule, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Only where all parts stand in one sentence with, or the sentence after, the whole; optional ones may belong or not."""
    whole_name, *part_names = rule.terms
    for whole in (f for f in figures if f.indicator == whole_name):
        near = [f for f in figures if 0 <= f.sentence - whole.sentence <= 0 and f.level == whole.level and f.exact]
        groups = [[f for f in near if f.indicator == name] for name in part_names]
        if not whole.exact or any(len(g) != 1 for g in groups) or sum(f.indicator == whole_name for f in near) != 1:
            continue
        parts = [g[0] for g in groups]
        extra = [f for f in near if f.indicator in rule.optional]
        sums = {sum(p.value for p in parts) + sum(e.value for e in chosen) for n in range(len(extra) + 1) for chosen in combinations(extra, n)}
        if whole.value not in sums:
            yield _finding(rule, (whole, *parts))


def _nearest(to: Figure, others: Sequence[Figure], rule: Rule, *, like: bool = True) -> Figure | None:
    """The figure of the same level nearest before, else after, within a few sentences (one, if the rule says so)."""
    reach = 0 if rule.same_sentence else _REACH
    level = "own" if to.level == "part" else to.level
    fit = [
        f for f in others
        if (f.level == level or f.level == "part") and (not like or f.unit_kind == to.unit_kind) and abs(f.sentence - to.sentence) <= reach
    ]  # fmt: skip
    before = [f for f in fit if f.start < to.start]
    if before:
        return before[-1]
    return fit[0] if fit else None


def _finding(rule: Rule, figures: tuple[Figure, ...], computed: float | None = None) -> Finding:
    ordered = sorted(figures, key=lambda f: f.start)
    severity = "error" if len({f.sentence for f in figures}) == 1 else "warning"
    words = {"figures": tuple(f.quote() for f in figures), "computed": computed}
    evidence = tuple(f.id for f in figures)
    return Finding("consistency", severity, figures[0].report, evidence, ordered[0].start, ordered[-1].end, words, rule.id)
