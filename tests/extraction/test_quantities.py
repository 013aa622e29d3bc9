"""Whole sentences with their quantities marked inline, from `quantities.toml`, and every set phrase of the lexicon."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from reportmine.extraction.quantities import find_quantities
from reportmine.model import KINDS, Quantity
from reportmine.resources import OURS

CASES = tomllib.loads((Path(__file__).parent / "quantities.toml").read_text(encoding="utf-8"))["case"]


def marked(text: str, found: list[Quantity]) -> str:
    """`text` with ⟦…⟧ around what was found."""
    for q in reversed(found):
        text = f"{text[: q.start]}⟦{q.text}⟧{text[q.end :]}"
    return text


def shown(q: Quantity) -> str:
    return " | ".join([q.kind, _value(q), q.unit, q.modifier or "exact"])


def _value(q: Quantity) -> str:
    if q.number.masked:
        return "masked"
    return ".." .join(_plain(v) for v in (q.number.value, q.number.high) if v is not None) or "?"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:24])
def test_a_sentence_gives_its_marked_quantities(case: dict) -> None:  # type: ignore[type-arg]
    text = re.sub("[⟦⟧]", "", case["text"])
    found = find_quantities(text)
    assert marked(text, found) == case["text"]
    assert [shown(q) for q in found] == case["found"]


@pytest.mark.parametrize("reason", sorted({row["reason"] for row in OURS.rows("set_phrases")}))
def test_no_set_phrase_is_a_quantity(reason: str) -> None:
    phrases = [row["phrase"] for row in OURS.rows("set_phrases") if row["reason"] == reason]
    assert [p for p in phrases if find_quantities(f"要{p}抓落实。")] == []


def test_there_are_examples_of_every_kind() -> None:
    kinds = {found.split(" | ")[0] for case in CASES for found in case["found"]}
    assert kinds == set(KINDS)
    assert len(CASES) >= 120
