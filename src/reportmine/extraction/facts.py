"""Facts: quantities with their roles, status and relations, placed in paragraphs and sentences."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from .. import lexicon
from ..model import Fact, Paragraph, Quantity, Sentence
from ..segmentation.words import Words
from .roles import Roles, find_roles

_CLAUSES_BEFORE = re.compile(r".*[，；。：！？\n]", re.DOTALL)
_CLAUSE_LENGTH = 200  # a longer one is no clause, and must not be searched again for each of its quantities
_FROM = re.compile(r"(?:由|从|自)[^，；。]{0,12}$")
_DISPOSAL = re.compile("将(?=[^，；。]{1,20}(?:由|从))")  # 将公示期由5天延长到10天 is no plan
_STRIP = "的、，和与及 "


def find_facts(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], words: Words, quantities: list[Quantity]
) -> list[Fact]:
    """One fact for each quantity, in order."""
    roles = find_roles(words, quantities)
    starts = [s.start for s in sentences]
    by_index = {p.index: p for p in paragraphs}
    found: list[Fact] = []
    for quantity, role in zip(quantities, roles, strict=True):
        place = max(0, bisect_right(starts, quantity.start) - 1)
        sentence = sentences[place] if sentences else Sentence(0, 0, 0, len(text), text)
        found.append(_fact(text, quantity, role, words, sentence, by_index.get(sentence.paragraph)))
    return _related(text, found)


def _fact(
    text: str, quantity: Quantity, role: Roles, words: Words, sentence: Sentence, paragraph: Paragraph | None
) -> Fact:
    start, end = _chars(role.object, words)
    name, start, end = _object_text(text, role, start, end)
    if quantity.unit in _noun_units(lexicon.current_folder()) and role.rule in _NO_OBJECT_RULES:
        name, start, end = quantity.unit, quantity.end - len(quantity.unit), quantity.end
    action = _action(text, quantity, role, words)
    status = _status(text, quantity, sentence, paragraph)
    if status == "planned" and quantity.modifier == "over" and quantity.text.endswith("以上"):
        quantity = quantity._replace(modifier="at_least")  # of a goal 以上 is the threshold
    return Fact(
        quantity=quantity, paragraph=sentence.paragraph, sentence=sentence.index, action=action, object=name,
        object_start=start, object_end=end, subject=_subject(text, role, words), status=status,
        rule=f"{quantity.rule}/{role.rule}", confidence=_confidence(role),
    )  # fmt: skip


_NO_OBJECT_RULES = frozenset(["verb-quantity", "inherited", "adjacent", "alone", "quantity-verb", "existential-verb"])


@lru_cache(maxsize=4)
def _noun_units(_folder: Path | None) -> frozenset[str]:
    """Units that are themselves what is counted: 12市, 勇夺2金."""
    return frozenset(u.name for u in lexicon.units().values() if u.dimension == "noun")


def _chars(span: tuple[int, int] | None, words: Words) -> tuple[int | None, int | None]:
    if span is None:
        return None, None
    last = span[1] - 1
    return words.starts[span[0]], words.starts[last] + len(words.words[last])


def _object_text(text: str, role: Roles, start: int | None, end: int | None) -> tuple[str, int | None, int | None]:
    if role.parts:
        return role.parts[0], None, None
    if start is None or end is None:
        return "", None, None
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    return (text[start:end], start, end) if end > start else ("", None, None)


def _action(text: str, quantity: Quantity, role: Roles, words: Words) -> str:
    start, end = _chars(role.action, words)
    if start is not None and end is not None:
        return re.sub(r"[了过、]$", "", text[start:end])
    if quantity.rule == "doubling":
        return quantity.text
    written = re.match(r"突破|超过|超|逾|破", quantity.text)
    return written.group() if written else ""


def _subject(text: str, role: Roles, words: Words) -> str:
    """The phrase before the action if it names an organization or people (局党组, 各支部), else nothing."""
    start, end = _chars(role.subject, words)
    name = text[start:end].strip(_STRIP) if start is not None else ""
    return name if name.endswith(_subject_heads(lexicon.current_folder())) else ""


@lru_cache(maxsize=4)
def _subject_heads(_folder: Path | None) -> tuple[str, ...]:
    return tuple(r["head"] for r in lexicon.rows("subject_heads"))


def _confidence(role: Roles) -> float:
    if role.action is None and role.object is None and not role.parts:
        return 0.5
    return {"inherited": 0.6, "distributive": 0.85, "noun-quantity": 0.75, "reported-by": 0.6}.get(role.rule, 0.9)


@lru_cache(maxsize=4)
def _status_cues(_folder: Path | None) -> dict[str, re.Pattern[str]]:
    """Cues by status, and all of them under `any`."""
    found: dict[str, list[str]] = {"any": []}
    for row in lexicon.rows("status_cues"):
        found["any"].append(row["cue"])
        found.setdefault(row["status"], []).append(row["cue"])
    return {status: re.compile(lexicon.trie_pattern(cues)) for status, cues in found.items()}


def _status(text: str, quantity: Quantity, sentence: Sentence, paragraph: Paragraph | None) -> str:
    """planned after 拟, 力争, 将 … or in a next-steps section; ongoing after 正在; otherwise done (已 wins over a section)."""
    cues = _status_cues(lexicon.current_folder())
    begin = max(sentence.start, quantity.start - _CLAUSE_LENGTH)
    ended = _CLAUSES_BEFORE.match(text, begin, quantity.start)
    clause = _DISPOSAL.sub("", text[ended.end() if ended else begin : quantity.start])
    if cues["any"].search(clause):
        for status in ("done", "planned", "ongoing"):
            if cues[status].search(clause):
                return status
    opening = _DISPOSAL.sub("", text[sentence.start : min(quantity.start, sentence.start + 12)])
    if paragraph is not None and paragraph.role == "next_steps" or cues["planned"].match(opening):
        return "planned"
    return "done"


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
