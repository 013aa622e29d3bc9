"""Written numbers to exact `Decimal`s: Arabic, Chinese, mixed, decimal, ranges of neighbours (七八十).

The grammar is that of GB/T 15835-2011 and of what offices really write (2亿8千余万, 两千三, 廿三, 〇).
"""

from decimal import Decimal
from functools import lru_cache

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SCALES = SMALL | LARGE
MAX_LENGTH = 40


def scale_of(text: str) -> int:
    """The factor that a run of scale characters stands for: 万 10⁴, 千万 10⁷, 万亿 10¹².

    >>> scale_of("万亿")
    1000000000000
    """
    factor = 1
    for c in text:
        factor *= SCALES[c]
    return factor


@lru_cache(maxsize=4096)
def parse_chinese(text: str) -> tuple[Decimal, Decimal | None] | None:
    """Value of a Chinese numeral, with the upper end if two neighbouring digits make it a range; None if it is none.

    >>> parse_chinese("一百二十万零三")
    (Decimal('1200003'), None)
    >>> parse_chinese("七八十")
    (Decimal('70'), Decimal('80'))
    >>> parse_chinese("三点二五亿")
    (Decimal('325000000.00'), None)
    """
    if len(text) > MAX_LENGTH:
        return None
    if "点" in text:
        return _parse_point(text)
    pair = _neighbours(text)
    if pair:
        low, high = (_whole(text[: pair] + text[pair + 1 :]), _whole(text[: pair - 1] + text[pair:]))
        return (Decimal(low), Decimal(high)) if low is not None and high is not None and low < high else None
    value = _whole(text)
    return None if value is None else (Decimal(value), None)


def _neighbours(text: str) -> int:
    """Index of the second of two adjacent digits that mean “either” (三五, 七八十), else 0; 二〇二三 is a year."""
    if "〇" in text or "零" in text or len(text) > 1 and not (set(text) & SCALES.keys()) and len(text) > 2:
        return 0
    for i in range(1, len(text)):
        low, high = DIGITS.get(text[i - 1], 0), DIGITS.get(text[i], 0)
        if 0 < low < high and (high - low == 1 or (low, high) == (3, 5)):
            return i
    return 0


def _parse_point(text: str) -> tuple[Decimal, None] | None:
    whole, _, rest = text.partition("点")
    digits = rest.rstrip("".join(SCALES))
    base = _whole(whole)
    if base is None or not digits or any(c not in DIGITS for c in digits):
        return None
    value = Decimal(f"{base}." + "".join(str(DIGITS[c]) for c in digits))
    return value * scale_of(rest[len(digits) :]), None


def _whole(text: str) -> int | None:
    """Whole Chinese numeral; a digit string without scales (二〇二三) is read digit by digit."""
    if not text:
        return None
    if not any(c in SCALES or c in TENS for c in text):
        return _digit_string(text)
    total = section = 0
    digit: int | None = None
    last = 1
    for c in text:
        if c in DIGITS:
            if digit and last != 0 and c not in "零〇○":
                return None
            digit, last = DIGITS[c], (0 if c in "零〇○" else last)
        elif c in TENS:
            section, digit, last = section + TENS[c], None, 10
        elif c in SMALL:
            section, digit, last = section + (1 if digit is None else digit) * SMALL[c], None, SMALL[c]
        else:
            section = section + (digit or 0) or (1 if not total else 0)
            total = (total + section) * LARGE[c] if c == "亿" or total and total < LARGE[c] else total + section * LARGE[c]
            section, digit, last = 0, None, LARGE[c]
    if digit and last >= 100 and text[-2] in SCALES:  # 两千三 = 2300
        digit *= last // 10
    return total + section + (digit or 0)


def _digit_string(text: str) -> int | None:
    if any(c not in DIGITS for c in text):
        return None
    return int("".join(str(DIGITS[c]) for c in text))


@lru_cache(maxsize=8192)
def parse_arabic(text: str) -> Decimal:
    """Value of ASCII digits with `,` or blanks between thousands.

    >>> parse_arabic("1,825.95")
    Decimal('1825.95')
    """
    return Decimal(text.replace(",", "").replace(" ", ""))
