"""Words and units by which quantities are told from what only looks like one, or read: `quantity_cues.csv`, `unit_traits.csv`."""

import re
from dataclasses import dataclass

from ..resources import Resources, split, trie_pattern
from .reach import reach_words


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """What may stand around a number, and the units that order rather than count.

    Words right before a number: `holding` (举办一期 counts), `body` (人大二次会议 does not), `modifying` (近千人), `no_up` (以上百),
    `no_vague` (无数百), `reaching` (达到15000). After it: `sitting` (二次会议), `classes` (500吨级), `deadline` (7日内). Between
    two numbers: `carriers`. Units: `front` (前三名), `ranked` (列3位), `session` (2023届), `once` (一期), `numbered` (三大), `dated`,
    `year`, `day`, `clock` (8时30分).
    """

    holding: tuple[str, ...]
    body: tuple[str, ...]
    modifying: tuple[str, ...]
    no_up: tuple[str, ...]
    no_vague: tuple[str, ...]
    reaching: tuple[str, ...]
    sitting: tuple[str, ...]
    classes: tuple[str, ...]
    deadline: tuple[str, ...]
    carriers: tuple[str, ...]
    front: frozenset[str]
    ranked: frozenset[str]
    once: frozenset[str]
    numbered: frozenset[str]
    session: frozenset[str]
    dated: frozenset[str]
    year: frozenset[str]
    day: frozenset[str]
    clock: frozenset[str]
    first_ones: re.Pattern[str]  # 前 of 前三名, not of 目前
    place: re.Pattern[str]  # 位居全市


def quantity_words(resources: Resources) -> QuantityWords:
    """The words in use, the user's own included."""
    cues, units = list(resources.rows("quantity_cues")), list(resources.rows("unit_traits"))

    def of(use: str) -> tuple[str, ...]:
        return tuple(r["cue"] for r in cues if use in split(r["use"]))

    def having(trait: str) -> frozenset[str]:
        return frozenset(r["unit"] for r in units if trait in split(r["traits"]))

    return QuantityWords(
        holding=of("holding"), body=of("body"), modifying=of("modifying"), no_up=of("no_up"), no_vague=of("no_vague"),
        reaching=reach_words(resources, "number"), sitting=of("sitting"), classes=of("class"), deadline=of("deadline"),
        carriers=("、", *of("carrier")), front=having("front"), ranked=having("ranked"), once=having("once"),
        numbered=having("numbered"), session=having("session"), dated=having("dated"), year=having("year"), day=having("day"),
        clock=having("clock"),
        first_ones=re.compile("".join(f"(?<!{re.escape(w)})" for w in of("no_front")) + "前$"),
        place=re.compile(f"{trie_pattern(of('placing'))}{trie_pattern(of('scope'))}?$"),
    )  # fmt: skip
