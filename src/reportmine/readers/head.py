"""The two ends of a report: letterhead, number and title above the text, signature and date below it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..heading_marks import DIVISION, FIRST, SECOND
from ..resources import OURS, Resources
from .genre import genre, names_genre

_HANZI_YEAR = r"[一二][〇○零九]?[〇○零一二三四五六七八九]{2,3}"
_COUNT = r"[\d一二三四五六七八九十]{1,3}"
DATE = re.compile(
    rf"[(（]?\s*((?:19|20)\d{{2}}|{_HANZI_YEAR})\s*年\s*({_COUNT})\s*月(?:\s*({_COUNT})\s*日)?\s*[)）]?"
)
NUMBER = re.compile(
    r"[\u4e00-\u9fff×XＸ*]{1,14}\s*[〔\[［(（]\s*(?:19|20|[×XＸ*]{2})[\d×XＸ*]{2}\s*[〕\]］)）]"
    r"\s*第?\s*[\d×XＸ*]{1,5}\s*号"
)
_HEADING = re.compile(rf"{FIRST}|{SECOND}|{DIVISION}[章节部]|\d{{1,2}}[.．、]")
_SIGNS_ALONE = re.compile(r"[\d\s>＞|:：★☆]*")
_HEAD_LINES = 16
_LONGEST_TITLE = 70
_TAIL_LINES = 8


@dataclass(frozen=True, slots=True)
class Ends:
    """The lines above the text, the first lines of the text itself, and the last short lines."""

    head: tuple[str, ...]
    lead: tuple[str, ...]
    tail: tuple[str, ...]


def ends(text: str) -> Ends:
    """The ends of a report: the head goes as far as the salutation, the first heading or the first full
    sentence.
    """
    lines = [line.strip(" \t\u3000\ufeff\u00a0#") for line in text.split("\n")]
    lines = [line for line in lines if line]
    last = next(
        (i for i, line in enumerate(lines[:_HEAD_LINES]) if _is_text(line)), min(len(lines), _HEAD_LINES)
    )
    tail = [
        line for line in lines[last:][-_TAIL_LINES:] if len(line) <= 40 and not line.endswith(("。", "！"))
    ]
    return Ends(tuple(lines[:last]), tuple(lines[last : last + 4]), tuple(tail))


def _is_text(line: str) -> bool:
    return (
        len(line) > _LONGEST_TITLE
        or line.endswith(("。", "：", ":"))
        and len(line) > 3
        or bool(_HEADING.match(line))
    )


def number(head: tuple[str, ...]) -> str:
    """The document number (文号), if a line of the head is little else.

    >>> number(("××市审计局文件", "×审发〔2023〕15号"))
    '×审发〔2023〕15号'
    """
    for line in head:
        found = NUMBER.search(line)
        if found and len(line) - len(found[0]) <= 16 and "《" not in line:
            return "".join(found[0].split())
    return ""


def title(head: tuple[str, ...], is_name: Callable[[str], bool] = lambda line: False, resources: Resources = OURS) -> str:
    """The title: the first line that is none of letterhead, number, date or mark, with the lines it goes
    over.

    >>> title(("××市审计局文件", "×审发〔2023〕15号", "××市审计局关于主题教育开展", "情况的报告"))
    '××市审计局关于主题教育开展情况的报告'
    """
    lines = [line for line in head if _may_be_title(line, resources)]
    lines = [line for line in lines if not is_name(line)] or lines[:1]
    whole = _joined(lines, resources) if lines else ""
    return whole if len(whole) <= _LONGEST_TITLE * 2 else lines[0]


def _joined(lines: list[str], resources: Resources) -> str:
    """The first line, with the next ones as far as the kind of document is named (a long title goes over
    lines).
    """
    text = lines[0]
    for count, line in enumerate(lines[1:3], start=2):
        if names_genre(text, resources) or line.startswith(("—", "-", "（", "(")) or DATE.search(line):
            break
        if genre("".join(lines[:count]), "", resources)[0] and not genre(text, "", resources)[0]:
            return "".join(lines[:count])
    return text


def head_words(resources: Resources) -> dict[str, dict[str, str]]:
    """The words of `head_words.csv` with their values, by role."""
    found: dict[str, dict[str, str]] = {}
    for row in resources.rows("head_words"):
        found.setdefault(row["role"], {})[row["word"]] = row["value"]
    return found


def _is_mark(line: str, resources: Resources) -> bool:
    """Whether the line is one of the marks above a title: 机密★, 附件1, 内部资料 注意保存."""
    bare = "".join(line.split())
    for word in resources.made(head_words).get("mark", {}):
        bare = bare.replace(word, "")
    return bool(_SIGNS_ALONE.fullmatch(bare))


def _may_be_title(line: str, resources: Resources) -> bool:
    if len(line) < 4 or NUMBER.search(line) and "《" not in line or _is_mark(line, resources):
        return False
    bare = DATE.sub("", line).strip("（）() ")
    return bool(bare) and not line.endswith("文件") and not line.startswith(("—", "来源", "【"))
