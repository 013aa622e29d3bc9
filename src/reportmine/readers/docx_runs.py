"""The characters of a docx paragraph as Word shows them: insertions in, deletions and field codes out."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from .docx_numbering import W, value
from .docx_styles import Style, chain, switched

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
_DROPPED = frozenset(W + t for t in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sectPr"))
# fields whose result is page furniture, not text
_FURNITURE = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "INDEX"})
_FIXED = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_TEXT = frozenset({W + "t", M + "t"})
# Wingdings ticks and boxes, the only symbol glyphs that say something in a form
_SYMBOLS = {"F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FC": "√", "F052": "☑", "F0A3": "□"}
_PRIVATE = re.compile("[\uf000-\uf0ff]")  # glyphs of symbol fonts
_MAX_DEPTH = 60


@dataclass(slots=True)
class Reading:
    """What has to be remembered from one run to the next."""

    styles: dict[str, Style]
    balanced: bool = True
    fields: list[list[str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)

    def hidden(self) -> bool:
        """Whether we stand in a field's code, or in the result of a field that is page furniture."""
        return bool(self.fields) and self.balanced and any(phase == "code" or _is_furniture(code) for phase, code in self.fields)

    def in_contents(self) -> bool:
        """Whether we stand inside the field that makes a table of contents."""
        return bool(self.fields) and self.balanced and any(code.split(maxsplit=1)[:1] == ["TOC"] for _, code in self.fields)


def _is_furniture(code: str) -> bool:
    return code.split(maxsplit=1)[0].upper() in _FURNITURE if code.strip() else False


def inline(element: _Element, reading: Reading, depth: int = 0) -> str:
    """The text of everything inside `element`; text boxes met on the way are put aside in `reading.boxes`."""
    if depth > _MAX_DEPTH:
        return ""
    return "".join(_piece(child, reading, depth + 1) for child in element)


def _piece(child: _Element, reading: Reading, depth: int) -> str:
    tag = child.tag
    if tag in _DROPPED:
        return _instruction(child, reading) if tag == W + "instrText" else ""
    if tag in _TEXT:
        return "" if reading.hidden() else _written(child)
    if tag == W + "r":
        return "" if _vanished(child, reading.styles) else inline(child, reading, depth)
    if tag == MC + "AlternateContent":
        return inline(alternative(child), reading, depth)
    if tag == W + "ruby":
        base = child.find(W + "rubyBase")
        return "" if base is None else inline(base, reading, depth)
    if tag == W + "txbxContent":
        reading.boxes.append(child)
        return ""
    return _mark(child, reading) if len(child) == 0 else _wrapped(child, reading, depth)


def _mark(child: _Element, reading: Reading) -> str:
    """A childless element: a tab, a break, a symbol, a note's mark, one end of a field."""
    tag = child.tag
    if tag == W + "br":
        return "" if child.get(W + "type", "textWrapping") == "column" else "\n"
    if tag == W + "sym":
        return _SYMBOLS.get(child.get(W + "char", "").upper(), "")
    if tag in (W + "footnoteReference", W + "endnoteReference"):
        reading.notes.append((str(tag).removeprefix(W).removesuffix("Reference"), child.get(W + "id", "")))
    elif tag == W + "fldChar":
        _field(child.get(W + "fldCharType", ""), reading)
    elif tag == V + "textpath":
        return "\n" + child.get("string", "") + "\n"
    return "" if reading.hidden() else _FIXED.get(str(tag), "")


def _wrapped(child: _Element, reading: Reading, depth: int) -> str:
    if child.tag == W + "fldChar":
        _field(child.get(W + "fldCharType", ""), reading)
        return ""
    if child.tag == W + "fldSimple":
        return "" if _is_furniture(child.get(W + "instr", "")) else inline(child, reading, depth)
    return inline(child, reading, depth)


def _written(child: _Element) -> str:
    text = child.text or ""
    if child.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return _PRIVATE.sub("", text.replace("\n", " "))


def alternative(element: _Element) -> _Element:
    """One of the twins in which Word writes a drawing, so that a text box is read once."""
    for tag in ("Choice", "Fallback"):
        found = element.find(MC + tag)
        if (
            found is not None
            and next(found.iter(W + "txbxContent", W + "t", M + "t", V + "textpath"), None) is not None
        ):
            return found
    return element[0] if len(element) else element


def _vanished(run: _Element, styles: dict[str, Style]) -> bool:
    properties = run.find(W + "rPr")
    if properties is None:
        return False
    if properties.find(W + "vanish") is not None:
        return switched(properties, "vanish")
    return any(style.hidden for _, style in chain(styles, value(properties, "rStyle")))


def _instruction(child: _Element, reading: Reading) -> str:
    if reading.fields and reading.fields[-1][0] == "code":
        reading.fields[-1][1] += child.text or ""
    return ""


def _field(kind: str, reading: Reading) -> None:
    if kind == "begin":
        reading.fields.append(["code", ""])
    elif kind == "separate" and reading.fields:
        reading.fields[-1][0] = "result"
    elif kind == "end" and reading.fields:
        reading.fields.pop()


def balanced(body: _Element) -> bool:
    """Whether every field ends: in a damaged file a table of contents must not swallow the rest."""
    kinds = [e.get(W + "fldCharType") for e in body.iter(W + "fldChar")]
    return kinds.count("begin") == kinds.count("end")
