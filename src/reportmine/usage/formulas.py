"""Four-character phrases and parallel runs (深学细悟、凝心铸魂; 查真相、说真话、报实情).

A clause is a run of Chinese characters between punctuation. A run is two or more items of the same length, one after
the other; its first item may end a longer clause (做到深学细悟、凝心铸魂) and its last one begin one, at word bounds.
Mere lists of things (粮食安全、能源安全) are runs too, but of kind `nominal`; what counts as formula is `verbal`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from ..punctuation import STOPS
from ..resources import Resources
from ..segmentation.words import cut
from .corpus import Corpus, Mask, covered

RUN_COLUMNS = ("start", "end", "text", "items", "length", "kind", "separator")
_CLAUSE = re.compile(r"[\u3400-\u9fff]+")
_JOIN = re.compile(r"[”’」]?([、，；])[“‘「]?")
_BOUNDS = tuple(STOPS)
SHORTEST, LONGEST = 3, 10
_SHORT = 4
_NOUNS = ("vn", "an")
_FUNCTION = "pcmrufq"
_REPEATED = re.compile(r"(.).\1.|(.)(.)\2\3|.(.).\4|(.)\5..|..(.)\6")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a run: its span, how long its words are, and the first letters of their tags."""

    start: int
    end: int
    lengths: tuple[int, ...]
    tags: tuple[str, ...]

    repeated: bool

    @property
    def verbal(self) -> bool:
        """Whether it says what is done or how, not only what there is. New coinages are often tagged as nouns, so that
        shape helps: 走深走实 repeats a character, 强党性 is a single word before a double one.
        """
        acts = any(t[0] in "vid" and t not in _NOUNS for t in self.tags) or self.tags[-1] in ("a", "z")
        return acts or self.repeated or (self.lengths == (1, 2) and self.tags[0] in "van")

    @property
    def loose(self) -> bool:
        """Whether it begins or ends with a function word or a numeral, so that it is a piece of something longer."""
        return self.tags[0][0] in _FUNCTION or self.tags[-1][0] in _FUNCTION


def parallel_runs(corpus: Corpus) -> pd.DataFrame:
    """Every run: `start`, `end` (positions), `text`, `items`, `length` of an item, `kind` (verbal, nominal), `separator`."""
    clauses = [m.span() for m in _CLAUSE.finditer(corpus.text)]
    edges = np.zeros(len(corpus.text) + 1, dtype=bool)
    edges[corpus.words.start] = True
    edges[corpus.words.end] = True
    rows = []
    for chain, separator in _chains(corpus.text, clauses):
        for spans in _equal(corpus, chain, edges, separator):
            items = _trimmed([_item(corpus, *s) for s in spans])
            if len(items) > 1 and _parallel(corpus.text, items, separator):
                start, end = items[0].start, items[-1].end
                kind = "verbal" if sum(i.verbal for i in items) * 2 >= len(items) else "nominal"
                rows.append((start, end, corpus.text[start:end], len(items), items[0].end - items[0].start, kind, separator))
    return pd.DataFrame(rows, columns=list(RUN_COLUMNS))


