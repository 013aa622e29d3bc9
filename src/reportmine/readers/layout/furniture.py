"""Running heads, page numbers and dot leaders: what pages carry and reports do not say."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from .glyphs import Line, Page

_NUMBER = re.compile(
    r"[-—–―－_·•.\s一]*\d{1,4}[-—–―－_·•.\s一]*|第?\s*\d{1,4}\s*页?\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?|第\s*[\d一二三四五六七八九十百]+\s*页"
    r"|[-—–―－\s]*[ivxIVX]{1,6}[-—–―－\s]*|[Pp]age\s*\d+(\s*of\s*\d+)?|[-—–―－_\s]+"
)
_LEADERS = re.compile(r".*[.．…·‥]{4,}\s*[-—(（]?\s*\d{0,4}\s*[)）-]?")
_ZONE = 0.15
_DEEP = 3
_PLACE = 6.0


def without_furniture(pages: Sequence[list[Line]], sheets: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page without page numbers, and without heads and feet that come back from page to
    page.
    """
    repeated = _repeated(pages, sheets)
    flat = [line for lines in pages for line in lines]
    width = max((x.right for x in flat), default=0.0) - min((x.left for x in flat), default=0.0)
    size = median([x.size for x in flat] or [1.0])

    def is_furniture(line: Line, number: int) -> bool:
        sheet, lines = sheets[number], pages[number]
        if line not in (*lines[:_DEEP], *lines[-_DEEP:]) or not _in_zone(line, sheet):
            return False
        if _NUMBER.fullmatch(line.text.strip()):
            return True
        return _key(line, sheet) in repeated and not _is_running_text(line, width, size)

    return [
        [line for line in lines if not is_furniture(line, number) and not _LEADERS.fullmatch(line.text)]
        for number, lines in enumerate(pages)
    ]


def _is_running_text(line: Line, width: float, size: float) -> bool:
    """Whether the line is as wide and as large as the text: a sentence may come back at the same place."""
    if line.text.endswith(("。", "；", "，")):
        return True
    return line.right - line.left > 0.85 * width and abs(line.size - size) < 0.05 * size


def _in_zone(line: Line, sheet: Page) -> bool:
    """Whether the line stands in the head or the foot of its page."""
    return line.base < _ZONE * sheet.height or line.base > (1 - _ZONE) * sheet.height


def _key(line: Line, sheet: Page) -> tuple[str, int]:
    """The line without its numbers, and how far from the nearer edge it stands."""
    edge = min(line.base, sheet.height - line.base)
    return re.sub(r"[\d一二三四五六七八九十百]+", "#", "".join(line.text.split())), round(edge / _PLACE)


def _repeated(pages: Sequence[list[Line]], sheets: Sequence[Page]) -> set[tuple[str, int]]:
    """Keys that at least two pages, and a third of all, carry at the same height."""
    counts: Counter[tuple[str, int]] = Counter()
    for lines, sheet in zip(pages, sheets, strict=True):
        keys = {_key(line, sheet) for line in (*lines[:_DEEP], *lines[-_DEEP:]) if _in_zone(line, sheet)}
        counts.update({(text, place + shift) for text, place in keys for shift in (-1, 0, 1)})
    needed = max(2, len(pages) / 3)
    return {key for key, count in counts.items() if count >= needed and len(key[0]) > 1}
