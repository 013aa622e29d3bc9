"""Files that are replaced whole or not at all: written beside the target, forced to the disk, then renamed over it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yields a draft beside `path` that takes its name when the block ends; after an error the old file is as it was.

    The draft is `.NAME.tmp`: a hidden name that no command reads, and that the next attempt writes over.
    Raises `OSError` with `filename` set, also where the library that wrote the draft did not say which file it was.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        _force(draft)
        if path.is_dir():
            path.rmdir()  # an empty folder makes room; what somebody keeps in one is not ours to remove
        draft.replace(path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and not error.filename:
            error.filename = str(path)
        raise


def write_text(path: Path, text: str, *, errors: str = "strict") -> None:
    """Replaces `path` by `text` as UTF-8. Raises `OSError` and leaves the old file where it cannot."""
    write_bytes(path, text.encode("utf-8", errors))


def write_bytes(path: Path, data: bytes) -> None:
    """Replaces `path` by `data`. Raises `OSError` and leaves the old file where it cannot."""
    with replaced(path) as draft:
        draft.write_bytes(data)


def remove(path: Path) -> None:
    """Removes a file or a folder with all that is in it, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _force(draft: Path) -> None:
    """Waits until the disk has the draft, so that after a power cut the name never stands without its content."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
