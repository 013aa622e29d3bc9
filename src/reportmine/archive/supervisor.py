"""One worker process, watched: whatever kills, hangs or bloats it is found, tried alone, and put aside with its reason.

The same for every engine: a thread of this machine has one, a thread of a Dask worker has one.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event, Thread

from ..errors import ReportmineError
from ..readers import scratch
from ..readers.child import Child, end, kill, module, ready
from . import results, spill
from .faults import StoppedError, writing
from .options import MB, Settings
from .task import Message, Task
from .wire import next_message, send

_TICK = 0.1
_STRIKES = 4
OnFile = Callable[[bool], None]


@dataclass(slots=True)
class _Process:
    """The process, when the file it is at must be done, and what we killed it for."""

    child: Child
    settings: Settings
    deadline: float = float("inf")
    cause: str = ""
    over: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a task ended: seconds if it was done, else the file the worker was at (if any) and why it ended."""

    seconds: dict[str, float] | None
    position: int | None = None
    cause: str = ""


class Supervisor:
    """Does tasks in a process of its own, started when first needed and again whenever it died."""

    def __init__(self, on_file: OnFile = lambda failed: None) -> None:
        self._on_file = on_file
        self._worker: _Process | None = None
        self._closed = False

    def run(self, task: Task) -> dict[str, float]:
        """Do a shard, whatever its files do to the worker; seconds by stage. Raises `ReportmineError` if it cannot be."""
        strikes = 0
        while True:
            outcome = self._attempt(task)
            if outcome.seconds is not None:
                return outcome.seconds
            if outcome.position is not None:
                self._alone(task, outcome.position)
            elif (strikes := strikes + 1) == _STRIKES:
                raise StoppedError(
                    f"工作进程一再退出（退出码 {outcome.cause}），不是某一份文件的缘故。请检查内存和系统日志后再次运行。",
                    f"the worker process keeps ending (exit status {outcome.cause}), and no single file is to blame. Check memory and the system log, then run again.",
                )

    def rest(self) -> None:
        """End the process until the next task needs one."""
        self._end()

    def close(self) -> None:
        """End the process; a task under way raises."""
        self._closed = True
        self._end()

    def _alone(self, task: Task, position: int) -> None:
        """Try the file that a worker died of once more, in a fresh process with nothing else; then put it aside."""
        self._end()
        outcome = self._attempt(replace(task, only=position))
        if outcome.seconds is None:
            from .work import refused

            source = task.items[position].source
            with writing(task.shards):
                spill.append(results.spill_place(task.shards, task.key), position, refused(source, _reason(task, position, outcome)))
            self._on_file(True)

    def _attempt(self, task: Task) -> _Outcome:
        worker = self._worker or self._ready(task.settings)
        position: int | None = None
        try:
            send(worker.child.stdin, task)
            while (message := next_message(worker.child.stdout)) is not None:
                if message.kind == "stop":
                    raise ReportmineError(*message.words)
                if message.kind == "done":
                    return _Outcome(message.seconds)
                position = self._follow(worker, message, position)
        except OSError:
            pass  # the pipe broke: the worker is gone
        self._end()
        self._check_open()
        return _Outcome(None, position, worker.cause or str(worker.child.process.returncode))

    def _follow(self, worker: _Process, message: Message, position: int | None) -> int | None:
        """Take note of what the worker is at."""
        if message.kind == "heavy":
            worker.cause = "heavy"
        elif message.kind == "begin":
            worker.deadline = time.monotonic() + worker.settings.seconds
            return message.position
        elif message.kind == "end":
            worker.deadline = float("inf")
            self._on_file(message.failed)
            return None
        return position

    def _ready(self, settings: Settings) -> _Process:
        """A worker that has said that it is ready. Raises `ReportmineError` if it does not start."""
        ready(lambda: self._start(settings), lambda child: next_message(child.stdout) is not None)
        self._check_open()
        assert self._worker is not None  # noqa: S101  (only `close` forgets it)
        return self._worker

    def _start(self, settings: Settings) -> Child:
        self._check_open()
        worker = self._worker = _Process(module("reportmine.archive.worker"), settings)
        Thread(target=_watch, args=(worker,), daemon=True).start()
        if self._closed:
            self._end()
        return worker.child

    def _check_open(self) -> None:
        """Raises `StoppedError` after `close`."""
        if self._closed:
            raise StoppedError("已停止。", "Stopped.")

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.over.set()
            end(worker.child, close=not self._closed)
            scratch.sweep()  # what its parser, which died with it, had there


def _watch(worker: _Process) -> None:
    """Kill the process when a file takes too long or too much memory."""
    while not worker.over.wait(_TICK) and worker.child.process.poll() is None:
        if time.monotonic() > worker.deadline:
            worker.cause = "late"
        elif _resident(worker.child.process.pid) > worker.settings.memory:
            worker.cause = "heavy"
        if worker.cause:
            kill(worker.child)
            return


def _resident(pid: int) -> int:
    """Resident memory of a process in bytes; 0 where the system does not tell (no /proc)."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def _reason(task: Task, position: int, outcome: _Outcome) -> tuple[str, str]:
    path, settings = task.items[position].source.path, task.settings
    zh, en = {
        "late": (f"{settings.seconds:g} 秒内没有处理完", f"not done in {settings.seconds:g} seconds"),
        "heavy": (f"占用内存超过 {settings.memory // MB} MB", f"took more than {settings.memory // MB} MB of memory"),
    }.get(outcome.cause, (f"处理时程序崩溃（退出码 {outcome.cause}）", f"the program crashed over it (exit status {outcome.cause})"))
    return (
        f"{path}：{zh}，单独再试也是如此，已隔离。请拆分文件，或用原软件打开后另存一次。",
        f"{path}: {en}, also when tried alone; put aside. Split it, or open it in the program it came from and save it again.",
    )
