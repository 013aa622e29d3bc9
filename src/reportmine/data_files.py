"""Data files that people write (CSV with a header, TOML): read in whatever encoding, every fault told with file, line and remedy.

What is wrong with them is a `UserDataError`, which the command line treats like a wrong option: nothing has been done yet.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .encoding import decode
from .errors import DataError, InputError, UserDataError
from .regular import read_bytes

_LONGEST = 100_000  # characters of a line: more is a missing line break, not a word list
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_DELIMITERS = ",\t，"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the number of its line in the file, and its cells by our name of the column."""

    number: int
    cells: dict[str, str]


@contextmanager
def of_the_user() -> Iterator[None]:
    """What is found wrong inside is the user's to mend: a `DataError` becomes a `UserDataError`."""
    try:
        yield
    except UserDataError:
        raise
    except DataError as error:
        raise UserDataError(*error.words) from None


def read_text(path: Path) -> str:
    """The text of a data file in UTF-8, UTF-16 or GB18030, lines ended by `\\n`. Raises `UserDataError`; an empty file is one."""
    if path.is_dir():
        raise UserDataError(
            f"{path}：这是文件夹，这里要的是文件。请把文件夹改名或移走。",
            f"{path}: a folder where a file is wanted. Rename it or move it away.",
        )
    try:
        text, _ = decode(read_bytes(path), str(path))
    except OSError as error:
        raise UserDataError(
            f"{path}：找不到或读不了。请核对路径和权限。",
            f"{path}: cannot be read ({error.strerror}). Check the path and the permissions.",
        ) from None
    except InputError as error:
        raise UserDataError(*error.words) from None
    if not text.strip():
        raise UserDataError(
            f"{path}：文件是空的。请写入内容，或去掉这个文件。",
            f"{path}: the file is empty. Fill it in, or leave it out.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """The content of TOML text; `place` names the file in errors. Raises `DataError` that names line and column."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        spot = _TOML_PLACE.search(str(error))
        line, column = (spot[1], spot[2]) if spot and spot[1] else (str(text.count("\n") + 1), "1")
        what = _TOML_PLACE.sub("", str(error)).strip()
        if "=" not in text and re.search("[,\t，]", text.partition("\n")[0]):
            raise DataError(
                f"{place}:{line}：这是表格（CSV），不是 TOML。请换成写着 键 = \"值\" 的 TOML 文件。",
                f"{place}:{line}: this is a table (CSV), not TOML. Give a TOML file of lines such as key = \"value\".",
            ) from None
        raise DataError(
            f"{place}:{line}：第 {column} 列起不是有效的 TOML。请改正这一处：文字要加英文引号，列表写成 [\"甲\", \"乙\"]。",
            f"{place}:{line}: not valid TOML from column {column} ({what}). Correct that place.",
        ) from None


def check_keys(entry: Mapping[str, object], known: Sequence[str], place: str) -> None:
    """Raises `DataError` for a key of a TOML table that we do not know: a slip of the pen would go unseen."""
    unknown = next((key for key in entry if key not in known), None)
    if unknown is not None:
        raise DataError(
            f"{place}：没有 {unknown} 这一项。请改名或删去；可用：{'、'.join(known)}。",
            f"{place}: no such key: {unknown}. Rename or delete it; there are {', '.join(known)}.",
        )


def read_csv(path: Path, columns: Mapping[str, Sequence[str]], *, others: bool = False) -> list[Line]:
    """The rows of a table whose header holds `columns`, each by our name or by one of its Chinese names.

    Cells are apart by commas or tabs and stripped; blank rows are skipped. With `others`, further columns are allowed and
    left out. Raises `UserDataError` naming file and line.
    """
    lines = [(n, line) for n, line in enumerate(read_text(path).split("\n"), start=1) if line.strip(" \t,，;\"\u3000")]
    (first, head), rest = lines[0], lines[1:]
    delimiter = max(_DELIMITERS, key=head.count)
    header = _cells(head, delimiter, f"{path}:{first}")
    names = _header(header, columns, f"{path}:{first}", others=others)
    found = []
    for number, line in rest:
        cells = _cells(line, delimiter, f"{path}:{number}")
        if len(cells) != len(header):
            raise UserDataError(
                f"{path}:{number}：这一行有 {len(cells)} 格，表头有 {len(header)} 格。请补齐，或删去多余的逗号；格里有逗号时整格加英文引号。",
                f"{path}:{number}: {len(cells)} cells in this row, {len(header)} in the header. Add what is missing or drop a comma; "
                "a cell that holds a comma is put in quotes.",
            )
        by_name = dict(zip(names, cells, strict=True))
        found.append(Line(number, {column: by_name[column] for column in columns}))
    return found


def _cells(line: str, delimiter: str, place: str) -> list[str]:
    if len(line) > _LONGEST:
        raise UserDataError(
            f"{place}：这一行有 {len(line)} 个字，太长（上限 {_LONGEST}）。请核对是否少了换行，或选错了文件。",
            f"{place}: {len(line)} characters in one line, more than the {_LONGEST} allowed. A line break may be missing, or it is the wrong file.",
        )
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True))]
    except csv.Error:
        raise UserDataError(
            f"{place}：这一行的英文引号不成对，或一格里有换行。请补上或删去引号；格里的引号要写两个（\"\"）。",
            f"{place}: a quotation mark is not closed in this row, or a cell holds a line break. Add or delete the mark; inside a cell write it twice.",
        ) from None


def _header(header: Sequence[str], columns: Mapping[str, Sequence[str]], place: str, *, others: bool) -> list[str]:
    """Our name of every column; what we do not know keeps its own."""
    known = {alias: column for column, aliases in columns.items() for alias in (column, *aliases)}
    names = [known.get(cell.lower(), "" if others else cell) for cell in header]
    missing = [column for column in columns if column not in names]
    unknown = [name for name in names if name and name not in columns]
    twice = [name for n, name in enumerate(names) if name and name in names[:n]]
    zh, en = f"{','.join(a[0] for a in columns.values() if a)} 或 {','.join(columns)}", ",".join(columns)
    if missing:
        shown = (columns[missing[0]] or missing)[0]
        raise UserDataError(
            f"{place}：表头缺少列 {missing[0]}（{shown}）。第一行应为 {zh}。",
            f"{place}: the header has no column {missing[0]}. The first line is {en}.",
        )
    if unknown or twice:
        raise UserDataError(
            f"{place}：表头里的 {(unknown or twice)[0]!r} 没有这样的列，或出现了两次。第一行应为 {zh}。",
            f"{place}: {(unknown or twice)[0]!r} in the header is no column, or stands there twice. The first line is {en}.",
        )
    return names
