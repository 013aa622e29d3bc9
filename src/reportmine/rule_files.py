"""Files of rules: TOML whose entries may hold only known keys, and patterns only known macros; a fault names its line.

A file has `[macros]` and tables of entries (`[[rule]]`). A pattern uses a macro as `{NAME}`; a macro may use others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .data_files import parse_toml
from .errors import DataError

_MACRO = re.compile(r"\{([A-Za-z_]\w*)\}")
_KINDS = {str: ("文字", "a text"), bool: ("true 或 false", "true or false"), float: ("0 到 1 的数", "a number from 0 to 1"),
          tuple: ("文字的列表", "a list of texts")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """What a key of an entry holds: a text, a yes or no, a share or texts (`tuple`), of `choices` if there are any.

    A key without `default` must be given.
    """

    kind: type
    choices: tuple[str, ...] = ()
    default: object = None


EXAMPLES: dict[str, Key] = {"examples": Key(tuple, default=()), "counter_examples": Key(tuple, default=())}


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules, parsed and not yet checked; `place` names it in errors."""

    place: str
    text: str
    data: Mapping[str, Any]
    macros: Mapping[str, str] = field(default_factory=dict)

    def entries(self, table: str, keys: Mapping[str, Key]) -> Iterator["Entry"]:
        """The entries of one table, each with all of `keys`. Raises `DataError` with the line of what is wrong."""
        starts = [n for n, line in enumerate(self.text.splitlines(), 1) if re.match(r"\s*\[\[?[^\[\]]+\]", line)]
        own = [n for n, line in enumerate(self.text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
        seen: set[str] = set()
        for number, values in enumerate(self.data.get(table, ())):
            first = own[number] if number < len(own) else 1
            last = next((n for n in starts if n > first), len(self.text.splitlines()) + 1)
            entry = Entry(self, first, last, dict(values))
            entry.check(keys, seen)
            seen.add(str(entry.values["id"]))
            yield entry

    def line(self, key: str, first: int = 1, last: int | None = None) -> int:
        """The line, from `first` to before `last`, that sets `key` or opens its table; `first` if there is none."""
        sets = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*[=\]]")
        lines = self.text.splitlines()[first - 1 : last and last - 1]
        return next((n for n, line in enumerate(lines, first) if sets.match(line)), first)

    def expanded(self, text: str, line: int, trail: tuple[str, ...] = ()) -> str:
        """`text` (of that line) with the macros put in. Raises `DataError` for an unknown macro, or one that uses itself."""

        def body(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self.macros:
                raise DataError(
                    f"{self.place}:{line}：没有 {{{name}}} 这个宏；[macros] 里有 {'、'.join(self.macros) or '（空）'}。请改正名称，或先在 [macros] 里写上它。",
                    f"{self.place}:{line}: no macro {{{name}}}; [macros] has {', '.join(self.macros) or '(nothing)'}. Correct the name, or define it there first.",
                )
            here = self.line(name)
            if name in trail:
                raise DataError(
                    f"{self.place}:{here}：宏 {name} 用到了自己（{' → '.join((*trail, name))}）。请改写其中一个。",
                    f"{self.place}:{here}: macro {name} uses itself ({' → '.join((*trail, name))}). Rewrite one of them.",
                )
            return self.expanded(self.macros[name], here, (*trail, name))

        return _MACRO.sub(body, text)

    def check(self, tables: tuple[str, ...]) -> "RuleFile":
        """This file, if it has no other tables, and its macros are texts that use only known ones and never themselves."""
        known = ("macros", *tables)
        for name in self.data:
            if name not in known:
                raise DataError(
                    f"{self.place}:{self.line(name)}：没有 {name} 这一栏；可用 {'、'.join(known)}。请改正拼写，或删去。",
                    f"{self.place}:{self.line(name)}: no table {name}; there are {', '.join(known)}. Correct the spelling, or delete it.",
                )
            if name != "macros" and not (isinstance(self.data[name], list) and all(isinstance(e, dict) for e in self.data[name])):
                raise DataError(
                    f"{self.place}:{self.line(name)}：{name} 的每一条要以 [[{name}]] 开头。请改成两层方括号。",
                    f"{self.place}:{self.line(name)}: each {name} begins with [[{name}]]. Write double brackets.",
                )
        for name, text in self.macros.items():
            if not isinstance(text, str):
                raise DataError(
                    f"{self.place}:{self.line(name)}：宏 {name} 应是文字。请加上引号。",
                    f"{self.place}:{self.line(name)}: macro {name} must be a text. Put it in quotes.",
                )
            self.expanded(text, self.line(name), (name,))
        return self


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with its lines; `values` holds every known key once `check` has passed."""

    file: RuleFile
    first: int
    last: int
    values: dict[str, Any]

    def at(self, key: str) -> str:
        """File and line of a key, for errors."""
        return f"{self.file.place}:{self.file.line(key, self.first, self.last)}"

    def place_of(self, piece: str) -> str:
        """File and line of a piece of the pattern, which may stand in a macro."""
        macro = next((m for m, text in self.file.macros.items() if piece in text), "")
        if macro and piece not in self.values["pattern"]:
            return f"{self.file.place}:{self.file.line(macro)}"
        return self.at("pattern")

    def pattern(self, key: str = "pattern") -> str:
        """The pattern of this entry with its macros put in."""
        return self.file.expanded(self.values[key], self.file.line(key, self.first, self.last))

    def check(self, keys: Mapping[str, Key], seen: set[str]) -> None:
        """Fill in what is left out. Raises `DataError` for an unknown or missing key, a wrong value, or an id of `seen`."""
        name = self.values.get("id", "?")
        unknown = next((k for k in self.values if k not in keys), None)
        if unknown is not None:
            raise DataError(
                f"{self.at(unknown)}：规则 {name} 里的 {unknown} 不认识；可用 {'、'.join(keys)}。请改正拼写，或删去这一行。",
                f"{self.at(unknown)}: rule {name}: unknown key {unknown}; there are {', '.join(keys)}. Correct the spelling, or delete the line.",
            )
        if name in seen:
            raise DataError(
                f"{self.at('id')}：规则 {name} 已经有了。请换一个 id。",
                f"{self.at('id')}: there is a rule {name} already. Give it another id.",
            )
        for key, what in keys.items():
            self._check_value(key, what)

    def _check_value(self, key: str, what: Key) -> None:
        name, value = self.values.get("id", "?"), self.values.setdefault(key, what.default)
        if value is None or (what.default is None and value in ("", [])):
            raise DataError(
                f"{self.at(key)}：规则 {name} 缺少 {key}。请补上。",
                f"{self.at(key)}: rule {name} has no {key}. Add it.",
            )
        if not _is(value, what.kind):
            zh, en = _KINDS[what.kind]
            raise DataError(
                f"{self.at(key)}：规则 {name} 的 {key} 应是{zh}，现在是 {value!r}。请改正。",
                f"{self.at(key)}: rule {name}: {key} must be {en}, not {value!r}. Correct it.",
            )
        wrong = [v for v in ([value] if isinstance(value, str) else value) if v not in what.choices] if what.choices else []
        if wrong:
            raise DataError(
                f"{self.at(key)}：规则 {name} 的 {key} 不能是 {wrong[0]!r}；可选 {'、'.join(what.choices)}。请改正。",
                f"{self.at(key)}: rule {name}: {key} cannot be {wrong[0]!r}; there are {', '.join(what.choices)}. Correct it.",
            )

    def prove(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The examples and counter-examples. Raises `DataError` unless there is at least one of each."""
        examples, counters = tuple(self.values["examples"]), tuple(self.values["counter_examples"])
        if not examples or not counters:
            name = self.values["id"]
            raise DataError(
                f"{self.file.place}:{self.first}：规则 {name} 至少要有一个例句和一个反例。请补上。",
                f"{self.file.place}:{self.first}: rule {name} needs at least one example and one counter-example. Add them.",
            )
        return examples, counters

    def compiled(self, pattern: str, groups: tuple[str, ...] = ()) -> re.Pattern[str]:
        """The pattern compiled. Raises `DataError` if it is no regular expression, or has none of `groups`."""
        name = self.values["id"]
        try:
            found = re.compile(pattern)
        except re.error as error:
            raise DataError(
                f"{self.at('pattern')}：规则 {name} 的 pattern 写错了（{error}）。请改正这个正则表达式。",
                f"{self.at('pattern')}: rule {name}: the pattern is wrong ({error}). Correct the regular expression.",
            ) from None
        if groups and found.groupindex.keys().isdisjoint(groups):
            wanted = tuple(f"(?P<{g}>…)" for g in groups)
            raise DataError(
                f"{self.at('pattern')}：规则 {name} 的 pattern 要有 {' 或 '.join(wanted)}。请补上。",
                f"{self.at('pattern')}: rule {name}: the pattern needs {' or '.join(wanted)}. Add it.",
            )
        return found


def _is(value: object, kind: type) -> bool:
    if kind is tuple:
        return isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    return isinstance(value, kind)


def open_rules(text: str, place: str, *tables: str) -> RuleFile:
    """A file of rules with `tables` from its TOML text; `place` names it in errors. Raises `DataError`."""
    data = parse_toml(text, place)
    macros = data.get("macros", {})
    return RuleFile(place, text, data, macros if isinstance(macros, dict) else {"macros": macros}).check(tables)
