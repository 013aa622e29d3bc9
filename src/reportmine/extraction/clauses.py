"""What roles are found in: the words of a report as a line of class letters, with the letters and patterns code asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..document import Words
from ..model import Quantity
from ..resources import Resources, split
from ..word_classes import letters, word_pattern
from .reach import reach_words
from .role_rules import Reading, RoleRules

Span = tuple[int, int] | None


class Roles(NamedTuple):
    """Action, object and subject of one quantity as word ranges (half-open; null: unknown), and how they were found.

    `first` is where its clause begins; `parts` is the name of the object where no range of words spells it.
    """

    action: Span = None
    object: Span = None
    rule: Reading | None = None
    first: int = 0
    parts: tuple[str, ...] = ()
    subject: Span = None


@dataclass(frozen=True, slots=True)
class ClauseLetters:
    """Letters of word classes that code asks for; where a name says more than one class, any of them."""

    quantity: str
    this: str
    de: str
    share: str
    each: str
    including: str
    noun: str
    weak_verb: str
    strong_verb: str
    stop: str
    comma: str
    open: str
    close: str
    ends: str  # of a clause
    separators: str  # of a list
    changing: str  # verbs of a change, level or share
    governing: str  # verbs that a list shares
    verbal: str  # any sign of a verb
    verb_like: str  # what a short bracket of verbs holds
    unnamed: str  # an object of only these is the indicator of the quantity before: 降幅达10%
    before_names: str  # what opens a clause before its first name


@dataclass(frozen=True, slots=True)
class ClausePatterns:
    """Patterns over a line of letters: groups `a` action, `o` object, `s` subject."""

    clause: re.Pattern[str]
    bracket: re.Pattern[str]
    subject: re.Pattern[str]
    goal: re.Pattern[str]
    about_subject: re.Pattern[str]
    about_object: re.Pattern[str]


@lru_cache(maxsize=1)
def clause_letters() -> ClauseLetters:
    """The letters that code asks for, from the table of word classes."""
    return ClauseLetters(
        quantity=letters("quantity"), this=letters("this"), de=letters("de"), share=letters("share"), each=letters("each"),
        including=letters("including"), noun=letters("noun"), weak_verb=letters("weak-verb"), strong_verb=letters("strong-verb"),
        stop=letters("stop"), comma=letters("comma"), open=letters("open"), close=letters("close"),
        ends=letters("comma|colon|stop"), separators=letters("pause|and"), changing=letters("change|reach|share"),
        governing=letters("verb|causative|light-verb|has"), verbal=letters("predicate|light-verb|share|has"),
        verb_like=letters("verb|adverb"), unnamed=letters("indicator|adverb"),
        before_names=letters("time|whole|adverb|including|number|blank"),
    )  # fmt: skip


@lru_cache(maxsize=1)
def clause_patterns() -> ClausePatterns:
    """The patterns that code runs beside the rules."""
    return ClausePatterns(
        clause=_compiled("<!comma|colon|stop>+"),
        bracket=_compiled("(?<!<quantity|open>) <open> (<!open|close|comma|colon|stop|quantity>{1,5}) <close>"),
        subject=_compiled(
            "(?:^|<comma|colon|stop|blank>) <filler|including|number|blank|other>*"
            "(?P<s><name> <name|de|and|pause|open|close>* <head|close>|<head>) <filler|modifier|whole|blank>*$"
        ),
        goal=_compiled("^(?P<a><verb|change>+ <reach>?) <le>? <adverb|each|blank>* <this>"),
        about_subject=_compiled(
            "(?:^|<comma|colon|stop>) <filler|whole|including|blank>*"
            "(?P<o><name> <long-name|weak-verb|de|and|pause|open|close>* <head>|<head>)"
            "<filler|whole>* <predicate|light-verb> <!comma|colon|stop|quantity>*$"
        ),
        about_object=_compiled("<verb|causative|light-verb>+ <le>? (?P<o><long-name|weak-verb|de>* <head>)$"),
    )  # fmt: skip


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(word_pattern(pattern))


@dataclass(frozen=True, slots=True)
class Counting:
    """What units count (`units.csv`, column `dimension`) and what words make a quantity's own text say that it reaches a level."""

    events: frozenset[str]
    cases: frozenset[str]
    people: frozenset[str]
    reaching: tuple[str, ...]


def counting(resources: Resources) -> Counting:
    """Units of events, of cases (things that happened: 起, 案), of people (or what acts like them), and words that reach, with the user's own."""
    units = resources.units.values()

    def of(dimension: str) -> frozenset[str]:
        return frozenset(u.name for u in units if dimension in split(u.dimension))

    return Counting(of("event"), of("case"), of("person"), reach_words(resources, "span"))


@dataclass(frozen=True, slots=True)
class Line:
    """A report's words as one letter each, its quantities (one letter each) and the rules that read them."""

    symbols: str
    words: Words
    quantities: Sequence[Quantity]
    rules: RoleRules
    resources: Resources
    counting: Counting
    letters: ClauseLetters
    patterns: ClausePatterns

    def parted(self, start: int, end: int) -> bool:
        """Whether a sentence, or half of one, ends between two words."""
        return self.symbols.find(self.letters.stop, start, end) >= 0
