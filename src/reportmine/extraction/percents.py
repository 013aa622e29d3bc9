"""Percents in every writing: 2.5%, 百分之三, 千分之五, 3个百分点, 三成半, 七五折, 对折."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..numerals import DIGITS
from .number_expressions import Expression, expressions

_B = r"[ \t]{0,8}+"
_DIGIT = "".join(c for c in DIGITS if c not in "零〇○") + "0-9"
_BASE = re.compile(rf"(?P<base>[百佰千仟万]{{1,3}}){_B}分{_B}之{_B}$")
_AFTER = re.compile(
    rf"{_B}(?:(?P<sign>[%‰])|(?P<point>个{_B}百{_B}分{_B}点)|(?P<tenth>成)(?P<rest>半|{_B}[{_DIGIT}](?![0-9十百千万]))?|(?P<off>折))"
)
_HALF = re.compile(r"(?<=打)对折|半(?P<kind>[成折])(?![功品员立熟])")
_PAIR = re.compile(rf"(?<![{_DIGIT}.点])(?P<a>[{_DIGIT}]){_B}(?P<b>[{_DIGIT}]){_B}折")
_WHOLE = re.compile(rf"百{_B}分{_B}之{_B}百(?!分)")
_BASES = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_NOT_TENTH = tuple("功立员果效为本长就分品绩熟都语型交叠旧合射磨套")

Percent = tuple[int, int, Decimal]


def percents(folded: str) -> Iterator[Percent]:
    """Start, end and value in percent of each percent of a text folded by `folded_numerals`, in order."""
    found = [p for e in expressions(folded) if e.high is None and (p := _percent(folded, e)) is not None]
    found += [(m.start(), m.end(), Decimal(5 if m["kind"] == "成" else 50)) for m in _HALF.finditer(folded)]
    found += [(m.start(), m.end(), Decimal(100)) for m in _WHOLE.finditer(folded)]
    pairs = [(m.start(), m.end(), Decimal(10 * _digit(m["a"]) + _digit(m["b"]))) for m in _PAIR.finditer(folded)]
    last = 0
    for start, end, value in sorted(pairs + found, key=lambda p: (p[0], -p[1])):
        if start >= last:
            yield start, end, value
            last = end


def _digit(c: str) -> int:
    return int(c) if c.isdigit() else DIGITS[c]


def _percent(folded: str, number: Expression) -> Percent | None:
    base = _BASE.search(folded, max(0, number.start - 30), number.start)
    if base:
        whole = 1
        for c in base["base"]:
            whole *= _BASES[c]
        return (base.start(), number.end, number.value * 100 / whole) if _opens(folded, base.start()) else None
    after = _AFTER.match(folded, number.end)
    if after is None:
        return None
    if after["tenth"] or after["off"]:
        return _tenths(folded, number, after)
    return number.start, after.end(), number.value / 10 if after["sign"] == "‰" else number.value


def _opens(folded: str, place: int) -> bool:
    """五百分之2.2 is a fraction: its 百 belongs to the number before it."""
    return not place or folded[place - 1] not in DIGITS and not folded[place - 1].isdigit() and folded[place - 1] not in "十百千万几数"


def _tenths(folded: str, number: Expression, after: re.Match[str]) -> Percent | None:
    """三成半 is 35, 七成六 is 76, 七折 is 70, 75折 is 75; 十折 says nothing."""
    end = after.end()
    if after["off"]:
        limit = number.value if number.value < 10 else number.value / 10
        return (number.start, end, limit * 10) if 0 < limit < 10 and number.value != 10 else None
    if not 0 < number.value <= 10 or folded.startswith(_NOT_TENTH, after.end("tenth")):
        return None
    rest = (after["rest"] or "").strip()
    extra = 5 if rest == "半" else _digit(rest) if rest else 0
    return number.start, end, number.value * 10 + extra
