"""What the user names as input → the reports in it, in a fixed order: files, folders, globs, zips, tables,
`-`.
"""

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

from ..errors import InputError
from .archives import is_archive, members
from .formats import suffix
from .given import Given
from .source import DEFAULT_OPTIONS, Options, Source, table_rows

_TABLES = frozenset({"csv", "tsv", "xlsx", "xlsm", "jsonl", "ndjson"})
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_LEFTOVER_SUFFIXES = frozenset({"tmp", "bak", "lnk", "crdownload"})
_GLOB_SIGNS = frozenset("*?[")
Lookup = Callable[[str], Given | None]


def discover(
    inputs: Sequence[str | Path], options: Options = DEFAULT_OPTIONS, *,
    lookup: Lookup = lambda path: None, exclude: Sequence[Path] = (), stdin: TextIO | None = None,
) -> Iterator[Source]:  # fmt: skip
    """Every report in `inputs`, each once, in the order given and sorted inside folders.

    A folder is searched recursively (dot files, `~$` files and `exclude` left out), a zip and a table are
    opened, `-` reads paths from `stdin`. What does not exist or cannot be opened comes as a `Source` with
    an `error`. Raises `InputError` if the list of paths on `stdin` cannot be read.
    """
    seen: set[str] = set()
    left_out = {p.resolve() for p in exclude}
    for shown in _paths(inputs, stdin or sys.stdin, left_out):
        key = os.path.realpath(shown)
        if key in seen:
            continue
        seen.add(key)
        for source in _expanded(_file(shown), options):
            given = lookup(source.path)
            yield source if given is None else _with(source, given)


def _paths(inputs: Sequence[str | Path], stdin: TextIO | None, left_out: set[Path]) -> Iterator[str]:
    for item in map(str, inputs):
        if item == "-":
            for name in _listed(stdin):
                yield from _named(name, left_out)
        else:
            yield from _named(item, left_out)


def _listed(stdin: TextIO | None) -> Iterator[str]:
    """The paths listed on standard input, one a line; old names may be bytes that are no UTF-8."""
    if isinstance(stdin, TextIOWrapper):
        stdin.reconfigure(errors="surrogateescape")
    try:
        for line in stdin or _unreadable("closed"):
            if name := line.strip("\ufeff\r\n"):
                yield name
    except OSError as error:
        _unreadable(error.strerror or str(error))


def _unreadable(why: str) -> NoReturn:
    raise InputError(
        f"标准输入读不了（{why}）。“-” 要从标准输入读路径，每行一个，如 ls *.docx | reportmine extract - -o 结果。",
        f"standard input cannot be read ({why}). With `-`, give a path a line there, as in "
        "ls *.docx | reportmine extract - -o results.",
    )


def _named(item: str, left_out: set[Path]) -> Iterator[str]:
    if not _GLOB_SIGNS & set(item) or os.path.lexists(item):
        yield from _walk(item, left_out)
        return
    found = sorted(glob.glob(item, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
    for path in found or [item]:
        if not found or not _is_leftover(Path(path).name):
            yield from _walk(path, left_out)


def _walk(path: str, left_out: set[Path]) -> Iterator[str]:
    if not Path(path).is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(
            f for f in folders if not _is_leftover(f) and (Path(folder) / f).resolve() not in left_out
        )
        yield from (str(Path(folder) / f) for f in sorted(files) if not _is_leftover(f))


def _is_leftover(name: str) -> bool:
    """Lock files of Office, previews, and other things that programs leave about."""
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS or suffix(name) in _LEFTOVER_SUFFIXES


def _file(path: str) -> Source:
    """A file on disk, shown by a name that can be written as UTF-8 (old names may be GBK bytes)."""
    try:
        shown = path.encode().decode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode("gb18030", "replace")
    try:
        return Source(Path(shown).as_posix(), path, size=Path(path).stat().st_size)
    except (OSError, ValueError):
        return Source(shown, path, error=_missing(shown))


def _missing(shown: str) -> tuple[str, str]:
    return (
        f"{shown}：找不到这个文件、文件夹，也没有匹配的文件。请核对路径。",
        f"{shown}: no such file or folder, and nothing that matches. Check the path.",
    )


def _expanded(source: Source, options: Options) -> Iterator[Source]:
    """The source itself, or the files in the zip or the rows of the table that it is."""
    kind = suffix(source.path)
    try:
        if source.error or kind not in _TABLES | {"zip"}:
            yield source
        elif kind in _TABLES:
            yield from _rows(source, options)
        elif is_archive(Path(source.file), source.path, options.limits):
            yield from _members(source, options)
        else:
            yield source
    except InputError as wrong:
        yield Source(source.path, source.file, error=wrong.words)


def _members(source: Source, options: Options) -> Iterator[Source]:
    for member in members(Path(source.file), source.path, options.limits):
        if any(_is_leftover(part) for part in member.name.split("/")):
            continue
        inner = Source(
            f"{source.path}/{member.name}", source.file, member.indexes, size=member.size, error=member.error
        )
        yield from _expanded(inner, options)


def _rows(source: Source, options: Options) -> Iterator[Source]:
    found = table_rows(source, options)
    if found is None:
        yield source
    for index, row in enumerate(found or []):
        yield Source(
            f"{source.path}#{row.number}", source.file, source.members, index, len(row.text), source.given
        )


def _with(source: Source, given: Given) -> Source:
    return Source(source.path, source.file, source.members, source.row, source.size, given, source.error)
