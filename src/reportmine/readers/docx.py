"""Word documents as Word shows them: numbering rebuilt, tracked changes taken, notes apart, page furniture
out.

Own reading of the XML, since python-docx loses insertions, numbering and notes (ECMA-376 part 1, §17).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from ..errors import DamagedError
from ..model import Report
from . import html, mhtml
from .cells import row_lines
from .docx_numbering import Counters, List, W, advance, lists
from .docx_runs import MC, Reading, alternative, balanced, inline
from .docx_styles import in_contents, numbering, styles, switched
from .labels import joined
from .limits import DEFAULT, Limits
from .package import Package
from .properties import office_properties
from .record import record
from .safe_xml import parse

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SKIPPED = frozenset(W + t for t in ("del", "moveFrom", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr"))
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_DEPTH = 60
_CONTENTS_HEADING = re.compile(r"目\s*[录次錄]")
# what is lost with a part, for the reader's note
_LOSSES = {
    "styles.xml": "：样式里的自动编号和隐藏文字可能与 Word 显示的不同",
    "numbering.xml": "：自动编号没有补上",
    "footnotes.xml": "：脚注没有读到",
    "endnotes.xml": "：尾注没有读到",
    "document.xml.rels": "：嵌入的网页没有读到",
}
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


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a docx, one paragraph a line, a table row a line (cells apart by tabs), notes at the
    end as `[1] …`.
    """
    package = Package(data, name, limits)
    notes: list[str] = []
    main = main_part(package, name, notes)
    folder = main.rpartition("/")[0]
    body = _root(package, name, main)
    story = _story(package, name, main, body, notes)
    lines = without_contents_heading(_blocks(body, story, 0), story.contents)
    lines += _notes(package, name, folder, story)
    properties = office_properties(package, name)
    return record("\n".join(lines), data, name, format="docx", properties=properties, notes=notes)


def main_part(package: Package, name: str, notes: list[str]) -> str:
    """Where the text lies: as the relationships say, which is almost always `word/document.xml`."""
    for rel in _relations(package, name, "_rels/.rels", notes):
        if rel.get("Type", "").endswith("/officeDocument"):
            return rel.get("Target", "").lstrip("/")
    return "word/document.xml"


def _root(package: Package, name: str, part: str) -> _Element:
    return parse(package.read(part).replace(_STRICT, _TRANSITIONAL), name, part)


def _optional(package: Package, name: str, part: str, notes: list[str]) -> _Element | None:
    """A part beside the text: a damaged one is noted and done without."""
    try:
        return _root(package, name, part) if part in package else None
    except DamagedError:
        loss = next((words for end, words in _LOSSES.items() if part.endswith(end)), "")
        notes.append(f"文件里的 {part} 已损坏，没有用上" + loss)
        return None


def _relations(package: Package, name: str, part: str, notes: list[str]) -> Iterator[_Element]:
    root = _optional(package, name, part, notes)
    yield from () if root is None else root


def _story(package: Package, name: str, main: str, body: _Element, notes: list[str]) -> Story:
    folder = main.rpartition("/")[0]
    style_root = _optional(package, name, f"{folder}/styles.xml", notes)
    number_root = _optional(package, name, f"{folder}/numbering.xml", notes)
    reading = Reading(styles(style_root), balanced=balanced(body))
    pasted = dict(_pasted(package, name, main, notes)) if body.find(f".//{W}altChunk") is not None else {}
    return Story(lists(number_root, style_root), reading, pasted=pasted, notes=notes)


