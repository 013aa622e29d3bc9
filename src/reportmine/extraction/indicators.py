"""Which counted thing of the office a quantity is: 组织12次局党组会议“第一议题”学习 → `c23_first_agenda_sessions`.

Indicators are data (`indicator_sets`). A word of `context` must be nearer before the quantity than any word of `not`; a
word of `not` in the quantity's own clause or right after it always refuses. All aliases for one unit are one trie,
searched once a quantity; what it finds is then tried as a pattern.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ..errors import DataError
from ..lexicon import trie_pattern
from .indicator_sets import SETS, Indicator, load_indicators

BEFORE, AFTER = 80, 30
_FLOOR = 0.6
_STOP = re.compile(r"[，；。：、\n\d*×]|X")
_SENTENCE_PART = re.compile("[，；。：\n]")
_STOPS = re.compile("[，；。：、\n]")
# a 、 ends the clause only in a list of quantities: 班子成员讲9堂、支部书记讲22堂, not 班子成员、支部书记讲党课
_LISTED = re.compile("[\\d*×X一二三四五六七八九十百千万余][^，；。：、\\d]{0,6}、")
_GAP = "[^，；。：、#\n]{0,16}"
_NEAR_LEFT = "[^，；。：、#\n\\d*×XxＸ]{0,5}#"
_NEAR_RIGHT = "#[^，；。：、#\n\\d]{0,9}"
_GENERAL = {
    "家次": "家",
    "户次": "户",
    "件次": "件",
    "位": "人",
    "名": "人",
    "余名": "人",
    "平米": "平方米",
    "％": "%",
}


@dataclass(frozen=True, slots=True)
class _Alias:
    """One way of wording an indicator; `shaped` if it has `#` or `…`. Its pattern is compiled when first needed."""

    indicator: Indicator
    words: str
    rank: int
    shaped: bool


@dataclass(frozen=True, slots=True)
class _Pool:
    """The aliases of all indicators counted in one unit: a trie that finds their key words, and what each key may mean.

    `stops` is how many stops the longest alias reaches over: no key word farther from the quantity can be part of one.
    """

    trie: re.Pattern[str]
    keys: dict[str, tuple[_Alias, ...]]
    nested: dict[str, tuple[str, ...]]
    stops: int


@dataclass(frozen=True, slots=True)
class _Watch:
    """Patterns of an indicator beside its aliases: refused words, context words, actions."""

    excluded: re.Pattern[str] | None
    context: re.Pattern[str] | None
    actions: re.Pattern[str] | None


class _Frame(NamedTuple):
    """A quantity in its surroundings: `text` with `#` for it at `slot`, where its clause and its wider clause begin.

    Nothing before `near` can be part of an alias.
    """

    text: str
    slot: int
    near: int
    clause: int
    wide: int
    action: str
    object: str
    ahead: str
    distributed: str


@dataclass(frozen=True, slots=True)
class Aligner:
    """Indicators made ready for `align`."""

    indicators: tuple[Indicator, ...]
    aliases: dict[str, list[tuple[str, _Alias]]]
    watches: dict[str, _Watch]
    pools: dict[str, _Pool]

    def pool(self, unit: str) -> _Pool | None:
        """The aliases of what is counted in this unit, compiled when first asked for: most units of a run never come up."""
        found = self.pools.get(unit)
        if found is None and unit in self.aliases:
            found = self.pools[unit] = _pool(self.aliases[unit])
        return found


@lru_cache(maxsize=8)
def aligner(extra: tuple[Path, ...] = (), sets: tuple[str, ...] = ()) -> Aligner:
    """The indicators of `sets` (default all) and of the user's files, compiled. Cached."""
    chosen = tuple(i for i in load_indicators(extra) if not sets or i.set in sets or i.set not in SETS)
    return compile_aligner(chosen)


def compile_aligner(indicators: Sequence[Indicator]) -> Aligner:
    """An `Aligner` for these indicators; on equal scores the earlier one wins."""
    aliases: dict[str, list[tuple[str, _Alias]]] = {}
    for rank, indicator in enumerate(indicators):
        made = [_alias(indicator, words, rank) for form in indicator.objects for words in _variants(form)]
        for unit in indicator.units:
            aliases.setdefault(_general(unit), []).extend(made)
    watches = {i.id: _Watch(_any(i.excluded), _any(i.context), _any(i.actions)) for i in indicators}
    return Aligner(tuple(indicators), aliases, watches, {})


def _general(unit: str) -> str:
    return _GENERAL.get(unit, unit)


def _variants(form: str) -> list[str]:
    """A form with (甲|乙) written out: `(查摆|检视)问题#` → 查摆问题#, 检视问题#."""
    parts = re.split(r"\(([^()]*)\)", form)
    return ["".join(c) for c in product(*(p.split("|") if i % 2 else [p] for i, p in enumerate(parts)))]


def _alias(indicator: Indicator, words: str, rank: int) -> tuple[str, _Alias]:
    literals = [p for p in re.split("[…#]", words) if p]
    if not literals:
        raise DataError(
            f"指标 {indicator.id}：写法 {words!r} 里没有词。请在 # 和 … 之外写上至少一个词。",
            f"indicator {indicator.id}: the alias {words!r} holds no word. Write at least one beside # and ….",
        )
    return max(literals, key=len), _Alias(indicator, words, rank, "#" in words or "…" in words)


@lru_cache(maxsize=8192)
def _shape(words: str) -> re.Pattern[str]:
    """An alias with # or … as a pattern over the frame; a plain one as “right before or after the quantity”."""
    if "#" in words or "…" in words:
        return re.compile(_GAP.join(re.escape(p).replace(r"\#", "#") for p in words.split("…")))
    return re.compile(f"{re.escape(words)}{_NEAR_LEFT}|{_NEAR_RIGHT}{re.escape(words)}")


