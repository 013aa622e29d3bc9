"""Facts: quantities with their roles, status and relations, placed in paragraphs and sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .. import lexicon
from ..model import Fact, Paragraph, Quantity, Sentence
from ..segmentation.words import Words
from .roles import Roles, find_roles

_CLAUSES_BEFORE = re.compile(r".*[，；。：！？\n]", re.DOTALL)
_OPENING = 12  # characters of a sentence that may say it is a plan
_CLAUSE_LENGTH = 200  # a longer one is no clause, and must not be searched again for each of its quantities
_FROM = re.compile(r"(?:由|从|自)[^，；。]{0,12}$")
_DISPOSAL = re.compile("将(?=[^，；。]{1,20}(?:由|从))")  # 将公示期由5天延长到10天 is no plan
_STRIP = "的、，和与及 "


@dataclass(frozen=True, slots=True)
class _Cues:
    """Word lists: units that are what is counted (12市, 勇夺2金), heads of a subject, status cues (all of them as `any`)."""

    nouns: frozenset[str]
    subjects: tuple[str, ...]
    any: re.Pattern[str]
    status: dict[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def _cues(_folder: Path | None) -> _Cues:
    found: dict[str, list[str]] = {}
    for row in lexicon.rows("status_cues"):
        found.setdefault(row["status"], []).append(row["cue"])
    return _Cues(
        frozenset(u.name for u in lexicon.units().values() if u.dimension == "noun"),
        tuple(r["head"] for r in lexicon.rows("subject_heads")),
        re.compile(lexicon.trie_pattern(cue for cues in found.values() for cue in cues)),
        {status: re.compile(lexicon.trie_pattern(cues)) for status, cues in found.items()},
    )


class _Scene(NamedTuple):
    """A sentence with quantities, and whether its section tells of plans."""

    sentence: Sentence
    planned: bool


def find_facts(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], words: Words, quantities: list[Quantity]
) -> list[Fact]:
    """One fact for each quantity, in order."""
    cues, starts = _cues(lexicon.current_folder()), [s.start for s in sentences]
    places = [max(0, bisect_right(starts, q.start) - 1) for q in quantities]
    known = sentences or [Sentence(0, 0, 0, len(text), text)]
    planned = {p.index for p in paragraphs if p.role == "next_steps"}
    scenes = {i: _Scene(known[i], known[i].paragraph in planned) for i in dict.fromkeys(places)}
    spans = [(bisect_left(words.starts, s.start), bisect_left(words.starts, s.end)) for s, _ in scenes.values()]
    roles = find_roles(words, quantities, spans)
    found = [_fact(text, q, role, words, scenes[i], cues) for i, q, role in zip(places, quantities, roles, strict=True)]
    return _related(text, found)


def _fact(text: str, quantity: Quantity, role: Roles, words: Words, scene: _Scene, cues: _Cues) -> Fact:
    name, start, end = _object_text(text, role, words)
    if quantity.unit in cues.nouns and role.rule in _NO_OBJECT_RULES:
        name, start, end = quantity.unit, quantity.end - len(quantity.unit), quantity.end
    action = _action(text, quantity, role, words)
    status = _status(text, quantity, scene, cues)
    if status == "planned" and quantity.modifier == "over" and quantity.text.endswith("以上"):
        quantity = quantity._replace(modifier="at_least")  # of a goal 以上 is the threshold
    return Fact(
        quantity, scene.sentence.paragraph, scene.sentence.index, action, name, start, end, _subject(text, role, words, cues),
        None, None, status, f"{quantity.rule}/{role.rule}", _confidence(role),
    )  # fmt: skip


_NO_OBJECT_RULES = frozenset(["verb-quantity", "inherited", "adjacent", "alone", "quantity-verb", "existential-verb"])


def _chars(span: tuple[int, int], words: Words) -> tuple[int, int]:
    last = span[1] - 1
    return words.starts[span[0]], words.starts[last] + len(words.words[last])


def _object_text(text: str, role: Roles, words: Words) -> tuple[str, int | None, int | None]:
    if role.parts:
        return role.parts[0], None, None
    if role.object is None:
        return "", None, None
    start, end = _chars(role.object, words)
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    return (text[start:end], start, end) if end > start else ("", None, None)


def _action(text: str, quantity: Quantity, role: Roles, words: Words) -> str:
    if role.action is not None:
        start, end = _chars(role.action, words)
        return text[start : end - 1] if text[end - 1] in "了过、" else text[start:end]
    if quantity.rule == "doubling":
        return quantity.text
    return next((verb for verb in _REACHED if quantity.text.startswith(verb)), "")


_REACHED = ("突破", "超过", "超", "逾", "破")


def _subject(text: str, role: Roles, words: Words, cues: _Cues) -> str:
    """The phrase before the action if it names an organization or people (局党组, 各支部), else nothing."""
    if role.subject is None:
        return ""
    start, end = _chars(role.subject, words)
    name = text[start:end].strip(_STRIP)
    return name if name.endswith(cues.subjects) else ""


def _confidence(role: Roles) -> float:
    if role.action is None and role.object is None and not role.parts:
        return 0.5
    return {"inherited": 0.6, "distributive": 0.85, "noun-quantity": 0.75, "reported-by": 0.6}.get(role.rule, 0.9)


def _status(text: str, quantity: Quantity, scene: _Scene, cues: _Cues) -> str:
    """planned after 拟, 力争, 将 … or in a next-steps section; ongoing after 正在; otherwise done (已 wins over a section)."""
    sentence, planned = scene
    begin = max(sentence.start, quantity.start - _CLAUSE_LENGTH)
    ended = _CLAUSES_BEFORE.match(text, begin, quantity.start)
    clause = _undisposed(text[ended.end() if ended else begin : quantity.start])
    if cues.any.search(clause):
        for status in ("done", "planned", "ongoing"):
            if cues.status[status].search(clause):
                return status
    opening = _undisposed(text[sentence.start : min(quantity.start, sentence.start + _OPENING)])
    return "planned" if planned or cues.status["planned"].match(opening) else "done"


def _undisposed(clause: str) -> str:
    return _DISPOSAL.sub("", clause) if "将" in clause else clause


def _related(text: str, facts: list[Fact]) -> list[Fact]:
    """part_of after 其中, from/to of 由…提高到…, change of a level named just before."""
    out = list(facts)
    total: Fact | None = None
    for i, fact in enumerate(facts):
        before = facts[i - 1] if i and facts[i - 1].sentence == fact.sentence else None
        if before is None:
            total = None
        gap = text[before.end if before else _start(text, fact) : fact.start]
        if "其中" in gap and before is not None:
            total = before if total is None or before.quantity.unit == fact.quantity.unit else total
        if total is not None and before is not None and fact.quantity.unit == total.quantity.unit and total is not fact:
            out[i] = fact._replace(relation="part_of", related=total.start)
            continue
        if before is None:
            continue
        if before.quantity.unit == fact.quantity.unit and _goes_to(text, before, gap):
            out[i - 1] = out[i - 1]._replace(relation="from", related=fact.start)
            out[i] = fact._replace(relation="to", related=before.start)
        elif fact.quantity.kind in ("percent", "point", "multiple") and before.quantity.kind != "percent" and _changes(fact, gap):
            out[i] = fact._replace(relation="change", related=before.start)
    return out


def _start(text: str, fact: Fact) -> int:
    return max(text.rfind("。", 0, fact.start), text.rfind("\n", 0, fact.start)) + 1


_TO = re.compile(r"^[^，。；]{0,10}(?:到|至|为)[^，。；]{0,2}$")
_CHANGE = re.compile(r"增|降|减|升|提高|提升|翻|高于|低于|下滑|回落|压缩|缩短")


def _goes_to(text: str, before: Fact, gap: str) -> bool:
    return bool(_TO.match(gap)) and bool(_FROM.search(text[max(0, before.start - 16) : before.start]))


def _changes(fact: Fact, gap: str) -> bool:
    return bool(_CHANGE.search(gap)) and len(gap) <= 14
