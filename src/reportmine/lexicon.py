"""Word lists as data: CSV files in `data/lexicons/`, and the user's own folder read by the same code.

A user's folder (`--lexicon DIR`) may hold any of our file names with the same columns, by our names or by their Chinese
ones (`data/headers.csv`); its rows are added, and a row whose first cell is already known replaces ours.
"""

import csv
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from .errors import UserDataError
from .model import Unit
from .own_lists import read_own

Row = dict[str, str]
_user_folder: ContextVar[Path | None] = ContextVar("user_lexicon", default=None)


def use_folder(folder: Path | None) -> None:
    """Add the user's lexicon folder to every list read from now on (in this process).

    Raises `UserDataError`, naming file, line and column, if it is no folder or a list in it is wrong.
    """
    if folder is not None:
        _check_folder(folder)
    _user_folder.set(folder)
    for cached in _caches:
        cached.cache_clear()


def current_folder() -> Path | None:
    """The user's lexicon folder in use, so that worker processes can be given the same."""
    return _user_folder.get()


def _check_folder(folder: Path) -> None:
    """Read every list of a user's folder, so that a fault is told before a report is read."""
    if not folder.is_dir():
        raise UserDataError(
            f"{folder}：不是文件夹。--lexicon 要给存放 units.csv 等词表的文件夹。",
            f"{folder}: not a folder; --lexicon takes a folder of CSV files such as units.csv.",
        )
    names = sorted(p.name.removesuffix(".csv") for p in files("reportmine").joinpath("data/lexicons").iterdir())
    found = [p for p in sorted(folder.iterdir()) if p.suffix.lower() == ".csv" or p.stem.lower() in names]
    for path in found:
        if path.suffix != ".csv" or path.stem not in names:
            raise UserDataError(
                f"{path}：没有叫这个名字的词表。请存为 CSV，并用其中一个名字：{'、'.join(n + '.csv' for n in names)}。",
                f"{path}: no such list. Save it as CSV under one of these names: {', '.join(n + '.csv' for n in names)}.",
            )
        read_own(path, path.stem, list(_ours(path.stem)))
    if not found:
        raise UserDataError(
            f"{folder}：里面没有词表。请放入 units.csv 等 CSV 文件，或核对路径。",
            f"{folder}: no word list in it. Put CSV files such as units.csv there, or check the path.",
        )


def rows(name: str) -> Iterator[Row]:
    """Rows of the word list `name` (without .csv), ours then the user's, a user's row replacing ours of the same key."""
    merged: dict[str, Row] = {}
    for row in listing(name):
        merged[next(iter(row.values())) + "\t" + row.get("since", "")] = row
    yield from merged.values()


def listing(name: str) -> Iterator[Row]:
    """Rows of a list whose first cell is no key (several rows may share it), ours then the user's."""
    yield from _ours(name)
    folder = _user_folder.get()
    if folder is not None and (folder / f"{name}.csv").exists():
        yield from (line.cells for line in read_own(folder / f"{name}.csv", name, list(_ours(name))))


def _ours(name: str) -> Iterator[Row]:
    text = files("reportmine").joinpath("data/lexicons", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list (`甲|乙`)."""
    return tuple(p for p in cell.split("|") if p)


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every classifier and unit by name."""
    return {row["unit"]: _unit(row) for row in rows("units")}


def _unit(row: Row) -> Unit:
    return Unit(
        name=row["unit"], kind=row["kind"], dimension=row["dimension"], base_unit=row["base_unit"],
        factor=Decimal(row["factor"]) if row["factor"] else None, example=row["example"], masks=row["masks"] != "no",
        not_before=tuple(w for w in split(row["not_before"]) if not w.startswith("+")),
        but_before=tuple(w[1:] for w in split(row["not_before"]) if w.startswith("+")),
    )  # fmt: skip


@lru_cache(maxsize=32)
def words(name: str, column: str, where: str = "", equals: str = "") -> frozenset[str]:
    """The cells of one column as a set, optionally only of rows whose column `where` equals `equals`."""
    return frozenset(r[column] for r in rows(name) if not where or r[where] == equals)


_caches = [units, words]


def trie_pattern(items: Iterable[str]) -> str:
    """A regular expression for any of `items`, longest first, sharing prefixes, so that it never backtracks far.

    >>> trie_pattern(["人", "人次", "项"])
    '(?:人(?:次)?|项)'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for item in items:
        node = root
        for c in item:
            node = node.setdefault(c, {})
        node[""] = {}
    return _trie(root)


def _trie(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    import re

    optional = "" in node
    branches = [re.escape(c) + (_trie(child) if set(child) != {""} else "") for c, child in sorted(node.items()) if c]
    if len(branches) == 1 and not optional and len(branches[0]) == 1:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if optional else "")
