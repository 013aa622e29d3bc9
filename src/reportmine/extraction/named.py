"""Named measures: practices with a number in their name, quoted or bare, told apart from counts and set phrases.

    quotations ─ patterns ┐
    national lexicon ─────┼─▶ candidates ─ exclusions ─▶ name, cardinality, label ─ members ─▶ NamedMeasure
    bare patterns ────────┘
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..document import Layer
from ..model import NamedMeasure, Paragraph
from ..resources import OURS, Resources, Row, split, trie_pattern
from ..rules import load_rules
from ..text import fold
from .cardinality import cardinality
from .member_cues import MemberCues, member_cues
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


@dataclass(frozen=True, slots=True)
class _Known:
    """Names and words that decide what a named measure is: fixed names, what is none (`whole` names, `starts`, `ends`), labels, items."""

    nationals: dict[str, National]
    pattern: re.Pattern[str]
    whole: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    labels: re.Pattern[str]
    cues: MemberCues

    def excludes(self, name: str) -> bool:
        """Whether a name with a number is no practice: a plan period, an honour, a set phrase, a lone 一."""
        if name in self.whole or name.startswith(self.starts) or name.endswith(self.ends):
            return True
        numerals = _NUMERAL.findall(name)
        return bool(numerals) and set(numerals) == {"一"}


def _known(resources: Resources) -> _Known:
    nationals = _nationals(resources)
    none = {how: tuple(r["name"] for r in resources.rows("not_measures") if r["match"] == how) for how in ("whole", "start", "end")}
    return _Known(
        nationals, _national_pattern(nationals, resources.column("bare_names", "name")), frozenset(none["whole"]), none["start"], none["end"],
        re.compile(trie_pattern(r["label"] for r in resources.rows("labels"))), member_cues(resources),
    )  # fmt: skip


def find_named(text: str, paragraphs: Sequence[Paragraph], resources: Resources = OURS) -> list[NamedMeasure]:
    """All named measures of `text`, in order, with the members its paragraph spells out."""
    folded, known = fold(text), resources.made(_known)
    candidates = _disjoint(_quoted(folded, known) + _lexical(folded, known) + _bare(folded, known))
    candidates = _disjoint(candidates + _repeated(folded, candidates))
    layer = Layer(paragraphs or [Paragraph(0, 0, len(text), text, "", "body")])
    measures = [_measure(text, c, layer.nearest(c.start), known) for c in candidates]
    return [m for m in measures if m is not None]


def _disjoint(candidates: list[_Candidate]) -> list[_Candidate]:
    """In order, without overlaps: the earlier, of equal start the longer, wins."""
    found: list[_Candidate] = []
    for c in sorted(set(candidates), key=lambda c: (c.start, -c.end, c.rule, not c.quoted)):
        if not found or c.start >= found[-1].end:
            found.append(c)
    return found


def _quoted(folded: str, known: _Known) -> list[_Candidate]:
    found = []
    for match in _QUOTE.finditer(folded):
        group = 1 if match.group(1) is not None else 2
        name = match.group(group)
        rule = _quoted_rule(name, known) if _NUMERAL.search(name) else None
        if rule:
            found.append(_Candidate(match.start(group), match.end(group), rule, True))
    return found


def _quoted_rule(name: str, known: _Known) -> str | None:
    if name in known.nationals:
        return "national"
    if known.excludes(name):
        return None
    for rule in load_rules():
        if "quoted" in rule.applies and rule.pattern.fullmatch(name):
            return rule.id
    return None


def _bare(folded: str, known: _Known) -> list[_Candidate]:
    found = []
    for rule in load_rules():
        if "bare" in rule.applies:
            for match in rule.pattern.finditer(folded):
                if not known.excludes(match["name"]):
                    found.append(_Candidate(*match.span("name"), rule.id, False))
    return found


def _lexical(folded: str, known: _Known) -> list[_Candidate]:
    found = []
    for m in known.pattern.finditer(folded):
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


def _measure(text: str, c: _Candidate, paragraph: Paragraph, known: _Known) -> NamedMeasure | None:
    name = text[c.start : c.end]
    national = known.nationals.get(fold(name))
    numbers = national.cardinality if national else cardinality(fold(name))
    if not numbers:
        return None
    match = known.labels.match(text, c.end + (1 if c.quoted else 0))
    members = find_members(Name(text, c.start, c.end, numbers, paragraph.start, paragraph.end, known.cues))
    if national and national.official and members.cue == "preceding" and not _overlaps(members.items, national.official):
        members = Members()
    source = "text" if members.items else "lexicon" if national and national.official else "none"
    return NamedMeasure(
        start=c.start, end=c.end, text=name, paragraph=paragraph.index, cardinality=numbers, label=match.group() if match else "",
        members=members.items, member_spans=members.spans, source=source, cue=members.cue,
        national=national is not None and national.everywhere, masked=bool(re.search(r"[*＊×]", name)), rule=c.rule,
        known=national.official if national and not members.items else (),
    )  # fmt: skip


def _overlaps(items: Sequence[str], official: Sequence[str]) -> bool:
    """Whether a list before a national name has anything of its official items (two characters in common, or a whole item)."""
    known = "|".join(official)
    return any(item[i : i + 2] in known for item in items for i in range(max(1, len(item) - 1)))


def _nationals(resources: Resources) -> dict[str, National]:
    rows: dict[str, list[Row]] = {}
    for row in resources.rows("national_measures"):
        rows.setdefault(row["name"], []).append(row)
    return {name: _national(name, group) for name, group in rows.items()}


def _national(name: str, rows: list[Row]) -> National:
    """One reading per name; items only if every row agrees and none says that they depend on place or period."""
    lists = {r["members"] for r in rows}
    fixed = len(lists) == 1 and not any(w in r["note"] for r in rows for w in ("never expand", "differs by", "differ by"))
    numbers = tuple(int(n) for n in rows[0]["cardinality"].split("+") if n.isdigit())
    everywhere = any(r["scope"] != "local" for r in rows)
    return National(name, numbers, split(rows[0]["members"]) if fixed else (), everywhere)


def _national_pattern(nationals: Mapping[str, National], bare: frozenset[str]) -> re.Pattern[str]:
    """Names that are taken for a measure without quotes: longer than two characters, and the listed two-character ones."""
    return re.compile(trie_pattern(n for n in nationals if (len(n) > _SHORT and not n.isdigit()) or n in bare))
