"""Concordance: every hit with its context, by word, by regular expression over the text, or by a pattern of words and tags."""

import re
from fnmatch import translate
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import regex as expressions  # `regex` is the name of an option

from ..errors import DataError
from ..extraction.symbols import letter_by_tag, letter_of_word
from ..resources import Resources
from ..word_classes import QUANTITY, letters, word_classes
from .corpus import Corpus, Ints, Mask
from .provenance import measured
from .selection import position_mask
from .streams import Stream

COLUMNS = ("report_id", "unit", "when", "path", "paragraph", "sentence", "start", "end", "left", "node", "right", "tags")
_PATIENCE = 30  # seconds
_NAME = re.compile("[a-z-]{5,}")
SORTS = ("text", "left", "right", "node", "time", "unit")


@measured
def kwic(
    corpus: Corpus, query: str, *, regex: bool = False, pattern: bool = False, where: str = "", width: int = 20,
    sort: str = "text", limit: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Hits of `query` with `width` characters left and right, never past the paragraph; `start`, `end` are offsets into `reports.text`.

    By default `query` is a string found anywhere, whatever the word bounds. With `regex` it is a regular expression
    (that of the package `regex`, `\\p{Han}` included) over the text of a paragraph; with `pattern` a sequence `word/tag` of
    words and jieba tags, each with `*` and `?`, blanks between: `开展/v */n`, `*/a 发展`, `*/v */Q` (Q is a quantity). In place of a tag may stand the name of a word class
    of `data/word_classes.csv`, as rules use it: `*/strong-verb */quantity`. `sort`: text (order of the reports), left (from the
    node outwards), right, node, time or unit. `limit` 0 is all. Hits of a regular expression do not overlap.
    """
    if sort not in SORTS:
        raise DataError(
            f"没有 {sort!r} 这种排序；可选 {'、'.join(SORTS)}。",
            f"no order {sort!r}; there are {', '.join(SORTS)}.",
        )
    if not query.strip():
        raise DataError(
            "检索词是空的。请给出要找的字词。",
            "The query is empty. Give what to look for.",
        )
    starts, ends = _token_hits(corpus.words, query, corpus.resources) if pattern else _text_hits(corpus.text, query, regex)
    table = _context(corpus, starts, ends, where, width)
    return _sorted(table, sort).head(limit or len(table))[list(COLUMNS)].reset_index(drop=True)


def _text_hits(text: str, query: str, expression: bool) -> tuple[Ints, Ints]:
    """Spans of a string, or of the user's regular expression, which may not run for ever."""
    if not expression:
        return _spans([m.span() for m in re.finditer(re.escape(query), text)])
    try:
        found = expressions.finditer(query, text, timeout=_PATIENCE)
        return _spans([m.span() for m in found if m.end() > m.start()])
    except expressions.error as error:
        raise DataError(
            f"正则表达式 {query!r} 写错了（{error}）。请改正，或去掉 --regex。",
            f"the regular expression {query!r} is wrong ({error}). Correct it, or leave out --regex.",
        ) from error
    except TimeoutError:
        raise DataError(
            f"正则表达式 {query!r} 运行超过 {_PATIENCE} 秒。请避免套在一起的 * 和 +，如 (a+)+。",
            f"the regular expression {query!r} ran for more than {_PATIENCE} seconds. Avoid nested * and +, such as (a+)+.",
        ) from None


def _spans(found: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def _token_hits(stream: Stream, query: str, resources: Resources) -> tuple[Ints, Ints]:
    """Spans of the runs of tokens that fit the elements of `query` one by one."""
    elements = query.split()
    size = max(len(stream) - len(elements) + 1, 0)
    ok = stream.sentence[:size] == stream.sentence[len(elements) - 1 : len(elements) - 1 + size]
    ok &= stream.sentence[:size] >= 0
    for k, element in enumerate(elements):
        word, _, tag = element.rpartition("/") if "/" in element else (element, "", "*")
        ok &= _fitting(stream.vocabulary, word or "*")[stream.code[k : k + size]]
        ok &= _tagged(stream, tag or "*", slice(k, k + size), resources)
    at = np.flatnonzero(ok)
    return stream.start[at], stream.end[at + len(elements) - 1]


def _tagged(stream: Stream, tag: str, where: slice, resources: Resources) -> Mask:
    """Whether each of some tokens is of the word class that `tag` names, or else has such a tag."""
    codes, tags = stream.code[where], stream.tag[where]
    if tag not in word_classes():
        _check_name(tag)
        return _fitting(stream.tags, tag)[tags]
    wanted, own, by_tag = set(letters(tag)), resources.made(letter_of_word), letter_by_tag()
    by_word = [own.get(str(w), "") for w in stream.vocabulary]
    listed = np.array(by_word, dtype=bool)[codes] & ~_fitting(stream.tags, QUANTITY)[tags]  # a quantity is one whatever its word
    of_word = np.array([c in wanted for c in by_word], dtype=bool)[codes]
    return np.where(listed, of_word, np.array([by_tag[str(t)] in wanted for t in stream.tags], dtype=bool)[tags])


def _check_name(tag: str) -> None:
    """Raises `DataError` for what can only be meant as the name of a word class: no tag is that long."""
    if _NAME.fullmatch(tag):
        names = [n for n in word_classes() if n != "this"]
        raise DataError(
            f"没有 {tag!r} 这个词类；可选 {'、'.join(names)}。请改正，或用分词的词性（n、v、Q）。",
            f"no word class {tag!r}; there are {', '.join(names)}. Correct it, or use a tag of the segmenter (n, v, Q).",
        )


def _fitting(words: npt.NDArray[Any], glob: str) -> Mask:
    match = re.compile(translate(glob)).match
    return np.array([match(str(w)) is not None for w in words], dtype=bool)


def _context(corpus: Corpus, starts: Ints, ends: Ints, where: str, width: int) -> pd.DataFrame:
    row = corpus.row_of(starts)
    sentence = corpus.sentence_of(starts)
    keep = position_mask(corpus, starts, where)
    tagged = _tags(corpus.words, starts[keep], ends[keep])
    records = [
        _hit(corpus, int(r), int(n), int(s), int(e), width) + (tags,)
        for r, n, s, e, tags in zip(row[keep], sentence[keep], starts[keep], ends[keep], tagged, strict=True)
    ]
    return pd.DataFrame(records, columns=[*COLUMNS[:-1], "time", "tags"])


def _hit(corpus: Corpus, row: int, sentence: int, start: int, end: int, width: int) -> tuple[object, ...]:
    report, base, text = corpus.reports.iloc[row], int(corpus.base[row]), corpus.text
    before = text[max(start - width, base) : start].rpartition("\n")[2]
    after = text[end : min(end + width, int(corpus.base[row + 1]))].partition("\n")[0]
    place = corpus.sentences.iloc[sentence] if sentence >= 0 else None
    numbers = (int(place["paragraph"]), int(place["sentence"])) if place is not None else (-1, -1)
    return (
        report["report_id"], report["unit"], report["when"], report["path"], *numbers, start - base, end - base, before,
        text[start:end], after, report["time"],
    )  # fmt: skip


def _tags(stream: Stream, starts: Ints, ends: Ints) -> list[str]:
    """The tags of the words that a hit touches."""
    first = np.searchsorted(stream.end, starts, side="right")
    last = np.searchsorted(stream.start, ends, side="left")
    return [" ".join(stream.tags[stream.tag[f:e]]) for f, e in zip(first, last, strict=True)]


def _sorted(table: pd.DataFrame, order: str) -> pd.DataFrame:
    """Stable, so that equal contexts stay in the order of the text."""
    if order == "text":
        return table
    if order == "left":
        return table.assign(key=[c[::-1] for c in table["left"]]).sort_values("key", kind="stable")
    return table.sort_values(order, kind="stable")
