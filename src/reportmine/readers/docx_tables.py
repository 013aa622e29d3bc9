"""The grid of a Word table: where each cell stands and how many rows and columns it spans (ECMA-376 part 1, §17.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from .docx_numbering import W, value, whole
from .docx_styles import switched

_MOST_COLUMNS = 63  # Word's own limit; more is damage
_WRAPPERS = frozenset(W + t for t in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))


@dataclass(frozen=True, slots=True)
class Place:
    """A `w:tc` at its column; `merged` as `w:vMerge` says it (empty: not merged)."""

    element: _Element
    column: int
    columns: int
    merged: str
    header: bool
    rows: int = 1


def grid(table: _Element) -> list[list[Place]]:
    """The cells of each row that is not deleted; those that continue the cell above are left out.

    Every cell has its column, so that a place left out, and one before the first cell of an indented row, stay empty.
    """
    rows: list[list[Place]] = []
    header = True
    for row in inside(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            header = header and switched(properties, "tblHeader")
            rows.append(list(_places(row, properties, header=header)))
    return [[p for p in row if p.merged != "continue"] for row in _spanning(rows)]


def _places(row: _Element, properties: _Element | None, *, header: bool) -> Iterator[Place]:
    column = _count(properties, "gridBefore", 0)
    for cell in inside(row, W + "tc"):
        own = cell.find(W + "tcPr")
        merge = None if own is None else own.find(W + "vMerge")
        columns = _count(own, "gridSpan", 1)
        yield Place(cell, column, columns, "" if merge is None else merge.get(W + "val", "continue"), header)
        column += columns


def _count(properties: _Element | None, tag: str, least: int) -> int:
    count = value(properties, tag)
    return max(least, min(whole(count, least), _MOST_COLUMNS)) if count else least


def _spanning(rows: list[list[Place]]) -> list[list[Place]]:
    """The rows, each cell with the number of rows that it and those continuing it take: they are as wide as it is."""
    below: dict[tuple[int, int], int] = {}
    found: list[list[Place]] = []
    for row in reversed(rows):
        taken = {(p.column, p.columns): 1 + below.get((p.column, p.columns), 0) for p in row if p.merged}
        found.append([replace(p, rows=taken[p.column, p.columns]) if p.merged == "restart" else p for p in row])
        below = {(p.column, p.columns): taken[p.column, p.columns] for p in row if p.merged == "continue"}
    return found[::-1]


def inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls or insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, tag)
