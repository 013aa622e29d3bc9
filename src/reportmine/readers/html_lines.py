"""The lines of an HTML element: a block a line, a table row a line, list numbers and line breaks as a
browser shows them.
"""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .cells import row_lines
from .counting import written

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul"}
)  # fmt: skip
_LIST_STYLES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_NOTE_MARK = re.compile(r"#_?(?:ftn|edn|sdfootnote\d+sym|cite_note)", re.I)
_WRAP = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))
_MAX_DEPTH = 120


@dataclass(slots=True)
class Lines:
    """Finished lines, and the one that is being written."""

    done: list[str] = field(default_factory=list)
    now: str = ""
    label: str = ""

    def close(self) -> None:
        """End the present line; blanks alone make none."""
        text = _BLANKS.sub(" ", _WRAP.sub("", self.now)).translate(_INVISIBLE).strip(" \u3000")
        if text:
            self.done.append(self.label + text)
            self.label = ""
        self.now = ""


def lines(element: HtmlElement) -> list[str]:
    """What a reader sees of `element`, a paragraph a line."""
    out = Lines()
    _walk(element, out, 0)
    out.close()
    return out.done


def _walk(element: HtmlElement, out: Lines, depth: int) -> None:
    if depth > _MAX_DEPTH:
        out.now += element.text_content()
        return
    out.now += element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            _child(child, out, depth + 1)
        out.now += child.tail or ""


def _child(child: HtmlElement, out: Lines, depth: int) -> None:
    tag = child.tag
    if tag == "br":
        out.close()
    elif tag == "table":
        out.close()
        out.done += _table(child, depth)
    elif tag == "pre":
        out.close()
        out.done += [line for line in child.text_content().splitlines() if line.strip()]
    elif tag in ("ol", "ul"):
        _list(child, out, depth)
    elif tag in _BLOCKS:
        out.close()
        _walk(child, out, depth)
        out.close()
    elif not (tag == "a" and _NOTE_MARK.match(child.get("href", ""))):
        _walk(child, out, depth)


def _list(element: HtmlElement, out: Lines, depth: int) -> None:
    out.close()
    style = _STYLE.search(element.get("style", ""))
    kind = style[1].lower() if style else element.get("type", "1")
    number = int(start) if (start := element.get("start", "1")).lstrip("-").isdigit() else 1
    for child in element:
        if child.tag == "li":
            if element.tag == "ol" and kind != "none":
                shown = written(number, _LIST_STYLES.get(kind, "decimal"))
                out.label = shown + ("、" if "c" in kind or "chinese" in kind else ".")
            number += 1
            _walk(child, out, depth)
            out.close()
            out.label = ""
        elif isinstance(child.tag, str):
            _child(child, out, depth)
            out.close()


def _table(table: HtmlElement, depth: int) -> list[str]:
    found: list[str] = []
    for row in table.iter("caption", "tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells = [row] if row.tag == "caption" else [c for c in row if c.tag in ("td", "th")]
        found += row_lines([_cell(cell, depth) for cell in cells])
    return found


def _cell(cell: HtmlElement, depth: int) -> list[str]:
    out = Lines()
    _walk(cell, out, depth + 1)
    out.close()
    return out.done
