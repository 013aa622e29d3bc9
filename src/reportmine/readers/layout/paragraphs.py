"""Printed lines to paragraphs: a line goes on with the next unless it ends short, or the next begins indented."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from .glyphs import Line

_INDENT = 0.9
_SHORT = 1.9
_END = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]+[章节条部])")
_LATIN = re.compile(r"[A-Za-z0-9%,.;:)]$")
_SIZE = 0.08
_FULL_LINES = 4
_FULL_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, and the (page, offset in it) at which it goes over to further pages."""

    text: str
    page: int
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document sets its text: distance of lines in em, and whether paragraphs are indented."""

    leading: float
    indents: bool
    size: float


def with_margins(blocks: Sequence[Sequence[Line]], widths: Sequence[float] = ()) -> list[Line]:
    """The lines of all blocks in order, each with the margins of its text.

    A block has margins of its own if enough of its lines are full; else they are those of all pages as wide as its page
    (`widths`): a list of short lines on a page says nothing about how wide the text might be.
    """
    shared: dict[float, tuple[float, float]] = {}
    found: list[Line] = []
    for block in blocks:
        prose = [line for line in block if not line.row]
        margins = _margins(prose)
        if not _is_full(prose, margins):
            width = _width(block[0], widths)
            if width not in shared:
                shared[width] = _margins([x for b in blocks for x in b if not x.row and _width(x, widths) == width])
            margins = _wider(margins, shared[width])
        found += [replace(line, margins=margins) for line in block]
    return found


def _width(line: Line, widths: Sequence[float]) -> float:
    return round(widths[line.page]) if widths else 0.0


def _is_full(lines: Sequence[Line], margins: tuple[float, float]) -> bool:
    full = sum(line.right > margins[1] - line.size for line in lines)
    return full >= max(_FULL_LINES, _FULL_SHARE * len(lines))


def _wider(own: tuple[float, float], shared: tuple[float, float]) -> tuple[float, float]:
    return min(own[0], shared[0]), max(own[1], shared[1])


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the text: the leftmost and rightmost places at which at least two lines agree."""
    if not lines:
        return 0.0, 0.0
    size = median(line.size for line in lines)
    return _agreed([line.left for line in lines], size), -_agreed([-line.right for line in lines], size)


def _agreed(places: list[float], size: float) -> float:
    """The smallest place shared within half an em by two lines (by a twentieth of many)."""
    ordered = sorted(places)
    needed = max(2, len(ordered) // 20)
    for i in range(len(ordered) - needed + 1):
        if ordered[i + needed - 1] - ordered[i] < size / 2:
            return ordered[i]
    return ordered[0]


def paragraphs(lines: Sequence[Line]) -> list[Text]:
    """Lines in reading order (see `with_margins`) joined into paragraphs; a table's row stays alone."""
    found: list[Text] = []
    style = _Style(_leading(lines), _indents(lines), median([x.size for x in lines if not x.row] or [1.0]))
    before: Line | None = None
    for line in lines:
        text = line.text.strip()
        if before is None or _begins(before, line, style):
            found.append(Text(text, line.page))
        else:
            last = found[-1]
            joined = glued(last.text, text)
            turns = last.turns if line.page == before.page else (*last.turns, (line.page, len(joined) - len(text)))
            found[-1] = Text(joined, last.page, turns)
        before = line
    return [t for t in found if t.text]


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, in em."""
    steps = [
        (b.base - a.base) / b.size
        for a, b in zip(lines, lines[1:], strict=False)
        if a.page == b.page and 0.8 < (b.base - a.base) / b.size < 4
    ]
    return median(steps) if steps else 1.5


def _indents(lines: Sequence[Line]) -> bool:
    """Whether the document indents its paragraphs: most lines after a short one stand in from the margin."""
    after_short = [
        (line.left - line.margins[0]) / line.size > _INDENT
        for before, line in zip(lines, lines[1:], strict=False)
        if not (before.row or line.row) and (before.margins[1] - before.right) / before.size > _SHORT
    ]
    return sum(after_short) > 0.6 * len(after_short)


def _begins(before: Line, line: Line, style: _Style) -> bool:
    """Whether `line` begins a paragraph, given the line before it."""
    if before.row or line.row or abs(line.size - before.size) > _SIZE * before.size:
        return True
    if before.page == line.page and (line.base - before.base) / line.size > style.leading * 1.6:
        return True
    if _centred(line) and (_centred(before) or line.size > (1 + _SIZE) * style.size):
        return not (before.page == line.page and _is_title(before, line))
    if (before.margins[1] - before.right) / before.size > _SHORT:
        return True
    indent = (line.left - line.margins[0]) / line.size
    if not style.indents and _HEADING.match(line.text) and _END.search(before.text):
        return True
    if indent <= _INDENT:
        return False
    same_indent = abs(line.left - before.left) < 0.5 * line.size
    return not same_indent or bool(_END.search(before.text)) or indent > 6


def _centred(line: Line) -> bool:
    """Whether the line keeps the same distance, and not a small one, from both margins."""
    left, right = line.left - line.margins[0], line.margins[1] - line.right
    return min(left, right) > 1.5 * line.size and abs(left - right) < 2 * line.size


def _is_title(before: Line, line: Line) -> bool:
    """Whether a centred line goes on with the one before: a long title broken in two, not a title and its date."""
    return not before.text.endswith(("）", ")", "。", "：")) and not line.text.startswith(("（", "(", "—", "第", "一、"))


def glued(text: str, more: str) -> str:
    """Two lines as one: nothing between hanzi, a blank between Latin words."""
    if text and more and _LATIN.search(text) and more[0].isascii() and more[0].isalpha() and text[-1].isalpha():
        return f"{text} {more}"
    return text + more
