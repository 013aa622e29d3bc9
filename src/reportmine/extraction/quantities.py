"""Quantities: every numeral with its unit, modifiers and masks (definition §1, help/en/facts.md), without the words around it.

    text ─ fold ─▶ candidates (grammar) ─ guards ─▶ number, unit, modifier ─▶ Quantity
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from re import Match

from ..model import Number, Quantity, Unit
from ..numerals.grammar import CHINESE, MASKS
from ..numerals.masks import is_masked
from ..numerals.percents import percent_factor
from ..numerals.ranges import spanned
from ..numerals.values import read_number
from ..resources import OURS, Resources
from ..text import fold
from . import guards
from .grammar import Grammar, grammar

_BEGINNINGS = re.compile(f"[0-9{MASKS}{CHINESE}翻半好几数上]++")
_TENTHS = frozenset(["成", "折"])
_WRITTEN = dict.fromkeys(["元人民币", "人民币", "元钱", "块钱"], "元") | dict.fromkeys(["%", "成", "折"], "%")
_OPEN_END = frozenset("，。；、！（）” \n")


def find_quantities(text: str, resources: Resources = OURS) -> list[Quantity]:
    """All quantities of `text`, in order, not overlapping, each equal to its slice.

    >>> [(q.text, q.unit) for q in find_quantities("追回资金*.**亿元，交流发言30余次。")]
    [('*.**亿元', '元'), ('30余次', '次')]
    """
    folded = fold(text)
    known = resources.made(grammar)
    found: list[Quantity] = []
    match, at = known.pattern.match, 0
    for run in _BEGINNINGS.finditer(folded):  # the grammar is tried only where a character stands that can begin a number
        start, stop = run.span()
        at = max(at, start)
        while at < stop:
            candidate = match(folded, at)
            if candidate is None:
                at += 1
                continue
            at = candidate.end()
            quantity = _read(candidate, folded, text, known)
            if quantity is not None:
                found.append(_carried(quantity, found[-1], folded, known) if found and quantity.modifier is None else quantity)
    return found


def rejected(text: str, resources: Resources = OURS) -> Iterator[tuple[int, int, str]]:
    """Candidates that a guard refused, with the guard's name: what `explain` shows beside the facts."""
    folded = fold(text)
    known = resources.made(grammar)
    for match in known.pattern.finditer(folded):
        if match["num"] and match["unit"]:
            reason = guards.rejects(
                folded, match.start(), match.end("unit"), match["num"], known.units[match["unit"]], match.start("unit"), known
            )
            if reason:
                yield match.start(), match.end("unit"), reason


