"""Words with part-of-speech tags: jieba's, except that protected spans (quantities, quoted names, titles) stay whole.

Each protected span is handed to the segmenter as one private-use character, so that one call cuts a whole report.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from ..document import Words
from ..errors import DataError
from ..resources import OURS, Resources, split
from ..word_classes import QUANTITY


class Segmenter(Protocol):
    """A word segmenter: words with tags, which joined give the text again."""

    def __call__(self, text: str) -> Sequence[tuple[str, str]]: ...


def cut(text: str, protected: Sequence[tuple[int, int, str]], segmenter: str = "rjieba", resources: Resources = OURS) -> Words:
    """Words of `text`; each protected (start, end, tag) is one word with that tag. Spans are in order, not overlapping."""
    if not text:
        return Words([], [], [])
    hole = _hole(text)
    pieces, last = [], 0
    for start, end, _ in protected:
        pieces += [text[last:start], hole]
        last = end
    pieces.append(text[last:])
    found = resources.made(_segmenter_of(segmenter))("".join(pieces))
    words, tags = [w for w, _ in found], [t for _, t in found]
    _fill(text, hole, protected, words, tags)
    resplit = resources.made(_resplit)
    if not resplit.keys().isdisjoint(words):
        _split_again(words, tags, resplit)
    starts = [0, *accumulate(map(len, words))]
    return Words(starts[:-1], words, tags)


def _fill(text: str, hole: str, protected: Sequence[tuple[int, int, str]], words: list[str], tags: list[str]) -> None:
    """Put the protected spans back where their holes are."""
    place = -1
    for start, end, tag in protected:
        try:
            place = words.index(hole, place + 1)
        except ValueError:
            glued = next((w for w in words[place + 1 :] if hole in w), "")
            raise DataError(
                f"分词时把一处受保护的文字并进了 {glued!r}。这是程序的错，请反馈给我们，并附上这一句。",
                f"the word segmenter glued a protected span into {glued!r}; this is a bug, please report it with the sentence.",
            ) from None
        words[place], tags[place] = text[start:end], tag


def _split_again(
    words: list[str], tags: list[str], resplit: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Cut the words of `resplit` in both lists; a protected span is never one of them."""
    for i in reversed([i for i, w in enumerate(words) if w in resplit and tags[i] != QUANTITY]):
        tags[i : i + 1] = resplit[words[i]][1]
        words[i : i + 1] = resplit[words[i]][0]


def _hole(text: str) -> str:
    """A private-use character that the text does not hold."""
    return next(c for c in map(chr, range(0xE000, 0xF8FF)) if c not in text)


def _resplit(resources: Resources) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words that the segmenter makes up across a boundary (受训 率达), with what they are."""
    return {r["word"]: (split(r["parts"]), split(r["tags"])) for r in resources.rows("resplit")}


def _segmenter_of(name: str) -> Callable[[Resources], Segmenter]:
    """What makes the segmenter of this name."""
    if name in _SEGMENTERS:
        return _SEGMENTERS[name]
    raise DataError(
        f"没有 {name!r} 这种分词器；可选 {'、'.join(_SEGMENTERS)}。",
        f"no word segmenter {name!r}; there are {', '.join(_SEGMENTERS)}.",
    )


def _rjieba(resources: Resources) -> Segmenter:
    import rjieba

    cutter = rjieba.Jieba()
    for row in resources.rows("terms"):
        cutter.add_word(row["term"], 100000, row["tag"])
    tag: Segmenter = cutter.tag
    return tag


def _jieba(resources: Resources) -> Segmenter:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.posseg.POSTokenizer(jieba.Tokenizer())
    for row in resources.rows("terms"):
        tokenizer.tokenizer.add_word(row["term"], tag=row["tag"])
        tokenizer.word_tag_tab[row["term"]] = row["tag"]
    return lambda text: [(p.word, p.flag) for p in tokenizer.cut(text)]


_SEGMENTERS: dict[str, Callable[[Resources], Segmenter]] = {"rjieba": _rjieba, "jieba": _jieba}
