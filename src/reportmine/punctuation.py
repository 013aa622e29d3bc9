"""Which marks end a sentence, a clause, a piece of a list; and the stretches of text between them."""

import re
from functools import lru_cache

SENTENCE_ENDS = "。！？"
CLAUSE_ENDS = "，；。：\n"  # how far an indicator and a word of level (原有, 计划) reach; they read on over ！？
STOPS = CLAUSE_ENDS + SENTENCE_ENDS  # all that ends a clause: a line that ends so is no heading, 已 and 拟 do not reach over it
PIECE_ENDS = CLAUSE_ENDS + "、"  # also the pieces of a list: 班子成员讲9堂、支部书记讲22堂
GROUP_ENDS = "；。\n"  # clauses that speak of one thing, which ， does not end: 学习18次，其中专题7次；调研3次
CLOSERS = "”’」』）)》"


def after_last(text: str, marks: str, end: int, start: int = 0) -> int:
    """Where what leads to `end` begins: after the last of `marks` in text[start:end], else at `start`.

    >>> after_last("办结12件，整改8项", STOPS, 9)
    6
    """
    found = _to_last(marks).match(text, start, end)
    return found.end() if found else start


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends, in a text whose sentences are not at hand.

    Other than in the layer of sentences a closing quote begins the next one: 他说：“办结12件。|”随后…, and half-width !? end none.
    """
    ends = SENTENCE_ENDS + "\n"
    last = _any(ends).search(text, end)
    right = len(text) if last is None else last.start() + (last.group() != "\n")
    return after_last(text, ends, start), right


@lru_cache(maxsize=16)
def _to_last(marks: str) -> re.Pattern[str]:
    return re.compile(f".*[{marks}]", re.DOTALL)


@lru_cache(maxsize=16)
def _any(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")
