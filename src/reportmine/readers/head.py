"""The two ends of a report: letterhead, number and title above the text, signature and date below it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .genre import genre, names_genre

DATE = re.compile(r"[(（]?\s*((?:19|20)\d{2}|[一二][〇○零九]?[〇○零一二三四五六七八九]{2,3})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月"
                  r"(?:\s*([\d一二三四五六七八九十]{1,3})\s*日)?\s*[)）]?")  # fmt: skip
NUMBER = re.compile(r"[\u4e00-\u9fff×XＸ*]{1,14}\s*[〔\[［(（]\s*(?:19|20|[×XＸ*]{2})[\d×XＸ*]{2}\s*[〕\]］)）]\s*第?\s*[\d×XＸ*]{1,5}\s*号")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部]|\d{1,2}[.．、]")
_LABEL = re.compile(r"附件\s*\d*[:：]?|.*(?:机密|秘密|绝密)[★☆]?.*|内部资料.*|.*注意保存.*|(?:特急|加急|平急)|[\d\s]+|分享[:：]?|首页|目\s*录|[>＞|]+")
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
    """The ends of a report: the head goes as far as the salutation, the first heading or the first full sentence."""
    lines = [line.strip(" \t\u3000\ufeff\u00a0#") for line in text.split("\n")]
    lines = [line for line in lines if line]
    last = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _is_text(line)), min(len(lines), _HEAD_LINES))
    tail = [line for line in lines[last:][-_TAIL_LINES:] if len(line) <= 40 and not line.endswith(("。", "！"))]
    return Ends(tuple(lines[:last]), tuple(lines[last : last + 4]), tuple(tail))


def _is_text(line: str) -> bool:
    return len(line) > _LONGEST_TITLE or line.endswith(("。", "：", ":")) and len(line) > 3 or bool(_HEADING.match(line))


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


def title(head: tuple[str, ...], is_name: Callable[[str], bool] = lambda line: False) -> str:
    """The title: the first line that is none of letterhead, number, date or mark, with the lines it goes over.

    >>> title(("××市审计局文件", "×审发〔2023〕15号", "××市审计局关于主题教育开展", "情况的报告"))
    '××市审计局关于主题教育开展情况的报告'
    """
    lines = [line for line in head if _may_be_title(line)]
    lines = [line for line in lines if not is_name(line)] or lines[:1]
    whole = _joined(lines) if lines else ""
    return whole if len(whole) <= _LONGEST_TITLE * 2 else lines[0]


def _joined(lines: list[str]) -> str:
    """The first line, with the next ones as far as the kind of document is named (a long title goes over lines)."""
    text = lines[0]
    for count, line in enumerate(lines[1:3], start=2):
        if names_genre(text) or line.startswith(("—", "-", "（", "(")) or DATE.search(line):
            break
        if genre("".join(lines[:count]), "")[0] and not genre(text, "")[0]:
            return "".join(lines[:count])
    return text


def _may_be_title(line: str) -> bool:
    if len(line) < 4 or NUMBER.search(line) and "《" not in line or _LABEL.fullmatch(line):
        return False
    bare = DATE.sub("", line).strip("（）() ")
    return bool(bare) and not line.endswith("文件") and not line.startswith(("—", "来源", "【"))
