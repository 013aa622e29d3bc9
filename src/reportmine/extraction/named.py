"""Named measures: practices with a number in their name, quoted or bare, told apart from counts and set phrases.

    quotations ─ patterns ┐
    national lexicon ─────┼─▶ candidates ─ exclusions ─▶ name, cardinality, label ─ members ─▶ NamedMeasure
    bare patterns ────────┘
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import lexicon
from ..model import NamedMeasure, Paragraph, Quantity
from ..rules import load_rules
from ..text import fold
from .cardinality import cardinality
from .members import Members, Name, find_members

_QUOTE = re.compile(r"[“‘「『]([^“”‘’「」『』\n]{1,24})[”’」』]|\"([^\"\n，。]{1,24})\"")
_NUMERAL = re.compile(r"[0-9一两二三四五六七八九十百千万双]")
_SHORT = 2


@dataclass(frozen=True, slots=True)
class National:
    """A fixed name; `official` items only where one reading holds. `everywhere`: national, not a user's own (`scope` local)."""

    name: str
    cardinality: tuple[int, ...]
    official: tuple[str, ...]
    everywhere: bool = True


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rule: str
    quoted: bool


def find_named(text: str, paragraphs: Sequence[Paragraph], quantities: Sequence[Quantity] = ()) -> list[NamedMeasure]:
    """All named measures of `text`, in order, with the members its paragraph spells out."""
    folded = fold(text)
    candidates = _disjoint(_quoted(folded) + _lexical(folded) + _bare(folded))
    candidates = _disjoint(candidates + _repeated(folded, candidates))
    starts = [p.start for p in paragraphs]
    found = []
    for c in candidates:
        place = bisect_right(starts, c.start) - 1
        paragraph = paragraphs[place] if 0 <= place < len(paragraphs) else Paragraph(0, 0, len(text), text, "", "body")
        measure = _measure(text, c, paragraph)
        if measure is not None:
            found.append(measure)
    return found


def _disjoint(candidates: list[_Candidate]) -> list[_Candidate]:
    """In order, without overlaps: the earlier, of equal start the longer, wins."""
    found: list[_Candidate] = []
    for c in sorted(set(candidates), key=lambda c: (c.start, -c.end, c.rule, not c.quoted)):
        if not found or c.start >= found[-1].end:
            found.append(c)
    return found


def _quoted(folded: str) -> list[_Candidate]:
    found = []
    for match in _QUOTE.finditer(folded):
        group = 1 if match.group(1) is not None else 2
        name = match.group(group)
        rule = _quoted_rule(name) if _NUMERAL.search(name) else None
        if rule:
            found.append(_Candidate(match.start(group), match.end(group), rule, True))
    return found


def _quoted_rule(name: str) -> str | None:
    if name in _nationals(lexicon.current_folder()):
        return "national"
    if is_excluded(name):
        return None
    for rule in load_rules():
        if "quoted" in rule.applies and rule.pattern.fullmatch(name):
            return rule.id
    return None


def _bare(folded: str) -> list[_Candidate]:
    found = []
    for rule in load_rules():
        if "bare" in rule.applies:
            for match in rule.pattern.finditer(folded):
                if not is_excluded(match["name"]):
                    found.append(_Candidate(*match.span("name"), rule.id, False))
    return found


def _lexical(folded: str) -> list[_Candidate]:
    pattern = _national_pattern(lexicon.current_folder())
    found = []
    for m in pattern.finditer(folded):
        before, after = folded[m.start() - 1 : m.start()], folded[m.end() : m.end() + 1]
        if before and (before in "第一二三四五六七八九十百千万0123456789+") or after in ("+",):
            continue
        found.append(_Candidate(m.start(), m.end(), "national", False))
    return found


def _repeated(folded: str, known: list[_Candidate]) -> list[_Candidate]:
    """Bare mentions of a name that the same report quotes elsewhere."""
    names = {folded[c.start : c.end] for c in known if c.quoted and c.end - c.start > _SHORT and not folded[c.start].isdigit()}
    if not names:
        return []
    by_pair: dict[str, list[str]] = {}
    for name in sorted(names):
        by_pair.setdefault(name[:2], []).append(name)
    begins = re.compile(f"[{''.join(re.escape(c) for c in sorted({name[0] for name in names}))}]")  # compiled much faster than a trie
    places = [m.start() for m in begins.finditer(folded)]
    return _disjoint([
        _Candidate(at, at + len(name), "repeated", False)
        for at in places
        for name in by_pair.get(folded[at : at + 2], ())
        if folded.startswith(name, at) and not (at and folded[at - 1] in "第一二三四五六七八九十")
    ])  # fmt: skip


