"""The faults of disks and networks in words: one line that says what happened and what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ReportmineError

GONE = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENODEV", "ENXIO", "ETIMEDOUT", "ENETDOWN")
    if hasattr(errno, name)
)
_FULL = frozenset(getattr(errno, n) for n in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, n))
_DENIED = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))
_AGAIN = "已完成的部分都在，处理后再次运行即从中断处继续；原有的表格没有改动。"
_AGAIN_EN = "What is finished is kept: run again to continue. The tables are as they were."


class StoppedError(ReportmineError):
    """The run cannot go on: the disk, the network or the machine, not a file of the archive."""


def in_words(error: OSError, place: Path) -> StoppedError:
    """What a failed write to `place` means for the user."""
    code = error.errno
    if code in _FULL:
        return StoppedError(
            f"{place}：磁盘已满（或超出配额），写不下去。请腾出空间。{_AGAIN}",
            f"{place}: the disk is full, or the quota is used up. Make room. {_AGAIN_EN}",
        )
    if code in _DENIED:
        return StoppedError(
            f"{place}：没有写入权限，或文件正被其他程序打开（{error.filename or place}）。请检查权限后再次运行。",
            f"{place}: no permission to write, or another program has the file open ({error.filename or place}). Check that and run again.",
        )
    if code in (errno.EEXIST, errno.ENOTDIR):
        return StoppedError(
            f"{place}：不能用作结果文件夹，这个位置上已有一个文件（{error.filename or place}）。请换一个文件夹。",
            f"{place}: cannot be the output folder, there is a file in its place ({error.filename or place}). Choose another folder.",
        )
    if code in (errno.EISDIR, errno.ENOTEMPTY):
        return StoppedError(
            f"{error.filename or place}：这里应是文件，却有一个文件夹，里面还有东西。请把它移走后再次运行。",
            f"{error.filename or place}: a folder with something in it is in the place of a file. Move it away and run again.",
        )
    if code in GONE or code == errno.ENOENT:
        return StoppedError(
            f"{place}：文件夹读写不了（{error.strerror}），网络盘可能已断开。{_AGAIN}",
            f"{place}: the folder cannot be read or written ({error.strerror}); a network drive may be gone. {_AGAIN_EN}",
        )
    return StoppedError(
        f"{place}：写入失败（{error.strerror or error}）。{_AGAIN}",
        f"{place}: writing failed ({error.strerror or error}). {_AGAIN_EN}",
    )


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Whatever is written inside: a failure is one line. Raises `StoppedError`."""
    try:
        yield
    except OSError as error:
        raise in_words(error, place) from error


def input_gone(file: str, error: OSError, root: str = "") -> StoppedError | None:
    """The line for a drive that was there and is not; None if the file or its folder alone is gone, or only locked.

    `root` is the folder that the user named and the file was found below; without it, the file's own folder.
    """
    if error.errno not in GONE | {errno.ENOENT, errno.ENOTDIR}:
        return None
    folder = Path(file).parent
    top = Path(root) if root else folder
    while folder != top and top in folder.parents and not os.path.isdir(folder):  # noqa: PTH112 - Path.is_dir raises
        folder = folder.parent
    if _holds_anything(folder):
        return None
    return StoppedError(
        f"{folder}：读取途中这个文件夹不见了，网络盘可能已断开。恢复后{_AGAIN}",
        f"{folder}: the folder vanished while it was read; a network drive may be gone. {_AGAIN_EN}",
    )


def _holds_anything(folder: Path) -> bool:
    """Whether the folder is there with something in it: where a drive was unmounted an empty folder stays behind."""
    try:
        return any(folder.iterdir())
    except PermissionError:
        return True
    except OSError:
        return False
