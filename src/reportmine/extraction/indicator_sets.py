"""Indicators as data: `data/indicators/*.toml` and the user's own files.

Each holds aliases of what it counts:

    调研课题            the words stand right before or after the quantity, or are its object
    调研课题#           right before the quantity (`#`);  #调研课题  right after it
    班子成员…讲党课#    … bridges up to 16 characters of the same clause
    (查摆|检视)问题#    brackets hold alternatives

and actions, context words and refused words (see the head of any of the files). An indicator without an example and a
counter-example does not load.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from .. import taxonomy
from ..data_files import check_keys, of_the_user, parse_toml, read_text
from ..errors import DataError, UserDataError

SETS = ("campaign_2023", "campaign_general", "audit", "court_procuratorate", "petition", "government")
COMBINE = ("last", "sum", "max")
SCOPES = ("unit", "leaders", "members", "system")
_NEEDED = ("id", "name", "units", "objects", "examples", "counter_examples")
_KEYS = (*_NEEDED, "name_en", "key_measure", "unit_class", "scope", "combine", "cumulative", "actions", "not", "context", "needs_action")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing offices count. `combine` says how several figures of one report become one; `scope` whose figure it is."""

    id: str
    set: str
    name: str
    name_en: str
    key_measure: str
    unit_class: str
    units: tuple[str, ...]
    scope: str
    combine: str
    cumulative: bool
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    excluded: tuple[str, ...]
    context: tuple[str, ...]
    needs_action: bool
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def load_indicators(extra: Sequence[Path] = (), labels: Collection[str] = ()) -> tuple[Indicator, ...]:
    """All indicators, ours in the order of `SETS`, then the user's; a user's entry of a known id replaces ours.

    `labels` are key measures known beside those of our taxonomies. Raises `UserDataError` naming file, indicator and fault.
    """
    found: dict[str, Indicator] = {}
    for name in SETS:
        text = files("reportmine").joinpath("data/indicators", f"{name}.toml").read_text(encoding="utf-8")
        found |= {i.id: i for i in parse_indicators(text, f"data/indicators/{name}.toml")}
    owner: dict[str, Path] = {}
    for path in extra:
        own = read_indicators(path, labels)
        for indicator in own:
            if owner.setdefault(indicator.id, path) != path:
                raise UserDataError(
                    f"{path}：指标 {indicator.id} 在 {owner[indicator.id]} 里已有。请改名，或只留一处。",
                    f"{path}: indicator {indicator.id} is in {owner[indicator.id]} already. Rename it, or keep one.",
                )
        found |= {i.id: i for i in own}
    return tuple(found.values())


def read_indicators(path: Path, labels: Collection[str] = ()) -> tuple[Indicator, ...]:
    """The indicators of a user's file. Raises `UserDataError` as `load_indicators` does."""
    known = [*dict.fromkeys(label for name in taxonomy.names() for label in taxonomy.load_taxonomy(name).ids), *labels]
    with of_the_user():
        own = parse_indicators(read_text(path), str(path))
    for indicator in own:
        if indicator.key_measure not in ("", *known):
            raise UserDataError(
                f"{path}: {indicator.id}：没有 key_measure {indicator.key_measure!r} 这个重点措施。请改正或留空；可用：{'、'.join(known)}。",
                f"{path}: {indicator.id}: no key measure {indicator.key_measure!r}. Correct it or leave it empty; there are {', '.join(known)}.",
            )
    return own


def parse_indicators(text: str, place: str) -> tuple[Indicator, ...]:
    """Indicators from TOML text; `place` names it in errors."""
    data = parse_toml(text, place)
    check_keys(data, ("set", "title", "indicator"), place)
    entries = data.get("indicator", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(e, dict) for e in entries):
        raise DataError(
            f"{place}：一个 [[indicator]] 也没有。每个要写明 {'、'.join(_NEEDED)}。",
            f"{place}: not one [[indicator]]. Each states {', '.join(_NEEDED)}.",
        )
    found = [_indicator(entry, str(data.get("set", "own")), place) for entry in entries]
    ids = [i.id for i in found]
    if twice := [i for n, i in enumerate(ids) if i in ids[:n]]:
        raise DataError(
            f"{place}：指标 {twice[0]} 出现了两次。请改名，或删去一个。",
            f"{place}: indicator {twice[0]} is given twice. Rename one, or delete it.",
        )
    return tuple(found)


def _indicator(entry: dict[str, object], set_: str, place: str) -> Indicator:
    where = f"{place}: {entry.get('id', '?')}"
    check_keys(entry, _KEYS, where)
    for key in _NEEDED:
        if not entry.get(key):
            raise DataError(
                f"{where}：缺少 {key}，或它是空的。每个指标要写明 {'、'.join(_NEEDED)}。",
                f"{where}: `{key}` is missing or empty; every indicator states {', '.join(_NEEDED)}.",
            )
    combine, scope = _one_of(entry, "combine", COMBINE, "max", where), _one_of(entry, "scope", SCOPES, "unit", where)
    units = _list(entry, "units", where)
    return Indicator(
        id=str(entry["id"]), set=set_, name=str(entry["name"]), name_en=str(entry.get("name_en", entry["name"])),
        key_measure=str(entry.get("key_measure", "")), unit_class=str(entry.get("unit_class", "|".join(units))), units=units,
        scope=scope, combine=combine, cumulative=bool(entry.get("cumulative", False)),
        actions=_list(entry, "actions", where), objects=_list(entry, "objects", where), excluded=_list(entry, "not", where),
        context=_list(entry, "context", where), needs_action=bool(entry.get("needs_action", False)),
        examples=_list(entry, "examples", where), counter_examples=_list(entry, "counter_examples", where),
    )  # fmt: skip


def _one_of(entry: dict[str, object], key: str, known: Sequence[str], default: str, where: str) -> str:
    value = str(entry.get(key, default))
    if value not in known:
        raise DataError(
            f"{where}：{key} 是 {value!r}，应为其中之一：{'、'.join(known)}。",
            f"{where}: {key} = {value!r} is none of {', '.join(known)}.",
        )
    return value


def _list(entry: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise DataError(
            f"{where}：{key} 应是词的列表，如 [\"整改\", \"问题\"]。",
            f"{where}: `{key}` must be a list of strings, such as [\"整改\", \"问题\"].",
        )
    return tuple(value)
