"""Child processes that end with us: a parent that was killed (kill -9, the power of an administrator) leaves nothing running.

On Linux the operating system sees to it. Each child gets one end of a pipe, its lifeline, and we keep the other; when our
end closes, because we say so or because we are gone, the kernel kills the child with all that it started, also in the
midst of a C call in which no thread of it could run. Elsewhere a child ends when it next reads from us, or at its limit.
"""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import IO, Any

from ..errors import ReportmineError

if sys.platform == "linux":
    import fcntl

_PAUSES = (0.0, 0.2, 0.5, 1.0)  # before each attempt to start one: what killed a child at its start may be over


@dataclass(slots=True)
class Child:
    """A process, our end of its lifeline, and the last line that it wrote to standard error."""

    process: subprocess.Popen[bytes]
    lifeline: IO[bytes] | None
    lines: deque[bytes] = field(default_factory=lambda: deque(maxlen=1))
    drain: Thread | None = None

    @property
    def stdin(self) -> IO[bytes]:
        """The pipe to it."""
        assert self.process.stdin is not None  # noqa: S101  (see started)
        return self.process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """The pipe from it."""
        assert self.process.stdout is not None  # noqa: S101  (see started)
        return self.process.stdout


def ready(start: Callable[[], Child], says_so: Callable[[Child], bool]) -> Child:
    """A child that has said that it is ready; one that was killed before is started again.

    Raises `ReportmineError` with the exit status or the child's own last line if it never comes to that.
    """
    for pause in _PAUSES:
        time.sleep(pause)
        child = start()
        if says_so(child):
            return child
        line = end(child)
    code = child.process.returncode
    if line and code > 0:
        raise ReportmineError(
            f"辅助进程启动不了（{line}）。请重新安装 reportmine。",
            f"The helper process does not start ({line}). Install reportmine again.",
        )
    raise ReportmineError(
        f"辅助进程刚启动就被终止，一再如此（退出码 {code}）。请检查内存和系统日志后再次运行。",
        f"The helper process is ended as it starts, again and again (exit status {code}). Check memory and the system log, then run again.",
    )


def module(name: str, environment: dict[str, str] | None = None) -> Child:
    """A Python process that runs our module `name`, with the import paths of this one."""
    paths = os.pathsep.join(p for p in sys.path if p)
    env = os.environ | {"PYTHONPATH": paths} | (environment or {})
    return started([sys.executable, "-P", "-m", name], env=env)


def started(command: Sequence[str], *, quiet: bool = False, **options: Any) -> Child:
    """A process that ends with us; with pipes to talk to it, unless `quiet`. `options` are those of `Popen`.

    Where there is no lifeline, a quiet one stays in our process group and ends when that is killed.
    """
    pipe = subprocess.DEVNULL if quiet else subprocess.PIPE
    options |= {"stdin": pipe, "stdout": pipe, "stderr": pipe}
    if sys.platform == "linux":
        child = _tied(command, options)
    else:
        child = Child(subprocess.Popen(command, start_new_session=not quiet, **options), None)  # noqa: S603
    if child.process.stderr is not None:
        child.drain = Thread(target=_drain, args=(child.process.stderr, child.lines), daemon=True)
        child.drain.start()
    return child


def end(child: Child, *, close: bool = True) -> str:
    """End a process with all that it started; returns the last line that it wrote to standard error.

    `close=False` leaves its pipes open, for a thread that still waits on them.
    """
    kill(child)
    child.process.wait()
    if child.lifeline is not None:
        child.lifeline.close()
    if child.drain is not None:
        child.drain.join(1)
    for pipe in (child.process.stdin, child.process.stdout) if close else ():
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
    return b"".join(child.lines).decode("utf-8", "replace").strip()


def kill(child: Child) -> None:
    """Kill a process with all that it started, and do not wait for it."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.process.pid, signal.SIGKILL)
    child.process.kill()


def _drain(pipe: IO[bytes], lines: deque[bytes]) -> None:
    with pipe:
        lines.extend(pipe)


if sys.platform == "linux":

    def _tied(command: Sequence[str], options: dict[str, Any]) -> Child:
        """A process in a group of its own, which the kernel kills when our end of the pipe closes.

        Nothing is ever written to that pipe, so its closing is the one event that the kernel has to tell.
        """
        theirs, ours = os.pipe()
        lifeline = os.fdopen(ours, "wb", buffering=0)
        try:
            process = subprocess.Popen(command, start_new_session=True, pass_fds=(theirs,), **options)  # noqa: S603
            with suppress(OSError):  # a system that only looks like Linux: as elsewhere
                fcntl.fcntl(theirs, fcntl.F_SETOWN, -process.pid)
                fcntl.fcntl(theirs, fcntl.F_SETSIG, signal.SIGKILL)
                fcntl.fcntl(theirs, fcntl.F_SETFL, fcntl.fcntl(theirs, fcntl.F_GETFL) | os.O_ASYNC)
        finally:
            os.close(theirs)
        return Child(process, lifeline)
