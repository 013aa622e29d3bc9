"""Written numerals to exact `Decimal`s: 1,825.95, 一百零三万, 3万4000, 7 万5 千, 三点二五亿, 七八十, 2亿8千余万.

A single pass over the tokens of a numeral keeps what has been read so far as a valid numeral, and stops at the first
token that cannot go on. The pass never goes back, so no text makes it slow.

A last digit without its scale counts in the next lower place: 三千五 and 3千5 are 3500, 两百五 is 250, 一亿二 is 1.2亿.
It can be nothing else, with a unit behind it or not: an empty place inside a numeral is always spoken, so that 3005 is
三千零五 (W3C, CSS Counter Styles Level 3, section 7.1: trailing zeros are dropped, all others are one 零). Several
figures must fill the places below the scale (3万4000), those that do not (3万50) are not read; nor are figures after
decimals (1.2万5千), scales out of order (五十千), a ten after more than one figure (2024十大), or a large scale that
opens a numeral and is followed by digits (万八千 is “about ten thousand”).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..model import Number
from .grammar import ARABIC, BLANK, DIGITS, HUNDRED, INFIXES, LARGE, SCALES, SMALL, TENS, THOUSAND
from .masks import is_masked, masked

_WORDLIKE = frozenset("伍陆肆拾")  # 队伍, 大陆, 放肆, 收拾: alone they are words, not digits
_ZERO = frozenset("零〇○")
_LARGE = f"[{''.join(LARGE)}]"
_DIGIT = f"[{''.join(DIGITS)}]"
_SMALL = rf"(?:[十拾佰仟]|{THOUSAND}|{HUNDRED})"
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<small>{_SMALL}|[{''.join(TENS)}])|(?P<large>{_LARGE})|(?P<digits>{_DIGIT}++)"
)
_INFIXES = "".join(INFIXES)
_BETWEEN = frozenset(_INFIXES + " \t")
_BLANKS = re.compile(r"[ \t]{1,8}+")
_INFIX = re.compile(rf"(?P<how>[{_INFIXES}]){BLANK}(?={_LARGE}|{_SMALL})")
_SCALE_NEXT = re.compile(rf"{BLANK}(?:{_LARGE}|{_SMALL})")
_POINT = re.compile(
    rf"{BLANK}点{BLANK}(?P<digits>{_DIGIT.replace('两', '')}{{1,32}}+)(?!{BLANK}(?:[十拾]|[百千佰仟](?![万亿])))"
    rf"(?P<scales>{BLANK}[百千]?{_LARGE}{{1,2}}+)?+"
)
_PLAIN = re.compile(r"([0-9]{1,32}+(?:,[0-9]{3})*+(?:\.[0-9]{1,24}+)?)([万亿]?|万亿)")
_FACTORS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_MAX_DIGITS = 64
_NO_SCALE = 10**24


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral read: its end and value, the upper end of 七八十, what 余 or 几 inside it says, whether it is in Chinese.

    `bare` says that it is a scale alone (千万), which is a number only after words such as 近.
    """

    end: int
    value: Decimal
    high: Decimal | None = None
    modifier: str | None = None
    chinese: bool = False
    bare: bool = False


@lru_cache(maxsize=8192)
def read_number(body: str) -> Number | None:
    """The value of a whole numeral as the grammar cuts it, with a mask or 余 多 来 几 in it; None if it cannot be read.

    >>> read_number("2亿8千余万").value, read_number("3千5").value, read_number("五十千")
    (Decimal('280000000'), Decimal('3500'), None)
    """
    if is_masked(body):
        return masked(body)
    core = body.rstrip(_INFIXES)
    modifier = INFIXES.get(body[-1])
    plain = _PLAIN.fullmatch(core)
    if plain:  # most numbers are: the reader would say the same, slower
        figures = plain[1].replace(",", "") if "," in core else plain[1]
        return Number(Decimal(figures) * _FACTORS[plain[2]], modifier=modifier)
    read = read_numeral(core, 0)
    if read is None or read.end != len(core):
        return None
    return Number(read.value, read.high, modifier=read.modifier or modifier)


def read_numeral(text: str, place: int) -> Numeral | None:
    """The longest numeral that starts at `place` of a folded text; None if there is none.

    >>> read_numeral("五十千", 0).end, read_numeral("3万4000", 0).value
    (2, Decimal('34000'))
    """
    reader = _Reader(text, place)
    reader.read()
    return reader.result()


def scale_of(written: str) -> int:
    """The factor of the scales that end a numeral: 1.2万亿 10¹², 三十 10, 35 1.

    >>> scale_of("1.2万亿")
    1000000000000
    """
    factor, at = 1, len(written)
    while at and (scale := SCALES.get(written[at - 1])):
        factor, at = factor * scale, at - 1
    return factor if at else 1


