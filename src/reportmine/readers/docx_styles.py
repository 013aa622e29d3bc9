"""What a paragraph inherits from its style: numbering, hidden text, being a heading or part of a table of contents."""

import re
from dataclasses import dataclass

from lxml.etree import _Element

from .docx_numbering import List, W, value, whole

_OFF = frozenset({"0", "false", "off"})
_DIGITS = "一二三四五六七八九"
_HEADING = re.compile(rf"(?:heading|标题|標題) ?([1-9])|([{_DIGITS}])级标题")
_TITLES = frozenset({"title", "标题", "標題"})
_SUBTITLES = frozenset({"subtitle", "副标题", "副標題"})


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own settings; what it does not set is looked up in the style it is based on."""

    name: str
    based_on: str
    number: str
    level: str
    hidden: bool
    outline: str


def styles(root: _Element | None) -> dict[str, Style]:
    """Every style by its id; `""` is the default paragraph style."""
    found: dict[str, Style] = {}
    for element in [] if root is None else root.findall(W + "style"):
        own = element.find(W + "pPr")
        numbering = None if own is None else own.find(W + "numPr")
        style = Style(
            name=value(element, "name").lower(),
            based_on=value(element, "basedOn"),
            number=value(numbering, "numId"),
            level=value(numbering, "ilvl"),
            hidden=switched(element.find(W + "rPr"), "vanish"),
            outline=value(own, "outlineLvl"),
        )
        found[element.get(W + "styleId", "")] = style
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
            found[""] = style
    return found


def switched(properties: _Element | None, tag: str) -> bool:
    """Whether an on/off property such as `w:vanish` is on."""
    element = None if properties is None else properties.find(W + tag)
    return element is not None and element.get(W + "val", "1") not in _OFF


def chain(styles: dict[str, Style], key: str) -> list[tuple[str, Style]]:
    """The style and those it is based on, nearest first; a circle in a damaged file ends the chain."""
    first = styles.get(key)
    if first is None or not first.based_on:
        return [] if first is None else [(key, first)]
    found: list[tuple[str, Style]] = []
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        found.append((key, styles[key]))
        key = styles[key].based_on or "\0"
    return found


def numbering(
    properties: _Element | None, key: str, styles: dict[str, Style], lists: dict[str, List]
) -> tuple[str, int]:
    """List and level of a paragraph with these `w:pPr` and this style, its own before its style's; list "" if it has none."""
    own = None if properties is None else properties.find(W + "numPr")
    inherited = chain(styles, key)
    number, level = value(own, "numId"), value(own, "ilvl")
    if not number:
        number = next((style.number for _, style in inherited if style.number), "")
        by_style = (_level_of_style(lists.get(number), key) or style.level for key, style in inherited)
        level = level or next(filter(None, by_style), "")
    return ("", 0) if number in ("", "0") else (number, whole(level or "0", 0))


def _level_of_style(found: List | None, key: str) -> str:
    """The level whose `w:pStyle` names the style: Word keeps the level there, not in the style."""
    return next((str(i) for i, level in found.levels.items() if level.style == key), "") if found else ""


def in_contents(key: str, styles: dict[str, Style]) -> bool:
    """Whether a style is that of a line of a table of contents (styles `toc 1` … and its heading)."""
    style = styles.get(key)
    return style is not None and style.name.startswith("toc ")


def standing(properties: _Element | None, key: str, styles: dict[str, Style]) -> tuple[str, int]:
    """Whether a paragraph with these `w:pPr` and this style is a `title`, or a `heading` of a level: `("heading", 2)`; else `("", 0)`.

    Its own outline level comes before that of its style, except that a title stays one: Word gives the style Title a level.
    """
    kind, level = _standing_of_style(styles, key)
    own = value(properties, "outlineLvl")
    return _outlined(own) if own and kind != "title" else (kind, level)


def _standing_of_style(styles: dict[str, Style], key: str) -> tuple[str, int]:
    """What the nearest style of the chain says that says anything: by its name, or by its outline level."""
    for _, style in chain(styles, key):
        if style.name in _TITLES:
            return "title", 0
        if style.name in _SUBTITLES:
            return "", 0
        if style.outline:
            return _outlined(style.outline)
        if named := _HEADING.fullmatch(style.name):
            return "heading", int(named[1] or _DIGITS.index(named[2]) + 1)
    return "", 0


def _outlined(level: str) -> tuple[str, int]:
    """What an outline level says: 0 to 8 are headings, 9 is text."""
    number = whole(level, 9)
    return ("heading", number + 1) if 0 <= number <= 8 else ("", 0)
