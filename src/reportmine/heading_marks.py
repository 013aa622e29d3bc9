"""The marks of headings: those of GB/T 9704-2012 (一、 → （一） → 1. → （1）), with what offices really type, such as half-width
brackets, `1、`, ① and “——”.
"""

import re

COUNT = "[一二三四五六七八九十]{1,3}"
DIVISION = "第[一二三四五六七八九十百]{1,4}"  # what follows differs: 部分 in a report, 条 in a regulation, 节 in a book
FIRST = f"{COUNT}、"
SECOND = f"[（(]{COUNT}[)）]"
CIRCLED = "[①-⑳]"
_LEVELS = (
    rf"{DIVISION}(?:部分|章|编)[\s、：]?",
    FIRST,
    f"{SECOND}、?",
    r"\d{1,2}(?:[、．]|\.(?!\d))",
    r"[（(]\d{1,2}[)）]",
    CIRCLED,
    r"——?(?=[\u4e00-\u9fff“])",
)
MARK = re.compile("|".join(f"({level})" for level in _LEVELS))


def mark_level(line: str) -> int | None:
    """Which kind of mark a line begins with (0 is 第一部分, 1 is 一、 …).

    >>> mark_level("（一）摸实情"), mark_level("1.5亿元")
    (2, None)
    """
    mark = MARK.match(line)
    return None if mark is None else (mark.lastindex or 0) - 1


def without_mark(heading: str) -> str:
    """What a heading says: 摸实情 of （一）摸实情."""
    mark = MARK.match(heading)
    return heading[mark.end() :].lstrip() if mark else heading
