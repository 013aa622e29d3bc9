"""Files that are replaced whole or not at all: written beside the target, forced to the disk, then renamed over it."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MANY = 16
Drafts = Callable[[Path], Path]


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yields a draft beside `path` that takes its name when the block ends; after an error the old file is as it was.

    The draft is `.NAME.tmp`: a hidden name that no command reads, and that the next attempt writes over.
    Raises `OSError` with `filename` set, also where the library that wrote the draft did not say which file it was.
    """
    with replaced_together() as draft:
        yield draft(path)
        if path.is_dir():
            path.rmdir()  # an empty folder makes room; what somebody keeps in one is not ours to remove


@contextmanager
def replaced_together() -> Iterator[Drafts]:
    """Files that belong together: yields a function from a path to its draft; when the block ends all drafts take their names.

    Not one takes its name before all are whole and on the disk, and they do so in the order in which they were asked for:
    ask last for the file that leads to the others. Raises `OSError` as `replaced` does, with all old files as they were.

        with replaced_together() as draft:
            draft(cards / "a.html").write_text(…)
            draft(folder / "index.html").write_text(…)
    """
    drafts: dict[Path, Path] = {}
    path = Path()

    def draft(wanted: Path) -> Path:
        nonlocal path
        path = wanted
        path.parent.mkdir(parents=True, exist_ok=True)
        return drafts.setdefault(path, draft_of(path))

    try:
        yield draft
        _force(list(drafts.values()))
        for path in drafts:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))  # noqa: TRY301 - before anything took its name
        for path, ready in drafts.items():  # noqa: B007 - an error names the path
            ready.replace(path)
    except BaseException as error:
        for left in drafts.values():
            with suppress(OSError):
                left.unlink(missing_ok=True)
        if isinstance(error, OSError) and (not error.filename or error.filename in map(str, drafts.values())):
            error.filename = str(path)
        raise


def draft_of(path: Path) -> Path:
    """Where `path` is written before it takes its name; what a killed run left there may be removed."""
    return path.with_name(f".{path.name}.tmp")


def write_text(path: Path, text: str, *, errors: str = "strict") -> None:
    """Replaces `path` by `text` as UTF-8. Raises `OSError` and leaves the old file where it cannot."""
    write_bytes(path, text.encode("utf-8", errors))


def write_bytes(path: Path, data: bytes) -> None:
    """Replaces `path` by `data`. Raises `OSError` and leaves the old file where it cannot."""
    with replaced(path) as draft:
        draft.write_bytes(data)


def remove(path: Path) -> None:
    """Removes a file or a folder with all that is in it, if there is one; a folder in it may be closed to its owner."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        for folder, folders, _ in os.walk(path):
            for inner in (Path(folder, name) for name in folders):
                if not inner.is_symlink():
                    inner.chmod(0o700)
        shutil.rmtree(path)


def _force(drafts: list[Path]) -> None:
    """Waits until the disk has the drafts, so that after a power cut a name never stands without its content."""
    if len(drafts) > _MANY and hasattr(os, "sync"):  # one wait for all of them, where one for each would take minutes
        os.sync()
        return
    for draft in drafts:
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
