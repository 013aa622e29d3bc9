"""Web pages and documents saved as HTML: the main text without navigation, tables kept."""

import re

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from ..encoding import Decoded, decode_damaged
from ..errors import EmptyInput, FormatError
from ..model import Report
from .html_content import is_page, main_content, without_furniture
from .html_items import Item, Line, built
from .html_lines import items
from .limits import DEFAULT, Limits
from .record import record

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "unicode": "utf-16",
}
_HEADLINE = ".//h1"
_TOP = 10  # items in which a headline is looked for
# LibreOffice breaks source lines only where there is a blank; others break anywhere between hanzi
_WRAPS_AT_BLANKS = "//meta[@name='generator'][contains(@content, 'Office')]"
_META = {"author": "author", "contentsource": "source", "pubdate": "created", "articletitle": "title"}


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in an HTML page, one paragraph a line."""
    return page(page_text(data, name), data, name, format="html")


def page_text(data: bytes, name: str) -> Decoded:
    """The page's source: in the encoding it declares if that fits, else in the one it is in."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = declared[1].decode("ascii").lower()
        try:
            return Decoded(data.decode(encoding := _ALIASES.get(label, label)), encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_damaged(data, name)


def page(source: Decoded, data: bytes, name: str, *, format: str) -> Report:
    """The report in the source of a page; `data` is the file it came from."""
    root = _root(source.text, name)
    if root.xpath(_WRAPS_AT_BLANKS):
        root = _root(source.text.replace("\n", " "), name)
    title = _BLANK.sub(" ", root.findtext(".//title") or "").strip()
    properties = {"title": title} if title else {}
    for meta in root.iter("meta"):
        key = _META.get(meta.get("name", "").lower())
        if key and meta.get("content"):
            properties[key] = meta.get("content", "").strip()
    body = root.find("body")
    headline = _headline(root)
    body = root if body is None else body
    navigated = is_page(body)
    found = items(main_content(body))
    found = without_furniture(found) if navigated else found
    return record(
        built(_titled(found, headline)), data, name, format=format, encoding=source.encoding, properties=properties, notes=source.notes(),
    )  # fmt: skip


_BLANK = re.compile(r"\s+")


def _root(source: str, name: str) -> HtmlElement:
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return html.document_fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise EmptyInput(
            f"{name}：网页里没有文字。请核对是否选错了文件。",
            f"{name}: no text on the page. Check that it is the right file.",
        ) from None
    except (ValueError, AssertionError):
        raise FormatError(
            f"{name}：网页结构已损坏，读不出。请用浏览器打开后另存一次。",
            f"{name}: the page is damaged and cannot be read. Open it in a browser and save it again.",
        ) from None


def _headline(root: HtmlElement) -> str:
    """The page's only `<h1>`: it often stands outside the block of the text."""
    found = [_BLANK.sub(" ", h.text_content()).strip() for h in root.findall(_HEADLINE)]
    return found[0] if len(found) == 1 else ""


def _titled(items: list[Item], headline: str) -> list[Item]:
    """The items with the headline as their title, which goes before them if it is not among the first; without a headline,
    a heading above all others at the beginning is the title.
    """
    if not headline:
        levels = [level for item in items if (level := _level(item))]
        above = levels and _level(items[0]) == min(levels) and levels.count(min(levels)) == 1
        return [Line(items[0].text, "title"), *items[1:]] if above else items
    seen = [n for n, item in enumerate(items) if item.text == headline and (n < _TOP or _level(item) == 1)]
    found = list(items)
    for n in seen:
        if isinstance(items[n], Line):
            found[n] = Line(headline, "title")
    return found if seen and seen[0] < _TOP else [Line(headline, "title"), *found]


def _level(item: Item) -> int:
    """The level of a heading; 0 for anything else."""
    return item.level if isinstance(item, Line) else 0
