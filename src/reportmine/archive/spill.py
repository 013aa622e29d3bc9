"""What a shard's worker has finished so far, file by file, so that a crash costs one file and not the shard.

One line a file, `checksum JSON`; lines cut short by a crash, or mixed by two workers at once, are not believed.
"""

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import remove

if TYPE_CHECKING:
    from ..tables.rows import Rows


def append(path: Path, position: int, rows: "Rows") -> None:
    """Add the rows of the file at `position`."""
    body = json.dumps([position, rows], ensure_ascii=True).encode()
    line = b"%08x %s\n" % (zlib.crc32(body), body)
    with path.open("ab", buffering=0) as file:
        start = b"\n" if file.tell() else b""  # whatever was cut short before us ends here
        file.write(start + line)


def finished(path: Path) -> dict[int, "Rows"]:
    """Rows by position of all files that were finished; a folder in the place of the file makes room for it."""
    found: dict[int, Rows] = {}
    if path.is_dir():
        remove(path)
    if path.is_file():
        for line in path.read_bytes().split(b"\n"):
            check, _, body = line.partition(b" ")
            if body and check == b"%08x" % zlib.crc32(body):
                position, rows = json.loads(body)
                found.setdefault(position, rows)
    return found
