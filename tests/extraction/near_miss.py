"""Whether a counter-example is a near miss of its rule: one restriction of the rule fewer, and the rule would read it.

A restriction is: the kinds it applies to; the traits it needs; a lookaround or an anchor; a class of words in its pattern
(any word instead); a word that must stand there (may be missing instead). Each change makes the rule accept more, never
less, and the changed rule stands in its old place, so that earlier rules still come first.

What this cannot say: that the restriction is the one a person would call the point of the rule, or that no sentence is
nearer. It only says that the sentence hangs on one single part of the rule.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportmine.extraction.role_rules import RoleRule
from reportmine.model import KINDS

_TOKEN = re.compile(r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?P<\w+>|\?:)?)|(?P<close>\))|(?P<atom>\[[^\]]*\]|[A-Za-z])|(?P<anchor>[\^$])|.")
_COUNT = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[+?]?")
_ANY = "[^#Q;:.]"


def relaxed(rule: RoleRule) -> Iterator[RoleRule]:
    """The rule with one restriction fewer, in every way."""
    if rule.needs:
        yield replace(rule, needs=frozenset())
    yield replace(rule, applies=frozenset(KINDS))
    yield replace(rule, verb_ends_item=True)
    for pattern in _patterns(rule.pattern.pattern):
        yield replace(rule, pattern=re.compile(pattern))


def _patterns(pattern: str) -> Iterator[str]:
    forbidden = fixed = 0  # where a negative lookaround, or a lookbehind, that we are in ends
    for match in _TOKEN.finditer(pattern):
        start, end = match.span()
        if match["look"]:
            stop = _closing(pattern, start)
            count = _COUNT.match(pattern, stop)
            yield pattern[:start] + pattern[count.end() if count else stop :]
            forbidden = max(forbidden, stop) if match["look"].endswith("!") else forbidden
            fixed = max(fixed, stop) if "<" in match["look"] else fixed
        elif match["anchor"]:
            yield pattern[:start] + pattern[end:]
        elif match["atom"] and start >= forbidden and pattern[start:end] != "[#]":
            count = _COUNT.match(pattern, end)
            yield pattern[:start] + _ANY + pattern[end:]
            if start >= fixed and (count is None or count.group()[0] == "+"):
                yield f"{pattern[:start]}{pattern[start:end]}{'?' if count is None else '*'}{pattern[count.end() if count else end :]}"


def _closing(pattern: str, start: int) -> int:
    """Where the bracket that opens at `start` has closed."""
    depth = 0
    for match in _TOKEN.finditer(pattern, start):
        depth += bool(match["look"] or match["open"]) - bool(match["close"])
        if depth == 0:
            return match.end()
    raise ValueError(f"unbalanced brackets in {pattern}")
