"""Plain numbers of a text, for readers who want the figures and nothing else: numbers, percents, ordinals, ranges.

Unlike quantities they need no unit: 三分之一, -2.5, 2^5, 一打 and 40k are numbers here. Values are exact `Decimal`s
(a fraction to 28 digits). Words that merely hold a numeral (统一, 四川, 三心二意) are not numbers.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from .number_expressions import expressions
from .numeral_scan import folded_numerals, read_numeral
from .percents import percents
from .ranges import FoundRange, ranges

_PERCENT_SIGN = re.compile(r"[ \t]{0,8}+(?:[%‰]|[成折](?![功立员果效为本长就分品绩熟都语型交叠旧合射磨]))")
_ORDINAL = re.compile(r"第[ \t]{0,8}+")

__all__ = ["FoundNumber", "FoundRange", "find_numbers", "find_ordinals", "find_percents", "find_ranges"]


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number with its place and exact value; `modifier` is `over` (十余万) or `approx` (二十几万), else null."""

    start: int
    end: int
    text: str
    value: Decimal
    modifier: str | None = None


def find_numbers(text: str) -> list[FoundNumber]:
    """The plain numbers of `text`, in order; percents with a sign (12%, 九折) and ranges (七八十) are left to their own.

    >>> [(n.text, str(n.value)) for n in find_numbers("负三十二，三分之一，4.78万亿，统一")][:3:2]
    [('负三十二', '-32'), ('4.78万亿', '4780000000000.00')]
    """
    folded = folded_numerals(text)
    return [
        FoundNumber(e.start, e.end, text[e.start : e.end], e.value, e.modifier)
        for e in expressions(folded)
        if e.high is None and not _PERCENT_SIGN.match(folded, e.end)
    ]


def find_percents(text: str) -> list[FoundNumber]:
    """Percents, per mille, 百分之…, 个百分点, 成 and 折, valued in percent.

    >>> [(p.text, str(p.value)) for p in find_percents("增长2.5%，占三成半，打对折")]
    [('2.5%', '2.5'), ('三成半', '35'), ('对折', '50')]
    """
    return [FoundNumber(s, e, text[s:e], value) for s, e, value in percents(folded_numerals(text))]


def find_ranges(text: str) -> list[FoundRange]:
    """Ranges and bounds: 三至五, 20~100, 七八十, 大于10小于20, 五百以上; a missing end is null.

    >>> [(r.text, int(r.low), int(r.high)) for r in find_ranges("3—5万人")]
    [('3—5万', 30000, 50000)]
    """
    return ranges(text, folded_numerals(text))


def find_ordinals(text: str) -> list[FoundNumber]:
    """第 with its number: 第三, 第２５０.

    >>> [(o.text, int(o.value)) for o in find_ordinals("第三批")]
    [('第三', 3)]
    """
    folded = folded_numerals(text)
    found = []
    for match in _ORDINAL.finditer(folded):
        read = read_numeral(folded, match.end())
        if read is not None and read.high is None:
            found.append(FoundNumber(match.start(), read.end, text[match.start() : read.end], read.value))
    return found
