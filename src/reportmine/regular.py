"""Only regular files are opened: a named pipe would hold the program for ever, a socket or a device would end it."""

import os
import stat
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from .errors import InputError

Words = tuple[str, str]
_KINDS = (
    (stat.S_ISFIFO, ("命名管道", "a named pipe")),
    (stat.S_ISSOCK, ("套接字", "a socket")),
    (stat.S_ISCHR, ("设备", "a device")),
    (stat.S_ISBLK, ("设备", "a device")),
    (stat.S_ISDIR, ("文件夹", "a folder")),
)


def refusal(mode: int, shown: str) -> Words | None:
    """Why what has this `st_mode` is not opened, in Chinese and in English; None for a regular file."""
    if stat.S_ISREG(mode):
        return None
    zh, en = next((words for test, words in _KINDS if test(mode)), ("特殊文件", "a special file"))
    return (
        f"{shown}：这是{zh}，不是普通文件，没有打开。请换成普通文件，或把它移出文件夹。",
        f"{shown}: {en}, not a regular file; it was not opened. Give a regular file, or move it out of the folder.",
    )


def opened(path: str | Path, shown: str = "") -> BufferedReader:
    """The file, open for reading. Raises `InputError` if it is no regular file, `OSError` if it cannot be opened.

    The kind is asked before opening, since opening a device may have effects, and once more of what was opened: the
    name may have been given to something else meanwhile.
    """
    _check(Path(path).stat().st_mode, shown or str(path))
    file = open(path, "rb", opener=_without_waiting)  # noqa: PTH123, SIM115 - Path.open takes no opener; the caller closes it
    try:
        _check(os.fstat(file.fileno()).st_mode, shown or str(path))
    except InputError:
        file.close()
        raise
    return file


def read_bytes(path: str | Path, shown: str = "") -> bytes:
    """The content of a regular file; raises as `opened`."""
    with opened(path, shown) as file:
        return file.read()


def read_text(path: str | Path, encoding: str = "utf-8-sig", errors: str = "strict") -> str:
    """The text of a regular file, line ends made LF; raises as `opened`, and `UnicodeDecodeError`."""
    with TextIOWrapper(opened(path), encoding=encoding, errors=errors) as file:
        return file.read()


def _check(mode: int, shown: str) -> None:
    if words := refusal(mode, shown):
        raise InputError(*words)


def _without_waiting(name: str, flags: int) -> int:
    """A pipe without a writer must not hold us where its name replaced a file's since we asked."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
