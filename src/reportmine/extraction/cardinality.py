"""The numbers in a name, in order: 六学联动 [6], 两学一做 [2, 1], “1+6+N” [1, 6], 三个一批 [3]."""

import re

from ..numerals.grammar import DIGITS
from ..numerals.values import read_number

_NUMBER = re.compile(r"\d+|[一两二三四五六七八九十百千万双]+")
_UNCOUNTED_ONE = re.compile(r"(?:个|位|大|项)一|一(?:批|体|流|致|切|起|网|站|卡|盘|线|律|揽|系列|次)")
_SCALES = {"百千万": (100, 1000, 10000), "千万": (1000, 10000), "百千": (100, 1000), "千百": (1000, 100), "万千百": (10000, 1000, 100)}


def cardinality(name: str) -> tuple[int, ...]:
    """The counts a name states; 一 of 一批 or 一体 after another number is none; a run of digits is read one by one.

    >>> cardinality("三会一课"), cardinality("三个一批"), cardinality("531")
    ((3, 1), (3,), (5, 3, 1))
    """
    if re.fullmatch(r"\d{3,5}", name):
        return tuple(int(c) for c in name if c != "0")
    for scales, values in _SCALES.items():
        if name.startswith(scales) and not name[len(scales) :].startswith(("人", "个", "项")):
            return values
    uncounted = {m.end() - 1 if m.group().endswith("一") else m.start() for m in _UNCOUNTED_ONE.finditer(name)}
    found = [_value(m.group()) for m in _NUMBER.finditer(name) if m.start() not in uncounted]
    values_found = [v for v in found if v]
    return tuple(values_found)


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.startswith("双"):
        return 2
    if len(text) > 1 and all(c in DIGITS for c in text):
        return DIGITS[text[0]]
    read = read_number(text)
    return int(read.value) if read and read.value else 0
