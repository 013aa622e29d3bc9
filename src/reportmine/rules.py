"""Rules as data: TOML files in `data/rules/`, each rule with examples and counter-examples, which are tests.

A rule without at least one of each does not load. Patterns may use the file's `[macros]` as `{NAME}`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .data_files import parse_toml
from .errors import DataError


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its pattern over symbols or characters, what it holds for (`applies` any, `needs` all), and sentences that prove it."""

    id: str
    pattern: re.Pattern[str]
    applies: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    needs: frozenset[str] = frozenset()


@lru_cache(maxsize=8)
def load_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `data/rules/<name>.toml`, in the order they are tried. Raises `DataError` naming the rule at fault."""
    text = files("reportmine").joinpath("data/rules", f"{name}.toml").read_text(encoding="utf-8")
    return parse_rules(text, f"data/rules/{name}.toml")


def parse_rules(text: str, place: str) -> tuple[Rule, ...]:
    """Rules from TOML text; `place` names it in errors."""
    data = parse_toml(text, place)
    macros = data.get("macros", {})
    return tuple(_rule(entry, macros, place) for entry in data.get("rule", ()))


def _rule(entry: dict[str, object], macros: dict[str, str], place: str) -> Rule:
    name = str(entry.get("id", "?"))
    examples, counters = _texts(entry, "examples"), _texts(entry, "counter_examples")
    if not examples or not counters:
        raise DataError(
            f"{place}：规则 {name} 至少要有一个例句和一个反例。",
            f"{place}: rule {name} needs at least one example and one counter-example.",
        )
    return Rule(
        name, _compile(str(entry.get("pattern", "")), macros, place, name), frozenset(_texts(entry, "applies")),
        examples, counters, frozenset(_texts(entry, "needs")),
    )  # fmt: skip


def _texts(entry: dict[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    return tuple(str(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else (str(value),)


def _compile(pattern: str, macros: dict[str, str], place: str, rule: str) -> re.Pattern[str]:
    for _ in range(4):
        for name, body in macros.items():
            pattern = pattern.replace("{" + name + "}", body)
    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataError(
            f"{place}：规则 {rule} 的 pattern 写错了（{error}）。请改正这个正则表达式。",
            f"{place}: rule {rule}: the pattern is wrong ({error}). Correct the regular expression.",
        ) from None
