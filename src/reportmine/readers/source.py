"""Where one report lies: on disk, in a zip, in a row of a table. A `Source` travels to a worker, which
loads it there.
"""

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..errors import FormatError, InputError
from ..model import Report
from ..regular import opened
from ..resources import OURS, Resources
from .collection import Columns, Row, rows
from .document import read_document
from .limits import DEFAULT, Limits, check_size
from .metadata import Given, describe
from .package import Package


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: limits for each file, and which columns of a table hold what (empty: guessed)."""

    limits: Limits = DEFAULT
    columns: Columns = Columns()


DEFAULT_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Source:
    """One report to be read.

    `path` is what people are shown (`a.zip/一局/汇报.docx`, `表.csv#3`), `file` the file on disk, `members`
    the entry numbers that lead through zips to it, `row` the row of a table (from 0), `size` bytes for
    sharing out the work, `given` what `--organizations` says, `error` why it cannot be read, in Chinese and in English,
    `root` the folder that the user named and it was found below, `unseen` true of a folder that could not be looked into:
    what lies below it is unknown.
    """

    path: str
    file: str = ""
    members: tuple[int, ...] = ()
    row: int | None = None
    size: int = 0
    given: Given | None = None
    error: tuple[str, ...] = ()
    root: str = ""
    unseen: bool = False


def load(source: Source, options: Options = DEFAULT_OPTIONS, resources: Resources = OURS) -> Report:
    """The report that `source` points at. Raises `InputError` (or a subclass) in words a clerk understands."""
    if source.error:
        raise InputError(*source.error)
    if source.row is not None:
        return _row(source, options, resources)
    report = read_document(contents(source, options.limits), source.path, options.limits)
    return describe(report, path=source.path, given=source.given, resources=resources)


def contents(source: Source, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the file (of the whole table for a row of it). Raises `InputError` if they cannot be
    had.
    """
    file = source.file or source.path
    if not source.members:
        return file_bytes(file, source.path, limits)
    try:
        changed = Path(file).stat().st_mtime_ns
    except OSError:
        raise InputError(
            f"{source.path}：找不到压缩包 {file}。请核对路径。",
            f"{source.path}: the archive {file} is not there. Check the path.",
        ) from None
    return _package(file, changed, source.members[:-1], limits).member(source.members[-1])


@lru_cache(maxsize=2)
def _package(file: str, changed: int, members: tuple[int, ...], limits: Limits) -> Package:
    """The archive that holds a file; the last ones are kept open, since their files are asked for one after
    the other.
    """
    if not members:
        return Package(Path(file), file, limits)
    return Package(_package(file, changed, members[:-1], limits).member(members[-1]), file, limits)


def file_bytes(file: str | Path, shown: str, limits: Limits) -> bytes:
    """The bytes of a file on disk. Raises `InputError` if it is missing, no file, locked, or too large."""
    path = Path(file)
    try:
        if path.is_dir():
            raise InputError(
                f"{shown}：这是文件夹，不是文件。请把文件夹作为 extract 的输入。",
                f"{shown}: a folder, not a file. Give folders to extract.",
            )
        with opened(path, shown) as stream:
            check_size(os.fstat(stream.fileno()).st_size, shown, limits)
            return stream.read()
    except FileNotFoundError:
        raise InputError(
            f"{shown}：找不到这个文件。请核对路径。", f"{shown}: no such file. Check the path."
        ) from None
    except PermissionError:
        raise InputError(
            f"{shown}：没有读取权限。请检查文件权限，或关闭正在占用它的程序。",
            f"{shown}: no permission to read it. Check the permissions, or close the program that has it open.",
        ) from None
    except (OSError, ValueError):
        raise InputError(
            f"{shown}：读不了。请检查磁盘或网络位置。",
            f"{shown}: cannot be read. Check the disk or the network drive.",
        ) from None


def table_rows(source: Source, options: Options) -> tuple[Row, ...] | None:
    """The reports in the table that `source` is, or is a row of; none if it holds none."""
    shown = source.path if source.row is None else source.path.rpartition("#")[0]
    try:
        state = Path(source.file).stat()
    except OSError:
        return None
    return _table(source.file, state.st_mtime_ns, source.members, shown, options)


@lru_cache(maxsize=1)
def _table(
    file: str, changed: int, members: tuple[int, ...], shown: str, options: Options
) -> tuple[Row, ...] | None:
    """The last table is remembered, since its rows are asked for one after the other."""
    data = contents(Source(shown, file, members), options.limits)
    return rows(data, shown, options.columns, options.limits)


def _row(source: Source, options: Options, resources: Resources) -> Report:
    found = table_rows(source, options)
    if found is None or source.row is None or source.row >= len(found):
        raise FormatError(
            f"{source.path}：表格在读取途中变了。请重新运行。",
            f"{source.path}: the table changed while it was read. Run again.",
        )
    row = found[source.row]
    report = replace(row.report(source.path), path=source.path)
    return describe(report, path=source.path, given=source.given or row.given(), resources=resources)
