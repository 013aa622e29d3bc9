"""Who did what to how many: action and object of each quantity, by rules over the letters of its clause.

    clause ─ items (one quantity each) ─▶ rule by rule over the item's window ─▶ roles ─▶ inheritance along the list
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..document import Words
from ..model import Quantity
from ..resources import OURS, Resources
from .clauses import Counting, Line, Roles, Span, clause_letters, clause_patterns, counting
from .distributive import distributed
from .inheritance import inherit
from .role_rules import TRAITS, RoleRule, RoleRules
from .symbols import symbols

_LEFT, _RIGHT = 60, 40  # words a quantity's window may reach: no text, however long its clauses, makes a rule slow
_LONGEST_LEAD = 200  # more words than this before a verb hold no subject, and are not searched for each quantity again


def find_roles(
    words: Words, quantities: Sequence[Quantity], rules: RoleRules, spans: Sequence[tuple[int, int]] = (), resources: Resources = OURS
) -> list[Roles]:
    """Roles of every quantity, in order. `words` must hold each quantity as one word tagged `Q`.

    `spans` are the ranges of words of the sentences with a quantity; without them all words are looked at.
    """
    letters, patterns = clause_letters(), clause_patterns()
    read = _flattened(symbols(words, spans, resources))
    line = Line(read, words, quantities, rules, resources, resources.made(counting), letters, patterns)
    found: list[Roles] = []
    mark = letters.quantity
    for clause in patterns.clause.finditer(line.symbols):
        text, start = clause.group(), clause.start()
        place = text.find(mark)
        if place < 0:
            continue
        if text.find(mark, place + 1) < 0:
            roles = [_match(line, _alone(line, text, place, start), quantities[len(found)])]
        else:
            roles = _clause_roles(line, text, start, len(found))
        inherit(line, roles, found, start)
    return _with_subjects(found, line)


class _Window(NamedTuple):
    """The letters around a quantity that its rules may see; word indexes of its first letter and of its clause; `listed`:
    an item of a list stands before it."""

    text: str
    start: int
    first: int
    listed: bool


def _alone(line: Line, clause: str, place: int, start: int) -> _Window:
    """The window of the only quantity of its clause."""
    left = max(0, place - _LEFT)
    text = f"{clause[left:place]}{line.letters.this}{clause[place + 1 : place + _RIGHT]}"
    return _Window(text, start + left, start, listed=False)


def _with_subjects(roles: list[Roles], line: Line) -> list[Roles]:
    """Who did it: the noun phrase right before the action in its clause; a list and the next clause share it."""
    pattern = line.patterns.subject
    found: list[Roles] = []
    for role in roles:
        subject = None
        if role.action is not None and not (role.object and role.object[0] < role.action[0]):
            lead = line.symbols[role.first : role.action[0]]
            match = pattern.search(lead) if len(lead) <= _LONGEST_LEAD else None
            before = found[-1] if found else None
            if match:
                subject = (match.start("s") + role.first, match.end("s") + role.first)
            elif before and not line.parted(before.first, role.first):
                subject = before.subject
        found.append(role if subject is None else role._replace(subject=subject))
    return found


def _flattened(line: str) -> str:
    """Short brackets inside a phrase become part of it: 新（改）建, 县（市、区）."""
    known = clause_letters()
    if known.open not in line:
        return line

    def inside(match: re.Match[str]) -> str:
        return (known.strong_verb if set(match.group(1)) <= set(known.verb_like) else known.noun) * len(match.group())

    return clause_patterns().bracket.sub(inside, line)


def _clause_roles(line: Line, clause: str, offset: int, number: int) -> list[Roles]:
    """Roles of the quantities of a clause that has several; the first is the `number`-th of the report."""
    known = line.letters
    places = [i for i, c in enumerate(clause) if c == known.quantity]
    found: list[Roles] = []
    end = 0
    for (left, right), place in zip(_windows(clause, places), places, strict=True):
        text = f"{clause[left:place]}{known.this}{clause[place + 1 : right]}"
        window = _Window(text, offset + left, offset, bool(found) and left > end)
        roles = _follows(line, window, found[-1], clause[:left]) if found else None
        found.append(roles or _match(line, window, line.quantities[number + len(found)]))
        end = place + 1
    return distributed(line, clause, offset, _adjacent(line, places, found))


def _follows(line: Line, window: _Window, before: Roles, earlier: str) -> Roles | None:
    """What a quantity is to the one before it: the goal of 由…提高到…, the share of 占…总数1274处的99.5%."""
    known = line.letters
    goal = line.patterns.goal.match(window.text) if before.rule and before.rule.opens_range else None
    if goal:
        return Roles(_span(goal, "a", window.start), before.object, line.rules.steps["goal"], window.first)
    if window.text.startswith(known.de + known.this) and known.share in earlier:
        place = window.start - len(earlier) + earlier.rindex(known.share)
        return Roles((place, place + 1), None, line.rules.steps["whole"], window.first)
    return None


def _adjacent(line: Line, places: list[int], roles: list[Roles]) -> list[Roles]:
    """1240户3816名监测对象: two quantities of one thing share what is said of the second."""
    step = line.rules.steps["adjacent"]
    out = list(roles)
    for i in range(len(out) - 2, -1, -1):
        if places[i + 1] == places[i] + 1 and out[i].object is None:
            out[i] = out[i]._replace(
                object=out[i + 1].object, action=out[i].action or out[i + 1].action, rule=out[i].rule or step
            )
    return out


def _windows(clause: str, places: list[int]) -> list[tuple[int, int]]:
    """The part of the clause that belongs to each quantity: cut at the last list separator between two of them."""
    known = clause_letters()
    edges = [0]
    ends: list[int] = []
    for a, b in zip(places, places[1:], strict=False):
        gap = clause[a + 1 : b]
        cut = max(gap.rfind(c) for c in known.separators)
        opened = gap.find(known.open)
        if cut < 0 and opened >= 0 and known.close not in gap:
            cut = opened
        if cut < 0:
            ends.append(b)
            edges.append(a + 1)
        else:
            ends.append(a + 1 + cut)
            edges.append(a + 2 + cut)
    ends.append(len(clause))
    bounds = zip(edges, ends, places, strict=True)
    return [(max(left, place - _LEFT), min(right, place + _RIGHT)) for left, right, place in bounds]


def _match(line: Line, window: _Window, quantity: Quantity) -> Roles:
    """The first rule that fits the window. In a list, a weak verb at the end of an item is part of its name."""
    action, target, rule = _fit(line.rules, window.text, quantity.kind, _traits(quantity, line.counting), window.listed)
    start = window.start
    return Roles(
        action and (action[0] + start, action[1] + start), target and (target[0] + start, target[1] + start), rule, window.first
    )


@lru_cache(maxsize=65536)
def _fit(
    rules: RoleRules, window: str, kind: str, traits: frozenset[str], listed: bool
) -> tuple[Span, Span, RoleRule | None]:
    """Action and object within a window, and the rule; windows are short strings of letters that come again and again."""
    for rule in _applying(rules, kind, traits):
        match = rule.pattern.search(window)
        if match and (rule.verb_ends_item or not (listed and _nominal_end(match, window))):
            return *_roles(rule, match, traits), rule
    return None, None, None


@lru_cache(maxsize=256)
def _applying(rules: RoleRules, kind: str, traits: frozenset[str]) -> tuple[RoleRule, ...]:
    return tuple(r for r in rules.rules if kind in r.applies and traits.issuperset(r.needs))


def _nominal_end(match: re.Match[str], window: str) -> bool:
    known = clause_letters()
    return set(match["a"]) <= {known.weak_verb, known.noun} and match.end("a") == len(window)


def _traits(quantity: Quantity, known: Counting) -> frozenset[str]:
    unit = quantity.unit
    event, case = unit in known.events or quantity.kind == "duration", unit in known.cases
    return _trait_names(event, not (event or case), unit in known.people, quantity.text.startswith(known.reaching))


@lru_cache(maxsize=16)
def _trait_names(*held: bool) -> frozenset[str]:
    return frozenset(name for name, holds in zip(TRAITS, held, strict=True) if holds)


def _roles(rule: RoleRule, match: re.Match[str], traits: frozenset[str]) -> tuple[Span, Span]:
    known, groups = clause_letters(), match.re.groupindex
    action = _span(match, "a", 0) if "a" in groups else None
    target = _span(match, "o", 0) if "o" in groups else None
    if rule.event_is_object and "event" in traits and action and match["a"][-1] == known.weak_verb:
        return action, action
    if target and set(match["o"]) <= set(known.unnamed):
        return action, None
    return action, target


def _span(match: re.Match[str], group: str, offset: int) -> Span:
    start, end = match.span(group)
    return (start + offset, end + offset) if end > start else None
