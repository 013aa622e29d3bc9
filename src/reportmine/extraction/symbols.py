"""Words as one-letter symbols, so that role rules are short regular expressions over a clause.

    Q quantity   N noun      V verb         Z causative (推动)   Y light verb (进行)   G change (增长)   E reach (达到)
    H share (占) I indicator (增速)  J modifier  A adverb    K distributive (分别)   P preposition   D 的   C 和
    , 、         O 等        U 了           T time          F localizer           R 各/全市          W 其中   ! 不
    v strong verb (制定: seldom part of a name)   h existential 有   L 由/从   w 为/到   @ 在   S suffix 率/数
    M number     ( ) brackets ; ， : ： . 。；！？ and line ends       X other
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from .. import lexicon
from ..segmentation.words import Words

_TAGS = {
    "Q": "Q", "nw": "N", "n": "N", "v": "V", "a": "J", "b": "J", "d": "A", "p": "P", "c": "C", "uj": "D", "ul": "U",
    "uz": "U", "ug": "U", "uv": "A", "ud": "A", "t": "T", "f": "F", "s": "N", "r": "R", "m": "M", "q": "N", "vn": "N",
    "an": "N", "ad": "J", "j": "N", "l": "N", "i": "N", "eng": "N", "z": "J", "k": "N", "ng": "N", "h": "J", "g": "N",
    "x": "X", "y": "X", "o": "X", "e": "X", "zg": "N", "mq": "M", "tg": "T", "nz": "N",
}  # fmt: skip
_MARKS = {"、": ",", "，": ";", ",": ";", "：": ":", ":": ":", "。": ".", "；": ".", ";": ".", "！": ".", "？": ".", "\n": "."}
_MARKS |= {"（": "(", "(": "(", "）": ")", ")": ")", "——": ":", "—": ":", " ": " ", "\u3000": " ", "/": ",", "“": " ", "”": " "}
_CONTEXT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("![vV]"), "JJ"),  # 不到位 never governs a quantity
    (re.compile("[vVJAEGN]S"), "NN"),  # 整改 率, 参与 者
    (re.compile("N(?=U)"), "V"),  # 启动 了
    (re.compile("(?<=[EGvV])@"), "E"),  # 稳定 在
    (re.compile("(?<=[vVGE])w"), "E"),  # 提高 到, 归纳整理 为
    (re.compile("(?<=[NI)])w(?=[AKR]*Q(?:[;.:,C)]|$))"), "E"),  # 整改率 为 98%
)
_REST = str.maketrans({"S": "N", "@": "P", "w": "P", "!": "J"})


@lru_cache(maxsize=4)
def _by_word(_folder: Path | None) -> dict[str, str]:
    return {r["word"]: r["symbol"] for r in lexicon.rows("role_words")} | _MARKS


class _Tags(dict[str, str]):
    """Symbol of a part-of-speech tag; an unknown tag counts as its first letter."""

    def __missing__(self, tag: str) -> str:
        found = self[tag] = _TAGS.get(tag[:1], "X")
        return found


_BY_TAG = _Tags(_TAGS)


def symbols(words: Words, spans: Sequence[tuple[int, int]] = ()) -> str:
    """One symbol per word, those that depend on their neighbours (为, 在, 率) resolved.

    The string has as many characters as there are words, so that an index into one is an index into the other. With
    `spans`, ranges of words in order, all other words are `.`: nobody asks for them.
    """
    known = _by_word(lexicon.current_folder())
    pieces, last = [], 0
    for start, end in spans or [(0, len(words))]:
        own, tags = words.words[start:end], list(map(_BY_TAG.__getitem__, words.tags[start:end]))
        found = "".join(map(known.get, own, tags))
        if found.count("Q") < tags.count("Q"):  # a quantity that is also a word with a symbol
            found = "".join([t if t == "Q" else known.get(w, t) for w, t in zip(own, tags, strict=True)])
        pieces += ["." * (start - last), found]
        last = end
    line = "".join(pieces) + "." * (len(words) - last)
    for pattern, put in _CONTEXT:
        line = pattern.sub(put, line)
    return line.translate(_REST)
