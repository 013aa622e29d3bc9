"""Role rules as data: `data/rules/roles.toml`. What a rule does beyond its pattern stands in its entry; no code knows an id.

    [[rule]]  a pattern over the classes of the words of a clause
    [[step]]  what `roles.py` does beside the patterns, by what it `does`, with the id that the tables show
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..errors import DataError
from ..model import KINDS
from ..rule_files import EXAMPLES, Entry, Key, open_rules
from ..rules import rules_text
from ..word_classes import TABLE, UnknownClassError, word_pattern

TRAITS = ("event", "thing", "people", "reach")
STEPS = ("goal", "whole", "adjacent", "distributive", "inherited", "alone")
_READING = {
    "id": Key(str), "confidence": Key(float), "object_from_unit": Key(bool, default=False), **EXAMPLES,
}  # fmt: skip
_STEP = _READING | {"does": Key(str, STEPS)}
_RULE = _READING | {
    "applies": Key(tuple, KINDS), "needs": Key(tuple, TRAITS, default=()), "pattern": Key(str),
    "shares_verb": Key(str, ("before", "both", "never"), default="before"), "event_is_object": Key(bool, default=False),
    "opens_range": Key(bool, default=False), "verb_ends_item": Key(bool, default=True),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """How roles were found: the id that the tables show, and what follows from it."""

    id: str
    confidence: float
    object_from_unit: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    shares_verb: str = "before"
    opens_range: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RoleRule(Reading):
    """A rule: its pattern over letters of word classes, the kinds of quantity it applies to, and the traits these need."""

    pattern: re.Pattern[str]
    applies: frozenset[str]
    needs: frozenset[str]
    event_is_object: bool
    verb_ends_item: bool


@dataclass(frozen=True, slots=True, eq=False)
class RoleRules:
    """The rules in the order they are tried, and the reading of each step."""

    rules: tuple[RoleRule, ...]
    steps: Mapping[str, Reading]


@lru_cache(maxsize=1)
def load_role_rules() -> RoleRules:
    """The rules of `roles.toml`. Raises `DataError` naming file, line and remedy."""
    return parse_role_rules(rules_text("roles"), "data/rules/roles.toml")


def parse_role_rules(text: str, place: str) -> RoleRules:
    """Role rules from TOML text; `place` names it in errors. Raises `DataError`, also if a step has no entry."""
    file = open_rules(text, place, "rule", "step")
    rules = tuple(_rule(e) for e in file.entries("rule", _RULE))
    steps = {e.values["does"]: Reading(**_shared(e)) for e in file.entries("step", _STEP)}
    missing = [s for s in STEPS if s not in steps]
    if missing:
        raise DataError(
            f"{place}：缺少 does = \"{missing[0]}\" 的 [[step]]。请补上这一条。",
            f"{place}: no [[step]] with does = \"{missing[0]}\". Add the entry.",
        )
    return RoleRules(rules, steps)


def _rule(entry: Entry) -> RoleRule:
    v = entry.values
    return RoleRule(
        **_shared(entry), pattern=entry.compiled(_letters(entry), ("a", "o")), applies=frozenset(v["applies"]),
        needs=frozenset(v["needs"]), shares_verb=v["shares_verb"], opens_range=v["opens_range"],
        event_is_object=v["event_is_object"], verb_ends_item=v["verb_ends_item"],
    )  # fmt: skip


def _shared(entry: Entry) -> dict[str, Any]:
    examples, counters = entry.prove()
    same = {k: entry.values[k] for k in ("id", "confidence", "object_from_unit")}
    return same | {"examples": examples, "counter_examples": counters}


def _letters(entry: Entry) -> str:
    try:
        return word_pattern(entry.pattern())
    except UnknownClassError as error:
        name, rule, place = str(error), entry.values["id"], entry.place_of(str(error))
        raise DataError(
            f"{place}：规则 {rule} 的 pattern 里的 {name!r} 不是词类。词类写成 <noun> 这样，名称见 {TABLE}；请改正。",
            f"{place}: rule {rule}: {name!r} in the pattern is no word class. Write one as <noun>; the names are in {TABLE}.",
        ) from None
