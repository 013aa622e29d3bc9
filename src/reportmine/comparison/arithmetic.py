"""Checks inside one report that need no indicator: parts and totals, rates, repeated figures, scales."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..punctuation import GROUP_ENDS
from .amounts import amount
from .evidence import Figure, Finding, agree

_RATE = re.compile(r"([一-龥]{2,6})率[^，；。一-龥]{0,2}[为达到升至超过是占约]{0,3}$")
_GROWTH = re.compile("增长|上升|提高|增幅|增加|完成|超额|翻|同比|环比|占年度|相当于|是去年")
_MONEY_RATIO = (5_000, 20_000)
_OWN = ("own", "system")
_COUNTED = ("count", "money", "measure")


def parts_exceed_total(text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Σ parts > total, for parts of one kind in one clause chain after 其中."""
    by_id = {f.id: f for f in figures}
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.relation == "part_of" and figure.related in by_id and figure.kind in _COUNTED:
            groups[figure.related].append(figure)
    for total_id, parts in groups.items():
        total = by_id[total_id]
        own = _own_parts(text, figures, total, parts)
        if own and _judged(total, own) and sum(p.value for p in own) > total.value * 1.0000001:
            words = {"total": total.quote(), "parts": "＋".join(p.text for p in own), "sum": amount(sum(p.value for p in own), total.unit)}
            evidence = (total.id, *(p.id for p in own))
            yield Finding("parts_exceed_total", "error", total.report, evidence, total.start, own[-1].end, words)


def _judged(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the total can be held against its parts: exact, not of each, and not smaller than the first of several."""
    return total.exact and total.level != "each" and (len(parts) == 1 or parts[0].value <= total.value)


def _own_parts(text: str, figures: Sequence[Figure], total: Figure, parts: Sequence[Figure]) -> list[Figure]:
    """The parts up to the next ；, 。, 另 or second 其中, as long as they are counted like the total.

    None if another figure stands between the total and the first of them: then it is not sure whose parts they are.
    """
    own: list[Figure] = []
    if any(total.end <= f.start < parts[0].start for f in figures):
        return own
    for part in parts:
        between = text[(own[-1].end if own else total.end) : part.start]
        if part.unit != total.unit or re.search(f"[{GROUP_ENDS}另]", between) or (own and "其中" in between):
            break
        own.append(part)
    return own


def rates(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A named rate (采纳率90.8%) against the figures before it in its sentence: 287条得到采纳 of 316条."""
    for n, rate in enumerate(figures):
        if rate.kind != "percent" or rate.level in ("target", "earlier", "change"):
            continue
        if _out_of_range(rate):
            yield Finding("rate_out_of_range", "error", rate.report, (rate.id,), rate.start, rate.end, {"rate": rate.quote()})
        before = [f for f in figures[:n] if f.sentence == rate.sentence and f.kind in _COUNTED]
        part = _numerator(rate, before)
        wholes = [f for f in before if part is not None and f.unit == part.unit and f is not part and f.start < part.start]
        if part is None or not wholes or part.level == "target":
            continue
        if not any(w.value and agree(rate, part.value / w.value * 100) for w in wholes) and wholes[-1].value >= part.value > 0:
            yield _rate_finding(rate, part, wholes[-1])


def _rate_finding(rate: Figure, part: Figure, whole: Figure) -> Finding:
    words = {"rate": rate.quote(), "part": part.text, "whole": whole.text, "computed": round(part.value / whole.value * 100, 2)}
    return Finding("rate_disagrees", "error", rate.report, (rate.id, part.id, whole.id), whole.start, rate.end, words)


def _numerator(rate: Figure, before: Sequence[Figure]) -> Figure | None:
    """The figure whose clause holds the verb of the rate's name, the longest match and the nearest first.

    The rate must follow its figures at once: a rate two figures on belongs to something else.
    """
    match = _RATE.search(rate.clause)
    if match is None or not before:
        return None
    name = match.group(1)
    for size in range(min(4, len(name)), 1, -1):
        stem = name[-size:]
        for figure in reversed(before[-2:]):
            if stem in figure.clause or stem in figure.action:
                return figure
    return None


def _out_of_range(rate: Figure) -> bool:
    named = bool(_RATE.search(rate.clause))
    return named and not _GROWTH.search(rate.clause) and not (0 <= rate.value <= 100)


def two_figures(figures: Sequence[Figure]) -> Iterator[Finding]:
    """The same verb and the same words for what is counted, in two sentences, with two values, neither a part nor of another time."""
    seen: dict[tuple[str, str, str], Figure] = {}
    for figure in figures:
        if figure.level not in _OWN or figure.kind not in _COUNTED or not figure.exact or figure.relation:
            continue
        name = _counted(figure)
        if len(name) < 4 or not figure.action:
            continue
        first = seen.setdefault((figure.action, name, figure.unit), figure)
        if first.sentence != figure.sentence and first.value != figure.value and not _scaled(first, figure):
            words = {"object": name, "first": first.quote(), "second": figure.quote()}
            yield Finding("two_figures", "warning", figure.report, (first.id, figure.id), figure.start, figure.end, words)


def _counted(figure: Figure) -> str:
    """What is counted, in the words right before or after the figure: an inherited object is not proof enough."""
    name = figure.object
    return name if name and name in figure.clause and figure.clause.endswith(name) else ""


def scale_jumps(figures: Sequence[Figure]) -> Iterator[Finding]:
    """One kind of money, twice, about 10,000 times apart."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind == "money" and figure.level in _OWN and figure.value > 0 and len(_money_name(figure)) >= 4:
            groups[_money_name(figure)].append(figure)
    for name, found in groups.items():
        for a, b in zip(found, found[1:], strict=False):
            if _scaled(a, b):
                words = {"object": name, "first": a.quote(), "second": b.quote()}
                yield Finding("scale_jump", "warning", b.report, (a.id, b.id), b.start, b.end, words)


def _money_name(figure: Figure) -> str:
    return figure.indicator or _counted(figure)


def _scaled(a: Figure, b: Figure) -> bool:
    if a.kind != "money" or not a.value or not b.value:
        return False
    ratio = max(a.value, b.value) / min(a.value, b.value)
    return _MONEY_RATIO[0] <= ratio <= _MONEY_RATIO[1]
