"""How every workbook of ours looks: formats, head and page of a sheet, sheet names, and what a cell holds."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain, count
from typing import Any

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - the same tables give the same bytes
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FONT = {"font_name": "等线", "font_size": 10, "valign": "top"}
_NUMBER = {"num_format": "#,##0.######"}
_LINK = _NUMBER | {"font_color": "#0B4F8A"}
_MASKED = {"bg_color": "#FFF2CC"}
_HEADER = {"bold": True, "bg_color": "#DDE7F2", "border": 1, "border_color": "#B7C6D8", "text_wrap": True, "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "header": _HEADER,
    "text": {},
    "wrap": {"text_wrap": True},
    "number": _NUMBER,
    "whole": {"num_format": "0"},
    "masked": _MASKED,
    "link": _LINK,
    "several": _LINK | {"bg_color": "#E2EFDA"},
    "title": {"bold": True, "font_size": 14},
}
_FILLS = {"masked_fill": _MASKED, "missing_fill": {"bg_color": "#EDEDED"}}  # for conditional formats, which hold no font


def styles(book: Any) -> dict[str, Any]:
    """The formats of cells by name, made in an XlsxWriter workbook, which writes only those in use."""
    looks = {name: _FONT | look for name, look in _STYLES.items()} | _FILLS
    return {name: book.add_format(look) for name, look in looks.items()}


def set_up(sheet: Any, headers: Iterable[tuple[str, int]], rows: int, header: Any, *, frozen: int = 0) -> None:
    """Write the head of a sheet (texts and widths) and make it ready for reading and printing.

    The head and the first `frozen` columns stay in sight, the head has filters over `rows` rows and is printed on each page.
    """
    last = 0
    for last, (text, width) in enumerate(headers):
        sheet.set_column(last, last, width)
        sheet.write_string(0, last, text, header)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(1, rows), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def part_name(name: str, part: int) -> str:
    """The name of the sheet that holds a part (from 0) of a table.

    >>> part_name("事实", 0), part_name("事实", 1)
    ('事实', '事实2')
    """
    return name if not part else f"{name}{part + 1}"


def free_name(name: str, taken: set[str]) -> str:
    """A name as Excel takes it for a sheet: up to 31 characters, not all of them allowed, and unlike those `taken`, which it joins."""
    clean = _NO_SHEET_NAME.sub("_", name).strip("'")[:31] or "_"
    numbered = (f"{clean[:28]}{n}" for n in count(2))
    free = next(found for found in chain([clean], numbered) if found.casefold() not in taken)
    taken.add(free.casefold())
    return free


def fitted(text: str, cut: str) -> str:
    """Text cut to what a cell holds, counted as Excel counts, which sees two characters in 𠮷."""
    if len(text) <= MAX_TEXT // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_TEXT:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * (MAX_TEXT - 20)]
    return raw.decode("utf-16-le", "ignore") + cut
