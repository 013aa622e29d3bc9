"""Paragraphs with their headings and roles. One line is one paragraph; blank lines are none.

Heading marks are those of GB/T 9704-2012 (一、 → （一） → 1. → （1）), with what offices really type: half-width
brackets, `1、`, ①, “——” heads, and run-in heads (the head is the text up to the first 。 of its line).
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from .. import lexicon
from ..model import Paragraph

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百]{1,4}(?:部分|章|编)[\s、：]?"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]、?"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"[（(]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
    re.compile(r"——?(?=[\u4e00-\u9fff“])"),
)
_MARK = re.compile("|".join(f"(?P<l{i}>{p.pattern})" for i, p in enumerate(_LEVELS)))
_LINE = re.compile(r"[^\n]+")
_ENDS = "。；，！？：;,!?:、"
MAX_HEAD = 60
_MAX_PLAIN_HEAD = 30


@dataclass(frozen=True, slots=True)
class _Head:
    level: int
    text: str
    whole: bool


def outline(text: str) -> list[Paragraph]:
    """The paragraphs of a report, in order, with `section`, own `heading` (run-in or whole) and `role`.

    >>> [p.role for p in outline("关于某事的报告\\n一、抓学习。组织学习3次。\\n特此报告。")]
    ['title', 'body', 'closing']
    """
    lines = [_trim(m.start(), m.group()) for m in _LINE.finditer(text) if m.group().strip()]
    stack: list[_Head] = []
    found: list[Paragraph] = []
    for index, (start, line) in enumerate(lines):
        head = _head(line, lines[index + 1][1] if index + 1 < len(lines) else "", seen_body=_has_body(found))
        if head is not None:
            stack = [h for h in stack if h.level < head.level]
            section = " / ".join(h.text for h in stack)
            stack.append(head)
            if not head.whole:
                section = " / ".join(h.text for h in stack)
        else:
            section = " / ".join(h.text for h in stack)
        role = _role(line, head, section, index, len(lines), found)
        found.append(Paragraph(index, start, start + len(line), line, section, role, head.text if head else ""))
    return _settled(found)


def _trim(start: int, line: str) -> tuple[int, str]:
    stripped = line.strip()
    return start + line.index(stripped[0]) if stripped else start, stripped


def _has_body(found: list[Paragraph]) -> bool:
    return any(p.role not in ("title", "heading") for p in found)


def _head(line: str, following: str, *, seen_body: bool) -> _Head | None:
    """The heading of a line: all of it, or the run-in part up to the first 。; None if the line is plain text."""
    mark = _MARK.match(line)
    if mark is None:
        return _plain_head(line, following) if seen_body else None
    level = next(i for i in range(len(_LEVELS)) if mark.group(f"l{i}"))
    stop = line.find("。", mark.end())
    if stop < 0 or stop == len(line) - 1:
        whole = line if stop < 0 else line[:-1]
        return _Head(level, whole, True) if len(whole) <= MAX_HEAD and not whole.endswith(tuple(_ENDS)) else None
    if stop - mark.end() <= MAX_HEAD:
        return _Head(level, line[:stop], False)
    return None


def _plain_head(line: str, following: str) -> _Head | None:
    """A short line without end punctuation before a longer one is a heading without number."""
    if len(line) > _MAX_PLAIN_HEAD or line[-1] in "。；，！？：;,!?:、”）)" and not line.endswith(("”", "）")) or line[0] in "“（(《*":
        return None
    return _Head(1, line, True) if len(following) > len(line) and not line[-1].isdigit() else None


@lru_cache(maxsize=4)
def _cues(_folder: Path | None) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in lexicon.rows("outline_cues"):
        found.setdefault((row["role"], row["where"]), []).append(row["cue"])
    return {k: tuple(v) for k, v in found.items()}


def _role(line: str, head: _Head | None, section: str, index: int, total: int, found: list[Paragraph]) -> str:
    cues = _cues(lexicon.current_folder())
    if head is not None and head.whole:
        return "heading"
    if index < 6 and not _has_body(found):
        if line.endswith(("：", ":", "！")) and (line.startswith(cues["salutation", "start"]) or _any(line, cues["salutation", "line"])):
            return "salutation"
        if len(line) <= 50 and line[-1] not in "。；，！？：":
            return "title"
    if index >= total - 4 and (line.startswith(cues["closing", "start"]) or (len(line) < 80 and _any(line, cues["closing", "contains"]))):
        return "closing"
    if index >= total - 3 and len(line) <= 30 and line[-1] not in "。；！？：，":
        return "closing"
    if head is None and not section and _any(line, cues["lead", "contains"]):
        return "lead"
    if line.startswith(cues["next_steps", "start"]):
        return "next_steps"
    return _section_role(section + (" / " + head.text if head else ""), lexicon.current_folder())


@lru_cache(maxsize=4096)
def _section_role(section: str, folder: Path | None) -> str:
    """The role that the headings above a paragraph give it."""
    if not section:
        return "body"
    cues, parts = _cues(folder), section.split(" / ")
    if any(_heads(p, cues["next_steps", "heading"]) for p in parts[:2]):
        return "next_steps"
    return "problems" if any(_heads(p, cues["problems", "heading"]) for p in parts[-2:]) else "body"


def _heads(heading: str, cues: tuple[str, ...]) -> bool:
    """Whether a heading holds a cue as what it is about, not as what something was made into (转化为工作思路)."""
    places = ((heading.find(c), c) for c in cues)
    return any(at >= 0 and heading[at - 1 : at] not in ("为", "成") for at, _ in places)


def _any(text: str, cues: tuple[str, ...]) -> bool:
    return any(c in text for c in cues)


def _settled(found: list[Paragraph]) -> list[Paragraph]:
    """The first plain paragraph before any heading is the lead even without its formula."""
    for i, p in enumerate(found):
        if p.role in ("title", "salutation"):
            continue
        if p.role == "body" and not p.section and not p.heading and any(q.role == "heading" or q.heading for q in found[i:]):
            found[i] = replace(p, role="lead")
        break
    return found
