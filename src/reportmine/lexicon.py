"""Word lists as data: CSV files in `data/lexicons/`, and the user's own folder read by the same code.

A user's folder (`--lexicon DIR`) may hold any of our file names with the same header; its rows are added, and a row
whose first cell is already known replaces ours.
"""

import csv
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from .errors import DataError
from .model import Unit

Row = dict[str, str]
_user_folder: ContextVar[Path | None] = ContextVar("user_lexicon", default=None)
_UNIT_COLUMNS = ("unit", "kind", "dimension", "factor", "base_unit", "example", "not_before", "masks")
KINDS = ("count", "money", "measure", "percent", "point", "multiple", "duration")


def use_folder(folder: Path | None) -> None:
    """Add the user's lexicon folder to every list read from now on (in this process).

    Raises `DataError` if it is no folder or holds a CSV we do not know.
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
    if not folder.is_dir():
        raise DataError(
            f"{folder}：不是文件夹。--lexicon 要给存放 units.csv 等词表的文件夹。",
            f"{folder}: not a folder; --lexicon takes a folder of CSV files such as units.csv.",
        )
    known = {p.name for p in files("reportmine").joinpath("data/lexicons").iterdir()}
    unknown = sorted(p.name for p in folder.glob("*.csv") if p.name not in known)
    if unknown:
        raise DataError(
            f"{folder / unknown[0]}：没有叫这个名字的词表。请改名为其中之一：{'、'.join(sorted(known))}。",
            f"{folder / unknown[0]}: no such list; known lists: {', '.join(sorted(known))}.",
        )


def rows(name: str) -> Iterator[Row]:
    """Rows of the word list `name` (without .csv), ours then the user's, a user's row replacing ours of the same key."""
    merged: dict[str, Row] = {}
    for place, text in _sources(f"{name}.csv"):
        for key, row in _read(place, text):
            merged[key] = row
    yield from merged.values()


def listing(name: str) -> Iterator[Row]:
    """Rows of a list whose first cell is no key (several rows may share it), ours then the user's."""
    for place, text in _sources(f"{name}.csv"):
        yield from (row for _, row in _read(place, text))


def _sources(name: str) -> Iterator[tuple[str, str]]:
    ours = files("reportmine").joinpath("data/lexicons", name)
    yield f"data/lexicons/{name}", ours.read_text(encoding="utf-8")
    folder = _user_folder.get()
    if folder is not None and (folder / name).is_file():
        yield str(folder / name), _own_text(folder / name)


def _own_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise DataError(
            f"{path}：词表读不了，或不是 UTF-8 文字。请另存为 CSV UTF-8。",
            f"{path}: the list cannot be read, or is not UTF-8. Save it as CSV UTF-8.",
        ) from None


def _read(place: str, text: str) -> Iterator[tuple[str, Row]]:
    reader = csv.DictReader(text.splitlines())
    for number, row in enumerate(reader, start=2):
        if None in row or any(v is None for v in row.values()):
            raise DataError(
                f"{place}:{number}：这一行不是表头的 {len(reader.fieldnames or [])} 格。请补齐或删去多余的逗号。",
                f"{place}:{number}: the row does not have the {len(reader.fieldnames or [])} cells of the header. Add what is missing, or drop a comma.",
            )
        first = next(iter(row.values()))
        if not first:
            raise DataError(
                f"{place}:{number}：第一格是空的。请填上，或删去这一行。",
                f"{place}:{number}: the first cell is empty. Fill it in, or delete the row.",
            )
        yield first + "\t" + row.get("since", ""), row


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list (`甲|乙`)."""
    return tuple(p for p in cell.split("|") if p)


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every classifier and unit by name. Raises `DataError` for a row with an unknown kind or a factor that is no number."""
    return {row["unit"]: _unit(row) for row in rows("units")}


def _unit(row: Row) -> Unit:
    missing = [c for c in _UNIT_COLUMNS if c not in row]
    if missing:
        raise DataError(
            f"units.csv：缺少列 {missing[0]}；表头应为 {','.join(_UNIT_COLUMNS)}。",
            f"units.csv: no column {missing[0]}; the header is {','.join(_UNIT_COLUMNS)}.",
        )
    if row["kind"] not in KINDS:
        raise DataError(
            f"units.csv：单位 {row['unit']} 的 kind 是 {row['kind']!r}，应为其中之一：{'、'.join(KINDS)}。",
            f"units.csv: unit {row['unit']}: kind {row['kind']!r} is none of {', '.join(KINDS)}.",
        )
    try:
        factor = Decimal(row["factor"]) if row["factor"] else None
    except InvalidOperation:
        raise DataError(
            f"units.csv：单位 {row['unit']} 的 factor 是 {row['factor']!r}，不是数。请写成 10000 这样的数，或留空。",
            f"units.csv: unit {row['unit']}: factor {row['factor']!r} is no number. Write one such as 10000, or leave it empty.",
        ) from None
    return Unit(
        name=row["unit"], kind=row["kind"], dimension=row["dimension"], factor=factor, base_unit=row["base_unit"],
        example=row["example"], masks=row["masks"] != "no",
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
