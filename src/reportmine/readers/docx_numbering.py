"""Automatic numbering of docx: the labels Word paints but does not store (一、（一）1．（1）)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from re import Match, sub

from lxml.etree import _Element

from .counting import written

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DASHES = frozenset("-–—―－")
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its label is written."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A `w:num`: the abstract list whose counters it shares, its levels, and where it starts counting anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Counters:
    """Where every list of a document stands while it is read from top to bottom."""

    values: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def value(parent: _Element | None, tag: str, default: str = "") -> str:
    """The `w:val` of a child element; `default` if there is no such child."""
    child = parent.find(W + tag) if parent is not None else None
    return default if child is None else child.get(W + "val", default)


def whole(text: str, default: int) -> int:
    """An integer as written in a file that may be damaged."""
    try:
        return int(text)
    except ValueError:
        return default


def lists(numbering: _Element | None, styles: _Element | None) -> dict[str, List]:
    """Every `w:num` by its id, with overrides applied and links to list styles followed."""
    if numbering is None:
        return {}
    abstracts = {a.get(W + "abstractNumId", ""): a for a in numbering.findall(W + "abstractNum")}
    numbers = {n.get(W + "numId", ""): n for n in numbering.findall(W + "num")}
    linked = _list_styles(styles)

    def resolve(number: _Element, depth: int = 0) -> str:
        """The id of the abstract list, through `numStyleLink` → style → num."""
        abstract = value(number, "abstractNumId")
        link = value(abstracts.get(abstract), "numStyleLink")
        target = numbers.get(linked.get(link, ""))
        return abstract if not link or target is None or depth > _MAX_CHAIN else resolve(target, depth + 1)

    return {key: _list(number, resolve(number), abstracts) for key, number in numbers.items()}


def _list_styles(styles: _Element | None) -> dict[str, str]:
    if styles is None:
        return {}
    path = f"{W}pPr/{W}numPr"
    return {s.get(W + "styleId", ""): value(s.find(path), "numId") for s in styles.findall(W + "style")}


def _list(number: _Element, abstract: str, abstracts: dict[str, _Element]) -> List:
    levels = dict(_levels(abstracts.get(abstract)))
    starts: dict[int, int] = {}
    for override in number.findall(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl", "0"), 0)
        levels.update(_levels(override))
        if start := value(override, "startOverride"):
            starts[index] = whole(start, 1)
    return List(abstract, levels, starts)


def _levels(parent: _Element | None) -> Iterator[tuple[int, Level]]:
    for element in [] if parent is None else parent.findall(W + "lvl"):
        restart = value(element, "lvlRestart")
        legal = element.find(W + "isLgl")
        format = element.find(f".//{W}numFmt")
        yield (
            whole(element.get(W + "ilvl", "0"), 0),
            Level(
                start=whole(value(element, "start", "0"), 1),
                format="decimal" if format is None else format.get(W + "val", "decimal"),
                text=value(element, "lvlText").replace("\n", " "),
                suffix=value(element, "suff", "tab"),
                restart=whole(restart, 0) if restart else None,
                legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
                style=value(element, "pStyle"),
            ),
        )


def advance(counters: Counters, lists: dict[str, List], number: str, index: int) -> str:
    """Count one paragraph of list `number` at level `index`, and return its label; empty for bullets and
    unknowns.
    """
    found = lists.get(number)
    level = found.levels.get(index) if found else None
    if found is None or level is None:
        return ""
    values = counters.values.setdefault(found.abstract, {})
    if index in found.starts and (number, index) not in counters.begun:
        values[index] = found.starts[index]
    else:
        values[index] = values[index] + 1 if index in values else level.start
    counters.begun.add((number, index))
    for deeper in [d for d in values if d > index and _restarts(found.levels.get(d), d, index)]:
        del values[deeper]
    return label(found.levels, values, index)


def _restarts(level: Level | None, deeper: int, used: int) -> bool:
    """Whether a use of level `used` makes the deeper level begin again (`w:lvlRestart` 0: never; n: only
    from above n).
    """
    return used < (deeper if level is None or level.restart is None else level.restart)


def label(levels: dict[int, Level], values: dict[int, int], index: int) -> str:
    """The label that Word shows for the present counters, e.g. `（三）` or `2.1`."""
    level = levels[index]
    if level.format == "bullet":
        return level.text if set(level.text) <= _DASHES else ""

    def number(match: Match[str]) -> str:
        other = int(match[1]) - 1
        shown = levels.get(other, Level())
        format = "decimal" if level.legal and shown.format != "none" else shown.format
        return written(values.get(other, shown.start), format)

    return sub(r"%([1-9])", number, level.text)
