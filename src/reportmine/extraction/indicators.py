"""Which counted thing of the office a quantity is: 组织12次局党组会议“第一议题”学习 → `c23_first_agenda_sessions`.

Indicators are data (`indicator_sets`), their wordings are found by `aliases`. A word of `context` must be nearer before
the quantity than any word of `not`; a word of `not` in the quantity's own clause or right after it always refuses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError, UserDataError
from ..punctuation import CLAUSE_ENDS, PIECE_ENDS
from ..text import code_points
from .aliases import BRIDGE, STOP, Alias, Aligner, Meanings, Pool, compile_aligner, shape
from .indicator_sets import SETS, Indicator, load_indicators, read_indicators

BEFORE, AFTER = 80, 30
_FLOOR = 0.6
_PART = re.compile(f"[{CLAUSE_ENDS}]")
_DIGITS = re.compile(r"^[\d.,]+[万亿]?")
_MARKED = re.compile("⟦[^⟦⟧]+⟧")
_REACH_END = re.compile(rf"[{PIECE_ENDS}\d*×X]")  # what ends the stretch after a quantity that may be part of an alias
# a 、 ends the clause only in a list of quantities: 班子成员讲9堂、支部书记讲22堂, not 班子成员、支部书记讲党课
_LISTED = re.compile("[\\d*×X一二三四五六七八九十百千万余][^，；。：、\\d]{0,6}、")
_BESIDE = re.compile(rf"[^{PIECE_ENDS}#\d*×XxＸ]*")  # what a plain alias may have between it and the quantity
_NEAR_LEFT, _NEAR_RIGHT = 5, 9
_STOPS, _PARTS, _ENDS, _LINES = 1, 2, 4, 8


class Occurrence(NamedTuple):
    """A quantity to be aligned: its place, unit and roles, the key measures of its sentence, where its paragraph begins.

    `object_start` is the object's place in the text, if it stands there.
    """

    start: int
    end: int
    unit: str
    action: str = ""
    object: str = ""
    labels: Sequence[str] = ()
    floor: int = 0
    object_start: int | None = None


@dataclass(slots=True)
class _Frame:
    """A quantity in its surroundings: where what is read begins, its clause, its wider clause, the stretch that a … may bridge.

    `right` ends what an alias may reach, `ahead` the clause group; `distributed` is what 分别 shares out.
    """

    text: str
    start: int
    end: int
    first: int
    near: int
    clause: int
    wide: int
    bridge: int
    right: int
    ahead: int
    action: str
    object: str
    object_start: int | None = None
    distributed: str = ""

    def marked(self, begin: int) -> str:
        """The text from `begin` on, with # for the quantity."""
        return f"{self.text[begin : self.start].replace('#', ' ')}#{self.text[self.end : self.right]}"


@lru_cache(maxsize=8)
def aligner(extra: tuple[Path, ...] = (), sets: tuple[str, ...] = (), labels: frozenset[str] = frozenset()) -> Aligner:
    """The indicators of `sets` (default all) and of the user's files, compiled. Cached.

    `labels` are key measures known beside those of our taxonomies. Raises `UserDataError` for a user's file at fault, also
    if an example in it is not found by its own indicator, or a counter-example is.
    """
    chosen = tuple(i for i in load_indicators(extra, labels) if not sets or i.set in sets or i.set not in SETS)
    own = {path: read_indicators(path, labels) for path in extra}
    for path, indicators in own.items():
        try:
            compile_aligner(indicators)
        except DataError as wrong:
            raise UserDataError(f"{path}：{wrong.words[0]}", f"{path}: {wrong.words[1]}") from None
    ready = compile_aligner(chosen)
    for path, indicators in own.items():
        for indicator in indicators:
            _prove(indicator, ready, path)
    return ready


def indicator_of_marked(example: str, ready: Aligner, units: Sequence[str] = ()) -> str | None:
    """The indicator of the quantity in ⟦⟧ of a sentence; its unit is the longest of `units` that it ends with, else what
    follows the digits.

    >>> indicator_of_marked("组织⟦12次⟧局党组会议“第一议题”学习", aligner())
    'c23_first_agenda_sessions'
    """
    before, _, rest = example.partition("⟦")
    quantity, _, after = rest.partition("⟧")
    known = max((u for u in units if quantity.endswith(u)), key=len, default="")
    place = Occurrence(len(before), len(before) + len(quantity), known or _DIGITS.sub("", quantity))
    return align(ready, before + quantity + after, [place])[0]


