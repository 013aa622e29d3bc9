"""Words as one-letter symbols, so that role rules are short regular expressions over a clause.

The letters are those of `data/word_classes.csv`. A word's class is its row in `role_words.csv`, else that of its
part-of-speech tag.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..document import Words
from ..errors import DataError
from ..resources import OURS, Resources, Row
from ..word_classes import QUANTITY, TABLE, letter_of_tag, letters, word_classes, word_pattern

_MARKS = {"pause": "、/", "comma": "，,", "colon": "：:—", "stop": "。；;！？\n", "open": "（(", "close": "）)", "blank": " \u3000“”"}
_LONG_MARKS = {"——": "colon"}
_CONTEXT: tuple[tuple[str, str], ...] = (  # what a class becomes beside others
    ("<not> <verb>", "modifier modifier"),  # 不到位 never governs a quantity
    ("<verb|modifier|adverb|reach|change|noun> <suffix>", "noun noun"),  # 整改 率, 参与 者
    ("<noun> (?=<le>)", "weak-verb"),  # 启动 了
    ("(?<=<reach|change|verb>) <at>", "reach"),  # 稳定 在
    ("(?<=<verb|change|reach>) <to>", "reach"),  # 提高 到, 归纳整理 为
    ("(?<=<head|close>) <to> (?=<adverb|each|whole>* <quantity> (?:<stop|colon|comma|pause|and|close>|$))", "reach"),  # 整改率 为 98%
)
_REST = {"suffix": "noun", "at": "preposition", "to": "preposition", "not": "modifier"}


@dataclass(frozen=True, slots=True)
class _Context:
    """Patterns with the letters that what they match becomes, and what becomes of letters that are left."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]
    rest: dict[int, str]


@lru_cache(maxsize=1)
def _context() -> _Context:
    patterns = tuple((re.compile(word_pattern(seen)), "".join(map(letters, put.split()))) for seen, put in _CONTEXT)
    return _Context(patterns, str.maketrans({letters(a): letters(b) for a, b in _REST.items()}))


def letter_of_word(resources: Resources) -> dict[str, str]:
    """The letter of each word and mark that has one of its own, whatever its tag. Raises `DataError` for an unknown class."""
    marks = {mark: letters(name) for name, all_of_it in _MARKS.items() for mark in all_of_it}
    marks |= {mark: letters(name) for mark, name in _LONG_MARKS.items()}
    return {r["word"]: _letter(r) for r in resources.rows("role_words")} | marks


def _letter(row: Row) -> str:
    found = word_classes().get(row["class"])
    if found is None or len(found.letters) > 1:
        raise DataError(
            f"role_words.csv：词语 {row['word']} 的 class 是 {row['class']!r}，不是一个词类。名称见 {TABLE}，请改正。",
            f"role_words.csv: word {row['word']}: class {row['class']!r} is no single word class. The names are in {TABLE}; correct it.",
        )
    return found.letters


class _Tags(dict[str, str]):
    """Letter of a part-of-speech tag; an unknown tag counts as its first letter."""

    def __missing__(self, tag: str) -> str:
        found = self[tag] = self.get(tag[:1], letters("other"))
        return found


@lru_cache(maxsize=1)
def letter_by_tag() -> dict[str, str]:
    """The letter of every tag, whether the table of word classes names it or not."""
    return _Tags(letter_of_tag())


def symbols(words: Words, spans: Sequence[tuple[int, int]] = (), resources: Resources = OURS) -> str:
    """One letter per word, those that depend on their neighbours (为, 在, 率) resolved.

    The string has as many characters as there are words, so that an index into one is an index into the other. With
    `spans`, ranges of words in order, all other words are a stop: nobody asks for them.
    """
    known, by_tag = resources.made(letter_of_word), letter_by_tag()
    quantity, stop = letters("quantity"), letters("stop")
    pieces, last = [], 0
    for start, end in spans or [(0, len(words))]:
        own, tags = words.words[start:end], words.tags[start:end]
        found = "".join(map(known.get, own, map(by_tag.__getitem__, tags)))
        if found.count(quantity) < tags.count(QUANTITY):  # a quantity that is also a word with a class
            found = "".join([quantity if t == QUANTITY else known.get(w, by_tag[t]) for w, t in zip(own, tags, strict=True)])
        pieces += [stop * (start - last), found]
        last = end
    line = "".join(pieces) + stop * (len(words) - last)
    context = _context()
    for pattern, put in context.patterns:
        line = pattern.sub(put, line)
    return line.translate(context.rest)
