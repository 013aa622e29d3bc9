"""One written numeral at a place of a folded text: its value and where it ends (一百零三万, 3万4000, 7 万5 千, 三点二五亿).

A single pass over its tokens keeps what has been read so far as a valid numeral, and stops at the first token that
cannot go on: 五十千 is 五十. The pass never goes back, so no text makes it slow.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ..numerals import DIGITS, LARGE, SMALL, TENS
from ..text import fold

_VARIANTS = str.maketrans("萬億兩倆俩貳參陸點負幾餘雙對個弍弌", "万亿两两两贰叁陆点负几余双对个二一")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_WORDLIKE = frozenset("伍陆肆拾")  # 队伍, 大陆, 放肆, 收拾: alone they are words, not digits
_ZERO = frozenset("零〇○")
_LARGE_CLASS = "".join(LARGE)
_SMALL_CLASS = "".join(SMALL)
_DIGIT_CLASS = "".join(DIGITS)
_SCALE_CLASS = _LARGE_CLASS + _SMALL_CLASS
ARABIC = (
    r"(?:(?<![0-9]\.)(?:[0-9]{1,3}(?:[ ][0-9]{3})++(?![0-9])|[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?+"
    r"|[0-9]++|(?<![0-9.])\.[0-9]++(?!\.[0-9]))"
)
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<small>[{_SMALL_CLASS}])|(?P<large>[{_LARGE_CLASS}])|(?P<tens>[{''.join(TENS)}])"
    rf"|(?P<digits>[{_DIGIT_CLASS}]++)"
)
_B = r"[ \t]{0,8}+"
_BLANKS = re.compile(r"[ \t]{1,8}+")
_INFIX = re.compile(rf"(?P<how>[几余多来]){_B}(?=[{_LARGE_CLASS}十百千])")
_SCALE_NEXT = re.compile(rf"{_B}[{_SCALE_CLASS}]")
_POINT = re.compile(
    rf"{_B}点{_B}(?P<digits>[{_DIGIT_CLASS.replace('两', '')}]{{1,32}}+)(?!{_B}[十百千拾佰仟])(?P<large>{_B}[{_LARGE_CLASS}]{{1,2}}+)?+"
)
_NOT_SCALE = re.compile(rf"百{_B}分{_B}[点位比]|千(?=瓦|克|米|伏|卡|焦|帕)")
_MAX_DIGITS = 64
_NO_SCALE = 10**24


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral read: its end and value, the upper end of 七八十, what 余 or 几 inside it says, whether it is in Chinese."""

    end: int
    value: Decimal
    high: Decimal | None = None
    modifier: str | None = None
    chinese: bool = False


def folded_numerals(text: str) -> str:
    """`text` with widths and traditional numerals folded, character by character, so that offsets stay true.

    >>> folded_numerals("４，５６５萬")
    '4,565万'
    """
    return fold(_WIDE_COMMA.sub(",", text) if "，" in text else text).translate(_VARIANTS)


def read_numeral(text: str, place: int) -> Numeral | None:
    """The longest numeral that starts at `place` of a text folded by `folded_numerals`; None if there is none.

    >>> read_numeral("五十千", 0).end, read_numeral("3万4000", 0).value
    (2, Decimal('34000'))
    """
    reader = _Reader(text, place)
    reader.read()
    return reader.result()


