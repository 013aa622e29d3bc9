"""The items a name bundles, where its paragraph spells them all out: after 即, 包括, ——, ： or in brackets; or as a
list right before the name. Split at depth 0, checked against the cardinality; a list that ends in 等 is partial: none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ..model import Paragraph

_CUE = re.compile(
    r"[”’」』\"]?(?P<label>[\u4e00-\u9fff“”]{0,10}?)(?P<cue>[，,]?\s?(?:即|也就是|由|做到|实现|分别是|分别为|包括|具体包括|具体为|具体是|是指|指的是|主要是|主要包括)[：:]?(?:要求)?|——|：|:(?!\d))"
)
_BRACKET = re.compile(r"[”’」』\"]?(?P<label>[\u4e00-\u9fff]{0,8}?)[（(]")
_OPEN, _CLOSE = "“‘「『（(《〈【[", "”’」』）)》〉】]"
_SENTENCE_END = "。！？\n"
_LEADING = re.compile(r"^(?:一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|要|分别是|以及|和|及|与|并)")
_MAX_ITEM = 60
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Members:
    """Items with their places, and the cue that introduced them."""

    items: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    cue: str = ""


def find_members(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    """Members of the name at `start`–`end`, from its own paragraph; empty if it does not spell them out."""
    for finder in (_spelled, _bracketed, _introduced, _quoted_after, _preceding):
        found = finder(text, start, end, numbers, paragraph)
        if found.items:
            return found
    return Members()


def _bracketed(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    match = _BRACKET.match(text, end, paragraph.end)
    if match is None:
        return Members()
    close = _closing(text, match.end(), paragraph.end)
    return _members(text, match.end(), close, numbers, "（", strict=False) if close else Members()


_PART = re.compile(r"“(?:\d{1,3}|[NXnx])”(?:即|指|是|为|代表|就是)(?:的是)?[：:]?([^，。；“”]+)")


def _spelled(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    """“1+5+N”…，“1”即…，“5”即…，“N”即…: one item a part."""
    if not re.search(r"\d[+＋]|\d{3}", text[start:end]):
        return Members()
    parts = list(_PART.finditer(text, end, paragraph.end))
    wanted = len(re.findall(r"[^+＋]+", text[start:end])) if "+" in text[start:end] or "＋" in text[start:end] else len(numbers)
    if len(parts) < wanted or wanted < 2:
        return Members()
    spans = [m.span(1) for m in parts[:wanted]]
    return Members(tuple(text[s:e] for s, e in spans), tuple(spans), "即")


_VERB_QUOTE = re.compile(r"[”’」』\"]?[\u4e00-\u9fff]{0,6}，[\u4e00-\u9fff]{1,4}“")


def _quoted_after(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    """“三查三树”对照学，设计“查…；查…；查…”: a quoted list in the next clause, as long as the number says."""
    match = _VERB_QUOTE.match(text, end, paragraph.end)
    close = _closing(text, match.end(), paragraph.end) if match else 0
    return _members(text, match.end(), close, numbers, "“", strict=True) if match and close else Members()


def _closing(text: str, start: int, limit: int) -> int:
    """Index of the bracket or quote that closes what is open at `start`; 0 if none does."""
    depth = 0
    for mark in _marks("").finditer(text, start, limit):
        depth += 1 if mark.group() in _OPEN else -1
        if depth < 0:
            return mark.start()
    return 0


@lru_cache(maxsize=64)
def _marks(others: str) -> re.Pattern[str]:
    """Brackets, quotes and `others`."""
    return re.compile(f"[{re.escape(_OPEN + _CLOSE + others)}]")


def _introduced(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    """After 即, 包括, ——, ：, up to the end of the sentence."""
    match = _CUE.match(text, end, paragraph.end)
    if match is None or (not match["label"] and match["cue"] in ("：", ":") and text[end] not in "”’」』\"：:"):
        return Members()
    cue = match["cue"].strip("，, ")
    stop = _depth_zero(text, match.end(), paragraph.end, _SENTENCE_END)
    loose = cue.rstrip("：:") in ("即", "也就是", "包括", "具体包括", "分别是", "是指", "指的是")
    return _members(text, match.end(), stop, numbers, cue, strict=not loose)


def _depth_zero(text: str, start: int, limit: int, ends: str) -> int:
    """Index of the first of `ends` outside quotes and brackets, or `limit`."""
    depth = 0
    for mark in _marks(ends).finditer(text, start, limit):
        c = mark.group()
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            if depth == 0:
                return mark.start()
            depth -= 1
        elif depth == 0:
            return mark.start()
    return limit


_SEPARATORS = ("；;", "、，,；;", "，,；;", "、", "和、，,；;")  # of a whole sentence; of a clause only 、 and 和


def _members(text: str, start: int, stop: int, numbers: tuple[int, ...], cue: str, *, strict: bool) -> Members:
    """The reading of text[start:stop] as a list whose length agrees with the name; else, unless `strict`, the finest."""
    total = sum(numbers)
    read = lru_cache(maxsize=None)(lambda end, separators: _items(text, start, end, separators))
    clause = _depth_zero(text, start, stop, "，,；;")
    plans = [(clause, "、"), (clause, "、和与"), *((stop, s) for s in _SEPARATORS)]
    wanted = [total, numbers[0], len(numbers), len(numbers) + 1]
    for count in wanted[: 2 if len(numbers) == 1 else 4]:
        for spans in chain((read(*plan) for plan in plans), (_prefix(read(stop, s), total) for s in _SEPARATORS[1:3])):
            if len(spans) == count and len(spans) > 1 and _parallel(text, spans):
                return _made(text, spans, cue)
    if strict:
        return Members()
    close = [r for r in (read(*plan) for plan in plans[:4]) if len(r) > 1 and abs(len(r) - total) <= max(1, total // 3)]
    return _made(text, close[0], cue) if close else Members()


def _prefix(spans: Spans, total: int) -> Spans:
    """The first `total` items of a longer list, if they are alike in length: the sentence runs on after them."""
    lengths = [e - s for s, e in spans[:total]]
    return spans[:total] if len(spans) > total and lengths and max(lengths) - min(lengths) <= 2 else []


def _parallel(text: str, spans: Spans) -> bool:
    return all(e - s <= _MAX_ITEM for s, e in spans)


def _made(text: str, spans: Spans, cue: str) -> Members:
    last = text[spans[-1][0] : spans[-1][1]]
    if last.endswith(("等", "等等", "等方面")):
        return Members()
    return Members(tuple(text[s:e] for s, e in spans), tuple(spans), cue)


def _items(text: str, start: int, stop: int, separators: str) -> Spans:
    """text[start:stop] cut at depth-0 separators, each piece trimmed of 一是, quotes around it and 的."""
    spans: Spans = []
    depth, begin = 0, start
    for mark in _marks(separators).finditer(text, start, stop):
        c, i = mark.group(), mark.start()
        if c in _OPEN:
            depth += 1
        elif c in _CLOSE:
            depth = max(0, depth - 1)
            if c == "”" and depth == 0 and text.startswith("“", i + 1):  # “甲”“乙”
                spans += _trimmed(text, begin, i + 1)
                begin = i + 1
        elif depth == 0:
            spans += _trimmed(text, begin, i)
            begin = i + 1
    return spans + _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Spans:
    while start < end and text[start] in " ，,、；;。\n":
        start += 1
    while end > start and text[end - 1] in " ，,、；;。\n":
        end -= 1
    match = _LEADING.match(text[start:end])
    if match and match.end() < end - start:
        start += match.end()
    if end - start > 2 and text[start] in "“‘" and text[end - 1] in "”’" and not re.search(r"[”’]", text[start : end - 1]):
        start, end = start + 1, end - 1
    return [(start, end)] if end > start else []


_DIGIT = re.compile(r"[0-9*×%]")
_VERB = "坚持|开展|实施|推进|推行|落实|建立|健全|完善|构建|打造|采取|采用|运用|通过|围绕|聚焦|紧扣|突出|抓好|做好|强化|深化|严格|实行|按照|依托|推动|促进|加强|组织|统筹|形成|念好|把握|抓实|用好|把|以|从|对"
_VERBS = re.compile(f"^.*?(?:{_VERB}|的)")
_VERB_END = re.compile(f"(?:{_VERB})$")


def _preceding(text: str, start: int, end: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    """A list right before the name: 责任制、项目化、群众满意度“三个倒逼”; a quoted list: “深、实、细”三字诀; …等“四个一”."""
    total = sum(numbers)
    stop = start - 1 if start > paragraph.start and text[start - 1] in "“‘「『\"" else start
    if stop > paragraph.start and text[stop - 1] == "的":
        stop -= 1
    if stop <= paragraph.start:
        return Members()
    if text[stop - 1] in "”’":
        quoted = _quoted_before(text, stop, numbers, paragraph)
        if quoted.items:
            return quoted
    listed = stop - 1 if text[stop - 1] == "等" else stop
    for separators in ("、", "、和与及", "，"):
        if separators == "，" and listed == stop:
            continue
        found = _list_before(text, listed, total, separators, paragraph)
        if found and _is_list(text, found, separators):
            return Members(tuple(text[s:e] for s, e in found), tuple(found), "preceding")
    return Members()


def _is_list(text: str, spans: Spans, separators: str) -> bool:
    """Whether pieces before a name are its items: no figures in them, at least one 、 if 和 parts them too; a pair must
    stand alone or after its verb, and be built alike (企业找技术、成果找市场)."""
    if any(_DIGIT.search(text[s:e]) for s, e in spans):
        return False
    if "和" in separators and not any(text[e] == "、" for _, e in spans[:-1]):
        return False
    return len(spans) > 2 or ("和" not in separators and _alike(text, spans))


def _alike(text: str, spans: Spans) -> bool:
    (a, b), (c, d) = spans
    before = text[max(0, a - 6) : a]
    alone = not before or before[-1] in "，。；：、\n" or bool(_VERB_END.search(before))
    return alone and (b - a == d - c or text[a] == text[c] or text[b - 1] == text[d - 1])


def _quoted_before(text: str, stop: int, numbers: tuple[int, ...], paragraph: Paragraph) -> Members:
    opening = max(text.rfind("“", paragraph.start, stop - 1), text.rfind("‘", paragraph.start, stop - 1))
    if opening < 0 or stop - opening > 80:
        return Members()
    for separators in ("、", "，", "、，；"):
        spans = _items(text, opening + 1, stop - 1, separators)
        if len(spans) == sum(numbers):
            return Members(tuple(text[s:e] for s, e in spans), tuple(spans), "preceding")
    return Members()


def _list_before(text: str, stop: int, total: int, separators: str, paragraph: Paragraph) -> Spans:
    """`total` items ending at `stop`, cut backwards; the first is freed from the words that lead into the list."""
    if total < 2:
        return []
    breaks = "。！？；：\n" + ("" if "，" in separators else "，")
    spans: Spans = []
    depth, last = 0, stop
    i = stop - 1
    while i >= paragraph.start - 1:
        c = text[i] if i >= paragraph.start else "。"
        if c in _CLOSE:
            depth += 1
        elif c in _OPEN:
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
    first = _freed(text, spans)
    return [first, *spans[1:]] if first else []


def _freed(text: str, spans: Spans) -> tuple[int, int] | None:
    """The first item without what leads into the list: cut to the length, or to the last verb before it."""
    start, end = spans[0]
    lengths = {e - s for s, e in spans[1:]}
    longest = max(lengths)
    if longest > 16 and end - start > 30:
        return None
    if len(lengths) == 1 and end - start > longest:
        return end - longest, end
    if end - start <= longest and not _VERBS.match(text[start:end]):
        return start, end
    match = _VERBS.match(text[start:end])
    if match and match.end() < end - start:
        start += match.end()
        return start + (text[start] in "的了"), end
    return (start, end) if end - start <= longest + 2 else None
