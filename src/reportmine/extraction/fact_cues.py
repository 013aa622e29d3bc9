"""Words that facts are told by: status and relation cues, what a name or an action sheds at its edges, units that name things."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..resources import Resources, split, trie_pattern
from .reach import reach_words

_NOT_WORDS = "、， "  # marks that a name sheds as it sheds 的 or 和


@dataclass(frozen=True, slots=True)
class FactCues:
    """`nouns`: units that are what is counted (12市, 勇夺2金); `subjects`: heads of a subject; `status`: cues of each status, all
    of them as `any`; `actions`: what in a quantity's text makes it its own action (翻一番); `reaching`: verbs that open one."""

    nouns: frozenset[str]
    subjects: tuple[str, ...]
    any: re.Pattern[str]
    status: dict[str, re.Pattern[str]]
    edges: str
    particles: str
    actions: tuple[str, ...]
    reaching: tuple[str, ...]
    thresholds: tuple[str, ...]
    disposal: re.Pattern[str]  # 将公示期由5天延长到10天 is no plan
    disposing: tuple[str, ...]
    part: re.Pattern[str]
    begins: re.Pattern[str]  # the text right before the first of two levels: 由…
    reaches: re.Pattern[str]  # the text between two levels: 提高到
    changes: re.Pattern[str]


def fact_cues(resources: Resources) -> FactCues:
    """The cues of facts, the user's own included."""
    status: dict[str, list[str]] = {}
    for row in resources.rows("status_cues"):
        status.setdefault(row["status"], []).append(row["cue"])
    rows = list(resources.rows("fact_cues"))

    def of(use: str) -> tuple[str, ...]:
        return tuple(r["cue"] for r in rows if use in split(r["use"]))

    def choice(use: str) -> str:
        return trie_pattern(of(use))

    return FactCues(
        nouns=frozenset(u.name for u in resources.units.values() if "noun" in split(u.dimension)),
        subjects=tuple(r["head"] for r in resources.rows("subject_heads")),
        any=_any(cue for cues in status.values() for cue in cues),
        status={name: _any(cues) for name, cues in status.items()},
        edges="".join(of("edge")) + _NOT_WORDS, particles="".join(of("particle")) + "、",
        actions=of("action"), reaching=reach_words(resources, "action"), thresholds=of("threshold"),
        disposal=re.compile(f"{choice('disposal')}(?=[^，；。]{{1,20}}{choice('moved')})"),
        part=re.compile(choice("part")),
        disposing=of("disposal"),
        begins=re.compile(f"{choice('from')}[^，；。]{{0,12}}$"),
        reaches=re.compile(f"^[^，。；]{{0,10}}{choice('to')}[^，。；]{{0,2}}$"),
        changes=re.compile(choice("change")),
    )  # fmt: skip


def _any(cues: Iterable[str]) -> re.Pattern[str]:
    return re.compile(trie_pattern(cues))