class _Reader:
    """A numeral in the reading: its large groups summed, the group now open, a digit not yet placed, the last good end."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.start, self.at, self.end = text, place, place, place
        self.total = self.section = Decimal(0)
        self.pending: Decimal | None = None
        self.value: Decimal | None = None
        self.modifier: str | None = None
        self.last, self.lowest, self.floor, self.pair = "", _NO_SCALE, _NO_SCALE, -1
        self.arabic = False

    def read(self) -> None:
        """Take tokens until one does not fit."""
        steps = {
            "arabic": self._arabic, "digits": self._digits, "small": self._small, "large": self._large, "tens": self._tens,
        }  # fmt: skip
        while True:
            here, blank, modifier = self._gap()
            token = _TOKEN.match(self.text, here)
            if token is None or token.lastgroup is None or _NOT_SCALE.match(self.text, here):
                return
            if (blank and not self._joins(token)) or not steps[token.lastgroup](token):
                return
            self.at = token.end()
            self.modifier = self.modifier or modifier

    def _gap(self) -> tuple[int, bool, str | None]:
        """Where the next token begins: past a blank, and past 余 几 多 来 before a scale."""
        if self.at == self.start:
            return self.at, False, None
        blank = _BLANKS.match(self.text, self.at)
        here = blank.end() if blank else self.at
        infix = _INFIX.match(self.text, here)
        if infix is None:
            return here, blank is not None, None
        return infix.end(), False, "over" if infix["how"] in "余多" else "approx"

    def _joins(self, token: re.Match[str]) -> bool:
        """Whether a token after a blank belongs to the numeral before it: a scale does, a digit only beside scales."""
        if token.lastgroup in ("small", "large"):
            return True
        if self.last not in ("small", "large"):
            return False
        return token.lastgroup != "arabic" or _SCALE_NEXT.match(self.text, token.end()) is not None

    def _arabic(self, token: re.Match[str]) -> bool:
        digits = token.group().replace(",", "").replace(" ", "")
        if len(digits) > _MAX_DIGITS or self.last in ("arabic", "digits"):
            return False
        value = Decimal(digits)
        fits = self.lowest > value >= self.lowest // 10 or self.last == "zero" or _SCALE_NEXT.match(self.text, token.end())
        if self.last and not fits:
            return False
        self.pending, self.last, self.arabic = value, "arabic", True
        return self._keep(token.end(), self.total + self.section + value)

    def _digits(self, token: re.Match[str]) -> bool:
        run = token.group()
        if self.last in ("arabic", "digits"):
            return False
        if run in _ZERO:
            self.last = "zero" if self.last else "zero-first"
            return True if self.last == "zero" else self._keep(token.end(), Decimal(0))
        if len(run) > 1 and not (len(run) == 2 and run[0] in _ZERO and self.last):
            return self._run(token)
        self.pending = Decimal(DIGITS[run[-1]])
        spoken = self.pending
        if len(run) == 1 and self.last in ("small", "large") and self.lowest >= 100:
            spoken = self.pending * self.lowest / 10  # 二百五, 一万三
        self.last = "digits"
        return self._keep(token.end(), self.total + self.section + spoken)

    def _run(self, token: re.Match[str]) -> bool:
        """Digits side by side: 二〇二三 is read digit by digit, 七八十 and 三十五六 are ranges."""
        run = token.group()
        if not self.last and (len(run) > 2 or _ZERO & set(run)):
            if "两" not in run and len(run) <= _MAX_DIGITS:
                self._keep(token.end(), Decimal("".join(str(DIGITS[c]) for c in run)))
            return False
        low, high = DIGITS[run[0]], DIGITS[run[1]]
        if len(run) != 2 or not 0 < low < high or not (high - low == 1 or (low, high) == (3, 5)):
            return False
        self.pair, self.pending, self.last = token.start(), Decimal(low), "digits"
        return self._keep(token.end(), self.total + self.section + low)

    def _tens(self, token: re.Match[str]) -> bool:
        if self.last in ("arabic", "digits") or self.lowest <= 10:
            return False
        self.section += TENS[token.group()]
        self.last, self.lowest = "small", 10
        return self._keep(token.end(), self.total + self.section)

    def _small(self, token: re.Match[str]) -> bool:
        scale = SMALL[token.group()]
        if scale >= self.lowest or (self.pending is None and self.last == "small"):
            return False
        self.section += (1 if self.pending is None else self.pending) * scale
        named = self.last != "" or token.group() in "十拾"  # a bare 百 or 千 is no numeral, 百三 is
        self.pending, self.last, self.lowest = None, "small", scale
        return self._keep(token.end(), self.total + self.section, named=named)

    def _large(self, token: re.Match[str]) -> bool:
        scale = LARGE[token.group()]
        group = self.section + (self.pending or 0)
        if self.last == "large":
            self.total *= scale
        elif not group:
            return False
        elif self.total < scale:
            self.total, self.floor = (self.total + group) * scale, _NO_SCALE
        elif scale < self.floor:
            self.total += group * scale
        else:
            return False
        self.section, self.pending, self.last, self.lowest = Decimal(0), None, "large", scale
        self.floor = min(self.floor, scale)
        return self._keep(token.end(), self.total, named=False)

    def _keep(self, end: int, value: Decimal, *, named: bool = True) -> bool:
        """Remember a good end; a numeral of scales only never has one."""
        if named or self.value is not None:
            self.end, self.value = end, value
        return True

    def result(self) -> Numeral | None:
        """The numeral read, with its decimals, or None."""
        text, start, end = self.text, self.start, self.end
        if self.value is None:
            return None
        chinese = not text[start].isascii()
        if self.pair >= 0:
            return self._range(text[start:end])
        point = None if self.arabic else _POINT.match(text, end)
        if point is None:
            if end - start == 1 and text[start] in _WORDLIKE and text[start - 1 : start] != "之":
                return None
            return Numeral(end, self.value, None, self.modifier, chinese)
        value = Decimal(f"{self.value:.0f}." + "".join(str(DIGITS[c]) for c in point["digits"]))
        for c in (point["large"] or "").strip():
            value *= LARGE[c]
        return Numeral(point.end(), value, None, self.modifier, chinese)

    def _range(self, written: str) -> Numeral | None:
        """七八十 read once as 七十 and once as 八十."""
        at = self.pair - self.start
        low, high = (read_numeral(w, 0) for w in (written[: at + 1] + written[at + 2 :], written[:at] + written[at + 1 :]))
        return Numeral(self.end, low.value, high.value, self.modifier, True) if low and high else None
