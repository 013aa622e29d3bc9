"""Named-measure rules as data: `data/rules/named.toml`, each rule with examples and counter-examples, which are tests."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .rule_files import EXAMPLES, Key, open_rules

_KEYS = {"id": Key(str), "applies": Key(tuple, ("quoted", "bare")), "pattern": Key(str), **EXAMPLES}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its pattern over characters, where it is tried (`quoted`, `bare`), and sentences that prove it."""

    id: str
    pattern: re.Pattern[str]
    applies: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """The rules of `named.toml`, in the order they are tried. Raises `DataError` naming file, line and remedy."""
    return parse_rules(rules_text("named"), "data/rules/named.toml")


def rules_text(name: str) -> str:
    """The text of `data/rules/<name>.toml`."""
    return files("reportmine").joinpath("data/rules", f"{name}.toml").read_text(encoding="utf-8")


def parse_rules(text: str, place: str) -> tuple[Rule, ...]:
    """Named-measure rules from TOML text; `place` names it in errors."""
    found = []
    for entry in open_rules(text, place, "rule").entries("rule", _KEYS):
        applies = frozenset(entry.values["applies"])
        pattern = entry.compiled(entry.pattern(), ("name",) if "bare" in applies else ())
        found.append(Rule(entry.values["id"], pattern, applies, *entry.prove()))
    return tuple(found)
