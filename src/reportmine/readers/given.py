"""What the user knows about files beforehand: the table of `--organizations` (columns
`path,organization,period`).
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import InputError
from .encoding import decode

_COLUMNS = {
    "path": "path", "文件": "path", "路径": "path",
    "organization": "organization", "单位": "organization",
    "period": "period", "期间": "period",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """Organization and period as stated outside the report; `origin` says where."""

    organization: str = ""
    period: str = ""
    origin: str = "organizations"


def given_table(path: str | Path) -> Callable[[str], Given | None]:
    """A look-up from a shown path to the row of the table that fits it: the whole path, its end, or its
    file name.

    Raises `InputError` if the table is missing, lacks the columns `path` and `organization`, or names a
    file twice with different organizations.
    """
    try:
        text, _ = decode(Path(path).read_bytes(), str(path))
    except OSError as wrong:
        raise InputError(f"{path}：单位表打不开（{wrong}）。请核对 --organizations 的路径。") from None
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = [_COLUMNS.get(cell.strip(), "") for cell in rows[0]] if rows else []
    if "path" not in header or "organization" not in header:
        raise InputError(f"{path}：单位表缺少列。第一行应为：path,organization,period。")
    known: dict[str, Given] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        if not cells.get("path"):
            continue
        key = PurePosixPath(cells["path"].replace("\\", "/")).as_posix()
        given = Given(cells.get("organization", ""), cells.get("period", ""))
        if known.setdefault(key, given) != given:
            raise InputError(f"{path}：第 {number} 行：{key} 前面已有一行，内容不同。请只保留一行。")
    return lambda shown: _best(shown, known)


def _best(shown: str, known: dict[str, Given]) -> Given | None:
    """The row for the longest end of the path that the table names."""
    parts = PurePosixPath(shown.replace("\\", "/")).parts
    ends = ("/".join(parts[i:]).replace("//", "/") for i in range(len(parts)))
    return next((known[end] for end in ends if end in known), None)