def _read(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    if match["num"]:
        return _plain(match, folded, text, known)
    if match["share"]:
        return _share(match, folded, text, known)
    if match["vague"]:
        return _vague(match, folded, text, known)
    if match["den"] or match["over"]:
        return _fraction(match, folded, text, known)
    if match["half"]:
        return _finish(folded, text, match.start(), match.end("half"), Number(Decimal(50)), known.units["%"], "%", "half", known)
    return _doubling(match, folded, text, known)


def _plain(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    name, body, second, low, per, more = match.group("unit", "num", "num2", "low", "per", "more")
    if name is None:
        return _bare(match, folded, text, known)
    unit, start = known.units[name], match.start()
    place, stop = match.span("unit")
    reason = guards.rejects(folded, start, stop, second or body, unit, place, known)
    if reason:
        return _bare(match, folded, text, known) if reason == "another-word" else None
    if second and guards.rejects(folded, start, stop, body, unit, place, known):
        return None
    number = _range(match, name) if second else read_number(body)
    if number is None or (low and low != name):
        return None
    if name in _TENTHS:
        if number.value is not None and not 0 < number.value < 10:
            return None
        number = _times(number, 10)
    if more or "多" in name:
        number = Number(number.value, number.high, number.masked, number.mask, number.modifier or "over")
    written = _WRITTEN.get(name) or text[place : match.end("per") if per else stop]  # 元/吨, 套（间）
    if "多" in written:  # that of 个多月 belongs to the number
        written = written.replace("多", "")
    return _finish(folded, text, start, match.end(), number, unit, written, "number-unit", known)


def _bare(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    """A number without unit: with 万 or 亿 right before its noun, or after 达到, 突破 … or with 以上."""
    body = match["num"]
    start, end = match.start(), match.end("num")
    if match["num2"]:
        return None
    after = folded[end : end + 1]
    digits = body[0] not in CHINESE or len(body) > 2
    scaled = digits and any(c in "万亿" for c in body) and body[0] not in "百千万亿"
    scaled = scaled or (body in ("百万", "千万", "亿") and folded[start - 1 : start] in ("超", "近", "破", "逾"))
    if not scaled and not _bare_in_place(body, folded, start, end, known):
        return None
    if scaled and not (after in _OPEN_END or after >= "一" or not after) or after == "号":
        return None
    if guards.rejects(folded, start, end, body, None, end, known):
        return None
    number = read_number(body)
    return None if number is None else _finish(folded, text, start, end, number, _NO_UNIT, "", "number-noun", known)


def _bare_in_place(body: str, folded: str, start: int, end: int, known: Grammar) -> bool:
    if not body[0].isdigit() or is_masked(body) or (start and folded[start - 1] in "第每"):
        return False
    before = folded[max(0, start - 8) : start]
    if known.bare_heads.search(before):
        return True
    after = folded[end : end + 2]
    if after in ("以上", "以下"):
        return True
    return before.endswith(known.words.reaching) and (not after or after[0] in "，。；、）\n") and "年" not in before[-2:]


def _share(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    """百分之三十, 千分之五, 百分之五至百分之八."""
    number = read_number(match["share"])
    if number is None:
        return None
    if match["share2"]:
        high = read_number(match["share2"])
        number = Number(number.value, high.value if high else None, number.masked, number.mask, number.modifier)
    number = _times(number, percent_factor(match["base"]))
    return _finish(folded, text, match.start(), match.end(), number, known.units["%"], "%", "percent-words", known)


def _fraction(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    """三分之二, 1/4: a share below the whole, in percent."""
    low, high = read_number(match["den"] or match["under"]), read_number(match["nom"] or match["over"])
    if low is None or high is None or not low.value or high.value is None or high.value >= low.value:
        return None
    share = (high.value * 100 / low.value).quantize(Decimal("0.01")).normalize()
    return _finish(folded, text, match.start(), match.end(), Number(share), known.units["%"], "%", "fraction", known)


def _vague(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    """数十个, 几万, 上百场: value null. Without a unit only right before a noun after 万 or 亿."""
    name, start = match["vunit"], match.start()
    before = folded[start - 1 : start]
    words = known.words
    if before == "第" or (match["vague"].startswith("上") and before in words.no_up):
        return None
    if match["vague"].startswith(("数", "几")) and before in words.no_vague:
        return None
    if name is None:
        if match["vague"][-1] not in "万亿" or folded[match.end() : match.end() + 1] < "一":
            return None
        return _finish(folded, text, start, match.end(), Number(None, modifier="vague"), _NO_UNIT, "", "vague", known)
    unit = known.units[name]
    if guards.other_word(folded, unit, match.start("vunit")):
        return None
    return _finish(folded, text, start, match.end("vunit"), Number(None, modifier="vague"), unit, name, "vague", known)


def _doubling(match: Match[str], folded: str, text: str, known: Grammar) -> Quantity | None:
    """翻番, 翻一番 = 2 倍; 翻两番 = 4 倍 (GB: each 番 doubles)."""
    number = read_number(match["fan"]) if match["fan"] else Number(Decimal(1))
    if number is None or number.value is None:
        return None
    return _finish(
        folded, text, match.start(), match.end(), Number(Decimal(2) ** int(number.value)), known.units["倍"], "倍", "doubling", known
    )


_NO_UNIT = Unit("", "count", "item", None, "")


def _finish(
    folded: str, text: str, start: int, end: int, number: Number, unit: Unit, written: str, rule: str, known: Grammar
) -> Quantity | None:
    """The quantity with the modifiers before and after it taken in."""
    before, after = known.edges
    prefix, modifier = _prefix(folded, start, unit, known) if folded[start - 1 : start] in before else (0, None)
    start -= prefix
    tail = known.suffix.match(folded, end) if folded[end : end + 1] in after else None
    if tail:
        modifier = modifier or _suffix_sense(tail.group(), folded, tail.end(), known)
        end = tail.end()
    modifier = modifier or number.modifier
    if number.modifier == "vague":
        modifier = "vague"
    if not prefix and not tail and unit is _NO_UNIT and rule == "number-noun" and folded[end : end + 1] in "里号":
        return None
    return Quantity(start, end, text[start:end], unit.kind, number, written, rule, modifier)


def _prefix(folded: str, start: int, unit: Unit, known: Grammar) -> tuple[int, str | None]:
    """Length and sense of the modifier that ends right before `start` (近 of 近三年 means “recent”)."""
    for length in (3, 2, 1):
        form = folded[start - length : start] if start >= length else ""
        entry = known.prefixes.get(form)
        if entry is None:
            continue
        if form == "近" and unit.kind == "duration" and unit.name not in ("岁", "小时", "分钟", "个小时"):
            return 0, None
        if entry[1] and folded.endswith(entry[1], 0, start - length):
            return 0, None
        return length, entry[0]
    return 0, None


def _suffix_sense(form: str, folded: str, end: int, known: Grammar) -> str:
    """以上 is “over” of a reported figure, a threshold (at_least) right before 的 or a noun."""
    if form == "以上":
        after = folded[end : end + 1]
        return "at_least" if after == "的" or ("一" <= after <= "龥") else "over"
    return known.suffixes[form]


def _carried(quantity: Quantity, last: Quantity, folded: str, known: Grammar) -> Quantity:
    """A modifier before a list holds for all of it: 分别突破1.5万亿元、1.4万亿元."""
    if last.modifier not in ("over", "approx", "at_least", "at_most") or folded[last.end : quantity.start] not in known.words.carriers:
        return quantity
    if last.text[0].isdigit() or last.text[-1] in "上下内右" or last.unit != quantity.unit:
        return quantity
    return Quantity(
        quantity.start, quantity.end, quantity.text, quantity.kind, quantity.number, quantity.unit, quantity.rule, last.modifier
    )


def _times(number: Number, factor: Decimal | int) -> Number:
    low = None if number.value is None else number.value * factor
    high = None if number.high is None else number.high * factor
    return Number(low, high, number.masked, number.mask, number.modifier)


def _range(match: Match[str], unit: str) -> Number | None:
    """3至5个, 5%~8%, 3—5万 (the scale of the second holds for a smaller-looking first)."""
    low, high = read_number(match["num"]), read_number(match["num2"])
    if low is None or high is None:
        return None
    if low.masked or high.masked:
        return Number(None, None, True, match["num"] + match["sep"] + match["num2"])
    return spanned(low, high, written=(match["num"] + (match["low"] or ""), match["num2"]))