def _measure(text: str, c: _Candidate, paragraph: Paragraph) -> NamedMeasure | None:
    name = text[c.start : c.end]
    national = _nationals(lexicon.current_folder()).get(fold(name))
    numbers = national.cardinality if national else cardinality(fold(name))
    if not numbers:
        return None
    label = _label(text, c.end + (1 if c.quoted else 0))
    members = find_members(Name(text, c.start, c.end, numbers, paragraph.start, paragraph.end))
    if national and national.official and members.cue == "preceding" and not _overlaps(members.items, national.official):
        members = Members()
    source = "text" if members.items else "lexicon" if national and national.official else "none"
    return NamedMeasure(
        start=c.start, end=c.end, text=name, paragraph=paragraph.index, cardinality=numbers, label=label,
        members=members.items, member_spans=members.spans, source=source, cue=members.cue,
        national=national is not None and national.everywhere, masked=bool(re.search(r"[*＊×]", name)), rule=c.rule,
        known=national.official if national and not members.items else (),
    )  # fmt: skip


def _overlaps(items: Sequence[str], official: Sequence[str]) -> bool:
    """Whether a list before a national name has anything of its official items (two characters in common, or a whole item)."""
    known = "|".join(official)
    return any(item[i : i + 2] in known for item in items for i in range(max(1, len(item) - 1)))


def _label(text: str, after: int) -> str:
    match = _label_pattern(lexicon.current_folder()).match(text, after)
    return match.group() if match else ""


@lru_cache(maxsize=4)
def _label_pattern(_folder: Path | None) -> re.Pattern[str]:
    return re.compile(lexicon.trie_pattern(r["label"] for r in lexicon.rows("labels")))


@lru_cache(maxsize=4)
def _exclusions(_folder: Path | None) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    rows = list(lexicon.rows("not_measures"))

    def names(how: str) -> tuple[str, ...]:
        return tuple(r["name"] for r in rows if r["match"] == how)

    return frozenset(names("whole")), names("start"), names("end")


def is_excluded(name: str) -> bool:
    """Whether a name with a number is no practice: a plan period, an honour, a set phrase, a lone 一."""
    whole, start, end = _exclusions(lexicon.current_folder())
    if name in whole or name.startswith(start) or name.endswith(end):
        return True
    numerals = _NUMERAL.findall(name)
    return bool(numerals) and set(numerals) == {"一"}


@lru_cache(maxsize=4)
def _nationals(_folder: Path | None) -> dict[str, National]:
    rows: dict[str, list[lexicon.Row]] = {}
    for row in lexicon.rows("national_measures"):
        rows.setdefault(row["name"], []).append(row)
    return {name: _national(name, group) for name, group in rows.items()}


def _national(name: str, rows: list[lexicon.Row]) -> National:
    """One reading per name; items only if every row agrees and none says that they depend on place or period."""
    lists = {r["members"] for r in rows}
    fixed = len(lists) == 1 and not any(w in r["note"] for r in rows for w in ("never expand", "differs by", "differ by"))
    numbers = tuple(int(n) for n in rows[0]["cardinality"].split("+") if n.isdigit())
    everywhere = any(r["scope"] != "local" for r in rows)
    return National(name, numbers, lexicon.split(rows[0]["members"]) if fixed else (), everywhere)


@lru_cache(maxsize=4)
def _national_pattern(_folder: Path | None) -> re.Pattern[str]:
    """Names that are taken for a measure without quotes: longer than two characters, and the listed two-character ones."""
    bare = lexicon.words("bare_names", "name")
    names = [n for n in _nationals(_folder) if len(n) > _SHORT and not n.isdigit() or n in bare]
    return re.compile(lexicon.trie_pattern(names))


__all__ = ["Members", "find_named", "is_excluded"]
