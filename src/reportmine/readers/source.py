"""Where one report lies: on disk, in a zip, in a row of a table. A `Source` travels to a worker, which loads it there."""

from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import FormatError, InputError
from ..model import Report
from .collection import Columns, rows
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

    `path` is what people are shown (`a.zip/一局/汇报.docx`, `表.csv#3`), `file` the file on disk, `members` the entry
    numbers that lead through zips to it, `row` the row of a table (from 0), `size` bytes for sharing out the work,
    `given` what `--organizations` says, `error` why it cannot be read.
    """

    path: str
    file: str = ""
    members: tuple[int, ...] = ()
    row: int | None = None
    size: int = 0
    given: Given | None = None
    error: str = ""


def load(source: Source, options: Options = DEFAULT_OPTIONS) -> Report:
    """The report that `source` points at. Raises `InputError` (or a subclass) in words a clerk understands."""
    if source.error:
        raise InputError(source.error)
    data = contents(source, options.limits)
    if source.row is None:
        report = read_document(data, source.path, options.limits)
        return describe(report, path=source.path, given=source.given)
    return _row(source, data, options)


def contents(source: Source, limits: Limits = DEFAULT) -> bytes:
    """The bytes of the file (of the whole table for a row of it). Raises `InputError` if they cannot be had."""
    data = file_bytes(source.file or source.path, source.path, limits)
    for index in source.members:
        package = Package(data, source.path, limits)
        infos = package.infos()
        if index >= len(infos):
            raise FormatError(f"{source.path}：压缩包在读取途中变了。请重新运行。")
        data = package.expand(infos[index])
    return data


def file_bytes(file: str | Path, shown: str, limits: Limits) -> bytes:
    """The bytes of a file on disk. Raises `InputError` if it is missing, no file, locked, or too large."""
    path = Path(file)
    try:
        if path.is_dir():
            raise InputError(f"{shown}：这是文件夹，不是文件。请把文件夹作为 extract 的输入。")
        check_size(path.stat().st_size, shown, limits)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{shown}：找不到这个文件。请核对路径。") from None
    except PermissionError:
        raise InputError(f"{shown}：没有读取权限。请检查文件权限，或关闭正在占用它的程序。") from None
    except (OSError, ValueError) as wrong:
        raise InputError(f"{shown}：读不了（{wrong}）。请检查磁盘或网络位置。") from None


def _row(source: Source, data: bytes, options: Options) -> Report:
    found = rows(data, source.path.rpartition("#")[0], options.columns, options.limits)
    if found is None or source.row is None or source.row >= len(found):
        raise FormatError(f"{source.path}：表格在读取途中变了。请重新运行。")
    row = found[source.row]
    report = replace(row.report(source.path), path=source.path)
    return describe(report, path=source.path, given=source.given or row.given())
