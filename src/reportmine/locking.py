"""Locks on open files that the operating system releases when their holder dies, even by kill -9."""

import os

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_FAR = 1 << 30  # Windows locks bytes, and nobody may read a locked one: lock one that the file does not have


def take(handle: int) -> bool:
    """Whether the lock on an open file is now ours; false if another process holds it.

    It is ours until `handle` is closed. Raises `OSError` in a folder that has no locks (some network drives).
    """
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True
