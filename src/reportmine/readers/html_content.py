"""Where the text of a web page is: the smallest block that holds nearly all of its prose, and little of its
links.

A page without navigation (a saved document) is taken whole.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from ..resources import OURS
from .html_items import Item

_ALWAYS_OUT = frozenset(
    {"script", "style", "noscript", "nav", "footer", "aside", "form", "select", "button", "iframe", "svg",
     "template", "object", "head", "input", "textarea", "map", "audio", "video", "canvas", "del"}
)  # fmt: skip
_UNSAFE_TO_DROP = frozenset({"body", "html", "main", "article"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PROSE_SIGNS = re.compile(r"[，。；：、！？]")
_SHORT = 25
_NEARLY_ALL = 0.9
_FEW_LINKS = 60
_LINKED = 0.1
_SMALL = 60  # of a saved document only small furniture goes: a navigation line, a copyright line
_EDGE = 12
_BYLINE = 80


def is_page(body: HtmlElement) -> bool:
    """Whether this is a page of a site, with links around its text, rather than a document saved as HTML."""
    return _linked(body) >= _FEW_LINKS


def main_content(body: HtmlElement) -> HtmlElement:
    """The element to read; `body` is changed: navigation, hidden parts and page furniture are taken out of
    it.
    """
    _drop(body, lambda e: e.tag in _ALWAYS_OUT or _is_hidden(e))
    if not is_page(body):
        _drop(body, lambda e: _is_furniture(e) and len(e.text_content().strip()) <= _SMALL)
        return body
    main = _named_main(body)
    if main is None:
        _drop(body, _is_furniture)
        main = _grown(_densest(body), body)
    else:
        _drop(main, _is_furniture)
    return main


def without_furniture(items: Sequence[Item]) -> list[Item]:
    """The lines and rows without bylines, counters and buttons at the head and the foot of the text (`点击数：…`,
    `【打印正文】`).
    """

    def is_text(index: int, item: Item) -> bool:
        if _EDGE <= index < len(items) - _EDGE:
            return True
        return len(text := item.text) > _BYLINE or not any(word in text for word in _names("line"))

    return [item for index, item in enumerate(items) if is_text(index, item)]


def _drop(root: HtmlElement, unwanted) -> None:  # type: ignore[no-untyped-def]
    for element in [e for e in root.iterdescendants() if isinstance(e.tag, str) and unwanted(e)]:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag == "div" and element.get("title") in ("header", "footer"):
        return True  # page heads and feet as LibreOffice saves them
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


@lru_cache(maxsize=4)
def _names(role: str) -> frozenset[str]:
    return OURS.column("html_parts", "name", "role", role)


def _labels(element: HtmlElement) -> set[str]:
    named = element.get("id", ""), *element.get("class", "").split()
    return {word.lower() for label in named for word in (label, *_WORDS.findall(label))}


def _is_furniture(element: HtmlElement) -> bool:
    """Named like page furniture, and without the bulk of prose that would make the name a lie."""
    if not (element.get("id") or element.get("class")):
        return False
    if element.tag in _UNSAFE_TO_DROP or not _labels(element) & _names("furniture"):
        return False
    return _prose(element) < 200 or _link_share(element) > 0.5


def _named_main(body: HtmlElement) -> HtmlElement | None:
    """The one element that calls itself the article (`<article>`, `TRS_Editor`, …), if it holds most of the
    prose.
    """
    total = _prose(body)
    for element in body.iterdescendants("article", "main", "div", "td", "section"):
        named = element.tag in ("article", "main") or {n.lower() for n in _own_names(element)} & _names(
            "main"
        )
        if named and _prose(element) >= _NEARLY_ALL * total > 0:
            return _grown(element, body)
    return None


def _own_names(element: HtmlElement) -> list[str]:
    return [element.get("id", ""), *element.get("class", "").split()]


def _length(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext()).split()))


def _linked(element: HtmlElement) -> int:
    """Characters inside links that lead off the page (a document's own table of contents does not)."""
    return sum(_length(a) for a in element.iter("a") if a.get("href", "#")[0:1] != "#")


def _link_share(element: HtmlElement) -> float:
    return _linked(element) / (_length(element) or 1)


def _prose(element: HtmlElement) -> int:
    """Characters of running text: pieces long enough or punctuated, outside links."""
    total = 0
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag != "a":
            for piece in (node.text, *(child.tail for child in node)):
                text = (piece or "").strip()
                total += len(text) if len(text) > _SHORT or _PROSE_SIGNS.search(text) else 0
    return total


def _densest(body: HtmlElement) -> HtmlElement:
    """Descend as long as one child holds nearly all of the prose."""
    node, total = body, _prose(body)
    while total:
        inside = [c for c in node if isinstance(c.tag, str) and _prose(c) >= _NEARLY_ALL * total]
        if not inside or inside[0].tag in ("p", "span", "tr", "font", "b", "strong", "table", "tbody"):
            break
        node = inside[0]
    return node


def _grown(node: HtmlElement, body: HtmlElement) -> HtmlElement:
    """Climb as long as what comes in addition has hardly any link: a headline, a date, a second part."""
    while node is not body and (parent := node.getparent()) is not None:
        added = _length(parent) - _length(node)
        if added and (_linked(parent) - _linked(node)) / added > _LINKED:
            break
        node = parent
    return node
