"""Paragraphs with their headings and roles. One line is one paragraph; blank lines are none.

Headings are told by their marks; a run-in head is the text up to the first 。 of its line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from ..heading_marks import MARK, mark_level
from ..model import Block, Paragraph
from ..punctuation import STOPS
from ..resources import OURS, Resources

_LINE = re.compile(r"[^\n]+")
_ENDS = tuple(STOPS + "、;,!?:")
MAX_HEAD = 60
_MAX_PLAIN_HEAD = 30


_Cues = Mapping[tuple[str, str], tuple[str, ...]]  # by role, and where in the line they stand


class _Place(NamedTuple):
    """Where a line stands: its number, how many there are, and whether the body has begun."""

    number: int
    total: int
    seen_body: bool


@dataclass(frozen=True, slots=True)
class _Head:
    level: int
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the blanks around it, and what the file says it is (`kind` as in `Block`; empty: nothing)."""

    start: int
    text: str
    kind: str = ""
    level: int = 0


def outline(text: str, blocks: Sequence[Block] = (), resources: Resources = OURS) -> list[Paragraph]:
    """The paragraphs of a report, in order, with `section`, own `heading` (run-in or whole) and `role`.

    Headings and titles that the file itself knows come first; where it is silent, the marks of the line decide. A row of a table, a
    caption or a note is never a heading, title, salutation or closing.

    >>> [p.role for p in outline("关于某事的报告\\n一、抓学习。组织学习3次。\\n特此报告。")]
    ['title', 'body', 'closing']
    """
    cues = resources.made(_cues)
    lines = _lines(text, blocks)
    stated = _Stated(lines)
    stack: list[_Head] = []
    found: list[Paragraph] = []
    seen_body = False
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        head = stated.head(line) or (None if line.kind in _APART else _marked(line, following, stated, seen_body=seen_body))
        if head is not None:
            stack = [h for h in stack if h.level < head.level]
            section = " / ".join(h.text for h in stack)
            stack.append(head)
            if not head.whole:
                section = " / ".join(h.text for h in stack)
        else:
            section = " / ".join(h.text for h in stack)
        role = "title" if stated.is_title(line) and not seen_body else _role(line, head, section, _Place(index, len(lines), seen_body), cues)
        seen_body = seen_body or role not in ("title", "heading")
        found.append(Paragraph(index, line.start, line.start + len(line.text), line.text, section, role, head.text if head else ""))
    return _settled(found, lines)


def _lines(text: str, blocks: Sequence[Block]) -> list[_Line]:
    """The lines that are not blank; a line in a cell counts as a row."""
    said = {b.start: ("row" if b.parent >= 0 and b.kind == "paragraph" else b.kind, b.level) for b in blocks if b.kind not in ("table", "cell")}
    found = []
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            start = match.start()
            kind, level = said.get(start, ("", 0))
            found.append(_Line(start + match.group().index(line[0]), line, kind, level))
    return found


