"""What the user names as input → the reports in it, in a fixed order: files, folders, globs, zips, tables,
`-`.
"""

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

from ..errors import InputError
from ..regular import refusal
from .archives import is_archive, members
from .folders import Found, LeftOut, is_folder, is_leftover, walk
from .formats import suffix
from .given import Given
from .own_results import among, results_around
from .source import DEFAULT_OPTIONS, Options, Source, table_rows

_TABLES = frozenset({"csv", "tsv", "xlsx", "xlsm", "jsonl", "ndjson"})
STDIN = "-"
_GLOB_SIGNS = frozenset("*?[")
Lookup = Callable[[str], Given | None]


def discover(
    inputs: Sequence[str | Path], options: Options = DEFAULT_OPTIONS, *,
    lookup: Lookup = lambda path: None, exclude: Sequence[Path] = (), tell: Callable[[str], None] = lambda path: None,
    stdin: TextIO | None = None,
) -> Iterator[Source]:  # fmt: skip
    """Every report in `inputs`, each once, in the order given and sorted inside folders.

    A folder is searched recursively, a zip and a table are opened, `-` reads paths from `stdin`. Left out are dot files,
    `~$` files, `exclude`, and results of `extract`, whose folders `tell` is called with, more than once perhaps. What does
    not exist, is no regular file or cannot be looked into comes as a `Source` with an `error`. Raises `InputError` if the
    list of paths on `stdin` cannot be read.
    """
    seen: set[str] = set()
    left_out = LeftOut(frozenset(os.path.realpath(p) for p in exclude), tell)
    for found in _found(inputs, stdin or sys.stdin, left_out):
        key = os.path.realpath(found.path)
        if key in seen or key in left_out.places:
            continue
        seen.add(key)
        if results := results_around(key):
            tell(results)
            continue
        for inner in _expanded(_file(found), options, tell):
            given = lookup(inner.path)
            yield replace(inner, root=found.root, given=given or inner.given)


def _found(inputs: Sequence[str | Path], stdin: TextIO | None, left_out: LeftOut) -> Iterator[Found]:
    for item in map(str, inputs):
        for name in _listed(stdin) if item == STDIN else (item,):
            yield from _named(name, left_out)


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


def matches(item: str) -> list[str]:
    """What an input names: itself, or what is there for a glob, in order; nothing if a glob finds nothing."""
    if not _GLOB_SIGNS & set(item) or os.path.lexists(item):
        return [item]
    found = sorted(glob.glob(item, recursive=True))  # noqa: PTH207  Path.glob takes no absolute patterns
    return [path for path in found if not is_leftover(Path(path).name)]


def _named(item: str, left_out: LeftOut) -> Iterator[Found]:
    for path in matches(item) or [item]:
        if not is_folder(path):
            yield Found(path, str(Path(path).parent))
        elif path not in left_out and not left_out.results(path):
            yield from walk(path, left_out)


def _file(found: Found) -> Source:
    """A file on disk, shown by a name that can be written as UTF-8 (old names may be GBK bytes)."""
    path = found.path
    try:
        shown = path.encode().decode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode("gb18030", "replace")
    shown = Path(shown).as_posix()
    if found.error is not None:
        return Source(shown, path, error=_closed(shown, found.error), unseen=True)
    try:
        state = Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Source(shown, path, error=_missing(shown))
    except OSError as error:
        return Source(shown, path, error=_closed(shown, error))
    return Source(shown, path, size=state.st_size, error=refusal(state.st_mode, shown) or ())


def _missing(shown: str) -> tuple[str, str]:
    return (
        f"{shown}：找不到这个文件、文件夹，也没有匹配的文件。请核对路径。",
        f"{shown}: no such file or folder, and nothing that matches. Check the path.",
    )


def _closed(shown: str, error: OSError) -> tuple[str, str]:
    """Why a place cannot be looked at."""
    what = error.strerror or str(error)
    if isinstance(error, PermissionError):
        return (
            f"{shown}：没有权限打开。请检查权限后再次运行。",
            f"{shown}: no permission to look into it. Check the permissions and run again.",
        )
    return (
        f"{shown}：打不开（{what}）。请检查磁盘或网络位置后再次运行。",
        f"{shown}: cannot be looked into ({what}). Check the disk or the network drive and run again.",
    )


def _expanded(source: Source, options: Options, tell: Callable[[str], None]) -> Iterator[Source]:
    """The source itself, or the files in the zip or the rows of the table that it is."""
    kind = suffix(source.path)
    try:
        if source.error or kind not in _TABLES | {"zip"}:
            yield source
        elif kind in _TABLES:
            yield from _rows(source, options)
        elif is_archive(Path(source.file), source.path, options.limits):
            yield from _members(source, options, tell)
        else:
            yield source
    except InputError as wrong:
        yield Source(source.path, source.file, error=wrong.words)


def _members(source: Source, options: Options, tell: Callable[[str], None]) -> Iterator[Source]:
    packed = list(members(Path(source.file), source.path, options.limits))
    results = tuple(among([m.name for m in packed]))
    for folder in results:
        tell(f"{source.path}/{folder}".rstrip("/"))
    for member in packed:
        if member.name.startswith(results) or any(is_leftover(part) for part in member.name.split("/")):
            continue
        inner = Source(
            f"{source.path}/{member.name}", source.file, member.indexes, size=member.size, error=member.error
        )
        yield from _expanded(inner, options, tell)


def _rows(source: Source, options: Options) -> Iterator[Source]:
    found = table_rows(source, options)
    if found is None:
        yield source
    for index, row in enumerate(found or []):
        yield Source(
            f"{source.path}#{row.number}", source.file, source.members, index, len(row.text), source.given
        )
