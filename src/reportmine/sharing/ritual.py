"""Ritual formulas (两个确立 … 两个维护): fixed loyalty wordings that would dominate every frequency list.

The formulas are data (`data/lexicons/ritual_formulas.csv`). Quotation marks do not matter to a match, and formulas that
follow each other with nothing but punctuation or a linking word between them are one span.
"""

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from ..resources import OURS, Resources, trie_pattern
from ..text import code_points

COLUMNS = ("start", "end", "text", "formulas", "kind")
_QUOTES = "“”‘’\"'「」"
_NO_QUOTES = str.maketrans("", "", _QUOTES)
_PAUSES = r"[，、；,\s]*"


@lru_cache(maxsize=2)
def _patterns(rows: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One formula; and one, then any number more, each after a pause and perhaps a link."""
    one = trie_pattern(f for f, kind in rows if kind != "link")
    link = trie_pattern([f for f, kind in rows if kind == "link"] or ["、"])
    return re.compile(one), re.compile(f"{one}(?:{_PAUSES}{link}?{_PAUSES}{one})*")


def ritual_rows(resources: Resources) -> tuple[tuple[str, str], ...]:
    """Formula (without quotation marks) and kind of every row of the list."""
    return tuple((row["formula"].translate(_NO_QUOTES), row["kind"]) for row in resources.rows("ritual_formulas"))


def ritual_spans(text: str, resources: Resources = OURS) -> pd.DataFrame:
    """Spans of ritual formulas in `text`: `start`, `end`, `text`, `formulas` (how many run together) and `kind` (of the first).

    >>> ritual_spans("增强“四个意识”、坚定“四个自信”、做到“两个维护”，抓实整改。")["text"].tolist()
    ['增强“四个意识”、坚定“四个自信”、做到“两个维护”']
    """
    rows = resources.made(ritual_rows)
    kinds = dict(rows)
    one, several = _patterns(rows)
    codes = code_points(text)
    kept = np.flatnonzero(~np.isin(codes, [ord(q) for q in _QUOTES]))
    bare = text.translate(_NO_QUOTES)
    found = []
    for match in several.finditer(bare):
        parts = one.findall(match[0])
        start, end = _with_quotes(text, int(kept[match.start()]), int(kept[match.end() - 1]) + 1)
        found.append((start, end, text[start:end], len(parts), kinds[parts[0]]))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The quotation mark that opens right before the span belongs to it if it is closed within; so does a closing one."""
    inside = text[start:end]
    if end < len(text) and text[end] in "”’」" and inside.count("“") + inside.count("‘") + inside.count("「") > sum(map(inside.count, "”’」")):
        end += 1
    inside = text[start:end]
    if start and text[start - 1] in "“‘「" and sum(map(inside.count, "”’」")) > sum(map(inside.count, "“‘「")):
        start -= 1
    return start, end
