"""Words around the items of a name (`member_cues.csv`): what introduces a list, leads into an item, or ends a partial list."""

import re
from dataclasses import dataclass

from ..resources import Resources, split, trie_pattern


@dataclass(frozen=True, slots=True)
class MemberCues:
    """Patterns, and the cues after which a list need not be as long as its name says (`loose`: 即, 包括)."""

    introduction: re.Pattern[str]  # …，即: groups `label` and `cue`
    part: re.Pattern[str]  # “1”即…: group 1 is the item
    leading: re.Pattern[str]  # 一是, 以及 before an item
    governing: re.Pattern[str]  # up to the first verb that may govern the list, or 的
    governed: re.Pattern[str]  # a text that ends in such a verb
    loose: frozenset[str]
    ends: tuple[str, ...]  # of a partial list


def member_cues(resources: Resources) -> MemberCues:
    """The cues in use, the user's own included."""
    rows = list(resources.rows("member_cues"))

    def of(use: str) -> tuple[str, ...]:
        return tuple(r["cue"] for r in rows if use in split(r["use"]))

    def any_of(use: str) -> str:
        return trie_pattern(of(use))

    return MemberCues(
        introduction=re.compile(
            rf"[”’」』\"]?(?P<label>[\u4e00-\u9fff“”]{{0,10}}?)"
            rf"(?P<cue>[，,]?\s?{any_of('introduces')}[：:]?(?:{any_of('tail')})?|——|：|:(?!\d))"
        ),
        part=re.compile(rf"“(?:\d{{1,3}}|[NXnx])”{any_of('part')}(?:的是)?[：:]?([^，。；“”]+)"),
        leading=re.compile(f"^{any_of('leads')}"),
        governing=re.compile(f"^.*?(?:{any_of('governs')}|的)"),
        governed=re.compile(f"{any_of('governs')}$"),
        loose=frozenset(of("loose")), ends=of("ends"),
    )  # fmt: skip
