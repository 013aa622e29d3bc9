"""Facts: quantities with their roles, status and relations, placed in paragraphs and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..document import Layer, Words
from ..model import Fact, Paragraph, Quantity, Sentence
from ..punctuation import STOPS, after_last
from ..resources import OURS, Resources
from .assigners import RoleAssigner, role_assigner
from .clauses import Roles
from .fact_cues import FactCues, fact_cues
from .relations import related

_OPENING = 12  # characters of a sentence that may say it is a plan
_CLAUSE_LENGTH = 200  # a longer one is no clause, and must not be searched again for each of its quantities


class _Scene(NamedTuple):
    """A sentence with quantities, and whether its section tells of plans."""

    sentence: Sentence
    planned: bool


@dataclass(frozen=True, slots=True)
class _Source:
    """What facts are made from: the text, its words, the word lists and what assigns roles."""

    text: str
    words: Words
    cues: FactCues
    assigner: RoleAssigner


def find_facts(
    text: str, paragraphs: Sequence[Paragraph], sentences: Sequence[Sentence], words: Words, quantities: Sequence[Quantity],
    resources: Resources = OURS, roles: str = "rules",
) -> list[Fact]:
    """One fact for each quantity, in order; `roles` names what assigns their actions and objects."""
    source = _Source(text, words, resources.made(fact_cues), role_assigner(roles, resources))
    layer = Layer(sentences or [Sentence(0, 0, 0, len(text), text)])
    places = [layer.nearest(q.start) for q in quantities]
    planned = {p.index for p in paragraphs if p.role == "next_steps"}
    scenes = {s.index: _Scene(s, s.paragraph in planned) for s in places}
    spans = [words.range(s.start, s.end) for s, _ in scenes.values()]
    assigned = source.assigner(words, quantities, spans)
    found = [_fact(source, q, role, scenes[s.index]) for s, q, role in zip(places, quantities, assigned, strict=True)]
    return related(text, found, source.cues)


def _fact(source: _Source, quantity: Quantity, role: Roles, scene: _Scene) -> Fact:
    name, start, end = _object(source, quantity, role)
    action = _action(source, quantity, role)
    status = _status(source, quantity, scene)
    if status == "planned" and quantity.modifier == "over" and quantity.text.endswith(source.cues.thresholds):
        quantity = quantity._replace(modifier="at_least")  # of a goal 以上 is the threshold
    rule = role.rule.id if role.rule else ""
    return Fact(
        quantity, scene.sentence.paragraph, scene.sentence.index, action, name, start, end, _subject(source, role),
        None, None, status, f"{quantity.rule}/{rule}", _confidence(source, role),
    )  # fmt: skip


def _chars(span: tuple[int, int], words: Words) -> tuple[int, int]:
    last = span[1] - 1
    return words.starts[span[0]], words.starts[last] + len(words.words[last])


def _object(source: _Source, quantity: Quantity, role: Roles) -> tuple[str, int | None, int | None]:
    """What is counted, and where that is written; a unit that names a thing is its own object where no other is known."""
    if role.rule and role.rule.object_from_unit and quantity.unit in source.cues.nouns:
        return quantity.unit, quantity.end - len(quantity.unit), quantity.end
    if role.parts:
        return role.parts[0], None, None
    if role.object is None:
        return "", None, None
    text, edges = source.text, source.cues.edges
    start, end = _chars(role.object, source.words)
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return (text[start:end], start, end) if end > start else ("", None, None)


def _action(source: _Source, quantity: Quantity, role: Roles) -> str:
    cues = source.cues
    if role.action is not None:
        start, end = _chars(role.action, source.words)
        return source.text[start : end - 1 if source.text[end - 1] in cues.particles else end]
    if any(cue in quantity.text for cue in cues.actions):
        return quantity.text
    return next((verb for verb in cues.reaching if quantity.text.startswith(verb)), "")


def _subject(source: _Source, role: Roles) -> str:
    """The phrase before the action if it names an organization or people (局党组, 各支部), else nothing."""
    if role.subject is None:
        return ""
    start, end = _chars(role.subject, source.words)
    name = source.text[start:end].strip(source.cues.edges)
    return name if name.endswith(source.cues.subjects) else ""


def _confidence(source: _Source, role: Roles) -> float:
    """That of the rule; where nothing is known of the quantity, that of the step that says so."""
    unknown = role.rule is None or (role.action is None and role.object is None and not role.parts)
    return source.assigner.unknown if unknown or role.rule is None else role.rule.confidence


def _status(source: _Source, quantity: Quantity, scene: _Scene) -> str:
    """planned after 拟, 力争, 将 … or in a next-steps section; ongoing after 正在; otherwise done (已 wins over a section)."""
    text, cues = source.text, source.cues
    sentence, planned = scene
    begin = max(sentence.start, quantity.start - _CLAUSE_LENGTH)
    clause = _undisposed(text[after_last(text, STOPS, quantity.start, begin) : quantity.start], cues)
    if cues.any.search(clause):
        for status in ("done", "planned", "ongoing"):
            if cues.status[status].search(clause):
                return status
    if planned:
        return "planned"
    opening = _undisposed(text[sentence.start : min(quantity.start, sentence.start + _OPENING)], cues)
    return "planned" if cues.status["planned"].match(opening) else "done"


def _undisposed(clause: str, cues: FactCues) -> str:
    for cue in cues.disposing:
        if cue in clause:
            return cues.disposal.sub("", clause)
    return clause
