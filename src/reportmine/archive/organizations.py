"""`--organizations FILE.csv` (path,organization,period): what the user says about each file."""

import csv
from collections.abc import Callable
from pathlib import Path, PurePath

from ..errors import DataError
from ..readers import Given

COLUMNS = ("path", "organization", "period")


def load_organizations(file: Path) -> Callable[[str], Given | None]:
    """A lookup from a report's path to what the table says of it.

    A row's path may be absolute, relative to the table's folder, or just the end of the path (a file name). Raises
    `DataError` for a table that cannot be read or lacks a column.
    """
    table = _rows(file)
    folder = file.resolve().parent

    def lookup(path: str) -> Given | None:
        full = Path(path).resolve().as_posix()
        found = table.get(full) or table.get(PurePath(path).as_posix())
        if found is None and full.startswith(folder.as_posix() + "/"):
            found = table.get(full[len(folder.as_posix()) + 1 :])
        return found or table.get(PurePath(path).name)

    return lookup


def _rows(file: Path) -> dict[str, Given]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = file.read_text(encoding="gb18030", errors="replace")
    except OSError as error:
        raise DataError(
            f"{file}：单位对照表找不到或读不了。请核对 --organizations 的路径。",
            f"{file}: the table of organizations cannot be read ({error.strerror}). Check the path after --organizations.",
        ) from None
    reader = csv.DictReader(text.splitlines())
    missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        raise DataError(
            f"{file}：单位对照表缺少列 {missing[0]}；表头应为 {','.join(COLUMNS)}。",
            f"{file}: the table of organizations has no column {missing[0]}; its header is {','.join(COLUMNS)}.",
        )
    return {
        PurePath(row["path"].strip()).as_posix(): Given(row["organization"].strip(), (row["period"] or "").strip())
        for row in reader
        if row["path"] and row["path"].strip()
    }
