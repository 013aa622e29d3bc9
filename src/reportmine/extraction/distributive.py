"""A、B分别增长5%、6%: the n-th subject belongs to the n-th quantity; a head shared by all is given to each."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..resources import Resources, split
from .clauses import Line, Roles, clause_letters


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words that spread subjects over quantities (分别), names of two things (城乡), heads that a list may share (收入)."""

    spreads: frozenset[str]
    pairs: dict[str, tuple[str, ...]]
    heads: tuple[str, ...]


def _cues(resources: Resources) -> _Cues:
    rows = list(resources.rows("shared_heads"))
    return _Cues(
        frozenset(r["form"] for r in rows if r["use"] == "spreads"),
        {r["form"]: split(r["parts"]) for r in rows if r["use"] == "pair"},
        tuple(r["form"] for r in rows if r["use"] == "head"),
    )


def distributed(line: Line, clause: str, offset: int, roles: list[Roles]) -> list[Roles]:
    """The roles of a clause (which begins at word `offset`), each quantity with its own subject if 分别 says so."""
    known = line.letters
    if len(roles) < 2 or known.each not in clause:
        return roles
    cues, words = line.resources.made(_cues), line.words.words
    spread = next((i for i, c in enumerate(clause) if c == known.each and words[offset + i] in cues.spreads), -1)
    places = (i for i, c in enumerate(clause) if c == known.quantity)
    after = [n for n, place in enumerate(places) if place > spread]
    if spread < 0 or len(after) < 2:
        return roles
    names = _subjects(clause[:spread], words[offset : offset + spread], len(after), cues)
    if len(names) != len(after):
        return roles
    shared, out = roles[after[0]].action, list(roles)
    for name, n in zip(names, after, strict=True):
        out[n] = out[n]._replace(
            parts=(name,), action=out[n].action or shared, object=None, rule=line.rules.steps["distributive"]
        )
    return out


def _subjects(left: str, words: Sequence[str], wanted: int, cues: _Cues) -> list[str]:
    """The subjects before 分别, as full names: 城乡居民收入 → 城镇居民收入, 农村居民收入."""
    known = clause_letters()
    begin = len(left) - len(left.lstrip(known.before_names))
    parts: list[list[str]] = [[]]
    for letter, word in zip(left[begin:], words[begin:], strict=True):
        if letter in known.separators:
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) == 1:
        name = "".join(parts[0])
        pair = next((p for p in cues.pairs if name.startswith(p) and len(cues.pairs[p]) == wanted), "")
        if pair:
            return [one + name[len(pair) :] for one in cues.pairs[pair]]
    return _with_shared_head(parts, cues.heads)


def _with_shared_head(parts: list[list[str]], heads: tuple[str, ...]) -> list[str]:
    last = parts[-1]
    names = ["".join(p) for p in parts]
    if len(last) < 2 or not last[-1].endswith(heads) or any(n.endswith(heads) for n in names[:-1]):
        return names
    return [n + last[-1] for n in names[:-1]] + [names[-1]]
