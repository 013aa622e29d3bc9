"""Classes of words by name: one table (`data/word_classes.csv`) for the rules, the word lists, the code and `kwic --pattern`.

Rules are written with names and run as regular expressions over a string of one letter a word:

    <strong-verb>+ <le>? <!comma|this>* <etc> <this>      ─▶      v+U?[^;#]*O#
"""

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TABLE = "data/word_classes.csv"
QUANTITY, TITLE, QUOTED = "Q", "nw", "nz"  # tags of the spans that no segmenter cuts
_PIECE = re.compile(
    r"(?P<regex>\(\?(?:P<\w+>|<[=!]|[:=!>])|\{\d*,?\d*\}|[()|?*+^$.])|<(?P<names>[^<>]*)>|(?P<blank>\s+)|(?P<bare>.)"
)


@dataclass(frozen=True, slots=True)
class WordClass:
    """A class of words and its letter (several letters: any of these classes), the tags of words that are in it unless listed."""

    name: str
    letters: str
    tags: tuple[str, ...]
    zh: str
    en: str
    example: str


class UnknownClassError(ValueError):
    """A name, or a character outside of names, that no word class has: for the caller to place in its file."""


@lru_cache(maxsize=1)
def word_classes() -> dict[str, WordClass]:
    """Every class by name, in the order of the table."""
    text = files("reportmine").joinpath(TABLE).read_text(encoding="utf-8")
    return {
        r["name"]: WordClass(r["name"], r["letter"], tuple(filter(None, r["tags"].split("|"))), r["zh"], r["en"], r["example"])
        for r in csv.DictReader(text.splitlines())
    }


@lru_cache(maxsize=256)
def letters(names: str) -> str:
    """The letters of one or more classes: `letters("verb|noun")` is `VN`. Raises `UnknownClassError`."""
    known = word_classes()
    unknown = next((n for n in names.split("|") if n not in known), None)
    if unknown is not None:
        raise UnknownClassError(unknown)
    return "".join(known[n].letters for n in names.split("|"))


def letter_of_tag() -> dict[str, str]:
    """The letter of each part-of-speech tag: `{"n": "N", "uj": "D", …}`."""
    return {tag: c.letters for c in word_classes().values() for tag in c.tags}


def word_pattern(text: str) -> str:
    """The regular expression over letters that `text` writes with names; blanks count for nothing.

    `<verb>` is one word of a class, `<verb|noun>` of either, `<!verb|noun>` of neither, `.` any word; all else is as in
    regular expressions. Raises `UnknownClassError` for an unknown name, or a character that is no part of such a pattern.

    >>> word_pattern("(?P<a><strong-verb>+) <le>? <!comma|this>* <this>")
    '(?P<a>v+)U?[^;#]*[#]'
    """
    return "".join(_piece(m) for m in _PIECE.finditer(text))


def _piece(match: re.Match[str]) -> str:
    if match["bare"]:
        raise UnknownClassError(match["bare"])
    if match["names"] is None:
        return match["regex"] or ""
    names = match["names"]
    found = "".join(dict.fromkeys(letters(names.removeprefix("!"))))
    if names.startswith("!"):
        return f"[^{found}]"
    return found if len(found) == 1 and found.isalpha() else f"[{found}]"
