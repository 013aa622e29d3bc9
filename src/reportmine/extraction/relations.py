"""Relations between neighbouring facts: part_of after 其中, from/to of 由…提高到…, change of a level named just before."""

from ..model import Fact
from .fact_cues import FactCues

_BEFORE = 16  # characters before a level that may say 由
_NEAR = 14  # characters between a level and its change


def related(text: str, facts: list[Fact], cues: FactCues) -> list[Fact]:
    """The facts with their relations."""
    out = list(facts)
    total: Fact | None = None
    for i, fact in enumerate(facts):
        before = facts[i - 1] if i and facts[i - 1].sentence == fact.sentence else None
        if before is None:
            total = None
            continue
        gap, unit = text[before.end : fact.start], fact.quantity.unit
        if cues.part.search(gap):
            total = before if total is None or before.quantity.unit == unit else total
        if total is not None and unit == total.quantity.unit:
            out[i] = fact._replace(relation="part_of", related=total.start)
        elif before.quantity.unit == unit and _goes_to(text, before, gap, cues):
            out[i - 1] = out[i - 1]._replace(relation="from", related=fact.start)
            out[i] = fact._replace(relation="to", related=before.start)
        elif _may_change(before, fact) and len(gap) <= _NEAR and cues.changes.search(gap):
            out[i] = fact._replace(relation="change", related=before.start)
    return out


def _goes_to(text: str, before: Fact, gap: str, cues: FactCues) -> bool:
    return bool(cues.reaches.match(gap)) and bool(cues.begins.search(text[max(0, before.start - _BEFORE) : before.start]))


def _may_change(before: Fact, fact: Fact) -> bool:
    return fact.quantity.kind in ("percent", "point", "multiple") and before.quantity.kind != "percent"
