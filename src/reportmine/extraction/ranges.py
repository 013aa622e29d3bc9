"""Ranges of plain numbers: 三至五, 20~100, 七八十, 大于10小于20, 不少于三十, 五百以上, 在第十和第十五之间.

The words that bound a range are data (`range_words.csv`). Two one-sided bounds side by side, one from below and one
from above, are one range.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from .. import lexicon
from .number_expressions import Expression, expressions

_B = r"[ \t]{0,8}+"
_BETWEEN = re.compile(rf"(?P<percent>%?){_B}(?P<unit>[\u4e00-\u9fff]{{0,3}}?)(?:——|[-~—–―至到～])(?:百分之)?第?{_B}$")
_AND = re.compile(rf"{_B}[和与跟及]{_B}第?{_B}$")
_INSIDE = re.compile(rf"{_B}(?:之间|中间|间(?![隔断接]))")
_IN = re.compile(rf"(?:位于|处于|介于|在)?{_B}第?{_B}$")
_JOINT = re.compile(rf"[ \t,，、]{{0,4}}+(?:的?同时|并且|而且|且|但|并|又)?{_B}")
_COMPARED = re.compile(rf"比{_B}$")
_OVER = re.compile(r"[余多](?![万亿千百十])")
_BLANK = re.compile(r"[ \t]+")
_GAP = "[ \\t]{0,3}+"


@dataclass(frozen=True, slots=True)
class FoundRange:
    """A range with its place; a missing end is open and null."""

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class _Bound:
    """A word that bounds a range: from which side, and whether the number itself is in."""

    side: str
    closed: bool


def ranges(text: str, folded: str) -> list[FoundRange]:
    """The ranges of `text` (`folded` is the same by `folded_numerals`), in order."""
    numbers = list(expressions(folded))
    found: list[FoundRange] = []
    at = 0
    while at < len(numbers):
        two = _two_ended(folded, numbers, at)
        one = two or _one_sided(folded, numbers[at])
        if one is not None and (not found or one.start >= found[-1].end):
            _add(found, one, folded)
        at += 2 if two and two.end >= numbers[min(at + 1, len(numbers) - 1)].end else 1
    return [replace(r, text=text[r.start : r.end]) for r in found]


def _two_ended(folded: str, numbers: list[Expression], at: int) -> FoundRange | None:
    """三至五, 10000与20000之间; 七八十 is two-ended by itself."""
    low = numbers[at]
    if low.high is not None:
        return FoundRange(low.start, low.end, "", low.value, low.high, True, True)
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
    bottom, top = sorted((low.value, high.value))
    return FoundRange(start, inside.end(), "", bottom, top, True, True)


def _spanned(folded: str, low: Expression, high: Expression, joint: re.Match[str]) -> FoundRange | None:
    """A range with a dash or 至; a unit between must come again after it (3个至5个); the scale of 3—5万 is shared."""
    if joint["unit"] and not folded.startswith(joint["unit"], high.end):
        return None
    value, scale = low.value, _scale(folded, high.end)
    if scale > 1 and _scale(folded, low.end) == 1 and value * scale < high.value:
        value *= scale
    top = high.high or high.value
    end = high.end + (bool(joint["percent"]) and folded.startswith("%", high.end))
    return FoundRange(low.start, end, "", value, top, True, True) if value < top else None


def _scale(folded: str, end: int) -> int:
    return {"万": 10**4, "亿": 10**8}.get(folded[end - 1], 1)


def _one_sided(folded: str, number: Expression) -> FoundRange | None:
    """大于等于一百, 五百以上, 比170低, 五百多."""
    prefix, suffix, compares = _bounds(lexicon.current_folder())
    before = prefix.search(folded, max(0, number.start - 14), number.start)
    if before is not None:
        return _bounded(before.start(), number.end, number.value, _word("prefix", before["word"]))
    compared = _COMPARED.search(folded, max(0, number.start - 9), number.start)
    after = (compares if compared else suffix).match(folded, number.end)
    if after is not None:
        start = compared.start() if compared else number.start
        return _bounded(start, after.end(), number.value, _word("compared" if compared else "suffix", after["word"]))
    more = _OVER.match(folded, number.end)
    if more is not None or number.modifier == "over":
        return _bounded(number.start, more.end() if more else number.end, number.value, _Bound("low", False))
    return None


def _bounded(start: int, end: int, value: Decimal, bound: _Bound) -> FoundRange:
    low, high = (value if bound.side != "high" else None), (value if bound.side != "low" else None)
    return FoundRange(start, end, "", low, high, bound.closed and low is not None, bound.closed and high is not None)


def _add(found: list[FoundRange], new: FoundRange, folded: str) -> None:
    """Add a range, or join it to the one before if the two bound one number from both sides."""
    last = found[-1] if found else None
    open_ended = last is not None and (last.low is None) != (new.low is None) and (last.high is None) != (new.high is None)
    if last is None or not open_ended or not _JOINT.fullmatch(folded, last.end, new.start):
        found.append(new)
        return
    low, high = (last, new) if last.low is not None else (new, last)
    found[-1] = FoundRange(last.start, new.end, "", low.low, high.high, low.low_closed, high.high_closed)


@lru_cache(maxsize=4)
def _rows(_folder: Path | None) -> dict[tuple[str, str], _Bound]:
    rows = lexicon.listing("range_words")
    return {(r["position"], r["form"]): _Bound(r["side"], r["closed"] == "yes") for r in rows}


def _word(position: str, written: str) -> _Bound:
    return _rows(lexicon.current_folder())[position, _BLANK.sub("", written)]


@lru_cache(maxsize=4)
def _bounds(folder: Path | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for the words before a number, after it, and after it when 比 stands before."""
    forms = {p: [f for q, f in _rows(folder) if q == p] for p in ("prefix", "suffix", "compared")}
    either = {p: "|".join(_GAP.join(map(re.escape, f)) for f in sorted(fs, key=len, reverse=True)) for p, fs in forms.items()}
    return (
        re.compile(f"(?P<word>{either['prefix']}){_B}$"), re.compile(f"{_B}(?P<word>{either['suffix']})"),
        re.compile(f"{_B}(?P<word>{either['compared']})"),
    )  # fmt: skip