def _any(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(trie_pattern(words)) if words else None


def _pool(made: Iterable[tuple[str, _Alias]]) -> _Pool:
    keys: dict[str, list[_Alias]] = {}
    for key, alias in made:
        keys.setdefault(key, []).append(alias)
    nested = {k: tuple(k[:n] for n in range(1, len(k)) if k[:n] in keys) for k in keys}
    stops = max(_stops(alias) for aliases in keys.values() for alias in aliases)
    return _Pool(re.compile(f"(?=({trie_pattern(keys)}))"), {k: tuple(v) for k, v in keys.items()}, nested, stops)


def _stops(alias: _Alias) -> int:
    """Stops within an alias; one that bridges … without `#` is not bound to the quantity and may stand anywhere."""
    return len(_STOPS.findall(alias.words)) if "#" in alias.words or not alias.shaped else BEFORE


def windows(text: str, start: int, end: int, floor: int = 0) -> tuple[str, str]:
    """The text before and after a quantity that `align_fact` looks at: within its line, not before `floor`."""
    first = max(floor, text.rfind("\n", max(0, start - BEFORE), start) + 1, start - BEFORE)
    return text[first:start], text[end : end + AFTER]


def align_fact(
    ready: Aligner, action: str, object_: str, unit: str, before: str, after: str, labels: Sequence[str] = ()
) -> tuple[str | None, float]:
    """The indicator a quantity is an instance of and a score of 0–1; `(None, 0.0)` if none.

    `before` and `after` are the text around the quantity (see `windows`), `labels` the key measures of its sentence.
    """
    pool = ready.pool(_general(unit))
    if pool is None:
        return None, 0.0
    frame = _framed(action, object_, before, after, pool.stops)
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen: str | None = None
    for alias in _candidates(pool, frame):
        score = _score(ready.watches[alias.indicator.id], alias, frame, labels)
        mark = (score, len(alias.words), -alias.rank)
        if score >= _FLOOR and mark > best:
            best, chosen = mark, alias.indicator.id
    return chosen, round(best[0], 3)


def _framed(action: str, object_: str, before: str, after: str, stops: int) -> _Frame:
    """The quantity as `#` in its surroundings. What 分别 shares out belongs to the object the roles gave it, not to its neighbour."""
    before = before.replace("#", " ")
    places = [m.start() for m in _STOPS.finditer(before)]
    near = places[-stops - 1] if len(places) > stops else 0
    clause = wide = next((p + 1 for p in reversed(places) if before[p] != "、"), 0)
    if places and places[-1] >= wide:
        clause = max((m.end() for m in _LISTED.finditer(before, wide)), default=wide)
    distributed = ""
    if object_ and "分别" in before[wide:]:
        distributed = before[wide:]
        before, near, clause = before[:wide] + object_ + action, 0, wide
    beyond = _SENTENCE_PART.split(after, maxsplit=1)[0]
    right = _STOP.split(beyond, maxsplit=1)[0]
    return _Frame(f"{before}#{right}", len(before), near, clause, wide, action, object_, beyond, distributed)


def _candidates(pool: _Pool, frame: _Frame) -> list[_Alias]:
    near = frame.text[frame.near :]
    found: dict[str, None] = {}
    for key in pool.trie.findall(f"{near}\n{frame.object}" if frame.object else near):
        found[key] = None
        for shorter in pool.nested[key]:
            found[shorter] = None
    return [alias for key in found for alias in pool.keys[key]]


def _score(watch: _Watch, alias: _Alias, frame: _Frame, labels: Sequence[str]) -> float:
    """Where the alias stands, then what speaks for and against it."""
    score = _place(alias, frame)
    if not score or (watch.excluded and _refused(watch.excluded, frame)):
        return 0.0
    if watch.context and not _in_context(watch.context, watch.excluded, frame):
        return 0.0
    if watch.actions:
        acted = bool(watch.actions.search(frame.text, frame.wide) or watch.actions.search(frame.action))
        if not acted and alias.indicator.needs_action:
            return 0.0
        score += 0.04 * acted
    measure = alias.indicator.key_measure
    return min(1.0, score + 0.03 * (measure in labels) + 0.004 * min(len(alias.words), 10))


def _refused(excluded: re.Pattern[str], frame: _Frame) -> bool:
    return bool(excluded.search(frame.text, frame.clause) or excluded.search(frame.distributed))


def _place(alias: _Alias, frame: _Frame) -> float:
    """0.9 a pattern fits, 0.85 the words stand at the quantity, 0.75 they end its object, 0.65 its object holds them."""
    found = _shape(alias.words).search(frame.text, frame.near)
    if alias.shaped:
        return 0.9 if found else 0.0
    if found:
        return 0.85
    if frame.object.endswith(alias.words):
        return 0.75
    return 0.65 if alias.words in frame.object else 0.0


def _in_context(context: re.Pattern[str], excluded: re.Pattern[str] | None, frame: _Frame) -> bool:
    """A context word stands after the quantity in its clause, or nearer before it than any refused word, or in the object."""
    if context.search(frame.ahead):
        return True
    wanted, refused = _last(context, frame), _last(excluded, frame) if excluded else -1
    if max(wanted, refused) >= 0:
        return wanted > refused
    return bool(context.search(frame.object))


def _last(pattern: re.Pattern[str], frame: _Frame) -> int:
    return max((m.end() for m in pattern.finditer(frame.text, 0, frame.slot)), default=-1)
