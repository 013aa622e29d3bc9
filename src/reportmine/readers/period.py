"""Which time a report is about: 2023, 2023年上半年, 2023年中期, 2023年第三季度, 2014—2016."""

import re

from ..numerals.grammar import DIGITS
from ..resources import OURS, Resources
from .head import DATE, Ends, head_words

_YEAR = (
    r"((?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)20\d{2}(?=[01]\d[0-3]\d(?!\d))"
    r"|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
)
_QUARTER = r"第?[一二三四1-4]季度"
_MONTHS = r"[1１]\s*[-—–~至]\s*\d{1,2}\s*月(?:份)?|1?\d月(?:份)?(?!\d*日)"
_SPAN = re.compile(_YEAR + r"\s*年?\s*(?:[-—–~～至_]|到)+\s*" + _YEAR)


def _named(resources: Resources) -> re.Pattern[str]:
    """A year, perhaps with the part of it that is meant."""
    return re.compile(rf"{_YEAR}\s*年?\s*度?\s*({_parts(resources)}|{_QUARTER}|{_MONTHS})?")


def _only_part(resources: Resources) -> re.Pattern[str]:
    return re.compile(f"{_parts(resources)}|第[一二三四]季度")


def _parts(resources: Resources) -> str:
    return "|".join(map(re.escape, sorted(head_words(resources)["part"], key=lambda word: (-len(word), word))))


def period(ends: Ends, title: str, path: str, genre: str, resources: Resources = OURS) -> tuple[str, int | None, str]:
    """Period, year, and whence they are: the title, the head, the date at the end, or the file's name.

    A part of the year that only the title names (中期) is added to a year that stands elsewhere.

    >>> from .head import ends
    >>> period(ends(""), "××局2023年上半年工作总结", "", "")
    ('2023年上半年', 2023, 'head')
    >>> period(ends(""), "××局主题教育中期汇报", "2023/××局.docx", "")
    ('2023年中期', 2023, 'path')
    """
    time, year, origin = _stated(ends, title, path, genre, resources)
    part = resources.made(_only_part).search(title or path.rpartition("/")[2]) if time == str(year or "") else None
    if part is None:
        return time, year, origin
    named_part = _part(part[0], resources)
    return (f"{year}年{named_part}" if year else named_part), year, origin or ("head" if title else "path")


def _stated(ends: Ends, title: str, path: str, genre: str, resources: Resources) -> tuple[str, int | None, str]:
    for line in (title, *ends.head):
        if found := named(line, resources):
            return *found, "head"
    for line in reversed(ends.tail):
        if date := DATE.search(line):
            return *_of_date(date, genre or title, resources), "head"
    for part in reversed(path.replace("\\", "/").split("/")):
        if found := named(part, resources):
            return *found, "path"
    return "", None, ""


def named(text: str, resources: Resources = OURS) -> tuple[str, int] | None:
    """The period that a title or a file name states; the year is that of its end.

    >>> named("2014年—2016年领导班子总结"), named("二〇二三年第三季度"), named("汇报")
    (('2014—2016', 2016), ('2023年第三季度', 2023), None)
    """
    if span := _SPAN.search(text):
        first, last = _year(span[1]), _year(span[2])
        if first < last:
            return f"{first}—{last}", last
    if not (found := resources.made(_named).search(text)):
        return None
    year, part = _year(found[1]), _part(found[2] or "", resources)
    return (f"{year}年{part}" if part else str(year)), year


def _year(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else int("".join(str(DIGITS[c]) for c in text))


def _part(text: str, resources: Resources) -> str:
    bare = "".join(text.split()).replace("份", "")
    if bare.endswith("季度") and "前" not in bare:
        return "第" + "一二三四"["一二三四1234".index(bare.removeprefix("第")[0]) % 4] + "季度"
    return resources.made(head_words)["part"].get(bare, bare)


def _of_date(date: re.Match[str], kind: str, resources: Resources) -> tuple[str, int]:
    """The year of a date of signing; a yearly summary signed in January or February is about the year
    before.
    """
    year = _year(date[1])
    month = int(date[2]) if date[2].isdigit() else 0
    if month in (1, 2) and any(word in kind for word in resources.made(head_words).get("annual", {})):
        year -= 1
    return str(year), year
