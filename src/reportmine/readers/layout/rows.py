"""Glyphs to printed lines: doubled glyphs once, footnote marks out, blanks by distance and not by the
file's own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from ..labels import LABEL, joined
from .glyphs import Glyph, Line, Rule

Row = list[Glyph]
CELL_GAP = 3.0
_BLANK_GAP = 0.8
_HANZI_GAP = 0.45
_WORD_GAP = 0.17
_SAME_BASE = 0.35
_RAISED = (0.12, 0.8)
_SMALLER = 1.3
_STRUCK = (0.15, 0.5)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = frozenset("—…─")
_METRES = frozenset("mM")
_MARKS = frozenset("0123456789①②③④⑤⑥⑦⑧⑨⑩*＊[]［］()（）〔〕†‡,，-")


def cleaned(glyphs: Iterable[Glyph], rules: Sequence[Rule] = ()) -> list[Glyph]:
    """Printable glyphs, each once (false bold draws them twice), without what is struck out and without
    raised footnote marks; m² keeps its ². What is taken out of a line leaves an empty glyph, so that no gap
    is seen there.
    """
    found: list[Glyph] = []
    strokes = sorted((r for r in rules if r.horizontal), key=lambda r: r.top)
    heights = [r.top for r in strokes]
    for glyph in _once(g for g in glyphs if g.char.strip() and g.size > 1):
        before = found[-1] if found else None
        if _is_struck(glyph, strokes, heights):
            glyph = replace(glyph, char="")
        elif before and _is_raised(glyph, before) and glyph.char in _MARKS:
            power = (
                glyph.char.translate(_SUPERSCRIPTS) if before.char in _METRES and glyph.char in "23" else ""
            )
            glyph = replace(glyph, char=power, base=before.base, size=before.size)
        found.append(glyph)
    return _without_leading_marks(found)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        near = max(glyph.size * 0.15, 0.5)
        x, y = round(glyph.left / near), round(glyph.base / near)
        if glyph.char in _LIGATURES:
            yield glyph  # —— and …… are one wide glyph that stands for two characters
            continue
        twins = (seen.get((glyph.char, x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not any(t and abs(t.left - glyph.left) < near and abs(t.base - glyph.base) < near for t in twins):
            yield glyph
        seen[(glyph.char, x, y)] = glyph


def _is_struck(glyph: Glyph, strokes: Sequence[Rule], heights: Sequence[float]) -> bool:
    """Whether a line runs through the middle of the character: a deletion printed with its mark-up."""
    if not glyph.char.isalnum():
        return False
    first = bisect_left(heights, glyph.base - _STRUCK[1] * glyph.size)
    last = bisect_left(heights, glyph.base - _STRUCK[0] * glyph.size)
    middle = (glyph.left + glyph.right) / 2
    return any(rule.left <= middle <= rule.right for rule in strokes[first:last])


def _is_raised(glyph: Glyph, other: Glyph) -> bool:
    """Whether `glyph` is a small character beside and above the base of `other`."""
    lift = (other.base - glyph.base) / other.size
    beside = -0.5 < (glyph.left - other.right) / other.size < 1.2
    return other.size >= _SMALLER * glyph.size and _RAISED[0] < lift < _RAISED[1] and beside


def _without_leading_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop marks that stand small and raised before the text they belong to: the number of a footnote."""
    found: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        after = next((g for g in glyphs[index + 1 : index + 4] if g.size >= _SMALLER * glyph.size), None)
        lift = (after.base - glyph.base) / after.size if after else 0.0
        leads = after is not None and 0 <= (after.left - glyph.right) / after.size < 1.5
        if not (leads and _RAISED[0] < lift < _RAISED[1] and glyph.char in _MARKS):
            found.append(glyph)
    return found


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Glyphs that stand on one line, from top to bottom, each row from left to right."""
    found: list[Row] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.left)):
        row = found[-1] if found else None
        if row and abs(glyph.base - row[0].base) <= _SAME_BASE * max(glyph.size, row[0].size):
            row.append(glyph)
        else:
            found.append([glyph])
    return [sorted(row, key=lambda g: g.left) for row in found]


def text_of(row: Sequence[Glyph], cell: str = "\t") -> str:
    """The characters of a row, with a blank where a reader sees one, and `cell` where a table has a gap."""
    gaps = [(b.left - a.right) / max(a.size, b.size) for a, b in zip(row, row[1:], strict=False)]
    spacing = median(gaps) if len(gaps) > 3 else 0.0
    text = row[0].char if row else ""
    for before, glyph, gap in zip(row, row[1:], gaps, strict=False):
        text += _blank(before.char, glyph.char, gap - max(spacing, 0.0), cell) + glyph.char
    return text


def _blank(before: str, char: str, gap: float, cell: str) -> str:
    """What stands between two characters `gap` em apart: between hanzi and digits printers leave a gap that
    is none.
    """
    if gap > CELL_GAP:
        return cell
    if before.isascii() and char.isascii():
        return " " if gap > (_WORD_GAP if (before + char).isalnum() else _HANZI_GAP) else ""
    return " " if gap > (_BLANK_GAP if before.isascii() or char.isascii() else _HANZI_GAP) else ""


def line(row: Sequence[Glyph], page: int, column: int = 0) -> Line:
    """The printed line of a row; a row with a gap as wide as a table's counts as one of a table."""
    after = _after_label(row)
    text = joined(text_of(row[:after]), "tab", text_of(row[after:])) if after < len(row) else text_of(row)
    return Line(
        text=text, page=page, left=row[0].left, right=max(g.right for g in row), base=row[0].base,
        size=median(g.size for g in row), hang=row[after].left if after < len(row) else row[0].left,
        row="\t" in text, column=column,
    )  # fmt: skip


def _after_label(row: Sequence[Glyph]) -> int:
    """Where the text after a label begins; 0 if the row has none, as in `3.5万元`, where a digit follows
    without a gap.
    """
    label = LABEL.match("".join(g.char or "\0" for g in row))
    after = label.end() if label else 0
    if not 0 < after < len(row):
        return 0
    gap = (row[after].left - row[after - 1].right) / row[after].size
    return 0 if row[after].char.isdigit() and gap < _WORD_GAP else after
