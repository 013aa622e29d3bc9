"""Lists in running text, cut at separators that stand outside of quotes and brackets."""

import re
from functools import lru_cache

Spans = list[tuple[int, int]]
OPEN, CLOSE = "“‘「『（(《〈【[", "”’」』）)》〉】]"


def closing(text: str, start: int, limit: int) -> int:
    """Index of the bracket or quote that closes what is open at `start`; 0 if none does."""
    depth = 0
    for mark in _marks("").finditer(text, start, limit):
        depth += 1 if mark.group() in OPEN else -1
        if depth < 0:
            return mark.start()
    return 0


@lru_cache(maxsize=64)
def _marks(others: str) -> re.Pattern[str]:
    """Brackets, quotes and `others`."""
    return re.compile(f"[{re.escape(OPEN + CLOSE + others)}]")


def first_outside(text: str, start: int, limit: int, ends: str) -> int:
    """Index of the first of `ends` outside quotes and brackets, or `limit`."""
    depth = 0
    for mark in _marks(ends).finditer(text, start, limit):
        c = mark.group()
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            if depth == 0:
                return mark.start()
            depth -= 1
        elif depth == 0:
            return mark.start()
    return limit


def cut_items(text: str, start: int, stop: int, separators: str, leading: re.Pattern[str]) -> Spans:
    """text[start:stop] cut at depth-0 separators, each piece trimmed of what leads into it (`leading`: 一是) and quotes around it."""
    spans: Spans = []
    depth, begin = 0, start
    for mark in _marks(separators).finditer(text, start, stop):
        c, i = mark.group(), mark.start()
        if c in OPEN:
            depth += 1
        elif c in CLOSE:
            depth = max(0, depth - 1)
            if c == "”" and depth == 0 and text.startswith("“", i + 1):  # “甲”“乙”
                spans += _trimmed(text, begin, i + 1, leading)
                begin = i + 1
        elif depth == 0:
            spans += _trimmed(text, begin, i, leading)
            begin = i + 1
    return spans + _trimmed(text, begin, stop, leading)


def _trimmed(text: str, start: int, end: int, leading: re.Pattern[str]) -> Spans:
    while start < end and text[start] in " ，,、；;。\n":
        start += 1
    while end > start and text[end - 1] in " ，,、；;。\n":
        end -= 1
    match = leading.match(text[start:end])
    if match and match.end() < end - start:
        start += match.end()
    if end - start > 2 and text[start] in "“‘" and text[end - 1] in "”’" and not re.search(r"[”’]", text[start : end - 1]):
        start, end = start + 1, end - 1
    return [(start, end)] if end > start else []
