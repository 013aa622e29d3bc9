"""The items a name bundles, where its paragraph spells them all out: after 即, 包括, ——, ： or in brackets; or as a
list right before the name. Split at depth 0, checked against the cardinality; a list that ends in 等 is partial: none.
"""

import re
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from ..punctuation import PIECE_ENDS, SENTENCE_ENDS
from .enumerations import CLOSE, OPEN, Spans, closing, cut_items, first_outside
from .member_cues import MemberCues

_BRACKET = re.compile(r"[”’」』\"]?(?P<label>[\u4e00-\u9fff]{0,8}?)[（(]")
_MAX_ITEM = 60


@dataclass(frozen=True, slots=True)
class Members:
    """Items with their places, and the cue that introduced them."""

    items: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its text: its place, the numbers in it, the bounds of its paragraph, and the words around items."""

    text: str
    start: int
    end: int
    numbers: tuple[int, ...]
    floor: int
    limit: int
    cues: MemberCues

    @property
    def written(self) -> str:
        """The name itself."""
        return self.text[self.start : self.end]

    @property
    def total(self) -> int:
        """How many items the name says it has."""
        return sum(self.numbers)


def find_members(name: Name) -> Members:
    """Members of the name, from its own paragraph; empty if it does not spell them out."""
    for finder in (_spelled, _bracketed, _introduced, _quoted_after, _preceding):
        found = finder(name)
        if found.items:
            return found
    return Members()


def _bracketed(name: Name) -> Members:
    match = _BRACKET.match(name.text, name.end, name.limit)
    if match is None:
        return Members()
    close = closing(name.text, match.end(), name.limit)
    return _members(name, _Stretch(match.end(), close), "（", strict=False) if close else Members()


def _spelled(name: Name) -> Members:
    """“1+5+N”…，“1”即…，“5”即…，“N”即…: one item a part."""
    text, written = name.text, name.written
    if not re.search(r"\d[+＋]|\d{3}", written):
        return Members()
    parts = list(name.cues.part.finditer(text, name.end, name.limit))
    wanted = len(re.findall(r"[^+＋]+", written)) if "+" in written or "＋" in written else len(name.numbers)
    if len(parts) < wanted or wanted < 2:
        return Members()
    spans = [m.span(1) for m in parts[:wanted]]
    return Members(tuple(text[s:e] for s, e in spans), tuple(spans), "即")


_VERB_QUOTE = re.compile(r"[”’」』\"]?[\u4e00-\u9fff]{0,6}，[\u4e00-\u9fff]{1,4}“")


def _quoted_after(name: Name) -> Members:
    """“三查三树”对照学，设计“查…；查…；查…”: a quoted list in the next clause, as long as the number says."""
    match = _VERB_QUOTE.match(name.text, name.end, name.limit)
    close = closing(name.text, match.end(), name.limit) if match else 0
    return _members(name, _Stretch(match.end(), close), "“", strict=True) if match and close else Members()


def _introduced(name: Name) -> Members:
    """After 即, 包括, ——, ：, up to the end of the sentence."""
    cues, text = name.cues, name.text
    match = cues.introduction.match(text, name.end, name.limit)
    if match is None or (not match["label"] and match["cue"] in ("：", ":") and text[name.end] not in "”’」』\"：:"):
        return Members()
    cue = match["cue"].strip("，, ")
    stop = first_outside(text, match.end(), name.limit, SENTENCE_ENDS + "\n")
    return _members(name, _Stretch(match.end(), stop), cue, strict=cue.rstrip("：:") not in cues.loose)


_SEPARATORS = ("；;", "、，,；;", "，,；;", "、", "和、，,；;")  # of a whole sentence; of a clause only 、 and 和


class _Stretch(NamedTuple):
    """Where a list may stand."""

    start: int
    stop: int


def _members(name: Name, where: _Stretch, cue: str, *, strict: bool) -> Members:
    """The reading of a stretch as a list whose length agrees with the name; else, unless `strict`, the finest."""
    text, total, numbers = name.text, name.total, name.numbers
    readings = _readings(name, where)
    wanted = [total, numbers[0], len(numbers), len(numbers) + 1]
    for count in wanted[: 2 if len(numbers) == 1 else 4]:
        for spans in chain(readings, (_prefix(r, total) for r in readings[3:5])):
            if len(spans) == count and len(spans) > 1 and _parallel(text, spans):
                return _made(name, spans, cue)
    if strict:
        return Members()
    close = [r for r in readings[:4] if len(r) > 1 and abs(len(r) - total) <= max(1, total // 3)]
    return _made(name, close[0], cue) if close else Members()


def _readings(name: Name, where: _Stretch) -> list[Spans]:
    """A stretch cut in every way: its first clause at 、, also at 和 and 与; all of it at each of `_SEPARATORS`."""
    start, stop = where
    text = name.text
    clause = first_outside(text, start, stop, "，,；;")
    plans = [(clause, "、"), (clause, "、和与"), *((stop, s) for s in _SEPARATORS)]
    return [cut_items(text, start, end, separators, name.cues.leading) for end, separators in plans]


def _prefix(spans: Spans, total: int) -> Spans:
    """The first `total` items of a longer list, if they are alike in length: the sentence runs on after them."""
    lengths = [e - s for s, e in spans[:total]]
    return spans[:total] if len(spans) > total and lengths and max(lengths) - min(lengths) <= 2 else []


def _parallel(text: str, spans: Spans) -> bool:
    return all(e - s <= _MAX_ITEM for s, e in spans)


def _made(name: Name, spans: Spans, cue: str) -> Members:
    text = name.text
    last = text[spans[-1][0] : spans[-1][1]]
    if last.endswith(name.cues.ends):
        return Members()
    return Members(tuple(text[s:e] for s, e in spans), tuple(spans), cue)


_DIGIT = re.compile(r"[0-9*×%]")


def _preceding(name: Name) -> Members:
    """A list right before the name: 责任制、项目化、群众满意度“三个倒逼”; a quoted list: “深、实、细”三字诀; …等“四个一”."""
    text, floor, stop = name.text, name.floor, name.start
    if stop > floor and text[stop - 1] in "“‘「『\"":
        stop -= 1
    if stop > floor and text[stop - 1] == "的":
        stop -= 1
    if stop <= floor:
        return Members()
    if text[stop - 1] in "”’":
        quoted = _quoted_before(name, stop)
        if quoted.items:
            return quoted
    listed = stop - 1 if text[stop - 1] == "等" else stop
    for separators in ("、", "、和与及", "，"):
        if separators == "，" and listed == stop:
            continue
        found = _list_before(name, listed, separators)
        if found and _is_list(name, found, separators):
            return Members(tuple(text[s:e] for s, e in found), tuple(found), "preceding")
    return Members()


def _is_list(name: Name, spans: Spans, separators: str) -> bool:
    """Whether pieces before a name are its items: no figures in them, at least one 、 if 和 parts them too; a pair must
    stand alone or after its verb, and be built alike (企业找技术、成果找市场)."""
    text = name.text
    if any(_DIGIT.search(text[s:e]) for s, e in spans):
        return False
    if "和" in separators and not any(text[e] == "、" for _, e in spans[:-1]):
        return False
    return len(spans) > 2 or ("和" not in separators and _alike(name, spans))


def _alike(name: Name, spans: Spans) -> bool:
    text, ((a, b), (c, d)) = name.text, spans
    before = text[max(0, a - 6) : a]
    alone = not before or before[-1] in PIECE_ENDS or bool(name.cues.governed.search(before))
    return alone and (b - a == d - c or text[a] == text[c] or text[b - 1] == text[d - 1])


def _quoted_before(name: Name, stop: int) -> Members:
    text = name.text
    opening = max(text.rfind("“", name.floor, stop - 1), text.rfind("‘", name.floor, stop - 1))
    if opening < 0 or stop - opening > 80:
        return Members()
    for separators in ("、", "，", "、，；"):
        spans = cut_items(text, opening + 1, stop - 1, separators, name.cues.leading)
        if len(spans) == name.total:
            return Members(tuple(text[s:e] for s, e in spans), tuple(spans), "preceding")
    return Members()


def _list_before(name: Name, stop: int, separators: str) -> Spans:
    """As many items as the name says, ending at `stop`, cut backwards; the first without what leads into the list."""
    text, total, floor = name.text, name.total, name.floor
    if total < 2:
        return []
    breaks = SENTENCE_ENDS + "；：\n" + ("" if "，" in separators else "，")
    spans: Spans = []
    depth, last = 0, stop
    i = stop - 1
    while i >= floor - 1:
        c = text[i] if i >= floor else "。"
        if c in CLOSE:
            depth += 1
        elif c in OPEN:
            if depth == 0:
                c = "。"
            else:
                depth -= 1
        if depth == 0 and (c in separators or c in breaks):
            spans.append((i + 1, last))
            last = i
            if c in breaks or len(spans) == total:
                break
        i -= 1
    spans.reverse()
    if len(spans) != total or any(e <= s for s, e in spans):
        return []
    first = _freed(name, spans)
    return [first, *spans[1:]] if first else []


def _freed(name: Name, spans: Spans) -> tuple[int, int] | None:
    """The first item without what leads into the list: cut to the length, or to the last verb before it."""
    text = name.text
    start, end = spans[0]
    lengths = {e - s for s, e in spans[1:]}
    longest = max(lengths)
    if longest > 16 and end - start > 30:
        return None
    if len(lengths) == 1 and end - start > longest:
        return end - longest, end
    if end - start <= longest and not name.cues.governing.match(text[start:end]):
        return start, end
    match = name.cues.governing.match(text[start:end])
    if match and match.end() < end - start:
        start += match.end()
        return start + (text[start] in "的了"), end
    return (start, end) if end - start <= longest + 2 else None
