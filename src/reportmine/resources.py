"""What the product knows, as one value: word lists, ours with those of a user's folder added, read once and passed down.

A user's folder (`--lexicon DIR`) may hold any of our file names with the same columns, by our names or by their Chinese
ones (`data/headers.csv`); its rows are added, and a row whose first cell is already known replaces ours. Rules, taxonomies,
indicators and models are made from a `Resources` by `made`, so that two of them live side by side.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from .errors import UserDataError
from .model import Unit
from .own_lists import read_own

Row = dict[str, str]
T = TypeVar("T")


class Resources:
    """Word lists that never change: what a user's folder held when it was read is kept, and told by `hash`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises `UserDataError`, naming file, line and column, if `folder` is no folder or a list in it is wrong."""
        self.folder = folder
        self._own = {} if folder is None else _read_folder(folder)
        self._made: dict[Callable[[Resources], Any], Any] = {}

    @cached_property
    def hash(self) -> str:
        """Equal for equal lists, wherever the folder lies; empty without a folder."""
        return hashlib.sha256(repr(sorted(self._own.items())).encode("utf-8", "surrogatepass")).hexdigest()[:16] if self._own else ""

    def rows(self, name: str) -> Iterator[Row]:
        """Rows of the word list `name` (without .csv), ours then the user's, a user's row replacing ours of the same key."""
        merged: dict[str, Row] = {}
        for row in self.listing(name):
            merged[next(iter(row.values())) + "\t" + row.get("since", "")] = row
        yield from merged.values()

    def listing(self, name: str) -> Iterator[Row]:
        """Rows of a list whose first cell is no key (several rows may share it), ours then the user's."""
        yield from _ours(name)
        yield from self._own.get(name, ())

    def column(self, name: str, column: str, where: str = "", equals: str = "") -> frozenset[str]:
        """The cells of one column as a set, optionally only of rows whose column `where` equals `equals`."""
        return frozenset(r[column] for r in self.rows(name) if not where or r[where] == equals)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Every classifier and unit by name."""
        return {row["unit"]: _unit(row) for row in self.rows("units")}

    def made(self, build: "Callable[[Resources], T]") -> T:
        """What `build` makes of these lists, made once and kept with them."""
        try:
            found: T = self._made[build]
        except KeyError:
            found = self._made[build] = build(self)
        return found


OURS = Resources()  # the lists that come with the product, and nothing of a user; they are read when first asked for


def _read_folder(folder: Path) -> dict[str, list[Row]]:
    """Every list of a user's folder by name."""
    if not folder.is_dir():
        raise UserDataError(
            f"{folder}：不是文件夹。--lexicon 要给存放 units.csv 等词表的文件夹。",
            f"{folder}: not a folder; --lexicon takes a folder of CSV files such as units.csv.",
        )
    names = sorted(p.name.removesuffix(".csv") for p in files("reportmine").joinpath("data/lexicons").iterdir())
    found: dict[str, list[Row]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() != ".csv" and path.stem.lower() not in names:
            continue
        if path.suffix != ".csv" or path.stem not in names:
            raise UserDataError(
                f"{path}：没有叫这个名字的词表。请存为 CSV，并用其中一个名字：{'、'.join(n + '.csv' for n in names)}。",
                f"{path}: no such list. Save it as CSV under one of these names: {', '.join(n + '.csv' for n in names)}.",
            )
        found[path.stem] = [line.cells for line in read_own(path, path.stem, list(_ours(path.stem)))]
    if not found:
        raise UserDataError(
            f"{folder}：里面没有词表。请放入 units.csv 等 CSV 文件，或核对路径。",
            f"{folder}: no word list in it. Put CSV files such as units.csv there, or check the path.",
        )
    return found


def _ours(name: str) -> Iterator[Row]:
    text = files("reportmine").joinpath("data/lexicons", f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list (`甲|乙`)."""
    return tuple(p for p in cell.split("|") if p)


def _unit(row: Row) -> Unit:
    return Unit(
        name=row["unit"], kind=row["kind"], dimension=row["dimension"], base_unit=row["base_unit"],
        factor=Decimal(row["factor"]) if row["factor"] else None, example=row["example"], masks=row["masks"] != "no",
        not_before=tuple(w for w in split(row["not_before"]) if not w.startswith("+")),
        but_before=tuple(w[1:] for w in split(row["not_before"]) if w.startswith("+")),
    )  # fmt: skip


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
