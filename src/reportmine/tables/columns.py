"""The declaration of every table and column (`data/columns.toml`), from which schema, sheets, rows and documentation are made."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..errors import DataError

TYPES = ("text", "whole", "number", "yes_no", "texts", "wholes", "numbers")
_TABLE_KEYS = frozenset({"name", "title", "row", "first", "columns"})
_COLUMN_KEYS = frozenset({"type", "name", "meaning", "width", "sheet"})
_PLACE = "data/columns.toml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` on disk, its `type`, `header` and `meaning` in Chinese and English, and where it is shown."""

    name: str
    type: str
    header: tuple[str, str]
    meaning: tuple[str, str]
    width: int
    on_disk: bool
    on_sheet: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, its columns on disk in order, and on its sheet in order (none without `title`)."""

    name: str
    title: tuple[str, str]
    row: tuple[str, str]
    columns: tuple[Column, ...]
    sheet: tuple[Column, ...]


@lru_cache(maxsize=1)
def tables() -> dict[str, Table]:
    """Every table by name, in the order of the file."""
    return {t.name: t for t in parse_tables(files("reportmine").joinpath(_PLACE).read_text(encoding="utf-8"))}


def parse_tables(text: str, place: str = _PLACE) -> tuple[Table, ...]:
    """Tables from TOML text. Raises `DataError` naming the table and the key at fault."""
    return tuple(_table(entry, place) for entry in tomllib.loads(text)["table"])


def _table(entry: dict[str, Any], place: str) -> Table:
    where = f"{place}: {entry.get('name', '?')}"
    _known(entry, _TABLE_KEYS, where)
    columns = {name: _column(name, found, f"{where}.{name}") for name, found in entry["columns"].items()}
    first = entry.get("first", [])
    if unknown := [name for name in first if name not in columns or not columns[name].on_sheet]:
        raise DataError(
            f"{where}：first 里的 {unknown[0]} 不是工作表上的列。请改正。",
            f"{where}: {unknown[0]} in `first` is no column of the sheet. Correct it.",
        )
    shown = [columns[name] for name in dict.fromkeys([*first, *columns]) if columns[name].on_sheet]
    title = entry.get("title")
    on_disk = tuple(c for c in columns.values() if c.on_disk)
    return Table(entry["name"], tuple(title or ("", "")), tuple(entry["row"]), on_disk, tuple(shown) if title else ())


def _column(name: str, entry: dict[str, Any], where: str) -> Column:
    _known(entry, _COLUMN_KEYS, where)
    if entry["type"] not in TYPES:
        raise DataError(
            f"{where}：type 是 {entry['type']!r}，应为其中之一：{'、'.join(TYPES)}。",
            f"{where}: type {entry['type']!r} is none of {', '.join(TYPES)}.",
        )
    sheet = entry.get("sheet", True)
    return Column(name, entry["type"], tuple(entry["name"]), tuple(entry["meaning"]), entry.get("width", 10), sheet != "only", bool(sheet))


def _known(entry: dict[str, Any], keys: frozenset[str], where: str) -> None:
    if unknown := sorted(entry.keys() - keys):
        raise DataError(
            f"{where}：不认识的键 {unknown[0]}；可用的有 {'、'.join(sorted(keys))}。",
            f"{where}: unknown key {unknown[0]}; there are {', '.join(sorted(keys))}.",
        )
