"""The wordings of indicators as tables that are searched once beside a quantity: which words stand there, and how near.

An alias is read once into the word nearest its quantity (`key`), on which side of it that stands and how far at most;
only one with further words (班子成员…讲党课#) is tried as a pattern as well. All keys of one unit are one trie.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from ..errors import DataError
from ..punctuation import PIECE_ENDS
from ..resources import trie_pattern
from .indicator_sets import Indicator

BRIDGE = 16  # characters of one clause that a … may stand for
ANYWHERE = 1_000
STOP = re.compile(f"[{PIECE_ENDS}]")  # what no … bridges
_GAP = f"[^{PIECE_ENDS}#]{{0,{BRIDGE}}}"
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


class Watch:
    """Patterns of an indicator beside its aliases, compiled when first asked for."""

    def __init__(self, indicator: Indicator) -> None:
        self._indicator = indicator

    @cached_property
    def excluded(self) -> re.Pattern[str] | None:
        """Refused words."""
        return _any(w for w in self._indicator.excluded if "#" not in w)

    @cached_property
    def marked(self) -> re.Pattern[str] | None:
        """Words refused at the quantity: 整改#."""
        return _any(w for w in self._indicator.excluded if "#" in w)

    @cached_property
    def context(self) -> re.Pattern[str] | None:
        """Words of which one must stand around."""
        return _any(self._indicator.context)

    @cached_property
    def actions(self) -> re.Pattern[str] | None:
        """Its verbs."""
        return _any(self._indicator.actions)


@dataclass(frozen=True, slots=True)
class Alias:
    """One way of wording an indicator; of equal scores the longer wins, then the lower rank.

    `key` stands on `side` (`left` or `right` of the quantity, or `both`) at most `reach` characters away. A `plain` alias has
    no # and no …; one with `others`, further words, is tried as a pattern.
    """

    indicator: Indicator
    watch: Watch
    words: str
    rank: int
    key: str
    side: str
    reach: int
    plain: bool
    others: tuple[str, ...]

    @property
    def stops(self) -> int:
        """Stops within it; one that bridges … without # is not bound to the quantity and may stand anywhere."""
        return len(STOP.findall(self.words)) if self.plain or "#" in self.words else ANYWHERE


class Meanings(NamedTuple):
    """What a key word may mean before a quantity, after it, and in its object."""

    left: tuple[Alias, ...]
    right: tuple[Alias, ...]
    plain: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """The aliases of all indicators counted in one unit: a trie that finds their key words wherever they begin.

    `stops` is how many stops the longest alias reaches over: no key farther from the quantity can be part of one.
    """

    trie: re.Pattern[str]
    keys: dict[str, Meanings]
    nested: dict[str, tuple[str, ...]]
    stops: int

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, Meanings]]:
        """Start, end and meanings of every key within text[start:end], also of those within others."""
        found = []
        for match in self.trie.finditer(text, start, end):
            key, place = match[1], match.start()
            found.append((place, place + len(key), self.keys[key]))
            for shorter in self.nested.get(key, ()):
                found.append((place, place + len(shorter), self.keys[shorter]))
        return found


@dataclass(frozen=True, slots=True)
class Aligner:
    """Indicators made ready for `align`."""

    indicators: tuple[Indicator, ...]
    aliases: dict[str, list[Alias]]
    pools: dict[str, Pool | None]

    def pool(self, unit: str) -> Pool | None:
        """The aliases of what is counted in this unit, compiled when first asked for: most units of a run never come up."""
        try:
            return self.pools[unit]
        except KeyError:
            made = self.aliases.get(_general(unit))
            found = self.pools[unit] = _pool(made) if made else None
            return found


def compile_aligner(indicators: Sequence[Indicator]) -> Aligner:
    """An `Aligner` for these indicators; on equal scores the earlier one wins."""
    aliases: dict[str, list[Alias]] = {}
    for rank, indicator in enumerate(indicators):
        watch = Watch(indicator)
        made = [_alias(indicator, watch, words, rank) for form in indicator.objects for words in _variants(form)]
        for unit in indicator.units:
            aliases.setdefault(_general(unit), []).extend(made)
    return Aligner(tuple(indicators), aliases, {})


def _general(unit: str) -> str:
    return _GENERAL.get(unit, unit)


def _variants(form: str) -> list[str]:
    """A form with (甲|乙) written out: `(查摆|检视)问题#` → 查摆问题#, 检视问题#."""
    parts = re.split(r"\(([^()]*)\)", form)
    return ["".join(c) for c in product(*(p.split("|") if i % 2 else [p] for i, p in enumerate(parts)))]


def _alias(indicator: Indicator, watch: Watch, words: str, rank: int) -> Alias:
    literals = [p for p in re.split("[…#]", words) if p]
    if not literals:
        raise DataError(
            f"指标 {indicator.id}：写法 {words!r} 里没有词。请在 # 和 … 之外写上至少一个词。",
            f"indicator {indicator.id}: the alias {words!r} holds no word. Write at least one beside # and ….",
        )
    before, mark, after = words.partition("#")
    plain = not mark and len(literals) == 1 and words == literals[0]
    if not mark:
        key, side, reach = max(literals, key=len), "both", ANYWHERE
    elif before.strip("…") and (not before.endswith("…") or not after or after.startswith("…")):
        key, side, reach = before.strip("…").rpartition("…")[2], "left", BRIDGE if before.endswith("…") else 0
    else:
        key, side, reach = after.strip("…").partition("…")[0], "right", BRIDGE if after.startswith("…") else 0
    others = tuple(literals[: literals.index(key)] + literals[literals.index(key) + 1 :])
    return Alias(indicator, watch, words, rank, key, side, reach, plain, others)


def _any(words: Iterable[str]) -> re.Pattern[str] | None:
    found = list(words)
    return re.compile(trie_pattern(found)) if found else None


def _pool(made: Sequence[Alias]) -> Pool:
    keys: dict[str, list[Alias]] = {}
    for alias in made:
        keys.setdefault(alias.key, []).append(alias)
    nested = {k: tuple(k[:n] for n in range(1, len(k)) if k[:n] in keys) for k in keys}
    # one character that can begin a key, then a look at what begins there: the search skips all others at once
    first = "".join(map(re.escape, sorted({k[0] for k in keys})))
    trie = re.compile(f"[{first}](?<=(?=({trie_pattern(keys)})).)", re.DOTALL)
    found = {k: _meanings(own) for k, own in keys.items()}
    return Pool(trie, found, {k: v for k, v in nested.items() if v}, max(a.stops for a in made))


def _meanings(made: Sequence[Alias]) -> Meanings:
    return Meanings(
        tuple(a for a in made if a.side != "right"), tuple(a for a in made if a.side != "left"), tuple(a for a in made if a.plain)
    )


@lru_cache(maxsize=8192)
def shape(words: str) -> re.Pattern[str]:
    """An alias with # or … as a pattern over a text with `#` for the quantity."""
    return re.compile(_GAP.join(re.escape(p).replace(r"\#", "#") for p in words.split("…")))
