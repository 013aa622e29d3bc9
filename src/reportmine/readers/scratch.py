"""Folders for temporary files, which may hold the text of reports: gone with their block, or with the next run if it was killed.

The owner of a folder holds a lock in it that the operating system releases with its death. So a folder whose lock can be
taken has no owner any more, whatever process has the number of the former owner today.
"""

import errno
import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .. import locking
from ..errors import ReportmineError

_PREFIX, _LOCK = "reportmine-run-", "owner"


@dataclass(slots=True)
class Scratch:
    """A folder of ours, and the open file in it whose lock says that we live."""

    path: Path
    handle: int


def make() -> Scratch:
    """A new folder for temporary files, for us alone. Raises `ReportmineError` if there is no place for one."""
    try:
        while True:
            path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            with suppress(FileNotFoundError):  # another run swept it before it had its lock
                return Scratch(path, _owned(path / _LOCK))
    except OSError as error:
        raise no_room(error) from error


def _owned(lock: Path) -> int:
    """The open file with our lock, which names our machine once it is locked. Raises `OSError` if it cannot be made."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with suppress(OSError):  # a folder without locks: nobody can take it for abandoned
            locking.take(handle)
        os.write(handle, _host())
    except OSError:
        os.close(handle)
        raise
    return handle


def remove(scratch: Scratch) -> None:
    """Remove a folder of ours with all that is in it."""
    os.close(scratch.handle)
    with suppress(OSError):
        _remove(scratch.path)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for temporary files that is gone afterwards. Raises as `make` does."""
    scratch = make()
    try:
        yield scratch.path
    finally:
        remove(scratch)


def sweep() -> None:
    """Remove the folders that killed processes of this user on this machine left."""
    with suppress(OSError):
        for path in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
            with suppress(OSError):
                _sweep(path)


def is_full(error: OSError) -> bool:
    """Whether a disk, and no file of the user, is to blame."""
    return error.errno in (errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC))


def no_room(error: OSError) -> ReportmineError:
    """What it means that a temporary file cannot be written."""
    place = error.filename or tempfile.gettempdir()
    return ReportmineError(
        f"{place}：临时文件夹写不了（{error.strerror or error}）。请腾出空间，或用环境变量 TMPDIR 换一个文件夹，然后再次运行。",
        f"{place}: the folder for temporary files cannot be written ({error.strerror or error}). Make room, or name another folder with the "
        "environment variable TMPDIR, then run again.",
    )


def _sweep(path: Path) -> None:
    """Remove one folder, if it is ours and its owner is gone. Raises `OSError` if that cannot be told."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
        return
    try:
        handle = os.open(path / _LOCK, os.O_RDWR)
    except FileNotFoundError:  # killed before it had its lock: then it is empty, and no other folder is removed here
        path.rmdir()
        return
    try:
        abandoned = os.read(handle, 1024) == _host() and locking.take(handle)
    finally:
        os.close(handle)
    if abandoned:
        _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder, its lock last: what a dying process may still write there is left to the next sweep."""
    for inside in path.iterdir():
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside, ignore_errors=True)
        elif inside.name != _LOCK:
            inside.unlink(missing_ok=True)
    if [inside.name for inside in path.iterdir()] == [_LOCK]:
        (path / _LOCK).unlink()
        path.rmdir()


def _host() -> bytes:
    """This machine: on a shared drive the locks of another one may not be seen."""
    return socket.gethostname().encode("utf-8", "replace")
