"""A name spelled out in one report of a unit explains its bare mentions in that unit's other reports.

The explaining report is the one with the smallest id among those that spell the name out in full, so that the answer does
not depend on the order of files. Names that the text or the national lexicon explains stay as they are. Shards say what
they offer and what they ask; who answers whom is found over all shards, and only the answers touch the tables.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """The source at `position` of its shard spells a name out; `members` is a JSON list."""

    position: int
    organization: str
    text: str
    report_id: str
    members: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare mention: the `row`-th named measure of the source at `position`."""

    position: int
    row: int
    organization: str
    text: str


def offers(named: Iterable[Sequence[Row]]) -> Iterator[Offer]:
    """What the rows of `named_measures`, source by source, explain to others."""
    for position, rows in enumerate(named):
        for r in rows:
            if r["source"] == "text" and r["complete"] and r["organization"]:
                members = json.dumps(list(r["members"]), ensure_ascii=False)
                yield Offer(position, r["organization"], r["text"], r["report_id"], members)


def bare(named: Iterable[Sequence[Row]]) -> Iterator[Bare]:
    """Which rows could be explained by others."""
    for position, rows in enumerate(named):
        for number, r in enumerate(rows):
            if r["source"] == "none" and r["organization"]:
                yield Bare(position, number, r["organization"], r["text"])


def explain(row: Row, report_id: str, members: str) -> None:
    """Say in a bare mention's row which report explains it, and how."""
    row.update(source="archive", explained_in=report_id, known_members=json.loads(members))


def explain_all(named: Sequence[Sequence[Row]]) -> None:
    """The same for rows that are all in memory, in place."""
    best: dict[tuple[str, str], tuple[str, str]] = {}
    for o in offers(named):
        offer = (o.report_id, o.members)
        best[o.organization, o.text] = min(best.get((o.organization, o.text), offer), offer)
    for b in bare(named):
        if known := best.get((b.organization, b.text)):
            explain(named[b.position][b.row], *known)
