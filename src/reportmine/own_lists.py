"""Tables that users write: which columns each has, what they are called in Chinese, what their cells may hold.

All of that is data (`data/headers.csv`). `holds` is one of

    key         filled, and said once: two rows of one key must agree        some       filled
    own, owns   a value (a list of values, 甲|乙) that our own list uses      positive   empty or a number above 0
    wholes      4 or 4+5                                                     year       empty or 2023
    hexes       empty or bytes such as 25504446|ffd8
"""

import csv
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from .data_files import Line, read_csv
from .errors import UserDataError


@dataclass(frozen=True, slots=True)
class Column:
    """A column: our name, its Chinese names, and what its cells hold."""

    name: str
    chinese: tuple[str, ...]
    holds: str


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Column, ...]]:
    text = files("reportmine").joinpath("data/headers.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[Column, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["list"]] = (*found.get(row["list"], ()), Column(row["column"], tuple(row["zh"].split("|")), row["holds"]))
    return found


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table (`units`, `organizations`), in order."""
    return _known()[table]


def read_own(path: Path, table: str, ours: Sequence[Mapping[str, str]] = (), *, others: bool = False) -> list[Line]:
    """The rows of a user's table, every cell checked; `ours` is our list of that name.

    Raises `UserDataError` naming file, line, column and remedy.
    """
    own = columns(table)
    lines = read_csv(path, {c.name: c.chinese for c in own}, others=others)
    for column in own:
        values = {row[column.name] for row in ours} if column.holds.startswith("own") else set()
        for line in lines:
            _check(line.cells[column.name], column, values, f"{path}:{line.number}")
    _agree(lines, [c.name for c in own if c.holds == "key"], path)
    for line in lines:
        if line.cells.get("factor") and not line.cells["base_unit"]:
            raise UserDataError(
                f"{path}:{line.number}：有换算系数 factor（系数），就要有基本单位 base_unit（基本单位）。请补上，或把系数留空。",
                f"{path}:{line.number}: a factor needs a base_unit. Add it, or leave the factor empty.",
            )
    return lines


def _check(cell: str, column: Column, ours: Collection[str], place: str) -> None:
    fits, zh, en = _KINDS[column.holds]
    if not fits(cell, ours):
        known = sorted(ours)
        zh, en = zh or f"应为其中之一：{'、'.join(known)}", en or f"must be one of {', '.join(known)}"
        raise UserDataError(
            f"{place}：{column.name}（{column.chinese[0]}）列写的是 {cell!r}；{zh}。请改正这一格。",
            f"{place}: column {column.name} holds {cell!r}; it {en}. Correct the cell.",
        )


def _agree(lines: Sequence[Line], keys: Sequence[str], path: Path) -> None:
    """Two rows of one key must say the same (a name may mean other things in another year)."""
    met: dict[tuple[str, ...], Line] = {}
    for line in lines:
        key = (*(line.cells[k] for k in keys), line.cells.get("since", ""))
        first = met.setdefault(key, line)
        if keys and first.cells != line.cells:
            raise UserDataError(
                f"{path}:{line.number}：{key[0]} 在第 {first.number} 行已有，内容不同。请只留一行。",
                f"{path}:{line.number}: {key[0]} stands in line {first.number} already, with other content. Keep one of them.",
            )


def _positive(cell: str, ours: Collection[str]) -> bool:
    try:
        number = Decimal(cell or 1)
    except InvalidOperation:
        return False
    return number.is_finite() and 0 < float(number) < float("inf")


_FILLED = ("不能是空的", "must not be empty")
_KINDS: dict[str, tuple[Callable[[str, Collection[str]], bool], str, str]] = {
    "": (lambda cell, ours: True, "", ""),
    "key": (lambda cell, ours: bool(cell), *_FILLED),
    "some": (lambda cell, ours: bool(cell), *_FILLED),
    "own": (lambda cell, ours: cell in ours, "", ""),
    "owns": (lambda cell, ours: set(cell.split("|")) <= {part for value in ours for part in value.split("|")}, "", ""),
    "positive": (_positive, "应为大于 0 的数，如 10000，或留空", "must be a number above 0, such as 10000, or empty"),
    "wholes": (
        lambda cell, ours: re.fullmatch(r"[1-9][0-9]{0,3}(\+[1-9][0-9]{0,3})*", cell) is not None,
        "应为项数，如 4，或 4+5", "must be a number of items, such as 4, or 4+5",
    ),
    "year": (lambda cell, ours: re.fullmatch("([12][0-9]{3})?", cell) is not None, "应为年份，如 2023，或留空", "must be a year, such as 2023, or empty"),
    "hexes": (
        lambda cell, ours: re.fullmatch(r"(([0-9a-f]{2})+\|?)*", cell) is not None,
        "应为十六进制字节，如 25504446，或留空", "must be bytes in hex, such as 25504446, or empty",
    ),
}  # fmt: skip