def _prove(indicator: Indicator, ready: Aligner, path: Path) -> None:
    for example in (*indicator.examples, *indicator.counter_examples):
        if example.count("⟦") != 1 or not _MARKED.search(example):
            raise UserDataError(
                f"{path}: {indicator.id}：例句 {example!r} 里要用 ⟦⟧ 标出一个数量，如 组织夜访⟦126户次⟧。请补上。",
                f"{path}: {indicator.id}: the example {example!r} must have one quantity in ⟦⟧, such as 组织夜访⟦126户次⟧. Mark it",
            )
    for example in indicator.examples:
        if (found := indicator_of_marked(example, ready, indicator.units)) != indicator.id:
            raise UserDataError(
                f"{path}: {indicator.id}：自己的例句 {example!r} 认不出来（认成了{found or '没有指标'}）。请核对 units、objects、not。",
                f"{path}: {indicator.id}: its own example {example!r} is not found by it, but by {found or 'no indicator'}. Check units, objects, not.",
            )
    for example in indicator.counter_examples:
        if indicator_of_marked(example, ready, indicator.units) == indicator.id:
            raise UserDataError(
                f"{path}: {indicator.id}：反例 {example!r} 被认成了这个指标。请把 objects 写窄些，或在 not 里加词。",
                f"{path}: {indicator.id}: the counter-example {example!r} is found by it. Make objects narrower, or add words to not.",
            )


def align(ready: Aligner, text: str, occurrences: Sequence[Occurrence]) -> list[str | None]:
    """The indicator that each quantity of a text is an instance of, or None; occurrences in any order."""
    pools = [ready.pool(o.unit) for o in occurrences]
    if not any(pools):
        return [None] * len(occurrences)
    frames = _frames(text, occurrences, pools)
    return [_aligned(pool, f, o.labels) if pool else None for pool, f, o in zip(pools, frames, occurrences, strict=True)]


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    """For every character of the basic plane which of the bounds it is."""
    signs = "".join(map(chr, range(0x10000)))
    found = np.zeros(0x10000, np.uint8)
    for bit, pattern in ((_STOPS, STOP), (_PARTS, _PART), (_ENDS, _REACH_END), (_LINES, re.compile("\n"))):
        found[[m.start() for m in pattern.finditer(signs)]] |= bit
    return found


def _frames(text: str, occurrences: Sequence[Occurrence], pools: Sequence[Pool | None]) -> Iterator[_Frame]:
    """The surroundings of every quantity, their bounds found for all at once."""
    kinds = _kinds()[np.minimum(code_points(text), 0xFFFF)]
    stops, parts = np.flatnonzero(kinds & _STOPS), np.flatnonzero(kinds & _PARTS)
    starts = np.array([o.start for o in occurrences])
    ends = np.array([o.end for o in occurrences])
    lines = _last(np.flatnonzero(kinds & _LINES), starts) + 1
    first = np.maximum(np.maximum([o.floor for o in occurrences], lines), np.maximum(starts - BEFORE, 0))
    limit = np.minimum(ends + AFTER, len(text))
    bounds = zip(
        first.tolist(), np.maximum(_last(parts, starts) + 1, first).tolist(), np.searchsorted(stops, starts).tolist(),
        np.minimum(_next(np.flatnonzero(kinds & _ENDS), ends, len(text)), limit).tolist(),
        np.minimum(_next(parts, ends, len(text)), limit).tolist(), strict=True,
    )  # fmt: skip
    places = stops.tolist()
    for o, pool, (begin, wide, passed, right, ahead) in zip(occurrences, pools, bounds, strict=True):
        nearest = passed - 1 - (pool.stops if pool else 0)
        near = max(begin, places[nearest]) if nearest >= 0 else begin
        bridge = places[passed - 1] + 1 if passed else 0
        clause = wide if bridge <= wide else max((m.end() for m in _LISTED.finditer(text, wide, o.start)), default=wide)
        frame = _Frame(text, o.start, o.end, begin, near, clause, wide, bridge, right, ahead, o.action, o.object, o.object_start)
        yield _shared_out(frame) if o.object and text.find("分别", wide, o.start) >= 0 else frame


def _last(places: NDArray[np.intp], before: NDArray[np.intp]) -> NDArray[np.intp]:
    """The last of `places` before each position; -1 if there is none."""
    return np.concatenate([[-1], places])[np.searchsorted(places, before)]


def _next(places: NDArray[np.intp], after: NDArray[np.intp], default: int) -> NDArray[np.intp]:
    """The first of `places` at or after each position."""
    return np.append(places, default)[np.searchsorted(places, after)]


def _shared_out(f: _Frame) -> _Frame:
    """What 分别 shares out belongs to the object the roles gave it, not to its neighbour."""
    lead = f.text[f.first : f.wide] + f.object + f.action
    begin, shift = f.wide - f.first, len(lead) - f.start
    gap = max((m.end() for m in STOP.finditer(lead)), default=0)
    return _Frame(
        lead + f.text[f.start : f.end + AFTER], len(lead), f.end + shift, 0, 0, begin, begin, gap, f.right + shift, f.ahead + shift,
        f.action, f.object, None, f.text[f.wide : f.start],
    )  # fmt: skip


