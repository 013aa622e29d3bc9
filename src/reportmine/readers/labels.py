"""A list label and its text on one line: 一、 （一） 1. ①"""

import re

from ..heading_marks import CIRCLED, DIVISION

LABEL = re.compile(
    rf"[（(]?[\d一二三四五六七八九十百]{{1,3}}[)）.．、]+|{CIRCLED}|[•●■◆]+|{DIVISION}[章节条部](?=[ \t])"
)


def _needs_blank(last: str, first: str) -> bool:
    """A label that ends in a digit or dot would melt into a text that begins with a digit: `1.` + `2023年`."""
    return last.isdigit() or (last in ".．" and first.isascii() and first.isalnum())


def joined(label: str, suffix: str, text: str) -> str:
    """Label and text on one line; the gap that Word paints becomes a blank only where reading needs it.

    >>> joined("一、", "tab", "总体情况"), joined("1.", "tab", "2023年"), joined("第一章", "space", "总则")
    ('一、总体情况', '1. 2023年', '第一章 总则')
    """
    if not label or not text:
        return text
    blank = suffix != "nothing" and (label[-1].isalpha() or _needs_blank(label[-1], text[0]))
    return label + (" " if blank else "") + text
