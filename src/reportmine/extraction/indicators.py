"""Which counted thing of the office a quantity is: “组织12次局党组会议‘第一议题’学习” → `c23_first_agenda_sessions`.

Indicators are data (`data/indicators/*.toml`, and the user's own files); each holds aliases of what it counts:

    调研课题            the words stand right before or after the quantity, or are its object
    调研课题#           right before the quantity (`#`);  #调研课题  right after it
    班子成员…讲党课#    … bridges up to 16 characters of the same clause
    (查摆|检视)问题#    brackets hold alternatives

A word of `context` must be nearer before the quantity than any word of `not`; a word of `not` in the quantity's own clause,
in its object or right after it always refuses. All aliases for a unit are one trie, searched once a quantity.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path

from ..errors import DataError
from ..lexicon import trie_pattern

SETS = ("campaign_2023", "campaign_general", "audit", "court_procuratorate", "petition", "government")
COMBINE = ("last", "sum", "max")
BEFORE, AFTER = 80, 16
_FLOOR = 0.6
_CLAUSE_END = re.compile(r"[，；。：、\n]")
_GAP = "[^，；。：、#\n]{0,16}"
_NEAR_LEFT = "[^，；。：、#\n\\d*×XxＸ]{0,5}#"
_NEAR_RIGHT = "#[^，；。：、#\n\\d]{0,9}"
_GENERAL = {"家次": "家", "户次": "户", "件次": "件", "位": "人", "名": "人", "余名": "人", "平米": "平方米", "％": "%"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing offices count. `combine` says how several figures of one report become one; `scope` whose figure it is."""

    id: str
    set: str
    name: str
    name_en: str
    key_measure: str
    unit_class: str
    units: tuple[str, ...]
    scope: str
    combine: str
    cumulative: bool
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    excluded: tuple[str, ...]
    context: tuple[str, ...]
    needs_action: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Alias:
    indicator: Indicator
    pattern: re.Pattern[str] | None
    left: re.Pattern[str]
    words: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Pool:
    """The aliases of all indicators counted in one unit: a trie that finds their key words, and what each key may mean."""

    trie: re.Pattern[str]
    keys: dict[str, tuple[_Alias, ...]]
    nested: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Watch:
    """Patterns of an indicator beside its aliases: refused words, context words, actions."""

    excluded: re.Pattern[str] | None
    context: re.Pattern[str] | None
    actions: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Aligner:
    """Indicators made ready for `align`."""

    indicators: tuple[Indicator, ...]
    pools: dict[str, _Pool]
    watches: dict[str, _Watch]


def load_indicators(extra: Sequence[Path] = ()) -> tuple[Indicator, ...]:
    """All indicators, ours in the order of `SETS`, then the user's; a user's entry of a known id replaces ours.

    Raises `DataError` naming file, indicator and what is missing.
    """
    found: dict[str, Indicator] = {}
    for name in SETS:
        text = files("reportmine").joinpath("data/indicators", f"{name}.toml").read_text(encoding="utf-8")
        found |= {i.id: i for i in parse_indicators(text, f"data/indicators/{name}.toml")}
    for path in extra:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path}: the indicator file cannot be read as UTF-8 text: {error}") from None
        found |= {i.id: i for i in parse_indicators(text, str(path))}
    return tuple(found.values())


def parse_indicators(text: str, place: str) -> tuple[Indicator, ...]:
    """Indicators from TOML text; `place` names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{place}: not valid TOML: {error}") from None
    return tuple(_indicator(entry, str(data.get("set", "own")), place) for entry in data.get("indicator", ()))


def _indicator(entry: dict[str, object], set_: str, place: str) -> Indicator:
    where = f"{place}: indicator {entry.get('id', '?')}"
    for key in ("id", "name", "units", "objects", "examples", "counter_examples"):
        if not entry.get(key):
            raise DataError(f"{where}: `{key}` is missing or empty; see data/indicators/campaign_2023.toml for the form")
    combine = str(entry.get("combine", "max"))
    if combine not in COMBINE:
        raise DataError(f"{where}: combine = {combine!r} is none of {', '.join(COMBINE)}")
    units = _list(entry, "units", where)
    return Indicator(
        id=str(entry["id"]), set=set_, name=str(entry["name"]), name_en=str(entry.get("name_en", entry["name"])),
        key_measure=str(entry.get("key_measure", "")), unit_class=str(entry.get("unit_class", "|".join(units))), units=units,
        scope=str(entry.get("scope", "unit")), combine=combine, cumulative=bool(entry.get("cumulative", False)),
        actions=_list(entry, "actions", where), objects=_list(entry, "objects", where), excluded=_list(entry, "not", where),
        context=_list(entry, "context", where), needs_action=bool(entry.get("needs_action", False)),
        examples=_list(entry, "examples", where), counter_examples=_list(entry, "counter_examples", where),
    )  # fmt: skip


def _list(entry: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise DataError(f"{where}: `{key}` must be a list of strings")
    return tuple(value)


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
    return Aligner(tuple(indicators), {unit: _pool(made) for unit, made in aliases.items()}, watches)


def _general(unit: str) -> str:
    return _GENERAL.get(unit, unit)


def _variants(form: str) -> list[str]:
    """A form with (甲|乙) written out: `(查摆|检视)问题#` → 查摆问题#, 检视问题#."""
    parts = re.split(r"\(([^()]*)\)", form)
    return ["".join(c) for c in product(*(p.split("|") if i % 2 else [p] for i, p in enumerate(parts)))]


