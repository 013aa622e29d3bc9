"""Values as people see them on a sheet: codes in words, lists joined, booleans 是/否."""

from functools import lru_cache
from typing import Any

from ..extraction.indicator_sets import load_indicators
from ..resources import OURS
from ..tables.columns import Column

Lang = str


@lru_cache(maxsize=2)
def _words(lang: Lang) -> dict[str, str]:
    return {r["value"]: r[lang] for r in OURS.rows("values")}


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
