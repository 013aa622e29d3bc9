"""What a sheet shows: which columns, their headers and widths in the reader's language, values in words."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .. import lexicon
from ..extraction.indicator_sets import load_indicators

Lang = str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its name in the table, header, width in characters, and kind of cell."""

    name: str
    header: str
    width: int
    kind: str


def columns(table: str, lang: Lang) -> list[Column]:
    """The columns that people see of a table, in order."""
    return [
        Column(r["column"], r["zh"] if lang == "zh" else r["en"], int(r["width"]), r["kind"])
        for r in _column_rows()
        if r["table"] == table
    ]


@lru_cache(maxsize=1)
def _column_rows() -> tuple[lexicon.Row, ...]:
    return tuple(lexicon.listing("columns"))


@lru_cache(maxsize=2)
def _words(lang: Lang) -> dict[str, str]:
    return {r["value"]: r[lang] for r in lexicon.rows("values")}


_WORDED = frozenset(["kind", "modifier", "status", "relation", "role", "source", "severity", "measures"])


def shown(value: Any, column: Column, lang: Lang) -> Any:
    """A value as people see it: codes in words, lists joined, booleans 是/否."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, list):
        return "；".join(_word(str(v), column, lang) for v in value)
    return _word(value, column, lang) if isinstance(value, str) else value


def _word(value: str, column: Column, lang: Lang) -> str:
    if column.name == "indicator":
        return _indicators(lang).get(value, value)
    return _words(lang).get(value, value) if column.name in _WORDED else value


@lru_cache(maxsize=2)
def _indicators(lang: Lang) -> dict[str, str]:
    """Names of our indicators by id; a user's own stand under their id."""
    return {i.id: i.name if lang == "zh" else i.name_en for i in load_indicators()}
