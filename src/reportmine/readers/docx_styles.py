"""What a paragraph inherits from its style: numbering, hidden text, being part of a table of contents."""

from dataclasses import dataclass

from lxml.etree import _Element

from .docx_numbering import List, W, value, whole

_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own settings; what it does not set is looked up in the style it is based on."""

    name: str
    based_on: str
    number: str
    level: str
    hidden: bool


def styles(root: _Element | None) -> dict[str, Style]:
    """Every style by its id; `""` is the default paragraph style."""
    found: dict[str, Style] = {}
    for element in [] if root is None else root.findall(W + "style"):
        numbering = element.find(f"{W}pPr/{W}numPr")
        style = Style(
            name=value(element, "name").lower(),
            based_on=value(element, "basedOn"),
            number=value(numbering, "numId"),
            level=value(numbering, "ilvl"),
            hidden=switched(element.find(W + "rPr"), "vanish"),
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
    found: list[tuple[str, Style]] = []
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        found.append((key, styles[key]))
        key = styles[key].based_on or "\0"
    return found


def numbering(
    properties: _Element | None, styles: dict[str, Style], lists: dict[str, List]
) -> tuple[str, int]:
    """List and level of a paragraph with these `w:pPr`, its own before its style's; list "" if it has none."""
    own = None if properties is None else properties.find(W + "numPr")
    inherited = chain(styles, value(properties, "pStyle"))
    number, level = value(own, "numId"), value(own, "ilvl")
    if not number:
        number = next((style.number for _, style in inherited if style.number), "")
        by_style = (_level_of_style(lists.get(number), key) or style.level for key, style in inherited)
        level = level or next(filter(None, by_style), "")
    return ("", 0) if number in ("", "0") else (number, whole(level or "0", 0))


def _level_of_style(found: List | None, key: str) -> str:
    """The level whose `w:pStyle` names the style: Word keeps the level there, not in the style."""
    return next((str(i) for i, level in found.levels.items() if level.style == key), "") if found else ""


def in_contents(properties: _Element | None, styles: dict[str, Style]) -> bool:
    """Whether the paragraph is a line of a table of contents (styles `toc 1` … and its heading)."""
    return any(s.name.startswith("toc ") for _, s in chain(styles, value(properties, "pStyle"))[:1])