def _aligned(pool: Pool, frame: _Frame, labels: Sequence[str]) -> str | None:
    """The best-scoring indicator of a pool; of equal scores the longer alias, then the earlier indicator."""
    best: tuple[float, int, int] = (_FLOOR, -1, 0)
    chosen: str | None = None
    for place, alias in _standing(pool, frame):
        length, of_kin = len(alias.words), alias.indicator.key_measure in labels
        if (_sum(place, True, of_kin, length), length, -alias.rank) <= best:
            continue
        acted = _speaks(alias, frame)
        if acted is None:
            continue
        mark = (_sum(place, acted, of_kin, length), length, -alias.rank)
        if mark > best:
            best, chosen = mark, alias.indicator.id
    return chosen


def _standing(pool: Pool, f: _Frame) -> list[tuple[float, Alias]]:
    """Aliases that stand at the quantity: 0.9 a bound form, 0.85 plain words, 0.75 they end its object, 0.65 it holds them."""
    text, start, end = f.text, f.start, f.end
    found: list[tuple[float, Alias]] = []
    hits = pool.find(text, f.near, f.right)
    for begun, ended, meanings in hits:
        if ended <= start:
            away, bound = start - ended, ended >= f.bridge or ended == start
            for alias in meanings.left:
                if alias.plain:
                    if away <= _NEAR_LEFT and _BESIDE.fullmatch(text, ended, start):
                        found.append((0.85, alias))
                elif away <= alias.reach and (bound or alias.reach > BRIDGE) and _fits(alias, f):
                    found.append((0.9, alias))
        elif begun >= end:
            away, bound = begun - end, begun == end or "#" not in text[end:begun]
            for alias in meanings.right:
                if alias.plain:
                    if bound and away <= _NEAR_RIGHT:
                        found.append((0.85, alias))
                elif away <= alias.reach and (bound or alias.reach > BRIDGE) and _fits(alias, f):
                    found.append((0.9, alias))
    return found + _in_object(pool, f, hits) if f.object else found


def _in_object(pool: Pool, f: _Frame, hits: list[tuple[int, int, Meanings]]) -> list[tuple[float, Alias]]:
    """Plain aliases within the object; `hits` are all keys around the quantity, so that an object there is not searched again."""
    first = f.object_start
    if first is None or first < f.near or first + len(f.object) > f.right:
        hits, first = pool.find(f.object, 0, len(f.object)), 0
    last = first + len(f.object)
    return [(0.75 if e == last else 0.65, alias) for b, e, found in hits if first <= b and e <= last for alias in found.plain]


def _fits(alias: Alias, f: _Frame) -> bool:
    """Whether its further words stand as an alias wants them, if it has any."""
    if not alias.others:
        return True
    return f.text.find(alias.others[0], f.near, f.right) >= 0 and shape(alias.words).search(f.marked(f.near)) is not None


def _sum(place: float, acted: bool, of_kin: bool, length: int) -> float:  # noqa: FBT001
    return min(1.0, place + 0.04 * acted + 0.03 * of_kin + 0.004 * min(length, 10))


def _speaks(alias: Alias, frame: _Frame) -> bool | None:
    """Whether one of its actions stands by an alias; None if the words around it refuse it."""
    watch = alias.watch
    if (watch.excluded and _refused(watch.excluded, frame)) or (watch.marked and watch.marked.search(frame.marked(frame.clause))):
        return None
    if watch.context and not _in_context(watch.context, watch.excluded, frame):
        return None
    if watch.actions is None:
        return False
    acted = _acted(watch.actions, frame)
    return None if alias.indicator.needs_action and not acted else acted


def _acted(actions: re.Pattern[str], f: _Frame) -> bool:
    return bool(actions.search(f.text, f.wide, f.start) or actions.search(f.text, f.end, f.right) or actions.search(f.action))


def _refused(excluded: re.Pattern[str], f: _Frame) -> bool:
    text = f.text
    if excluded.search(text, f.clause, f.start) or excluded.search(text, f.end, f.right):
        return True
    return f.distributed != "" and excluded.search(f.distributed) is not None


def _in_context(context: re.Pattern[str], excluded: re.Pattern[str] | None, f: _Frame) -> bool:
    """A context word stands after the quantity in its clause, or nearer before it than any refused word, or in the object."""
    if context.search(f.text, f.end, f.ahead):
        return True
    wanted, refused = _latest(context, f), _latest(excluded, f) if excluded else -1
    if max(wanted, refused) >= 0:
        return wanted > refused
    return bool(context.search(f.object))


def _latest(pattern: re.Pattern[str], f: _Frame) -> int:
    last = -1
    for match in pattern.finditer(f.text, f.first, f.start):
        last = match.end()
    return last


__all__ = ["Aligner", "Occurrence", "align", "aligner", "compile_aligner"]
