"""`--organizations FILE.csv` (path,organization,period): what the user says about each file."""

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..own_lists import read_own
from ..readers import Given

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Organizations:
    """What the table says, by path, and the paths that were asked for.

    A row's path may be absolute, relative to the table's folder, or just the end of the path (a file name).
    """

    file: Path
    table: dict[str, Given]
    met: set[str] = field(default_factory=set)

    def lookup(self, path: str) -> Given | None:
        """What the table says of a report."""
        full = PurePosixPath(Path(os.path.realpath(path)).as_posix())  # Path.resolve raises for a loop of links
        folder = PurePosixPath(self.file.resolve().parent.as_posix())
        relative = [str(full.relative_to(folder))] if full.is_relative_to(folder) else []
        ends = ["/".join(full.parts[n:]) for n in range(1, len(full.parts))]
        key = next((k for k in (str(full), PurePosixPath(path).as_posix(), *relative, *ends) if k in self.table), None)
        if key is None:
            return None
        self.met.add(key)
        return self.table[key]

    def note(self) -> tuple[str, str] | None:
        """In both languages, which paths of the table no report has; none if there is no such path."""
        idle = [path for path in self.table if path not in self.met]
        if not idle:
            return None
        shown = idle[:_SHOWN]
        return (
            f"{self.file}：有 {len(idle)} 个路径没有对应的报告：{'、'.join(shown)}{'…' if len(idle) > len(shown) else ''}。请核对路径列。",
            f"{self.file}: {len(idle)} paths fit no report: {', '.join(shown)}{' …' if len(idle) > len(shown) else ''}. Check the column path.",
        )


def load_organizations(file: Path) -> Organizations:
    """The table in `file`. Raises `UserDataError` naming line and column if it is wrong; further columns do not matter."""
    return Organizations(
        file,
        {
            PurePosixPath(line.cells["path"].replace("\\", "/")).as_posix(): Given(line.cells["organization"], line.cells["period"])
            for line in read_own(file, "organizations", others=True)
        },
    )