def _alias(indicator: Indicator, words: str, rank: int) -> tuple[str, _Alias]:
    literals = [p for p in re.split("[…#]", words) if p]
    if not literals:
        raise DataError(f"indicator {indicator.id}: the alias {words!r} holds no word")
    key = max(literals, key=len)
    body = _GAP.join(re.escape(p).replace(r"\#", "#") for p in words.split("…"))
    fixed = re.compile(body) if "#" in words or "…" in words else None
    near = re.compile(f"{re.escape(words)}{_NEAR_LEFT}|{_NEAR_RIGHT}{re.escape(words)}")
    return key, _Alias(indicator, fixed, near, words, rank)


def _any(words: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile(trie_pattern(words)) if words else None


def _pool(made: Iterable[tuple[str, _Alias]]) -> _Pool:
    keys: dict[str, list[_Alias]] = {}
    for key, alias in made:
        keys.setdefault(key, []).append(alias)
    nested = {k: tuple(k[:n] for n in range(1, len(k)) if k[:n] in keys) for k in keys}
    return _Pool(re.compile(f"(?=({trie_pattern(keys)}))"), {k: tuple(v) for k, v in keys.items()}, nested)


def windows(text: str, start: int, end: int, floor: int = 0) -> tuple[str, str]:
    """The text before and after a quantity that `align_fact` looks at: within its line, not before `floor`."""
    first = max(floor, text.rfind("\n", 0, start) + 1, start - BEFORE)
    after = text[end : end + AFTER]
    return text[first:start], after


def align_fact(
    ready: Aligner, action: str, object_: str, unit: str, before: str, after: str, labels: Sequence[str] = ()
) -> tuple[str | None, float]:
    """The indicator a quantity is an instance of and a score of 0–1; `(None, 0.0)` if none.

    `before` and `after` are the text around the quantity (see `windows`), `labels` the key measures of its sentence.
    """
    pool = ready.pools.get(_general(unit))
    if pool is None:
        return None, 0.0
    cut = _CLAUSE_END.search(after)
    frame = f"{before.replace('#', ' ')}#{after[: cut.start()] if cut else after}"
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen: str | None = None
    for alias in _candidates(pool, frame, object_):
        score = _score(ready.watches[alias.indicator.id], alias, action, object_, frame, labels)
        mark = (score, len(alias.words), -alias.rank)
        if score >= _FLOOR and mark > best:
            best, chosen = mark, alias.indicator.id
    return chosen, round(best[0], 3)


def _candidates(pool: _Pool, frame: str, object_: str) -> list[_Alias]:
    found: dict[str, None] = {}
    for match in pool.trie.finditer(f"{frame}\n{object_}" if object_ else frame):
        key = match.group(1)
        found[key] = None
        for shorter in pool.nested[key]:
            found[shorter] = None
    return [alias for key in found for alias in pool.keys[key]]


def _score(
    watch: _Watch, alias: _Alias, action: str, object_: str, frame: str, labels: Sequence[str]
) -> float:
    """Where the alias stands, then what speaks for and against it."""
    score = _place(alias, object_, frame)
    if not score:
        return 0.0
    slot = frame.index("#")
    clause = _clause(frame, slot)
    if watch.excluded and _refused(watch, frame, slot, clause, object_):
        return 0.0
    if watch.context and not _in_context(watch, frame, slot, object_):
        return 0.0
    if watch.actions:
        acted = bool(watch.actions.search(action) or watch.actions.search(frame, clause))
        if not acted and alias.indicator.needs_action:
            return 0.0
        score += 0.04 * acted
    measure = alias.indicator.key_measure
    return min(1.0, score + 0.03 * (measure in labels) + 0.004 * min(len(alias.words), 10))


def _place(alias: _Alias, object_: str, frame: str) -> float:
    """0.9 a pattern fits, 0.85 the words stand at the quantity, 0.75 they end its object, 0.65 its object holds them."""
    if alias.pattern is not None:
        return 0.9 if alias.pattern.search(frame) else 0.0
    if alias.left.search(frame):
        return 0.85
    if object_.endswith(alias.words):
        return 0.75
    return 0.65 if alias.words in object_ else 0.0


def _clause(frame: str, slot: int) -> int:
    return max(frame.rfind(c, 0, slot) for c in "，；。：、") + 1


def _refused(watch: _Watch, frame: str, slot: int, clause: int, object_: str) -> bool:
    excluded = watch.excluded
    return excluded is not None and bool(excluded.search(frame, clause) or excluded.search(object_))


def _in_context(watch: _Watch, frame: str, slot: int, object_: str) -> bool:
    """A context word stands nearer before the quantity than any refused word, or right after it, or in the object."""
    context, excluded = watch.context, watch.excluded
    if context is None:
        return True
    if context.search(object_) or context.search(frame, slot):
        return True
    last = _last(context, frame, slot)
    return last >= 0 and (excluded is None or last > _last(excluded, frame, slot))


def _last(pattern: re.Pattern[str], frame: str, slot: int) -> int:
    return max((m.start() for m in pattern.finditer(frame, 0, slot)), default=-1)
