"""The regular expression that finds candidates for quantities on folded text: number, modifier inside it, unit.

It is possessive throughout, so that no input makes it backtrack: a run of digits, masks or Chinese numerals is read
once. What only looks like a quantity (dates, ordinals, set phrases) is told apart afterwards, by `guards`.
"""

import re
from dataclasses import dataclass

from ..model import Unit
from ..numerals.grammar import BODY, CHINESE, DASH, MASKS
from ..resources import Resources, Row, split, trie_pattern
from .quantity_words import QuantityWords, quantity_words

_NOT_INSIDE = (
    rf"(?<![0-9A-Za-z{MASKS}_])(?<![0-9A-Za-z{MASKS}][.,])"
    rf"(?!(?<=[{CHINESE}])(?:[{CHINESE}]|(?:(?<=[十百千万亿])|(?<=[十百千万亿]零))[0-9]))"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled pattern with the word lists that complete it."""

    pattern: re.Pattern[str]
    units: dict[str, Unit]
    prefixes: dict[str, tuple[str, tuple[str, ...]]]
    suffix: re.Pattern[str]
    suffixes: dict[str, str]
    edges: tuple[frozenset[str], frozenset[str]]  # last characters of prefixes, first ones of suffixes
    phrases: dict[str, tuple[tuple[int, tuple[str, ...]], ...]]
    bare_heads: re.Pattern[str]
    words: QuantityWords


def grammar(resources: Resources) -> Grammar:
    """The grammar that these word lists complete."""
    units = resources.units
    modifiers = list(resources.rows("modifiers"))
    suffix_rows = [r for r in modifiers if r["position"] == "suffix"]
    return Grammar(
        pattern=re.compile(_pattern(units)),
        units=units,
        prefixes={r["form"]: (r["modifier"], split(r["not_after"])) for r in modifiers if r["position"] == "prefix"},
        suffix=re.compile(_suffix_pattern(suffix_rows)),
        suffixes={r["form"]: r["modifier"] for r in suffix_rows},
        edges=(
            frozenset(r["form"][-1] for r in modifiers if r["position"] == "prefix"), frozenset(r["form"][0] for r in suffix_rows),
        ),
        phrases=_phrases(resources),
        bare_heads=re.compile(f"(?:{trie_pattern(r['head'] for r in resources.rows('bare_heads'))})(?:为|是|达|达到)?$"),
        words=quantity_words(resources),
    )


def _suffix_pattern(rows: list[Row]) -> str:
    """`以上` and its kind, unless the next word makes them something else (上下联动)."""
    guarded = [
        re.escape(r["form"]) + (f"(?!{trie_pattern(split(r['not_after']))})" if r["not_after"] else "") for r in rows
    ]
    return "|".join(sorted(guarded, key=len, reverse=True))


def _pattern(units: dict[str, Unit]) -> str:
    """One expression for all candidates; groups: fan, share, den, over, half, vague, num, low, sep, num2, unit, per, more."""
    unit = trie_pattern(units)
    return (
        rf"翻(?:了)?(?P<fan>[一二两三四五六1-9])?番|"
        rf"{_NOT_INSIDE}(?:"
        rf"(?P<base>[百千万])分之(?P<share>{BODY})(?:{DASH}(?:[百千万]分之)?(?P<share2>{BODY}))?+|"
        rf"(?P<den>[0-9二两三四五六七八九十]{{1,3}}+)分之(?P<nom>[0-9一二两三四五六七八九]{{1,3}}+)|"
        rf"(?P<over>[1-9][0-9]?)/(?P<under>[1-9][0-9]{{0,2}})(?![0-9/.]|月|日|版|号)|"
        rf"(?P<half>一半|半数)(?=以上|左右|以下)|"
        rf"(?P<vague>(?:好?几|数|上)[十百千万亿]++[余多]?+)(?P<vunit>{unit})?+|"
        rf"(?P<num>{BODY})(?:(?P<low>{unit})?+(?P<sep>{DASH})(?P<num2>{BODY}))?"
        rf"(?:[ ]?(?P<unit>{unit})(?P<per>(?:[/·](?:{unit}|生|[百千万]字|天|月|年|人|次)){{1,2}}+|（(?:次|间|处|个|座|人|条|项|件|套|台|批|户)）)?+(?P<more>[多余](?=[，。；、的]))?+|(?=[一-龥，。；、）\n]|$)))"
    )


def _phrases(resources: Resources) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Set phrases by their numeral character, and by its place in them: what may cover a candidate that starts there."""
    index: dict[str, dict[int, set[str]]] = {}
    for row in resources.rows("set_phrases"):
        phrase = row["phrase"]
        for i, c in enumerate(phrase):
            if (c in CHINESE or c.isdigit()) and not (i and (phrase[i - 1] in CHINESE or phrase[i - 1].isdigit())):
                index.setdefault(c, {}).setdefault(i, set()).add(phrase)
    return {c: tuple((i, tuple(sorted(group))) for i, group in sorted(places.items())) for c, places in index.items()}
