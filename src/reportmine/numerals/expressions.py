"""Numeric expressions of a folded text: numerals with their sign, fraction, power or dozen (-2.5, 三分之一, 2^5, 一打)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..text import fold
from .grammar import ARABIC, BLANK, DIGITS, SCALES, TENS
from .values import Numeral, read_numeral

_VARIANTS = str.maketrans("萬億兩倆俩貳參陸點負幾餘雙對個弍弌", "万亿两两两贰叁陆点负几余双对个二一")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_NUMERIC = "".join({**DIGITS, **SCALES, **TENS})
_FIRST = re.compile(rf"[{_NUMERIC}]|(?<![A-Za-z0-9_])[0-9]|(?<![A-Za-z0-9_.])\.(?=[0-9])|半百")
_RUN = re.compile(rf"[{_NUMERIC}]++|[0-9.]++")
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]++|(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{1,64}+@[A-Za-z0-9_.]++")
_SIGN = re.compile(rf"(?:(?<![0-9A-Za-z_)\-%{_NUMERIC}])-|(?<![肩担辜抱自欠背胜正])负{BLANK})$")
_POWER = re.compile(r"\^(?P<sign>[+-]{0,2}+)(?P<exponent>[0-9]{1,3}(?:\.[0-9]{1,3})?+)|[eE](?P<ten>[+-]?[0-9]{1,3}+)(?![0-9A-Za-z])")
_MULTIPLE = re.compile(rf"{BLANK}(?P<k>[kKmM])(?![A-Za-z0-9])")
_SLASH = re.compile(rf"/(?P<under>{ARABIC})(?![0-9/.])")
_MIXED_SLASH = re.compile(r"[ ](?P<over>[0-9]{1,4}+)/(?P<under>[0-9]{1,4}+)(?![0-9/.])")
_OF = re.compile(rf"{BLANK}分{BLANK}之{BLANK}(?P<minus>负?){BLANK}")
_AND = re.compile(rf"{BLANK}又{BLANK}")
_DOZEN = re.compile(r"打(?![造击开好响通赢牢破动扮架算扫断卡包])")
_THOUSANDS = {"k": 10**3, "m": 10**6}


@dataclass(frozen=True, slots=True)
class Expression:
    """A numeral with its sign, fraction or power, in folded text; `high` for 七八十."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    modifier: str | None = None


def folded_numerals(text: str) -> str:
    """`text` with widths and traditional numerals folded, character by character, so that offsets stay true.

    >>> folded_numerals("４，５６５萬")
    '4,565万'
    """
    return fold(_WIDE_COMMA.sub(",", text) if "，" in text else text).translate(_VARIANTS)


def expressions(folded: str) -> Iterator[Expression]:
    """Every numeric expression of a text folded by `folded_numerals`, in order; 数十 and 几千 leave open how many: skipped.

    >>> [(e.start, e.end, str(e.value)) for e in expressions("负三十二，1/4")]
    [(0, 4, '-32'), (5, 8, '0.25')]
    """
    folded = _ADDRESS.sub(lambda m: "_" * len(m.group()), folded)
    at = 0
    while (first := _FIRST.search(folded, at)) is not None:
        place = first.start()
        found = Expression(place, place + 2, Decimal(50)) if first.group() == "半百" else _expression(folded, place)
        if found is None:
            run = _RUN.match(folded, place)
            at = run.end() if run else place + 1
            continue
        at = found.end
        if folded[place] not in SCALES or folded[place - 1 : place] not in ("数", "上", "几"):
            yield found


def _expression(folded: str, place: int) -> Expression | None:
    read = read_numeral(folded, place)
    if read is None or read.bare:
        return None
    sign = _SIGN.search(folded, max(0, place - 9), place)
    whole = _whole(folded, place, read)
    start = sign.start() if sign else place
    value = -whole.value if sign else whole.value
    return Expression(start, whole.end, value, whole.high, whole.modifier)


def _whole(folded: str, place: int, read: Numeral) -> Numeral:
    """A numeral with what follows it: 分之, 又…分之…, a slash, a power, k, 打."""
    if read.high is not None:
        return read
    return _mixed(folded, read) or _shared(folded, read) or (read if read.chinese else _slashed(folded, place, read)) or read


def _mixed(folded: str, read: Numeral) -> Numeral | None:
    """三百五又三分之一, 1 4/3."""
    slash = _MIXED_SLASH.match(folded, read.end) if not read.chinese else None
    if slash and int(slash["under"]):
        return Numeral(slash.end(), read.value + Decimal(slash["over"]) / Decimal(slash["under"]))
    joint = _AND.match(folded, read.end)
    below = read_numeral(folded, joint.end()) if joint else None
    part = _shared(folded, below) if below else None
    return Numeral(part.end, read.value + part.value) if part else None


def _shared(folded: str, below: Numeral) -> Numeral | None:
    """三分之一: the part of the whole that `below` opens; 一打 is twelve."""
    joint = _OF.match(folded, below.end)
    above = read_numeral(folded, joint.end()) if joint else None
    if joint and above and above.high is None and below.value:
        minus = -1 if joint["minus"] else 1
        return Numeral(above.end, minus * above.value / below.value, chinese=True)
    dozen = _DOZEN.match(folded, below.end)
    return Numeral(dozen.end(), below.value * 12, chinese=True) if dozen else None


def _slashed(folded: str, place: int, read: Numeral) -> Numeral | None:
    """3/5, 2^-1, 1.5e3, 40k."""
    slash = _SLASH.match(folded, read.end) if folded[place - 1 : place] != "/" else None
    if slash:
        under = Decimal(slash["under"].replace(",", ""))
        return Numeral(slash.end(), read.value / under) if under else None
    power = _POWER.match(folded, read.end)
    if power:
        return _raised(read, power)
    thousand = _MULTIPLE.match(folded, read.end)
    return Numeral(thousand.end(), read.value * _THOUSANDS[thousand["k"].lower()]) if thousand else None


def _raised(read: Numeral, power: re.Match[str]) -> Numeral | None:
    if power["ten"]:
        return Numeral(power.end(), read.value * Decimal(10) ** int(power["ten"]))
    exponent = Decimal(power["exponent"]) * (-1 if power["sign"].count("-") % 2 else 1)
    if not read.value:
        return None
    return Numeral(power.end(), read.value**exponent)
