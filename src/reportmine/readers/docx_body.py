"""The body of a Word document as items in reading order: paragraphs with what they are, tables with their cells."""

from dataclasses import dataclass, field

from lxml.etree import _Element

from ..document import Cell, is_frame
from .docx_items import Item, Line, Table, as_lines
from .docx_numbering import Counters, List, W, advance, value
from .docx_runs import MC, Reading, alternative, inline
from .docx_styles import in_contents, numbering, standing, switched
from .docx_tables import grid
from .labels import joined

_SKIPPED = frozenset(W + t for t in ("del", "moveFrom", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_DEPTH = 60
_BLANKS = " \t\u00a0\u3000\u200b\ufeff"


@dataclass(slots=True)
class Story:
    """A document while it is read: its lists, where they stand, and text carried over a deleted paragraph
    mark.
    """

    lists: dict[str, List]
    reading: Reading
    counters: Counters = field(default_factory=Counters)
    carry: str = ""
    contents: bool = False
    pasted: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def items(parent: _Element, story: Story, depth: int = 0) -> list[Item]:
    """Everything in a body, cell, text box or note."""
    found: list[Item] = []
    if depth > _MAX_DEPTH:
        return found
    for child in parent:
        if child.tag == W + "p":
            found += _paragraph(child, story, depth)
        elif child.tag == W + "tbl":
            found += _table(child, story, depth)
        elif child.tag == MC + "AlternateContent":
            found += items(alternative(child), story, depth + 1)
        elif _is_contents(child):
            story.contents = True
        elif child.tag == W + "altChunk":
            found += map(Line, story.pasted.get(child.get(_RELATION, ""), []))
        elif child.tag not in _SKIPPED:
            found += items(child, story, depth + 1)
    return found


def _is_contents(element: _Element) -> bool:
    """Whether a content control is Word's own table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if element.tag == W + "sdt" else None
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _paragraph(element: _Element, story: Story, depth: int) -> list[Item]:
    properties = element.find(W + "pPr")
    text = story.carry + inline(element, story.reading)
    story.carry = ""
    marks = None if properties is None else properties.find(W + "rPr")
    boxes, story.reading.boxes = story.reading.boxes, []
    found: list[Item] = []
    if marks is not None and (marks.find(W + "del") is not None or marks.find(W + "moveFrom") is not None):
        story.carry = text
    else:
        found += _lines(text, properties, story)
    for box in boxes:
        found += items(box, story, depth + 1)
    return found


def _lines(text: str, properties: _Element | None, story: Story) -> list[Line]:
    """The paragraph's line with its label, and one more for every soft break.

    What follows a soft break in a heading is text: many type a heading and what it heads as one paragraph.
    """
    styles, key = story.reading.styles, value(properties, "pStyle")
    if in_contents(key, styles) or story.reading.in_contents():
        story.contents = True
        return []
    number, level = numbering(properties, key, styles, story.lists)
    label = advance(story.counters, story.lists, number, level) if number else ""
    lines = [line for part in text.split("\n") if (line := part.strip(_BLANKS))]
    if not lines:
        return []
    if label and not _hidden_mark(properties):
        lines[0] = joined(label, story.lists[number].levels[level].suffix, lines[0])
    kind, rank = standing(properties, key, styles)
    kind = kind or ("list_item" if number else "paragraph")
    following = "paragraph" if kind == "heading" else kind
    return [Line(lines[0], kind, rank), *(Line(line, following) for line in lines[1:])]


def _hidden_mark(properties: _Element | None) -> bool:
    return properties is not None and switched(properties.find(W + "rPr"), "vanish")


def _table(element: _Element, story: Story, depth: int) -> list[Item]:
    """A table; of one that is only a frame around text, what stands in it."""
    rows = grid(element)
    inside = [[items(p.element, story, depth + 1) for p in row] for row in rows]
    cells = [
        [Cell(tuple(as_lines(x)), p.rows, p.columns, p.header, p.column) for p, x in zip(*row, strict=True)]
        for row in zip(rows, inside, strict=True)
    ]
    if sum(map(len, cells)) == 1 or is_frame(cells):
        return [item for row in inside for cell in row for item in cell]
    return [Table(cells)]
