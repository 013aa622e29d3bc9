"""What looks like a quantity and is none: dates, ordinals, set phrases, class names, letters that only look like masks.

Each guard takes the match's place in the folded text and says yes or no; `explain` names the one that spoke.
"""

import re

from ..model import Unit
from ..numerals.grammar import CHINESE
from ..numerals.masks import is_masked
from .grammar import Grammar
from .quantity_words import QuantityWords

# A number with its unit: the folded text, where it begins and ends there, the number's characters, unit, where the unit begins.
# A plain tuple, since one is made for every candidate.
_Candidate = tuple[str, int, int, str, Unit, int]

_YEAR = re.compile(rf"(?:19|20)[0-9*xX×]{{2}}|[0-9*xX×]{{4}}|[{CHINESE}○]{{4}}")
_PRODUCT = re.compile(r"\d[*×xX]\d")
_TIMES = re.compile(r"年\d{1,2}月$|月$|时\d{0,2}$|点$|年$")
_PHASES = frozenset("一二三四五")  # 两期 counts, 二期 numbers
_BARE_SCALES = frozenset("十百千万亿") | {"千万", "百万", "亿万", "万千", "万亿", "千百"}


def rejects(text: str, start: int, end: int, body: str, unit: Unit | None, unit_start: int, grammar: Grammar) -> str | None:
    """The name of the guard that says this is no quantity, or None. `text` is folded."""
    before = text[start - 1] if start else ""
    if before == "第":
        return "ordinal"
    if before == "每":
        return "base-of-a-ratio"
    if in_phrase(text, start, body, grammar):
        return "set-phrase"
    if not body.isdecimal() and is_masked(body) and (_PRODUCT.search(body) or _no_mask(text, start, body, unit)):
        return "no-mask"
    if unit is None:
        return None
    return _unit_guard((text, start, end, body, unit, unit_start), grammar.words)


def in_phrase(text: str, start: int, body: str, grammar: Grammar) -> bool:
    """Whether a set phrase (一方面, 十五五) covers the numeral."""
    for i, phrases in grammar.phrases.get(body[0], ()):
        if "点" in body:  # 一点五 is a number though 一点 is a phrase
            phrases = tuple(p for p in phrases if len(p) - i >= len(body))
        if i <= start and text.startswith(phrases, start - i):
            return True
    return False


def _no_mask(text: str, start: int, body: str, unit: Unit | None) -> bool:
    if unit is not None and not unit.masks:
        return True
    if unit is not None and unit.name.isascii() and unit.name != "%":
        return True
    return body[0] in "xX" and start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()


def _unit_guard(it: _Candidate, words: QuantityWords) -> str | None:
    text, start, end, body, unit, place = it
    name = unit.name
    if unit.not_before and other_word(text, unit, place):
        return "another-word"
    if body == "一" and unit.kind not in ("percent", "point") and not _counts_one(it, words):
        return "indefinite-one"
    if body[0] in CHINESE and _ranks(it, words):
        return "ordinal"
    if _orders(it, words):
        return "ordinal"
    if body in _BARE_SCALES and body != "十" and not text.endswith(words.modifying, 0, start):
        return "bare-scale"
    if name in words.dated and _is_date(it, words):
        return "date"
    if name in words.clock and text[start - 1 : start] in ("时", "点"):
        return "clock"
    if name[-1].isascii() and name[-1].isalpha() and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return "another-word"
    if unit.kind == "measure" and text.startswith(words.classes, end):
        return "class-name"
    return None


def other_word(text: str, unit: Unit, place: int) -> bool:
    """Whether the unit's characters begin another word here: 项目, but not 3项目标."""
    if not unit.not_before or not text.startswith(unit.not_before, place):
        return False
    return not (unit.but_before and text.startswith(unit.but_before, place))


def _counts_one(it: _Candidate, words: QuantityWords) -> bool:
    """举办一期读书班 counts; 每月召开一次, 一项重要工作 do not."""
    text, start, _, _, unit, _ = it
    before = text[max(0, start - 8) : start]
    return unit.name in words.once and before.endswith(words.holding) and "每" not in before


def _ranks(it: _Candidate, words: QuantityWords) -> bool:
    """Chinese numerals that number rather than count: 化工二期, 十八届, 中亚五国, 十大突破."""
    text, start, _, body, unit, place = it
    if unit.name in words.numbered:
        return True
    if text.startswith(words.sitting, place):
        return text.endswith(words.body, max(0, start - 4), start)
    return unit.name == "期" and body in _PHASES and not text.endswith(words.holding, max(0, start - 4), start)


def _orders(it: _Candidate, words: QuantityWords) -> bool:
    """Units that order: 列全市3位, 2023届, 前三名 (but 目前三名)."""
    text, start, _, body, unit, _ = it
    if unit.name in words.ranked and words.place.search(text[max(0, start - 8) : start]):
        return True
    if unit.name in words.session and _YEAR.fullmatch(body):
        return True
    first = text[start - 1 : start] == "前" and unit.name in words.front
    return first and bool(words.first_ones.search(text[max(0, start - 8) : start]))


def _is_date(it: _Candidate, words: QuantityWords) -> bool:
    text, start, end, body, unit, _ = it
    number = body.strip()
    if unit.name in words.year:
        if _YEAR.fullmatch(number) and not number.endswith(("万", "千", "百", "十")):
            return True
        joined = text[start - 1 : start] in ("—", "-", "~", "至", "、")
        return joined and bool(re.search(r"(?:19|20)\d\d年?$", text[max(0, start - 6) : start - 1]))
    if unit.name in words.day:
        return bool(_TIMES.search(text[max(0, start - 6) : start])) or not text.startswith(words.deadline, end)
    return unit.name == "周" and text[start - 1 : start] == "第"
