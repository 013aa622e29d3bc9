"""Who did what to how many: action and object of each quantity, by rules over the symbols of its clause.

    clause ─ items (one quantity each) ─▶ rule by rule over the item's window ─▶ roles ─▶ inheritance along the list
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Quantity
from ..rules import Rule, load_rules
from ..segmentation.words import Words
from .symbols import symbols

_CLAUSE = re.compile(r"[^;.:]+")
_BRACKET = re.compile(r"(?<![Q(])\(([^();.:Q]{1,5})\)")
_SEPARATORS = ",C"
_LEFT, _RIGHT = 60, 40  # words a quantity's window may reach: no text, however long its clauses, makes a rule slow
_PEOPLE = frozenset(["人", "名", "位", "人次", "户", "家"])
_REACHES = ("超过", "突破", "超", "接近", "逾", "破")
_LONGEST_LEAD = 200  # more words than this before a verb hold no subject, and are not searched for each quantity again
_REACH = 60  # how many quantities back the thing counted may be named
_EVENTS = frozenset(["次", "场", "期", "轮", "场次", "届", "回", "趟", "人次", "篇次", "件次"])


Span = tuple[int, int] | None


class Roles(NamedTuple):
    """Action, object and subject of one quantity as word ranges (half-open; null: none), and the rule that found them."""

    action: tuple[int, int] | None = None
    object: tuple[int, int] | None = None
    rule: str = ""
    first: int = 0
    parts: tuple[str, ...] = ()
    subject: tuple[int, int] | None = None


def find_roles(words: Words, quantities: list[Quantity], spans: Sequence[tuple[int, int]] = ()) -> list[Roles]:
    """Roles of every quantity, in order. `words` must hold each quantity as one word tagged `Q`.

    `spans` are the ranges of words of the sentences with a quantity; without them all words are looked at.
    """
    line = _flattened(symbols(words, spans))
    found: list[Roles] = []
    for clause in _CLAUSE.finditer(line):
        text, start = clause.group(), clause.start()
        place = text.find("Q")
        if place < 0:
            continue
        here = quantities[len(found) : len(found) + text.count("Q")]
        if len(here) == 1:
            roles = [_alone(text, place, start, here[0])]
        else:
            roles = _clause_roles(text, start, [i for i, c in enumerate(text) if c == "Q"], here, words)
        _inherit(roles, here, found, line, start, quantities)
    return _with_subjects(found, line)


def _alone(clause: str, place: int, start: int, quantity: Quantity) -> Roles:
    """The roles of the only quantity of its clause."""
    left = max(0, place - _LEFT)
    return _match(f"{clause[left:place]}#{clause[place + 1 : place + _RIGHT]}", quantity, start + left, start, listed=False)


_SUBJECT = re.compile(r"(?:^|[;.: ])[ATWKMX ]*(?P<s>[NJIR][NJIRDC,()]*[NI)]|[NI])[AKTJR ]*$")


def _with_subjects(roles: list[Roles], line: str) -> list[Roles]:
    """Who did it: the noun phrase right before the action in its clause; a list and the next clause share it."""
    found: list[Roles] = []
    for role in roles:
        subject = None
        if role.action is not None and not (role.object and role.object[0] < role.action[0]):
            lead = line[role.first : role.action[0]]
            match = _SUBJECT.search(lead) if len(lead) <= _LONGEST_LEAD else None
            before = found[-1] if found else None
            if match:
                subject = (match.start("s") + role.first, match.end("s") + role.first)
            elif before and line.find(".", before.first, role.first) < 0:
                subject = before.subject
        found.append(role if subject is None else role._replace(subject=subject))
    return found


def _flattened(line: str) -> str:
    """Short brackets inside a phrase become part of it: 新（改）建, 县（市、区）."""
    if "(" not in line:
        return line

    def inside(match: re.Match[str]) -> str:
        return ("v" if set(match.group(1)) <= set("VAv") else "N") * len(match.group())

    return _BRACKET.sub(inside, line)


def _clause_roles(
    clause: str, offset: int, places: list[int], quantities: list[Quantity], words: Words
) -> list[Roles]:
    found: list[Roles] = []
    end = 0
    for (left, right), place, quantity in zip(_windows(clause, places), places, quantities, strict=True):
        window = f"{clause[left:place]}#{clause[place + 1 : right]}"
        roles = _follows(window, found[-1], offset + left, offset, clause[:left]) if found else None
        found.append(roles or _match(window, quantity, offset + left, offset, listed=bool(found) and left > end))
        end = place + 1
    return _zipped(clause, offset, places, _adjacent(places, found), words)


_TO_LEVEL = re.compile(r"^(?P<a>[vVG]+E?)U?[AK ]*#")


def _follows(window: str, before: Roles, start: int, first: int, earlier: str) -> Roles | None:
    """What a quantity is to the one before it: the goal of 由…提高到…, the share of 占…总数1274处的99.5%."""
    goal = _TO_LEVEL.match(window) if before.rule == "from-level" else None
    if goal:
        return Roles(_span(goal, "a", start), before.object, "to-level", first)
    if window.startswith("D#") and "H" in earlier:
        place = start - len(earlier) + earlier.rindex("H")
        return Roles((place, place + 1), None, "share-of-total", first)
    return None


def _adjacent(places: list[int], roles: list[Roles]) -> list[Roles]:
    """1240户3816名监测对象: two quantities of one thing share what is said of the second."""
    out = list(roles)
    for i in range(len(out) - 2, -1, -1):
        if places[i + 1] == places[i] + 1 and out[i].object is None:
            out[i] = out[i]._replace(object=out[i + 1].object, action=out[i].action or out[i + 1].action, rule=out[i].rule or "adjacent")
    return out


def _windows(clause: str, places: list[int]) -> list[tuple[int, int]]:
    """The part of the clause that belongs to each quantity: cut at the last list separator between two of them."""
    edges = [0]
    ends: list[int] = []
    for a, b in zip(places, places[1:], strict=False):
        gap = clause[a + 1 : b]
        cut = max(gap.rfind(c) for c in _SEPARATORS)
        opened = gap.find("(")
        if cut < 0 and opened >= 0 and ")" not in gap:
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


def _match(window: str, quantity: Quantity, start: int, first: int, *, listed: bool) -> Roles:
    """The first rule that fits the window (from `start` on). In a list, a weak verb at the end of an item is part of its name."""
    action, target, rule = _fit(window, quantity.kind, _traits(quantity), listed)
    return Roles(
        action and (action[0] + start, action[1] + start), target and (target[0] + start, target[1] + start), rule, first
    )


@lru_cache(maxsize=65536)
def _fit(window: str, kind: str, traits: frozenset[str], listed: bool) -> tuple[Span, Span, str]:
    """Action and object within a window, and the rule; windows are short strings of symbols that come again and again."""
    for rule in _rules_for(kind, traits):
        match = rule.pattern.search(window)
        if match and not (listed and rule.id == "quantity-noun-verb" and _nominal_end(match, window)):
            return _roles(rule, match, traits)
    return None, None, ""


@lru_cache(maxsize=256)
def _rules_for(kind: str, traits: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(r for r in load_rules("roles") if kind in r.applies and traits.issuperset(r.needs))


def _nominal_end(match: re.Match[str], window: str) -> bool:
    return set(match["a"]) <= {"V", "N"} and match.end("a") == len(window)


def _traits(quantity: Quantity) -> frozenset[str]:
    return _traits_of(quantity.unit, quantity.kind == "duration", quantity.text.startswith(_REACHES))


@lru_cache(maxsize=4096)
def _traits_of(unit: str, lasting: bool, reaching: bool) -> frozenset[str]:
    event = "event" if unit in _EVENTS or lasting else "thing"
    return frozenset([event, *(["people"] if unit in _PEOPLE else []), *(["reach"] if reaching else [])])


def _roles(rule: Rule, match: re.Match[str], traits: frozenset[str]) -> tuple[Span, Span, str]:
    groups = match.re.groupindex
    action = _span(match, "a", 0) if "a" in groups else None
    target = _span(match, "o", 0) if "o" in groups else None
    if rule.id in ("noun-verb-quantity", "verb-quantity") and "event" in traits and action and match["a"][-1] == "V":
        target = action
    if target and "o" in groups and set(match["o"]) <= set("IA"):  # 降幅达10%: the indicator is that of the quantity before
        target = None
    return action, target, rule.id


def _span(match: re.Match[str], group: str, offset: int) -> tuple[int, int] | None:
    start, end = match.span(group)
    return (start + offset, end + offset) if end > start else None


def _inherit(
    roles: list[Roles], quantities: list[Quantity], known: list[Roles], line: str, start: int, everything: list[Quantity]
) -> None:
    """Add a clause's roles to `known`, filled in from its neighbours: the list's verb, the thing or indicator named before."""
    earlier = known[-1] if known and line.find(".", known[-1].first, start) < 0 else None
    last: Roles | None = None
    for i, (role, quantity) in enumerate(zip(roles, quantities, strict=True)):
        action, target, rule, first, parts, _ = role
        if action is None and rule != "reach-in-span":
            action = _verb(i, roles, last, earlier, line, start)
        if target is None and not parts:
            source = _named_before(action, first, quantity, known, everything, line)
            if source is not None:
                target, parts = source.object, source.parts
        last = Roles(action, target, rule or ("inherited" if action or target else "alone"), first, parts)
        known.append(last)


def _named_before(
    action: Span, first: int, quantity: Quantity, known: list[Roles], everything: list[Quantity], line: str
) -> Roles | None:
    """Whose object a quantity without one shares: for a change or share, the quantity just before; for a count, the
    last of the same unit in the sentence (…15件，办结12件; 20.9万户69.3万人); else what the clause before is about."""
    changing = action is not None and line[action[0]] in "GEH"
    if changing and (about := _clause_before(line, first, subject=True)):
        return Roles(object=about)
    if known and line.find(".", known[-1].first, first) < 0:
        if quantity.kind in ("percent", "point", "multiple") or changing or quantity.start == everything[len(known) - 1].end:
            return known[-1]
        sentence = line.rfind(".", 0, first)
        for i in range(len(known) - 1, max(-1, len(known) - _REACH), -1):
            if known[i].first <= sentence:
                break
            if everything[i].unit == quantity.unit and (known[i].object or known[i].parts):
                return known[i]
    about = _clause_before(line, first, subject=False) if action is not None and not changing else None
    return Roles(object=about) if about else None


_ABOUT_SUBJECT = re.compile(r"(?:^|[;:.])[AKTWR ]*(?P<o>[NJIR][NJIRMFVDC,()]*[NI]|[NI])[AKTR]*[vVGEZY][^;:.Q]*$")
_ABOUT_OBJECT = re.compile(r"[vVZY]+U?(?P<o>[NJIRVMFD]*[NI])$")


def _clause_before(line: str, start: int, *, subject: bool) -> tuple[int, int] | None:
    """Subject or object of the clause before, if a comma parts them and it holds no quantity."""
    if start < 2 or line[start - 1] != ";":
        return None
    begin = max(line.rfind(c, 0, start - 1) for c in ";:.") + 1
    clause = line[begin : start - 1]
    match = (_ABOUT_SUBJECT if subject else _ABOUT_OBJECT).search(clause) if "Q" not in clause else None
    return (match.start("o") + begin, match.end("o") + begin) if match else None


def _verb(i: int, roles: list[Roles], last: Roles | None, previous: Roles | None, line: str, start: int) -> Span:
    """The verb a list member shares: of the member before; for the first, of the member after it; else, when the
    clause has no verb of its own or opens with 其中, of the clause before."""
    if last is not None:
        return last.action
    later = next((r for r in roles[1:] if r.action is not None), None)
    if later is not None and roles[i].rule == "quantity-noun":
        return later.action
    if previous is None or previous.action is None:
        return None
    here = line[start : _end(line, start)]
    governed = line[previous.action[0]] in "vVZYh"
    if "W" in here[:2]:
        return previous.action if governed else None
    adjacent = start > 0 and line[start - 1] == ";" and line.rfind(";", 0, start - 1) < previous.first
    return previous.action if governed and adjacent and not set(here) & set("vVZYGEHh") else None


def _end(line: str, start: int) -> int:
    match = _CLAUSE.match(line, start)
    return match.end() if match else start


def _zipped(clause: str, offset: int, places: list[int], roles: list[Roles], words: Words) -> list[Roles]:
    """A、B分别增长5%、6%: the n-th subject to the n-th quantity; a head shared by all is given to each."""
    if len(places) < 2 or "K" not in clause:
        return roles
    spread = next((i for i, c in enumerate(clause) if c == "K" and words.words[offset + i] == "分别"), -1)
    after = [i for i, p in enumerate(places) if p > spread]
    if spread < 0 or len(after) < 2:
        return roles
    names = _subjects(clause[:spread], offset, words, len(after))
    if len(names) != len(after):
        return roles
    leader = roles[after[0]]
    out = list(roles)
    for name, i in zip(names, after, strict=True):
        out[i] = out[i]._replace(parts=(name,), action=out[i].action or leader.action, object=None, rule="distributive")
    return out


def _subjects(left: str, offset: int, words: Words, wanted: int) -> list[str]:
    """The subjects before 分别, as full names: 城乡居民收入 → 城镇居民收入, 农村居民收入."""
    begin = len(left) - len(left.lstrip("TRAWM "))
    parts: list[list[str]] = [[]]
    for i in range(begin, len(left)):
        if left[i] in _SEPARATORS:
            parts.append([])
        else:
            parts[-1].append(words.words[offset + i])
    if len(parts) == 1 and wanted == 2:
        name = "".join(parts[0])
        if name.startswith("城乡"):
            return ["城镇" + name[2:], "农村" + name[2:]]
    return _with_shared_head(parts)


_HEADS = ("额", "量", "率", "值", "数", "收入", "支出", "投资", "产量", "价格", "面积", "人数", "规模", "产值", "利润", "总额", "排放", "比重", "余额")


def _with_shared_head(parts: list[list[str]]) -> list[str]:
    last = parts[-1]
    names = ["".join(p) for p in parts]
    if len(last) < 2 or not last[-1].endswith(_HEADS) or any(n.endswith(_HEADS) for n in names[:-1]):
        return names
    return [n + last[-1] for n in names[:-1]] + [names[-1]]
