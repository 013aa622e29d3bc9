"""What looks like a quantity and is none: dates, ordinals, set phrases, class names, letters that only look like masks.

Each guard takes the match's place in the folded text and says yes or no; `explain` names the one that spoke.
"""

import re

from ..model import Unit
from ..numerals.grammar import CHINESE
from ..numerals.masks import is_masked
from .grammar import Grammar

_YEAR = re.compile(rf"(?:19|20)[0-9*xX×]{{2}}|[0-9*xX×]{{4}}|[{CHINESE}○]{{4}}")
_PRODUCT = re.compile(r"\d[*×xX]\d")
_TIMES = re.compile(r"年\d{1,2}月$|月$|时\d{0,2}$|点$|年$")
_FRONT = re.compile(r"(?:^|[^此之目以年会会事日提超空跟往先])前$")
_NOT_FRONT_UNITS = frozenset(["名", "位", "强", "批", "列", "家", "个", "届", "条", "轮", "期", "章", "次", "组"])
_PLACE = re.compile(r"(?:列|居|排名|排|位列|位居|名列)(?:全[国省市县区州球]|世界|同类|同级|西部|中部|东部)?$")
_RANKED = frozenset(["名", "位"])
_COUNTED_ONCE = frozenset(["期", "场", "轮", "届"])
_HOLDING = ("举办", "举办了", "开办", "编发", "编印", "组织", "召开", "开展", "开展了", "完成", "连续", "已", "共", "推出", "办了", "制作", "播出", "刊发")
_NEVER_CHINESE = frozenset(["大", "届", "国", "省", "市", "州", "县", "区", "乡", "镇", "村", "校", "地", "院", "门", "员", "章", "字", "环", "星"])
_BODIES = ("人大", "大会", "届", "委员会", "全国政协", "人代会")
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
    return _unit_guard(text, start, end, body, unit, unit_start, before)


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


def _unit_guard(text: str, start: int, end: int, body: str, unit: Unit, unit_start: int, before: str) -> str | None:
    name = unit.name
    if other_word(text, unit, unit_start):
        return "another-word"
    if body == "一" and unit.kind not in ("percent", "point") and not _counts_one(text, start, name):
        return "indefinite-one"
    if body[0] in CHINESE and _ranks(text, start, body, name):
        return "ordinal"
    if name in _RANKED and _PLACE.search(text[max(0, start - 8) : start]) or name == "届" and _YEAR.fullmatch(body):
        return "ordinal"
    if body in _BARE_SCALES and body != "十" and not _is_modified(text, start):
        return "bare-scale"
    if name in ("年", "日", "周", "年度", "季度") and _is_date(text, start, end, body, name):
        return "date"
    if before == "前" and name in _NOT_FRONT_UNITS and _FRONT.search(text[max(0, start - 2) : start]):
        return "ordinal"
    if name == "分" and before in "时点":
        return "clock"
    if name[-1].isascii() and name[-1].isalpha() and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return "another-word"
    if unit.kind == "measure" and text[end : end + 1] in ("级", "型"):
        return "class-name"
    return None


def other_word(text: str, unit: Unit, place: int) -> bool:
    """Whether the unit's characters begin another word here: 项目, but not 3项目标."""
    if not unit.not_before or not text.startswith(unit.not_before, place):
        return False
    return not (unit.but_before and text.startswith(unit.but_before, place))


def _counts_one(text: str, start: int, name: str) -> bool:
    """举办一期读书班 counts; 每月召开一次, 一项重要工作 do not."""
    before = text[max(0, start - 8) : start]
    return name in _COUNTED_ONCE and before.endswith(_HOLDING) and "每" not in before


def _ranks(text: str, start: int, body: str, name: str) -> bool:
    """Chinese numerals that number rather than count: 化工二期, 十八届, 中亚五国, 十大突破."""
    if name in _NEVER_CHINESE:
        return True
    if name == "次" and text.startswith(("次会议", "次全会", "次全体"), start + len(body)):
        return text.endswith(_BODIES, max(0, start - 4), start)
    return name == "期" and body in _PHASES and not text.endswith(_HOLDING, max(0, start - 4), start)


def _is_modified(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in ("近", "超", "逾", "约", "破", "过", "达")


def _is_date(text: str, start: int, end: int, body: str, name: str) -> bool:
    number = body.strip()
    if name in ("年", "年度"):
        if _YEAR.fullmatch(number) and not number.endswith(("万", "千", "百", "十")):
            return True
        return text[start - 1 : start] in ("—", "-", "~", "至", "、") and bool(re.search(r"(?:19|20)\d\d年?$", text[max(0, start - 6) : start - 1]))
    if name == "日":
        return bool(_TIMES.search(text[max(0, start - 6) : start])) or not text.startswith(("内", "以内", "之内", "前办"), end)
    return name == "周" and text[start - 1 : start] in ("第",)