class _Reader:
    """A numeral in the reading: its large groups summed, the group now open, a digit not yet placed, the last good end."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.start, self.at, self.end = text, place, place, place
        self.total = self.section = Decimal(0)
        self.pending: Decimal | None = None
        self.value = Decimal(0)
        self.modifier: str | None = None
        self.last, self.lowest, self.floor, self.pair = "", _NO_SCALE, _NO_SCALE, -1
        self.arabic, self.bare, self.decimals = False, True, False

    def read(self) -> None:
        """Take tokens until one does not fit."""
        while True:
            here, blank, modifier = self._gap()
            token = _TOKEN.match(self.text, here)
            if token is None or not self._fits(token, blank) or not _STEPS[token.lastgroup or ""](self, token):
                return
            self.at = token.end()
            self.modifier = self.modifier or modifier

    def _fits(self, token: re.Match[str], blank: bool) -> bool:
        """Whether a token may go on: after a large scale that opens only larger ones (万亿), after decimals only scales;
        after a blank scales, and digits only between scales."""
        scale = token.lastgroup in ("small", "large")
        if self.last == "large" and self.bare:
            return token.lastgroup == "large"
        if scale or not self.last:
            return True
        if self.decimals or blank and self.last not in ("small", "large"):
            return False
        return not blank or token.lastgroup != "arabic" or _SCALE_NEXT.match(self.text, token.end()) is not None

    def _gap(self) -> tuple[int, bool, str | None]:
        """Where the next token begins: past a blank, and past 余 几 多 来 before a scale."""
        if self.at == self.start or self.text[self.at : self.at + 1] not in _BETWEEN:
            return self.at, False, None
        blank = _BLANKS.match(self.text, self.at)
        here = blank.end() if blank else self.at
        infix = _INFIX.match(self.text, here)
        if infix is None:
            return here, blank is not None, None
        return infix.end(), False, INFIXES[infix["how"]]

    def _arabic(self, token: re.Match[str]) -> bool:
        digits = token.group().replace(",", "").replace(" ", "")
        if len(digits) > _MAX_DIGITS or self.last in ("arabic", "digits"):
            return False
        value = Decimal(digits)
        spoken = self._spoken(value) if len(digits) == 1 else value
        fits = spoken != value or self.lowest > value >= self.lowest // 10 or self.last == "zero"
        if self.last and not fits and not _SCALE_NEXT.match(self.text, token.end()):
            return False
        self.pending, self.last, self.arabic, self.decimals = value, "arabic", True, "." in digits
        return self._keep(token.end(), self.total + self.section + spoken)

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
        spoken = self._spoken(self.pending) if len(run) == 1 else self.pending
        self.last = "digits"
        return self._keep(token.end(), self.total + self.section + spoken)

    def _spoken(self, digit: Decimal) -> Decimal:
        """What a last digit counts: in 二百五, 一万三 the next lower place."""
        placed = self.last in ("small", "large") and self.lowest >= 100
        return digit * self.lowest / 10 if placed else digit

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

    def _small(self, token: re.Match[str]) -> bool:
        scale = SMALL.get(token.group(), 10)
        if token.group() in TENS:  # 廿 is 二十
            if self.pending is not None:
                return False
            self.pending = Decimal(TENS[token.group()] // 10)
        if scale >= self.lowest or (self.pending is None and self.last == "small"):
            return False
        if scale == 10 and self.pending is not None and self.pending > 9:  # 入选2024十大新闻
            return False
        self.section += (1 if self.pending is None else self.pending) * scale
        bare = not self.last and scale > 10
        self.pending, self.last, self.lowest = None, "small", scale
        return self._keep(token.end(), self.total + self.section, bare=bare)

    def _large(self, token: re.Match[str]) -> bool:
        scale = LARGE[token.group()]
        group = self.section + (self.pending or 0) if self.last else Decimal(1)
        if self.last == "large" and scale >= self.lowest:
            self.total *= scale
        elif self.last and self.pending is None and not self.section:
            return False
        elif self.total < scale:
            self.total, self.floor = (self.total + group) * scale, _NO_SCALE
        elif scale < self.floor:
            self.total += group * scale
        else:
            return False
        self.section, self.pending, self.last, self.lowest = Decimal(0), None, "large", scale
        self.floor = min(self.floor, scale)
        return self._keep(token.end(), self.total, bare=True)

    def _keep(self, end: int, value: Decimal, *, bare: bool = False) -> bool:
        """Remember a good end; a numeral of scales only stays bare."""
        self.end, self.value, self.bare = end, value, self.bare and bare
        return True

    def result(self) -> Numeral | None:
        """The numeral read, with its decimals, or None."""
        text, start, end = self.text, self.start, self.end
        if start == end:
            return None
        chinese = not text[start].isascii()
        if self.pair >= 0:
            return self._range(text[start:end])
        point = None if self.arabic or self.bare else _POINT.match(text, end)
        if point is None:
            if end - start == 1 and text[start] in _WORDLIKE and text[start - 1 : start] != "之":
                return None
            return Numeral(end, self.value, None, self.modifier, chinese, self.bare)
        value = Decimal(f"{self.value:.0f}." + "".join(str(DIGITS[c]) for c in point["digits"]))
        return Numeral(point.end(), value * scale_of(" " + (point["scales"] or "")), None, self.modifier, chinese)

    def _range(self, written: str) -> Numeral | None:
        """七八十 read once as 七十 and once as 八十."""
        at = self.pair - self.start
        low, high = (read_numeral(w, 0) for w in (written[: at + 1] + written[at + 2 :], written[:at] + written[at + 1 :]))
        return Numeral(self.end, low.value, high.value, self.modifier, True) if low and high else None


_STEPS = {"arabic": _Reader._arabic, "digits": _Reader._digits, "small": _Reader._small, "large": _Reader._large}
