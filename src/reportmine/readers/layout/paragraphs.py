"""Printed lines to paragraphs: a line goes on with the next unless it ends short, or the next begins
indented.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from ...heading_marks import DIVISION, FIRST, SECOND
from .glyphs import GridRow, Line

_INDENT = 0.9
_SHORT = 1.9
_FLUSH = 0.8
_TITLE_SHORT = 2.5
_SMALL_PRINT = 20
_END = re.compile(r"[。！？；：!?;:][”’」』）)]*$")
_HEADING = re.compile(f"{FIRST}|{SECOND}|{DIVISION}[章节条部]")
_LATIN = re.compile(r"[A-Za-z0-9%,.;:)]$")
_SIZE = 0.08
_SIZE_MEASURED = 0.4
_FULL_LINES = 4
_FULL_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or a row of a table with its cells, and the (page, offset in it) at which it goes over to further pages."""

    text: str
    page: int
    turns: tuple[tuple[int, int], ...] = ()
    grid: GridRow | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document sets its text: distance of lines in em, whether paragraphs are indented, the size of
    the body, and from which gap at its end (em) a line counts as short, and how much sizes of one text may
    differ.
    """

    leading: float
    indents: bool
    size: float
    short: float
    alike: float = 0.08


def with_margins(blocks: Sequence[Sequence[Line]], widths: Sequence[float] = ()) -> list[Line]:
    """The lines of all blocks in order, each with the margins of its text.

    A block has margins of its own if enough of its lines are full; else they are those of all blocks in the
    same column of pages as wide (`widths`): a list of short lines on a page says nothing about how wide the
    text might be.
    """

    def place(line: Line) -> tuple[float, int]:
        return (round(widths[line.page]) if widths else 0.0, line.column)

    alike: dict[tuple[float, int], list[Line]] = defaultdict(list)
    for line in (line for block in blocks for line in block if not line.row):
        alike[place(line)].append(line)
    shared = {key: _margins(lines) for key, lines in alike.items()}
    found: list[Line] = []
    for block in blocks:
        prose = [line for line in block if not line.row]
        margins = _margins(prose)
        if prose and not _is_full(prose, margins):
            margins = _wider(margins, shared[place(prose[0])])
        found += [replace(line, margins=margins) for line in block]
    return found


def _is_full(lines: Sequence[Line], margins: tuple[float, float]) -> bool:
    full = sum(line.right > margins[1] - line.size for line in lines)
    return full >= max(_FULL_LINES, _FULL_SHARE * len(lines))


def _wider(own: tuple[float, float], shared: tuple[float, float]) -> tuple[float, float]:
    return min(own[0], shared[0]), max(own[1], shared[1])


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right edge of the text: the outermost places at which enough lines agree.

    On the right a quarter of the long lines must: now and then a comma hangs over the edge.
    """
    if not lines:
        return 0.0, 0.0
    size = median(line.size for line in lines)
    left = _agreed([line.left for line in lines], size, max(2, len(lines) // 20))
    reach = max(line.right for line in lines) - left
    long = [-line.right for line in lines if line.right - left > 0.8 * reach]
    return left, -_agreed(long, size, max(2, len(long) // 4))


def _agreed(places: list[float], size: float, needed: int) -> float:
    """The smallest place shared within half an em by `needed` lines; the smallest of all if there is none."""
    ordered = sorted(places)
    for i in range(len(ordered) - needed + 1):
        if ordered[i + needed - 1] - ordered[i] < size / 2:
            return ordered[i]
    return ordered[0]


def paragraphs(lines: Sequence[Line], *, exact: bool = True) -> list[Text]:
    """Lines in reading order (see `with_margins`) joined into paragraphs; a table's row stays alone.

    Where places are not `exact`, a line is short only if it is so by more than they may be wrong.
    """
    found: list[Text] = []
    style = _style(lines) if exact else replace(_style(lines), short=_TITLE_SHORT, alike=_SIZE_MEASURED)
    first = before = None
    for line in lines:
        text = line.text.strip()
        if first is None or before is None or _begins(first, before, line, style):
            found.append(Text(text, line.page, grid=line.grid))
            first = line
        else:
            last = found[-1]
            joined = glued(last.text, text)
            turns = (
                last.turns
                if line.page == before.page
                else (*last.turns, (line.page, len(joined) - len(text)))
            )
            found[-1] = Text(joined, last.page, turns)
        before = line
    return [t for t in found if t.text]


def _style(lines: Sequence[Line]) -> _Style:
    prose = [line for line in lines if not line.row]
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not (a.row or b.row)]
    steps = [
        (b.base - a.base) / b.size
        for a, b in pairs
        if a.page == b.page and 0.8 < (b.base - a.base) / b.size < 4
    ]
    after_short = [_indent(b) > _INDENT for a, b in pairs if _gap(a) > _SHORT]
    ragged = sorted(_gap(a) for a, b in pairs if _indent(b) <= _INDENT and _gap(a) <= _SHORT)
    justified = len(ragged) >= _FULL_LINES and ragged[int(0.9 * len(ragged))] < _FLUSH
    return _Style(
        leading=median(steps) if steps else 1.5,
        indents=sum(after_short) > 0.6 * len(after_short),
        size=median([line.size for line in prose] or [1.0]),
        short=_FLUSH if justified else _SHORT,
    )


def _indent(line: Line) -> float:
    """How far the line stands in from the left margin, in em."""
    return (line.left - line.margins[0]) / line.size


def _gap(line: Line) -> float:
    """How far the line ends before the right margin, in em."""
    return (line.margins[1] - line.right) / line.size


def _begins(first: Line, before: Line, line: Line, style: _Style) -> bool:
    """Whether `line` begins a paragraph, given the line before it and the first of the paragraph so far."""
    if before.row or line.row or abs(line.size - before.size) > style.alike * before.size:
        return True
    if before.page == line.page and (line.base - before.base) / line.size > style.leading * 1.6:
        return True
    if _centred(line) and (_centred(before) or line.size > (1 + _SIZE) * style.size):
        return not (before.page == line.page and _is_title(before, line))
    if _gap(before) > _allowed(before, line, style) and not _fills_own_width(first, before, line):
        return True
    return _begins_by_indent(first, before, line, style)


def _allowed(before: Line, line: Line, style: _Style) -> float:
    """From which gap at its end the line before is short: less in justified text, more in titles, which
    never are.

    Where paragraphs are indented, a line at the margin goes on unless the one before it is clearly short.
    """
    if before.size > (1 + _SIZE) * style.size:
        return _TITLE_SHORT
    return _SHORT if style.indents and _indent(line) <= _INDENT else style.short


def _fills_own_width(first: Line, before: Line, line: Line) -> bool:
    """Whether a line short of the margin is full all the same: others of its paragraph end where it ends
    (small print).
    """
    if _END.search(before.text) or line.hang > line.left + 1 or len(before.text) < _SMALL_PRINT:
        return False
    near = 1.2 * line.size
    return abs(line.right - before.right) < near or (
        before is not first and abs(first.right - before.right) < near
    )


def _begins_by_indent(first: Line, before: Line, line: Line, style: _Style) -> bool:
    """The same for a line after a full one, where only its own place speaks."""
    ended, em = bool(_END.search(before.text)), 0.5 * line.size
    if _indent(line) <= _INDENT:
        return not style.indents and ended and bool(_HEADING.match(line.text))
    if first.hang > first.left + em and abs(line.left - first.hang) < em:
        return False
    if abs(line.left - before.left) > em:
        return True
    if before is not first and first.left > before.left + em:
        return False
    return ended or bool(_HEADING.match(before.text)) or _indent(line) > 6


def _centred(line: Line) -> bool:
    """Whether the line keeps the same distance, and not a small one, from both margins."""
    left, right = line.left - line.margins[0], line.margins[1] - line.right
    return min(left, right) > 1.5 * line.size and abs(left - right) < 2 * line.size


def _is_title(before: Line, line: Line) -> bool:
    """Whether a centred line goes on with the one before: a long title broken in two, not a title and its
    date.
    """
    return not before.text.endswith(("）", ")", "。", "：")) and not line.text.startswith(
        ("（", "(", "—", "第", "一、")
    )


def glued(text: str, more: str) -> str:
    """Two lines as one: nothing between hanzi, a blank between Latin words."""
    if (
        text
        and more
        and _LATIN.search(text)
        and more[0].isascii()
        and more[0].isalpha()
        and text[-1].isalpha()
    ):
        return f"{text} {more}"
    return text + more