class _Stated:
    """The headings that the file itself knows, and at which level marks stand beside them."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        heads = [line for line in lines if line.kind == "heading"]
        self._titles = _leading_titles(lines, heads)
        self.any = bool(heads)
        counts: dict[int, Counter[int]] = defaultdict(Counter)
        for head in heads:
            if head not in self._titles and (mark := mark_level(head.text)) is not None:
                counts[mark][head.level] += 1
        self._marks = {mark: levels.most_common(1)[0][0] for mark, levels in counts.items()}

    def is_title(self, line: _Line) -> bool:
        """Whether the file says so, or it is a heading above all others."""
        return line.kind == "title" or line in self._titles

    def head(self, line: _Line) -> _Head | None:
        """The heading that the file says a line is: all of it, or the part up to the first 。 of a line that goes on."""
        if line.kind != "heading" or line in self._titles:
            return None
        stop = line.text.find("。")
        if 0 <= stop < len(line.text) - 1:
            return _Head(line.level * _STEP, line.text[:stop], False) if stop <= MAX_HEAD else None
        longest = 2 * MAX_HEAD if stop < 0 else MAX_HEAD
        return _Head(line.level * _STEP, line.text.removesuffix("。"), True) if len(line.text) <= longest else None

    def level(self, mark: int) -> int:
        """The level of a heading by its mark: that of most of the file's headings with such a mark.

        A mark that no heading of the file has stands right above those with the next lower mark, else below all headings.
        """
        if not self.any:
            return mark
        near = min((m for m in self._marks if m >= mark), default=None)
        return mark + _BELOW if near is None else self._marks[near] * _STEP - (near - mark)


def _leading_titles(lines: Sequence[_Line], heads: Sequence[_Line]) -> list[_Line]:
    """The headings at the very beginning that are the title: the only one of the highest level, or those of it without a mark
    where others of it bear marks.
    """
    highest = min((h.level for h in heads), default=0)
    top = [h for h in heads if h.level == highest]
    if len(top) == 1:
        return top if len(heads) > 1 and top[0] is lines[0] else []
    if not any(mark_level(h.text) is not None for h in top):
        return []

    def is_title(line: _Line) -> bool:
        plain = mark_level(line.text) is None and len(line.text) <= MAX_HEAD and line.text[-1] not in _ENDS
        return plain and (line.kind, line.level) == ("heading", highest)

    return list(takewhile(is_title, lines))


_APART = frozenset(["row", "caption", "note", "title"])
_STEP = 10  # between two levels of a file there is room for marks
_BELOW = 10 * _STEP  # files number their headings from 1 to 9


def _marked(line: _Line, following: str, stated: _Stated, *, seen_body: bool) -> _Head | None:
    """The heading that a line is by its mark, or by standing short before a longer one where the file knows no headings."""
    head = _head(line.text, following, seen_body=seen_body and not stated.any)
    return head and _Head(stated.level(head.level), head.text, head.whole)


def _head(line: str, following: str, *, seen_body: bool) -> _Head | None:
    """The heading of a line: all of it, or the run-in part up to the first 。; None if the line is plain text."""
    mark = MARK.match(line)
    if mark is None:
        return _plain_head(line, following) if seen_body else None
    level = mark_level(line) or 0
    stop = line.find("。", mark.end())
    if stop < 0 or stop == len(line) - 1:
        whole = line if stop < 0 else line[:-1]
        return _Head(level, whole, True) if len(whole) <= MAX_HEAD and not whole.endswith(_ENDS) else None
    if stop - mark.end() <= MAX_HEAD:
        return _Head(level, line[:stop], False)
    return None


def _plain_head(line: str, following: str) -> _Head | None:
    """A short line without end punctuation before a longer one is a heading without number."""
    if len(line) > _MAX_PLAIN_HEAD or line.endswith((*_ENDS, ")")) or line[0] in "“（(《*":
        return None
    return _Head(1, line, True) if len(following) > len(line) and not line[-1].isdigit() else None


def _cues(resources: Resources) -> _Cues:
    found: dict[tuple[str, str], list[str]] = {}
    for row in resources.rows("outline_cues"):
        found.setdefault((row["role"], row["where"]), []).append(row["cue"])
    return {k: tuple(v) for k, v in found.items()}


def _role(line: _Line, head: _Head | None, section: str, place: _Place, cues: _Cues) -> str:
    if head is not None and head.whole:
        return "heading"
    if line.kind not in _APART:
        role = _ceremony(line.text, place, cues)
        if role:
            return role
        if head is None and not section and _any(line.text, cues["lead", "contains"]):
            return "lead"
        if line.text.startswith(cues["next_steps", "start"]):
            return "next_steps"
    return _section_role(section + (" / " + head.text if head else ""), cues)


def _ceremony(line: str, place: _Place, cues: _Cues) -> str:
    """The role that the words of a line and its place at the beginning or end give it; empty if they give none."""
    index, total, seen_body = place
    if index < 6 and not seen_body:
        if line.endswith(("：", ":", "！")) and (line.startswith(cues["salutation", "start"]) or _any(line, cues["salutation", "line"])):
            return "salutation"
        if len(line) <= 50 and line[-1] not in STOPS:
            return "title"
    if index >= total - 4 and (line.startswith(cues["closing", "start"]) or (len(line) < 80 and _any(line, cues["closing", "contains"]))):
        return "closing"
    if index >= total - 3 and len(line) <= 30 and line[-1] not in STOPS:
        return "closing"
    return ""


def _section_role(section: str, cues: _Cues) -> str:
    """The role that the headings above a paragraph give it."""
    if not section:
        return "body"
    parts = section.split(" / ")
    if any(_heads(p, cues["next_steps", "heading"]) for p in parts[:2]):
        return "next_steps"
    return "problems" if any(_heads(p, cues["problems", "heading"]) for p in parts[-2:]) else "body"


def _heads(heading: str, cues: tuple[str, ...]) -> bool:
    """Whether a heading holds a cue as what it is about, not as what something was made into (转化为工作思路)."""
    places = ((heading.find(c), c) for c in cues)
    return any(at >= 0 and heading[at - 1 : at] not in ("为", "成") for at, _ in places)


def _any(text: str, cues: tuple[str, ...]) -> bool:
    return any(c in text for c in cues)


def _settled(found: list[Paragraph], lines: Sequence[_Line]) -> list[Paragraph]:
    """The first plain paragraph before any heading is the lead even without its formula."""
    for i, p in enumerate(found):
        if p.role in ("title", "salutation"):
            continue
        plain = p.role == "body" and not p.section and not p.heading and lines[i].kind not in _APART
        if plain and any(q.role == "heading" or q.heading for q in found[i:]):
            found[i] = replace(p, role="lead")
        break
    return found
