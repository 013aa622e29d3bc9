"""Indicators as data: `data/indicators/*.toml` and the user's own files.

Each holds aliases of what it counts:

    调研课题            the words stand right before or after the quantity, or are its object
    调研课题#           right before the quantity (`#`);  #调研课题  right after it
    班子成员…讲党课#    … bridges up to 16 characters of the same clause
    (查摆|检视)问题#    brackets hold alternatives

and actions, context words and refused words (see the head of any of the files). An indicator without an example and a
counter-example does not load.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..errors import DataError

SETS = ("campaign_2023", "campaign_general", "audit", "court_procuratorate", "petition", "government")
COMBINE = ("last", "sum", "max")


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


def load_indicators(extra: Sequence[Path] = ()) -> tuple[Indicator, ...]:
    """All indicators, ours in the order of `SETS`, then the user's; a user's entry of a known id replaces ours.

    Raises `DataError` naming file, indicator and what is missing.
    """
    found: dict[str, Indicator] = {}
    for name in SETS:
        text = files("reportmine").joinpath("data/indicators", f"{name}.toml").read_text(encoding="utf-8")
        found |= {i.id: i for i in parse_indicators(text, f"data/indicators/{name}.toml")}
    for path in extra:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(
                f"{path}：指标文件读不了，或不是 UTF-8 文字。请核对路径，并另存为 UTF-8。",
                f"{path}: the indicator file cannot be read ({error}). Check the path, and save it as UTF-8.",
            ) from None
        found |= {i.id: i for i in parse_indicators(text, str(path))}
    return tuple(found.values())


def parse_indicators(text: str, place: str) -> tuple[Indicator, ...]:
    """Indicators from TOML text; `place` names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(
            f"{place}：不是有效的 TOML（{error}）。请改正这一处。",
            f"{place}: not valid TOML ({error}). Correct that place.",
        ) from None
    return tuple(_indicator(entry, str(data.get("set", "own")), place) for entry in data.get("indicator", ()))


def _indicator(entry: dict[str, object], set_: str, place: str) -> Indicator:
    where = f"{place}: {entry.get('id', '?')}"
    for key in ("id", "name", "units", "objects", "examples", "counter_examples"):
        if not entry.get(key):
            raise DataError(
                f"{where}：缺少 {key}，或它是空的。格式见 data/indicators/campaign_2023.toml。",
                f"{where}: `{key}` is missing or empty; see data/indicators/campaign_2023.toml for the form.",
            )
    combine = str(entry.get("combine", "max"))
    if combine not in COMBINE:
        raise DataError(
            f"{where}：combine 是 {combine!r}，应为其中之一：{'、'.join(COMBINE)}。",
            f"{where}: combine = {combine!r} is none of {', '.join(COMBINE)}.",
        )
    units = _list(entry, "units", where)
    return Indicator(
        id=str(entry["id"]), set=set_, name=str(entry["name"]), name_en=str(entry.get("name_en", entry["name"])),
        key_measure=str(entry.get("key_measure", "")), unit_class=str(entry.get("unit_class", "|".join(units))), units=units,
        scope=str(entry.get("scope", "unit")), combine=combine, cumulative=bool(entry.get("cumulative", False)),
        actions=_list(entry, "actions", where), objects=_list(entry, "objects", where), excluded=_list(entry, "not", where),
        context=_list(entry, "context", where), needs_action=bool(entry.get("needs_action", False)),
        examples=_list(entry, "examples", where), counter_examples=_list(entry, "counter_examples", where),
    )  # fmt: skip


def _list(entry: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise DataError(
            f"{where}：{key} 应是词的列表，如 [\"整改\", \"问题\"]。",
            f"{where}: `{key}` must be a list of strings, such as [\"整改\", \"问题\"].",
        )
    return tuple(value)
