"""Taxonomies of key measures as data: `data/taxonomies/*.toml`, and the user's own file read by the same code.

A label has a Chinese name, a definition, cues that speak for it, exclusions (longer phrases that hold a cue and do not
speak for it), and a super-class by which campaigns can be compared. Signals are groups of words that speak for no label by
themselves, but tell what kind of text this is (a leader's demands, a notice, school life); training weighs them.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from .data_files import check_keys, of_the_user, parse_toml, read_text
from .errors import DataError, UserDataError
from .resources import OURS, Resources

DEFAULT = "2023"
_KEYS = ("name", "title", "period", "label", "none", "detect")
_LABEL_KEYS = ("id", "name", "super", "cues", "definition", "exclusions")
SUPER = ("learn", "investigate", "develop", "rectify", "institute")


@dataclass(frozen=True, slots=True)
class Label:
    """One key measure: `id` as in the tables (theory), `name` as people say it (理论学习)."""

    id: str
    name: str
    super: str
    definition: str
    cues: tuple[str, ...]
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A campaign's labels in their order; `none_cues` are words of what reports no work (强调, 下一步).

    `signals` are (name, words) of `data/lexicons/signals.csv`, the same for every campaign.
    """

    name: str
    title: str
    period: str
    labels: tuple[Label, ...]
    none_cues: tuple[str, ...] = ()
    detect: tuple[str, ...] = ()
    signals: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(label.id for label in self.labels)

    def label(self, name: str) -> Label:
        """The label of this id. Raises `DataError` if there is none."""
        for label in self.labels:
            if label.id == name:
                return label
        known = ", ".join(self.ids)
        raise DataError(f"分类体系 {self.name} 里没有标签 {name!r}。有：{known}。", f"taxonomy {self.name}: no label {name!r}; there are {known}")


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Names of the taxonomies that come with the product, oldest campaign first.

    >>> "2023" in names()
    True
    """
    folder = files("reportmine").joinpath("data/taxonomies")
    return tuple(sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")))


def load_taxonomy(name_or_path: str, resources: Resources = OURS) -> Taxonomy:
    """A taxonomy of ours by name (`2023`) or the user's by path (`mine.toml`).

    Raises `UserDataError` naming file and remedy if it does not exist or is not a taxonomy.
    """
    if name_or_path in names():
        return _shipped(name_or_path, resources)
    path = Path(name_or_path)
    if not path.exists():
        known = ", ".join(names())
        raise UserDataError(
            f"没有分类体系 {name_or_path!r}。请给出一个 TOML 文件，或用自带的：{known}。",
            f"no taxonomy {name_or_path!r}: neither a file nor one of {known}",
        )
    with of_the_user():
        return parse_taxonomy(read_text(path), str(path), resources)


@lru_cache(maxsize=32)
def _shipped(name: str, resources: Resources) -> Taxonomy:
    place = files("reportmine").joinpath("data/taxonomies", f"{name}.toml")
    return parse_taxonomy(place.read_text(encoding="utf-8"), f"data/taxonomies/{name}.toml", resources)


def parse_taxonomy(text: str, place: str, resources: Resources = OURS) -> Taxonomy:
    """A taxonomy from TOML; `place` names it in errors."""
    data = parse_toml(text, place)
    check_keys(data, _KEYS, place)
    entries = data.get("label", [])
    if not isinstance(entries, list) or len(entries) < 2 or not all(isinstance(e, dict) for e in entries):
        raise DataError(
            f"{place}：至少要有两个 [[label]]，每个写明 {'、'.join(_LABEL_KEYS[:5])}。",
            f"{place}: a taxonomy needs at least two [[label]] entries, each with {', '.join(_LABEL_KEYS[:5])}.",
        )
    labels = tuple(_label(entry, place) for entry in entries)
    _unique([label.id for label in labels], place)
    none = data.get("none", {})
    if not isinstance(none, dict):
        raise DataError(f"{place}：none 应写成 [none] 一节，下面是 cues = [\"词\"]。", f"{place}: none must be a section [none] with cues = [\"word\"].")
    check_keys(none, ("cues",), f"{place}: none")
    return Taxonomy(
        _text(data, "name", place), str(data.get("title", "")), str(data.get("period", "")), labels,
        _list(none, "cues", place), _list(data, "detect", place), resources.made(_signals),
    )  # fmt: skip


def _signals(resources: Resources) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for row in resources.rows("signals"):
        found.setdefault(row["signal"], []).append(row["word"])
    return tuple((name, tuple(words)) for name, words in found.items())


def _label(entry: Mapping[str, object], place: str) -> Label:
    name = _text(entry, "id", place)
    where = f"{place}: label {name}"
    check_keys(entry, _LABEL_KEYS, where)
    kind = _text(entry, "super", where)
    if kind not in SUPER:
        raise DataError(f"{where}：super {kind!r} 应为 {'、'.join(SUPER)} 之一。", f"{where}: super {kind!r} is none of {', '.join(SUPER)}")
    cues = _list(entry, "cues", where)
    if not cues:
        raise DataError(f"{where}：没有 cues。请至少给出一个说明这个标签的词。", f"{where}: no cues; give at least one word that speaks for the label")
    return Label(name, _text(entry, "name", where), kind, str(entry.get("definition", "")), cues, _list(entry, "exclusions", where))


def _text(entry: Mapping[str, object], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{place}：缺少 {key}，或者是空的。请补上。", f"{place}: {key} is missing or empty")
    return value


def _list(entry: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and len(v) > 1 for v in value):
        raise DataError(f"{place}：{key} 应为词的列表，每个词至少两个字。", f"{place}: {key} must be a list of words of two characters or more")
    return tuple(dict.fromkeys(value))


def _unique(ids: Sequence[str], place: str) -> None:
    twice = [i for n, i in enumerate(ids) if i in ids[:n]]
    if twice:
        raise DataError(f"{place}：标签 {twice[0]} 出现了两次。请删去一个。", f"{place}: label {twice[0]} is given twice")


def detect(text: str) -> str:
    """The campaign a report speaks of: that whose detection phrases are longest in sum; `2023` if none occurs.

    A phrase counts by its length and by how often it occurs (at most three times), and only where it is not part of a
    longer phrase of another campaign, so that “主题教育” alone does not outweigh “不忘初心、牢记使命”.

    >>> detect("党纪学习教育开展以来，学纪、知纪、明纪、守纪。")
    '2024'
    """
    points: dict[str, int] = {}
    phrases = _phrases()
    for phrase, count in Counter(_detector().findall(text)).items():
        points[phrases[phrase]] = points.get(phrases[phrase], 0) + min(count, 3) * len(phrase)
    return max(points, key=lambda name: (points[name], name == DEFAULT, name), default=DEFAULT)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    """Detection phrases with their campaign; the default's own wins where two share one."""
    found: dict[str, str] = {}
    for name in sorted(names(), key=lambda n: n == DEFAULT):
        found |= dict.fromkeys(load_taxonomy(name).detect, name)
    return found


@lru_cache(maxsize=1)
def _detector() -> re.Pattern[str]:
    """All phrases, longest first, so that a part of a longer phrase does not count."""
    return re.compile("|".join(map(re.escape, sorted(_phrases(), key=len, reverse=True))))
