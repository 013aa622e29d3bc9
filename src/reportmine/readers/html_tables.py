"""Tables of a web page: those of data give rows of cells, those that only lay out a page give what stands in them."""

from collections.abc import Iterable, Sequence
from itertools import count

from lxml.html import HtmlElement

from ..document import Cell, is_frame
from .html_items import Item, Line, Row

_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534  # the bounds of the HTML standard
_ARTICLE = 200

Read = tuple[HtmlElement, list[Item]]  # a cell, and what stands in it


def table_items(captions: Sequence[Item], rows: Sequence[Sequence[Read]], tables: "count[int]") -> list[Item]:
    """The items of a table: its rows, or what stands in its cells where it only lays out the page.

    `tables` gives every table its number.
    """
    number = next(tables)
    cells = [tuple(_cell(element, items, len(rows) - n) for element, items in row) for n, row in enumerate(rows)]
    if captions or not _is_layout(rows, cells):
        found: list[Item] = [Line(line, "caption", table=number) for c in captions for line in c.text.split("\n")]
        return found + [Row(row, number, n) for n, row in enumerate(cells) if row]
    return list(_flowing(rows, cells, number, tables))


def _flowing(
    rows: Sequence[Sequence[Read]], cells: Sequence[tuple[Cell, ...]], number: int, tables: "count[int]"
) -> Iterable[Item]:
    """What stands in the cells, in order; rows of several short cells are rows still."""
    place = 0
    for read, row in zip(rows, cells, strict=True):
        made = Row(row, number, place)
        if len(_filled(read)) > 1 and "\n" not in made.text and not any(_holds_table(items) for _, items in read):
            yield made
            place += 1
            continue
        yield from (item for _, items in read for item in items)
        if place:
            number, place = next(tables), 0


def _cell(element: HtmlElement, items: Sequence[Item], below: int) -> Cell:
    """A cell that spans no more rows than there are."""
    lines = tuple([line for item in items for line in item.text.split("\n")])
    columns = _number(element.get("colspan"), _MOST_COLUMNS)
    rows = min(_number(element.get("rowspan"), _MOST_ROWS) or below, below)  # 0: all that follow
    return Cell(lines, rows, columns or 1, element.tag == "th")


def _number(said: str | None, most: int) -> int:
    """A span as the page says it; 1 if it says nothing sensible."""
    return min(int(said), most) if said and said.isdecimal() and len(said) < 9 else 1


def _is_layout(rows: Sequence[Sequence[Read]], cells: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table without a caption lays out the page: it frames text or one article, or most of its rows hold tables.

    A table with header cells is one of data.
    """
    if any(cell.header for row in cells for cell in row):
        return False
    filled = [found for row in rows if (found := _filled(row))]
    if sum(map(len, filled)) == 1 or is_frame(cells):
        return True
    if any(_is_article(items, filled) for row in filled if len(row) <= 2 for items in row):
        return True
    nested = sum(any(map(_holds_table, row)) for row in filled)
    return nested > 0 and 2 * sum(len(row) > 1 and not any(map(_holds_table, row)) for row in filled) <= len(filled)


def _filled(row: Sequence[Read]) -> list[list[Item]]:
    return [items for _, items in row if items]


def _is_article(items: Sequence[Item], rows: Sequence[Sequence[Sequence[Item]]]) -> bool:
    """Whether a cell has headings, or holds most of the text of a table in several paragraphs."""
    if any(isinstance(item, Line) and item.kind == "heading" for item in items):
        return True
    return len(items) > 2 and (size := _size(items)) > _ARTICLE and size * 2 > sum(_size(i) for row in rows for i in row)


def _holds_table(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Row) for item in items)


def _size(items: Sequence[Item]) -> int:
    return sum(len(item.text) for item in items)
