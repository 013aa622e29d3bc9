"""Numbers as word processors write them before a paragraph: 三, 叁, 丙, ③, iii, C."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese(number: int) -> str:
    """
    >>> chinese(12), chinese(20), chinese(105)
    ('十二', '二十', '一百零五')
    """
    if not 0 < number < 10_000:
        return "".join(_DIGITS[int(d)] for d in str(number)) if number >= 0 else str(number)
    text, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + sign
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def _legal(number: int) -> str:
    return chinese(number).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text, number = text + sign * (number // value), number % value
    return text


def _letters(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


def _enclosed(first: str, count: int = 20) -> Callable[[int], str]:
    return lambda n: chr(ord(first) + n - 1) if 0 < n <= count else str(n)


def _circled(number: int) -> str:
    for low, high, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda n: "",
    "decimalZero": lambda n: f"{n:02d}",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedParen": _enclosed("⑴"),
    "decimalEnclosedFullstop": _enclosed("⒈"),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
}
_FORMATS |= dict.fromkeys(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ),
    chinese,
)
_FORMATS |= dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled)
_FORMATS |= dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide)


def written(number: int, format: str) -> str:
    """`number` in one of the formats of ECMA-376 `ST_NumberFormat`; decimal for those no Chinese office uses.

    >>> written(3, "chineseCountingThousand"), written(3, "decimalEnclosedCircle"), written(3, "decimal")
    ('三', '③', '3')
    """
    return _FORMATS.get(format, str)(number)
