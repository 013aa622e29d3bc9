"""Checks as data: what each says and when it may legitimately fail (`data/checks/*.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..errors import DataError

KINDS = ("at_most", "rate", "sum")
SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class General:
    """A check that holds for any report; `message` has its words in braces."""

    id: str
    severity: str
    title: dict[str, str]
    message: dict[str, str]
    may_fail: dict[str, str]
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What must agree between indicators. `at_most`: terms[0] ≤ terms[1]; `rate`: terms[0] = terms[1] / terms[2];
    `sum`: terms[1:] together = terms[0], `optional` ones may be added.
    """

    id: str
    kind: str
    terms: tuple[str, ...]
    optional: tuple[str, ...]
    same_sentence: bool
    name: dict[str, str]
    may_fail: dict[str, str]
    example: str
    counter_example: str


@lru_cache(maxsize=1)
def general_checks() -> dict[str, General]:
    """The general checks by id, in the order of the file."""
    return {name: _general(name, entry) for name, entry in _read("general").items()}


@lru_cache(maxsize=1)
def consistency_rules() -> tuple[Rule, ...]:
    """The consistency rules. Raises `DataError` naming the rule at fault."""
    return tuple(_rule(entry) for entry in _read("consistency")["rule"])


def _read(name: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(files("reportmine").joinpath("data/checks", f"{name}.toml").read_text(encoding="utf-8"))


def _both(entry: dict[str, object], key: str) -> dict[str, str]:
    return {"zh": str(entry[key]), "en": str(entry[f"{key}_en"])}


def _general(name: str, entry: object) -> General:
    if not isinstance(entry, dict) or entry.get("severity") not in SEVERITIES:
        raise DataError(
            f"data/checks/general.toml：核对项 {name} 的 severity 应为其中之一：{'、'.join(SEVERITIES)}。",
            f"data/checks/general.toml: check {name}: severity is none of {', '.join(SEVERITIES)}.",
        )
    return General(
        name, str(entry["severity"]), _both(entry, "title"), _both(entry, "message"), _both(entry, "may_fail"),
        str(entry.get("example", "")), str(entry.get("counter_example", "")),
    )  # fmt: skip


def _rule(entry: dict[str, object]) -> Rule:
    name, kind = str(entry["id"]), str(entry["kind"])
    if kind not in KINDS:
        raise DataError(
            f"data/checks/consistency.toml：规则 {name} 的 kind 应为其中之一：{'、'.join(KINDS)}。",
            f"data/checks/consistency.toml: rule {name}: kind is none of {', '.join(KINDS)}.",
        )
    keys = {"at_most": ("left", "right"), "rate": ("rate", "part", "whole"), "sum": ("whole",)}[kind]
    terms = [str(entry[k]) for k in keys] + _strings(entry.get("parts"))
    return Rule(
        name, kind, tuple(terms), tuple(_strings(entry.get("optional"))), bool(entry.get("same_sentence", False)),
        _both(entry, "name"), _both(entry, "may_fail"), str(entry["example"]), str(entry["counter_example"]),
    )  # fmt: skip


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