def _chains(text: str, clauses: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """Clauses that follow each other with the same separator between them."""
    chain, separator = clauses[:1], ""
    for previous, clause in zip(clauses, clauses[1:], strict=False):
        match = _JOIN.fullmatch(text, previous[1], clause[0])
        sign = match[1] if match else ""
        if sign and (len(chain) == 1 or sign == separator):
            chain.append(clause)
        else:
            if len(chain) > 1:
                yield chain, separator
            chain = [previous, clause] if sign else [clause]
        separator = sign
    if len(chain) > 1:
        yield chain, separator


def _equal(corpus: Corpus, chain: list[tuple[int, int]], edges: Mask, separator: str) -> Iterator[list[tuple[int, int]]]:
    """Stretches of a chain of one length; where 、 joins them, with the end of the clause before if a word begins there,
    and with the head of the clause after if a function word follows it (走深走实、见行见效的局面).
    """
    at = 0
    while at < len(chain):
        length = chain[at][1] - chain[at][0]
        stop = at
        while stop < len(chain) and chain[stop][1] - chain[stop][0] == length:
            stop += 1
        spans = chain[at:stop]
        open_ended = separator == "、" and (len(spans) > 1 or length <= _SHORT)
        if open_ended and at and chain[at - 1][1] - chain[at - 1][0] > length and edges[chain[at - 1][1] - length]:
            spans = [(chain[at - 1][1] - length, chain[at - 1][1]), *spans]
        if open_ended and stop < len(chain) and _headed(corpus, chain[stop], length):
            spans = [*spans, (chain[stop][0], chain[stop][0] + length)]
        if SHORTEST <= length <= LONGEST and len(spans) > 1:
            yield spans
        at = stop


def _headed(corpus: Corpus, clause: tuple[int, int], length: int) -> bool:
    """Whether a clause begins with `length` characters and then a function word."""
    place = int(np.searchsorted(corpus.words.start, clause[0] + length))
    if clause[1] - clause[0] <= length or place == len(corpus.words) or corpus.words.start[place] != clause[0] + length:
        return False
    return str(corpus.words.tags[corpus.words.tag[place]])[0] in "ucy"


def _item(corpus: Corpus, start: int, end: int) -> _Item:
    words = corpus.words
    first = int(np.searchsorted(words.end, start, side="right"))
    last = int(np.searchsorted(words.start, end))
    if words.start[first] < start or words.end[last - 1] > end:
        lengths, tags = _cut_alone(corpus.text[start:end], corpus.segmenter, corpus.resources)
    else:
        lengths = tuple(int(n) for n in words.end[first:last] - words.start[first:last])
        tags = tuple(str(t) for t in words.tags[words.tag[first:last]])
    return _Item(start, end, lengths, tags, end - start == 4 and _REPEATED.fullmatch(corpus.text, start, end) is not None)


@lru_cache(maxsize=4096)
def _cut_alone(text: str, segmenter: str, resources: Resources) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Words of an item inside a quotation, which the segmentation keeps whole."""
    words = cut(text, [], segmenter, resources)
    return tuple(map(len, words.words)), tuple(words.tags)


def _trimmed(items: list[_Item]) -> list[_Item]:
    """Items without loose ones at either end, and without a first one that is the verb of a list (开设英语、形体训练、…)."""
    while items and items[0].loose:
        items = items[1:]
    while items and items[-1].loose:
        items = items[:-1]
    if len(items) > 2 and items[0].verbal and not any(i.verbal for i in items[1:]):
        return items[1:]
    return items


def _parallel(text: str, items: list[_Item], separator: str) -> bool:
    """Three short items joined by 、 are a run as they stand; others must be built alike, item by item."""
    if separator == "、" and items[0].end - items[0].start <= _SHORT and len(items) > 2:
        return True
    return all(_alike(text, a, b, separator) for a, b in zip(items, items[1:], strict=False))


def _alike(text: str, a: _Item, b: _Item, separator: str) -> bool:
    """The same character in the same place (学史明理，学史增信), words of the same lengths and kinds, or both verbal."""
    same = any(x == y for x, y in zip(text[a.start : a.end], text[b.start : b.end], strict=True))
    built = a.lengths == b.lengths and (separator == "、" or [t[0] for t in a.tags] == [t[0] for t in b.tags])
    return same or built or (a.verbal and b.verbal and separator == "、" and a.end - a.start <= _SHORT)


def four_characters(corpus: Corpus) -> pd.DataFrame:
    """Every four-character phrase: `start`, `end`, `text`, `source` (run, clause or idiom).

    Items of verbal runs; clauses of four characters between commas or full stops that say something; and idioms of the
    segmenter's dictionary (tag i).
    """
    words, text = corpus.words, corpus.text
    idiom = np.array([str(t) == "i" for t in words.tags], dtype=bool)[words.tag] & (words.end - words.start == 4)
    spans = {(int(s), int(e)): "idiom" for s, e in zip(words.start[idiom], words.end[idiom], strict=True)}
    for m in _CLAUSE.finditer(text):
        if m.end() - m.start() == 4 and text[m.start() - 1 : m.start()] in _BOUNDS and text[m.end() : m.end() + 1] in _BOUNDS:
            item = _item(corpus, m.start(), m.end())
            if item.verbal and not item.loose:
                spans[m.span()] = "clause"
    runs = parallel_runs(corpus)
    runs = runs[(runs["length"] == 4) & (runs["kind"] == "verbal")]
    for start, end in zip(runs["start"], runs["end"], strict=True):
        for m in _CLAUSE.finditer(text, start, end):
            spans[m.span()] = "run"
    rows = [(s, e, text[s:e], source) for (s, e), source in sorted(spans.items())]
    return pd.DataFrame(rows, columns=["start", "end", "text", "source"])


def formula_mask(corpus: Corpus) -> Mask:
    """Whether each position is in a four-character phrase, a verbal run or a ritual formula."""
    runs = parallel_runs(corpus)
    runs = runs[runs["kind"] == "verbal"]
    four = four_characters(corpus)
    starts = np.concatenate([runs["start"], four["start"]]).astype(np.int64)
    ends = np.concatenate([runs["end"], four["end"]]).astype(np.int64)
    return covered(len(corpus.text), starts, ends) | corpus.ritual_mask
