"""One run at a time in one folder: a file with the pid, locked by the operating system for as long as the process lives."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..files import remove
from ..locking import take
from .faults import StoppedError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`. Raises `StoppedError` naming the process that has it.

    A lock that a killed process left is stale: the system released it, and the next run writes its own pid over it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    if path.exists() and not path.is_file():  # a folder, a pipe
        remove(path)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _take(handle, path):
            raise _refusal(folder.parent, _owner(path))
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> bool:
    try:
        return take(handle)
    except OSError:  # a network folder without locks: believe the pid
        return not _alive(_owner(path))


def _owner(path: Path) -> tuple[int, str] | None:
    """Process and machine that wrote the lock; None if nobody did, or if it does not say so."""
    with suppress(OSError, ValueError):
        match json.loads(path.read_text(encoding="utf-8")):
            case {"pid": int(pid), "host": str(host)} if pid > 0:
                return pid, host
    return None


def _alive(owner: tuple[int, str] | None) -> bool:
    """Whether the process that wrote the lock may still run; on another machine we cannot know, so yes."""
    if owner is None:
        return False
    pid, host = owner
    if host != socket.gethostname():
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _refusal(out: Path, owner: tuple[int, str] | None) -> StoppedError:
    pid, host = owner or (0, "")
    who, who_en = (f"进程 {pid}（{host}）", f"process {pid} ({host})") if owner else ("另一个进程", "another process")
    return StoppedError(
        f"{out}：{who}正在写这个文件夹，一个文件夹同时只能有一次运行。请等它结束再运行；extract 也可用 -o 换一个文件夹。",
        f"{out}: {who_en} is writing to this folder, and only one run may. Wait for it; extract can also take another folder with -o.",
    )
