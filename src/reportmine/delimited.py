"""CSV as Excel, WPS and LibreOffice open it right: UTF-8 with a byte-order mark, and no text that they would run as a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# Excel also reads the full-width signs of an input method, and skips blanks before them
_FORMULA = tuple("=+-@＝＋－＠")
_BLANKS = "\t\r\n\v\f \u00a0\u3000\u200b\ufeff"
LINE_END = "\r\n"  # with it the csv module quotes a bare \r or \n inside a cell; with \n alone it leaves \r as it is


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a CSV file; texts and the header are guarded, see `cell`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator=LINE_END)
        writer.writerow([cell(name) for name in header])
        writer.writerows(rows)


def cell(value: Any) -> Any:
    """A value as it stands in a cell: text that would be a formula gets an apostrophe, numbers stay numbers.

    >>> cell("=1+1"), cell(" ＝1+1"), cell(-5), cell(["甲", "乙"]), cell(True)
    ("'=1+1", "' ＝1+1", -5, '甲|乙', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell("|".join(str(v) for v in value))
    if isinstance(value, str) and (value.startswith(("\t", "\r", "\n")) or value.lstrip(_BLANKS).startswith(_FORMULA)):
        return "'" + value
    return value
