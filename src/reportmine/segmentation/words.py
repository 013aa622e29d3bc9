"""Words with part-of-speech tags: jieba's, except that protected spans (quantities, quoted names, titles) stay whole.

Each protected span is handed to the segmenter as one private-use character, so that one call cuts a whole report.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from .. import lexicon
from ..errors import DataError

Span = tuple[int, int, str]
ENGINES = ("rjieba", "jieba")


class Engine(Protocol):
    """A word segmenter: words with tags, which joined give the text again."""

    def __call__(self, text: str) -> Sequence[tuple[str, str]]: ...


class Words:
    """The words of a text in three parallel lists: `starts`, `words`, `tags`."""

    __slots__ = ("starts", "tags", "words")

    def __init__(self, starts: list[int], words: list[str], tags: list[str]) -> None:
        self.starts, self.words, self.tags = starts, words, tags

    def __len__(self) -> int:
        return len(self.words)


def cut(text: str, protected: Sequence[Span], engine: str = "rjieba") -> Words:
    """Words of `text`; each protected (start, end, tag) is one word with that tag. Spans are in order, not overlapping."""
    if not text:
        return Words([], [], [])
    hole = _hole(text)
    pieces, last = [], 0
    for start, end, _ in protected:
        pieces += [text[last:start], hole]
        last = end
    pieces.append(text[last:])
    words: list[str] = []
    tags: list[str] = []
    spans = iter(protected)
    resplit = _resplit(lexicon.current_folder())
    for word, tag in _segmenter(engine, lexicon.current_folder())("".join(pieces)):
        if word == hole:
            start, end, tag = next(spans)
            word = text[start:end]
        elif hole in word:
            raise DataError(f"the word segmenter glued a protected span into {word!r}; report this as a bug")
        elif word in resplit:
            words += resplit[word][0]
            tags += resplit[word][1]
            continue
        words.append(word)
        tags.append(tag)
    starts = [0, *accumulate(map(len, words))]
    return Words(starts[:-1], words, tags)


def _hole(text: str) -> str:
    """A private-use character that the text does not hold."""
    return next(c for c in map(chr, range(0xE000, 0xF8FF)) if c not in text)


@lru_cache(maxsize=4)
def _resplit(_folder: Path | None) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words that the segmenter makes up across a boundary (受训 率达), with what they are."""
    return {r["word"]: (lexicon.split(r["parts"]), lexicon.split(r["tags"])) for r in lexicon.rows("resplit")}


@lru_cache(maxsize=4)
def _segmenter(engine: str, _folder: Path | None) -> Engine:
    terms = list(lexicon.rows("terms"))
    if engine == "rjieba":
        return _rjieba(terms)
    if engine == "jieba":
        return _jieba(terms)
    raise DataError(f"no word segmenter {engine!r}; there are {', '.join(ENGINES)}")


def _rjieba(terms: list[lexicon.Row]) -> Engine:
    import rjieba

    cutter = rjieba.Jieba()
    for row in terms:
        cutter.add_word(row["term"], 100000, row["tag"])
    tag: Engine = cutter.tag
    return tag


def _jieba(terms: list[lexicon.Row]) -> Engine:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    for row in terms:
        tokenizer.tokenizer.add_word(row["term"], tag=row["tag"])
        tokenizer.word_tag_tab[row["term"]] = row["tag"]
    return lambda text: [(p.word, p.flag) for p in tokenizer.cut(text)]
