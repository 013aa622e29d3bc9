"""Items of a named measure from elsewhere in its report: the headings under it, its 一是…二是… points, another mention.

    二、推行“三步”工作法        ← name in a heading (or in the lead)
    （一）查得准。…             ← as many sub-headings as its number says: they are the items (`source="outline"`)
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..heading_marks import COUNT, without_mark
from ..model import NamedMeasure, Paragraph
from ..punctuation import PIECE_ENDS, SENTENCE_ENDS

_POINT = re.compile(f"{COUNT}是(?P<item>[^{PIECE_ENDS}{SENTENCE_ENDS}]{{2,40}})")
_FARTHEST = 5_000  # characters: no paragraph that somebody wrote, and no text, however long its lines, makes it slow


def explain_elsewhere(text: str, paragraphs: Sequence[Paragraph], measures: list[NamedMeasure]) -> list[NamedMeasure]:
    """`measures` with `known` filled for those that their own paragraph does not spell out but the report does."""
    spelled = {m.text: m for m in reversed(measures) if m.members and m.complete}
    return [_explained(text, paragraphs, m, spelled) if not m.members else m for m in measures]


def _explained(text: str, paragraphs: Sequence[Paragraph], m: NamedMeasure, spelled: dict[str, NamedMeasure]) -> NamedMeasure:
    if m.text in spelled:
        return replace(m, known=spelled[m.text].members, source="outline")
    for items in (_points(text, m, paragraphs[m.paragraph]), _headings(m, paragraphs)):
        if m.total > 1 and len(items) == m.total:
            return replace(m, known=tuple(items), source="outline")
    return m


def _points(text: str, m: NamedMeasure, paragraph: Paragraph) -> list[str]:
    """一是…二是… after the name in its paragraph, each up to its first stop."""
    return [p["item"] for p in _POINT.finditer(text, m.end, min(paragraph.end, m.end + _FARTHEST))]


def _headings(m: NamedMeasure, paragraphs: Sequence[Paragraph]) -> list[str]:
    """The headings right under the heading (or the lead) that holds the name, without their marks."""
    own = paragraphs[m.paragraph]
    if not own.heading and own.role != "lead":
        return []
    if own.heading and m.end > own.start + len(own.heading):
        return []
    path = _path(own) if own.heading else ""
    found = []
    for p in paragraphs[m.paragraph + 1 :]:
        if path and not (_path(p) + " / ").startswith(path + " / "):
            break
        if p.heading and _parent(p) == path:
            found.append(without_mark(p.heading))
    return found


def _path(p: Paragraph) -> str:
    """Headings down to and with the paragraph's own."""
    return " / ".join(x for x in (p.section, p.heading) if x) if p.role == "heading" else p.section


def _parent(p: Paragraph) -> str:
    return p.section if p.role == "heading" else p.section.rpartition(" / ")[0]