def _pasted(package: Package, name: str, main: str, notes: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Web pages that a document swallowed whole (`w:altChunk`), as online editors export them: lines by relationship."""
    folder, _, file = main.rpartition("/")
    for rel in _relations(package, name, f"{folder}/_rels/{file}.rels", notes):
        target = rel.get("Target", "")
        if rel.get("Type", "").endswith("/aFChunk"):
            data = package.read(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
            reader = mhtml if data.lstrip()[:20].lower().startswith(b"mime-version") else html
            yield rel.get("Id", ""), reader.read(data, name).text.split("\n")


def _blocks(parent: _Element, story: Story, depth: int) -> list[str]:
    """The lines of everything in a body, cell, text box or note."""
    lines: list[str] = []
    if depth > _MAX_DEPTH:
        return lines
    for child in parent:
        if child.tag == W + "p":
            lines += _paragraph(child, story, depth)
        elif child.tag == W + "tbl":
            lines += _table(child, story, depth)
        elif child.tag == MC + "AlternateContent":
            lines += _blocks(alternative(child), story, depth + 1)
        elif _is_contents(child):
            story.contents = True
        elif child.tag == W + "altChunk":
            lines += story.pasted.get(child.get(_RELATION, ""), [])
        elif child.tag not in _SKIPPED:
            lines += _blocks(child, story, depth + 1)
    return lines


def without_contents_heading(lines: list[str], dropped: bool) -> list[str]:
    """The lines without the heading 目录 that is left over when the table of contents under it was dropped."""
    heading = next((i for i, line in enumerate(lines) if dropped and _CONTENTS_HEADING.fullmatch(line)), None)
    return lines if heading is None else lines[:heading] + lines[heading + 1 :]


def _is_contents(element: _Element) -> bool:
    """Whether a content control is Word's own table of contents."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if element.tag == W + "sdt" else None
    return gallery is not None and gallery.get(W + "val") == "Table of Contents"


def _paragraph(element: _Element, story: Story, depth: int) -> list[str]:
    properties = element.find(W + "pPr")
    text = story.carry + inline(element, story.reading)
    story.carry = ""
    marks = None if properties is None else properties.find(W + "rPr")
    boxes, story.reading.boxes = story.reading.boxes, []
    if marks is not None and (marks.find(W + "del") is not None or marks.find(W + "moveFrom") is not None):
        story.carry = text
        lines = []
    else:
        lines = _lines(text, properties, story)
    for box in boxes:
        lines += _blocks(box, story, depth + 1)
    return lines


def _lines(text: str, properties: _Element | None, story: Story) -> list[str]:
    """The paragraph's line with its label, and one more for every soft break."""
    if in_contents(properties, story.reading.styles) or story.reading.in_contents():
        story.contents = True
        return []
    number, level = numbering(properties, story.reading.styles, story.lists)
    label = advance(story.counters, story.lists, number, level) if number else ""
    lines = [line for part in text.split("\n") if (line := part.strip(_BLANKS))]
    if label and lines and not _hidden_mark(properties):
        lines[0] = joined(label, story.lists[number].levels[level].suffix, lines[0])
    return lines


def _hidden_mark(properties: _Element | None) -> bool:
    return properties is not None and switched(properties.find(W + "rPr"), "vanish")


def _table(table: _Element, story: Story, depth: int) -> list[str]:
    lines: list[str] = []
    for row in _inside(table, W + "tr"):
        marks = row.find(W + "trPr")
        if marks is None or marks.find(W + "del") is None:
            lines += row_lines([_cell(cell, story, depth) for cell in _inside(row, W + "tc")])
    return lines


def _cell(cell: _Element, story: Story, depth: int) -> list[str]:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val", "continue") == "continue":
        return []
    return _blocks(cell, story, depth + 1)


def _inside(parent: _Element, tag: str) -> list[_Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls or insertions."""
    found: list[_Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            found += _inside(child, tag)
    return found


def _notes(package: Package, name: str, folder: str, story: Story) -> list[str]:
    """Footnotes and endnotes in the order in which the text refers to them, numbered in one row."""
    bodies: dict[tuple[str, str], _Element] = {}
    for kind in ("footnote", "endnote"):
        root = _optional(package, name, f"{folder}/{kind}s.xml", story.notes)
        bodies |= {(kind, n.get(W + "id", "")): n for n in ([] if root is None else root.findall(W + kind))}
    lines: list[str] = []
    referred = dict.fromkeys(story.reading.notes)
    for index, note in enumerate((bodies[key] for key in referred if key in bodies), start=1):
        text = _blocks(note, story, 0)
        lines += [f"[{index}] {text[0]}", *text[1:]] if text else []
    return lines
