"""The lines and table rows of an HTML element: a block a line, headings with their level, list numbers and line breaks
as a browser shows them.
"""

import re
from dataclasses import dataclass, field
from itertools import count

from lxml.html import HtmlElement

from .counting import written
from .html_items import Item, Line
from .html_tables import table_items

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
_HEADINGS = {f"h{level}": ("heading", level) for level in range(1, 7)}
_PARAGRAPH = ("paragraph", 0)
_LIST_ITEM = ("list_item", 0)


@dataclass(slots=True)
class _Written:
    """Finished items, the line that is being written, and what it will be."""

    tables: "count[int]"
    done: list[Item] = field(default_factory=list)
    now: str = ""
    label: str = ""
    kind: tuple[str, int] = _PARAGRAPH

    def close(self) -> None:
        """End the present line; blanks alone make none."""
        if not self.now:
            return
        text = _BLANKS.sub(" ", _WRAP.sub("", self.now)).translate(_INVISIBLE).strip(" \u3000")
        if text:
            self.done.append(Line(self.label + text, *self.kind))
            self.label = ""
        self.now = ""


def items(element: HtmlElement) -> list[Item]:
    """What a reader sees of `element`, in order."""
    return _items(element, count(), 0)


def _items(element: HtmlElement, tables: "count[int]", depth: int) -> list[Item]:
    out = _Written(tables)
    _walk(element, out, depth)
    out.close()
    return out.done


def _walk(element: HtmlElement, out: _Written, depth: int) -> None:
    if depth > _MAX_DEPTH:
        out.now += element.text_content()
        return
    out.now += element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            _child(child, out, depth + 1)
        out.now += child.tail or ""


def _child(child: HtmlElement, out: _Written, depth: int) -> None:
    tag = child.tag
    if tag == "br":
        out.close()
    elif tag == "table":
        out.close()
        out.done += _table(child, out.tables, depth)
    elif tag == "pre":
        out.close()
        out.done += [Line(line) for line in child.text_content().splitlines() if line.strip()]
    elif tag in ("ol", "ul"):
        _list(child, out, depth)
    elif tag in _BLOCKS:
        _block(child, out, depth, _HEADINGS.get(tag, out.kind))
    elif not (tag == "a" and _NOTE_MARK.match(child.get("href", ""))):
        _walk(child, out, depth)


def _block(element: HtmlElement, out: _Written, depth: int, kind: tuple[str, int]) -> None:
    """Write lines of their own, which are of a kind."""
    out.close()
    before, out.kind = out.kind, kind
    _walk(element, out, depth)
    out.close()
    out.kind = before


def _list(element: HtmlElement, out: _Written, depth: int) -> None:
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
            _block(child, out, depth, _LIST_ITEM)
            out.label = ""
        elif isinstance(child.tag, str):
            _child(child, out, depth)
            out.close()


def _table(table: HtmlElement, tables: "count[int]", depth: int) -> list[Item]:
    captions: list[Item] = []
    rows = []
    for row in table.iter("caption", "tr"):
        if next(row.iterancestors("table", "td", "th", "caption"), None) is not table:
            continue
        if row.tag == "caption":
            captions += _items(row, tables, depth + 1)
        else:
            rows.append([(cell, _items(cell, tables, depth + 1)) for cell in row if cell.tag in ("td", "th")])
    return table_items(captions, rows, tables)
