"""Percents in every writing: 2.5%, 百分之三, 千分之五, 3个百分点, 三成半, 七五折, 对折."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from .expressions import Expression
from .grammar import BLANK, DIGITS
from .values import read_number

_DIGIT = "".join(c for c in DIGITS if c not in "零〇○") + "0-9"
_BASE = re.compile(rf"(?P<base>[百佰千仟万]{{1,3}}){BLANK}分{BLANK}之{BLANK}$")
_AFTER = re.compile(
    rf"{BLANK}(?:(?P<sign>[%‰])|(?P<point>个{BLANK}百{BLANK}分{BLANK}点)|(?P<tenth>成)(?P<rest>半|{BLANK}[{_DIGIT}](?![0-9十百千万]))?|(?P<off>折))"
)
_HALF = re.compile(r"(?<=打)对折|半(?P<kind>[成折])(?![功品员立熟])")
_PAIR = re.compile(rf"(?<![{_DIGIT}.点])(?P<a>[{_DIGIT}]){BLANK}(?P<b>[{_DIGIT}]){BLANK}折")
_WHOLE = re.compile(rf"百{BLANK}分{BLANK}之{BLANK}百(?!分)")
NOT_TENTH = "功立员果效为本长就分品绩熟都语型交叠旧合射磨套"  # 成功, 折合: words, no tenths


@lru_cache(maxsize=32)
def percent_factor(base: str) -> Decimal:
    """What turns the number after `base` 分之 into a percent: 百 1, 千 0.1, 万 0.01.

    >>> percent_factor("千")
    Decimal('0.1')
    """
    number = read_number(base)
    return Decimal(100) / number.value if number and number.value else Decimal(1)


def percents(folded: str, numbers: Iterable[Expression]) -> Iterator[Expression]:
    """Each percent of a folded text with these `numbers`, in order, valued in percent."""
    found = [p for e in numbers if e.high is None and (p := _percent(folded, e)) is not None]
    found += [Expression(m.start(), m.end(), Decimal(5 if m["kind"] == "成" else 50)) for m in _HALF.finditer(folded)]
    found += [Expression(m.start(), m.end(), Decimal(100)) for m in _WHOLE.finditer(folded)]
    found += [Expression(m.start(), m.end(), Decimal(10 * _digit(m["a"]) + _digit(m["b"]))) for m in _PAIR.finditer(folded)]
    last = 0
    for percent in sorted(found, key=lambda p: (p.start, -p.end)):
        if percent.start >= last:
            yield percent
            last = percent.end


def _digit(c: str) -> int:
    return int(c) if c.isdigit() else DIGITS[c]


def _percent(folded: str, number: Expression) -> Expression | None:
    base = _BASE.search(folded, max(0, number.start - 30), number.start)
    if base:
        value = number.value * percent_factor(base["base"])
        return Expression(base.start(), number.end, value) if _opens(folded, base.start()) else None
    after = _AFTER.match(folded, number.end)
    if after is None:
        return None
    if after["tenth"] or after["off"]:
        return _tenths(folded, number, after)
    return Expression(number.start, after.end(), number.value / 10 if after["sign"] == "‰" else number.value)


def _opens(folded: str, place: int) -> bool:
    """五百分之2.2 is a fraction: its 百 belongs to the number before it."""
    return not place or folded[place - 1] not in DIGITS and not folded[place - 1].isdigit() and folded[place - 1] not in "十百千万几数"


def _tenths(folded: str, number: Expression, after: re.Match[str]) -> Expression | None:
    """三成半 is 35, 七成六 is 76, 七折 is 70, 75折 is 75; 十折 says nothing."""
    end = after.end()
    if after["off"]:
        limit = number.value if number.value < 10 else number.value / 10
        return Expression(number.start, end, limit * 10) if 0 < limit < 10 and number.value != 10 else None
    if not 0 < number.value <= 10 or folded.startswith(tuple(NOT_TENTH), after.end("tenth")):
        return None
    rest = (after["rest"] or "").strip()
    extra = 5 if rest == "半" else _digit(rest) if rest else 0
    return Expression(number.start, end, number.value * 10 + extra)
