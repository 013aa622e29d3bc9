"""Ranges of plain numbers: 三至五, 20~100, 七八十, 大于10小于20, 不少于三十, 五百以上, 在第十和第十五之间.

The words that bound a range are data: those of `modifiers.csv`, and what `range_words.csv` adds to them. Two one-sided
bounds side by side, one from below and one from above, are one range.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ..model import Number
from ..numerals.expressions import Expression
from ..numerals.grammar import BLANK, DASH, INFIXES, SCALE
from ..numerals.ranges import spanned
from ..resources import OURS, Resources

_BETWEEN = re.compile(rf"(?P<percent>%?){BLANK}(?P<unit>[\u4e00-\u9fff]{{0,3}}?){DASH}(?:百分之)?第?{BLANK}$")
_AND = re.compile(rf"{BLANK}[和与跟及]{BLANK}第?{BLANK}$")
_INSIDE = re.compile(rf"{BLANK}(?:之间|中间|间(?![隔断接]))")
_IN = re.compile(rf"(?:位于|处于|介于|在)?{BLANK}第?{BLANK}$")
_JOINT = re.compile(rf"[ \t,，、]{{0,4}}+(?:的?同时|并且|而且|且|但|并|又)?{BLANK}")
_COMPARED = re.compile(rf"比{BLANK}$")
_OVER = re.compile(rf"[{''.join(c for c, sense in INFIXES.items() if sense == 'over')}](?!{SCALE})")
_BLANKS = re.compile(r"[ \t]+")
_GAP = "[ \\t]{0,3}+"
_SENSES = {"over": ("low", False), "at_least": ("low", True), "at_most": ("high", True)}

Bound = tuple[str, bool]  # from which side (low, high, both), and whether the number itself is in


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A range with its place; a missing end is open and null."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True


def ranges(folded: str, numbers: list[Expression]) -> list[FoundRange]:
    """The ranges of a folded text among its `numbers`, in order."""
    found: list[FoundRange] = []
    at = 0
    while at < len(numbers):
        two = _two_ended(folded, numbers, at)
        one = two or _one_sided(folded, numbers[at])
        if one is not None and (not found or one.start >= found[-1].end):
            _add(found, one, folded)
        at += 2 if two and two.end >= numbers[min(at + 1, len(numbers) - 1)].end else 1
    return found


def _two_ended(folded: str, numbers: list[Expression], at: int) -> FoundRange | None:
    """三至五, 10000与20000之间; 七八十 is two-ended by itself."""
    low = numbers[at]
    if low.high is not None:
        return FoundRange(low.start, low.end, low.value, low.high)
    if at + 1 == len(numbers) or numbers[at + 1].start - low.end > 12:
        return None
    high = numbers[at + 1]
    joint = _BETWEEN.fullmatch(folded, low.end, high.start)
    if joint is not None:
        return _spanned(folded, low, high, joint)
    inside = _INSIDE.match(folded, high.end) if _AND.fullmatch(folded, low.end, high.start) else None
    before = _IN.search(folded, max(0, low.start - 12), low.start)
    if inside is None or before is None:
        return None
    start = before.start() if before.group().strip() not in ("", "第") else low.start
    return FoundRange(start, inside.end(), min(low.value, high.value), max(low.value, high.value))


def _spanned(folded: str, low: Expression, high: Expression, joint: re.Match[str]) -> FoundRange | None:
    """A range with a dash or 至; a unit between must come again after it (3个至5个)."""
    if joint["unit"] and not folded.startswith(joint["unit"], high.end):
        return None
    written = (folded[low.start : low.end], folded[high.start : high.end])
    both = spanned(Number(low.value), Number(high.value, high.high), written=written)
    end = high.end + (bool(joint["percent"]) and folded.startswith("%", high.end))
    return FoundRange(low.start, end, both.value, both.high) if both else None


def _one_sided(folded: str, number: Expression) -> FoundRange | None:
    """大于等于一百, 五百以上, 比170低, 五百多."""
    words, prefix, suffix, compares = OURS.made(_bounds)
    before = prefix.search(folded, max(0, number.start - 14), number.start)
    if before is not None:
        return _bounded(before.start(), number.end, number.value, words["prefix", _BLANKS.sub("", before["word"])])
    compared = _COMPARED.search(folded, max(0, number.start - 9), number.start)
    after = (compares if compared else suffix).match(folded, number.end)
    if after is not None:
        start, position = (compared.start(), "compared") if compared else (number.start, "suffix")
        return _bounded(start, after.end(), number.value, words[position, _BLANKS.sub("", after["word"])])
    more = _OVER.match(folded, number.end)
    if more is not None or number.modifier == "over":
        return _bounded(number.start, more.end() if more else number.end, number.value, ("low", False))
    return None


def _bounded(start: int, end: int, value: Decimal, bound: Bound) -> FoundRange:
    side, closed = bound
    low, high = (value if side != "high" else None), (value if side != "low" else None)
    return FoundRange(start, end, low, high, closed and low is not None, closed and high is not None)


def _add(found: list[FoundRange], new: FoundRange, folded: str) -> None:
    """Add a range, or join it to the one before if the two bound one number from both sides."""
    last = found[-1] if found else None
    open_ended = last is not None and (last.low is None) != (new.low is None) and (last.high is None) != (new.high is None)
    if last is None or not open_ended or not _JOINT.fullmatch(folded, last.end, new.start):
        found.append(new)
        return
    low, high = (last, new) if last.low is not None else (new, last)
    found[-1] = FoundRange(last.start, new.end, low.low, high.high, low.low_closed, high.high_closed)


def _bounds(resources: Resources) -> tuple[dict[tuple[str, str], Bound], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The bound that each word means in its position, and patterns for the words before a number, after it, after it with 比."""
    words = {(r["position"], r["form"]): _SENSES[r["modifier"]] for r in resources.rows("modifiers") if r["modifier"] in _SENSES}
    words |= {(r["position"], r["form"]): (r["side"], r["closed"] == "yes") for r in resources.listing("range_words")}
    forms = {p: sorted((f for q, f in words if q == p), key=len, reverse=True) for p in ("prefix", "suffix", "compared")}
    prefix, suffix, compared = (f"(?P<word>{'|'.join(_GAP.join(map(re.escape, f)) for f in fs)})" for fs in forms.values())
    return words, re.compile(f"{prefix}{BLANK}$"), re.compile(BLANK + suffix), re.compile(BLANK + compared)
