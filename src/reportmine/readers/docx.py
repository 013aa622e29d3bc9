"""Word documents as Word shows them: numbering rebuilt, tracked changes taken, notes apart, page furniture
out.

Own reading of the XML, since python-docx loses insertions, numbering and notes (ECMA-376 part 1, §17).
"""

from collections.abc import Iterator

from lxml.etree import _Element

from ..errors import DamagedError
from ..model import Report
from . import html, mhtml
from .docx_body import Story, items
from .docx_items import Line, as_lines, built, without_contents_heading
from .docx_numbering import W, lists
from .docx_runs import Reading, balanced
from .docx_styles import styles
from .limits import DEFAULT, Limits
from .package import Package
from .properties import office_properties
from .record import record
from .safe_xml import parse

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# what is lost with a part, for the reader's note
_LOSSES = {
    "styles.xml": "：样式里的自动编号和隐藏文字可能与 Word 显示的不同",
    "numbering.xml": "：自动编号没有补上",
    "footnotes.xml": "：脚注没有读到",
    "endnotes.xml": "：尾注没有读到",
    "document.xml.rels": "：嵌入的网页没有读到",
}


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a docx: titles, headings, list items and paragraphs a line each, tables with their cells, notes at the
    end as `[1] …`.
    """
    package = Package(data, name, limits)
    notes: list[str] = []
    main = main_part(package, name, notes)
    folder = main.rpartition("/")[0]
    body = _root(package, name, main)
    story = _story(package, name, main, body, notes)
    found = items(body, story)
    found = without_contents_heading(found) if story.contents else found
    made = built([*found, *_notes(package, name, folder, story)])
    properties = office_properties(package, name)
    return record(made, data, name, format="docx", properties=properties, notes=notes)


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


def _notes(package: Package, name: str, folder: str, story: Story) -> list[Line]:
    """Footnotes and endnotes in the order in which the text refers to them, numbered in one row."""
    bodies: dict[tuple[str, str], _Element] = {}
    for kind in ("footnote", "endnote"):
        root = _optional(package, name, f"{folder}/{kind}s.xml", story.notes)
        bodies |= {(kind, n.get(W + "id", "")): n for n in ([] if root is None else root.findall(W + kind))}
    notes: list[Line] = []
    referred = dict.fromkeys(story.reading.notes)
    for index, note in enumerate((bodies[key] for key in referred if key in bodies), start=1):
        lines = as_lines(items(note, story))
        notes += [Line(line if i else f"[{index}] {line}", "note") for i, line in enumerate(lines)]
    return notes
