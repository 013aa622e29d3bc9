"""Plain numbers of a text, for readers who want the figures and nothing else: numbers, percents, ordinals, ranges.

Unlike quantities they need no unit: 三分之一, -2.5, 2^5, 一打 and 40k are numbers here. Values are exact `Decimal`s
(a fraction to 28 digits). Set phrases that merely hold a numeral (统一, 四川, 三心二意) are not numbers. Of a run that is
no numeral as a whole the part that is one is found (五十 of 五十千), where a quantity would be refused.
"""

import re
from collections.abc import Iterator

from ..numerals.expressions import Expression, expressions, folded_numerals
from ..numerals.percents import NOT_TENTH, percents
from ..numerals.values import read_numeral
from ..resources import OURS, Resources
from .number_ranges import FoundRange, ranges

_PERCENT_SIGN = re.compile(rf"[ \t]{{0,8}}+(?:[%‰]|[成折](?![{NOT_TENTH}]))")
_ORDINAL = re.compile(r"第[ \t]{0,8}+")


def find_numbers(text: str) -> list[Expression]:
    """The plain numbers of `text`, in order; percents with a sign (12%, 九折) and ranges (七八十) are left to their own.

    >>> [str(n.value) for n in find_numbers("负三十二，4.78万亿，统一")]
    ['-32', '4780000000000.00']
    """
    folded = folded_numerals(text)
    return [e for e in _counting(folded) if e.high is None and not _PERCENT_SIGN.match(folded, e.end)]


def find_percents(text: str) -> list[Expression]:
    """Percents, per mille, 百分之…, 个百分点, 成 and 折, valued in percent.

    >>> [str(p.value) for p in find_percents("增长2.5%，占三成半，打对折")]
    ['2.5', '35', '50']
    """
    folded = folded_numerals(text)
    return list(percents(folded, _counting(folded)))


def find_ranges(text: str) -> list[FoundRange]:
    """Ranges and bounds: 三至五, 20~100, 七八十, 大于10小于20, 五百以上; a missing end is null.

    >>> [(int(r.low), int(r.high)) for r in find_ranges("3—5万人")]
    [(30000, 50000)]
    """
    folded = folded_numerals(text)
    return ranges(folded, list(_counting(folded)))


def find_ordinals(text: str) -> list[Expression]:
    """第 with its number: 第三, 第２５０.

    >>> [(o.start, o.end, int(o.value)) for o in find_ordinals("第三批")]
    [(0, 2, 3)]
    """
    folded = folded_numerals(text)
    read = ((m.start(), read_numeral(folded, m.end())) for m in _ORDINAL.finditer(folded))
    return [Expression(start, n.end, n.value) for start, n in read if n and n.high is None and not n.bare]


def _counting(folded: str) -> Iterator[Expression]:
    """The numeric expressions that no set phrase (统一, 三心二意) covers; 十分 does not cover 十分之三."""
    phrases, lengths = OURS.made(_phrases)
    for found in expressions(folded):
        place, end = found.start, found.end
        covers = (folded[s : s + n] in phrases for n in lengths for s in range(max(0, end - n, place - n + 1), place + 1))
        if folded[place].isascii() or folded.endswith("分之", 0, place) or not any(covers):
            yield found


def _phrases(resources: Resources) -> tuple[frozenset[str], tuple[int, ...]]:
    """The set phrases, and the lengths they have."""
    found = frozenset(r["phrase"] for r in resources.rows("set_phrases"))
    return found, tuple(sorted({len(p) for p in found}))
