"""A process beside this one that parses what strangers made: a crash, a hang or a bomb in there costs one
file.

The process is kept for the next file. Plain pipes and JSON, no pickles: a parser that was taken over can
send nothing but words. Not `multiprocessing`, because daemonic pool and Dask workers may not start such
children.
"""

import atexit
import json
import os
import signal
from dataclasses import asdict, dataclass
from threading import Event, Lock, Timer

from .. import errors
from ..document.codec import unpacked_report
from ..errors import EmptyInput, FormatError, InputError, ReportmineError
from ..model import Report
from . import scratch
from .child import Child, end, kill, module, ready
from .frames import read_frame, write_frame
from .limits import MB, Limits

_FILES_EACH = 1000
_HEAVY = 1024 * MB
_FROM_OUTSIDE = {-signal.SIGTERM, -getattr(signal, "SIGKILL", signal.SIGTERM)}  # no parser ends itself in these ways
_lock = Lock()


@dataclass(slots=True)
class _Worker:
    """The process, whose child it is, the folder for its temporary files, and how many files it has read."""

    child: Child
    parent: int
    folder: scratch.Scratch
    files: int = 0


_current: list[_Worker] = []


def parse(format: str, data: bytes, name: str, limits: Limits) -> Report:
    """What the reader of `format` makes of `data`, parsed in the other process.

    Raises `InputError` subclasses, also where the parser crashed or took longer or more memory than
    `limits` allows, and `ReportmineError` where no file is to blame: the process does not start, or the disk is full.
    """
    record = call({"task": "read", "format": format}, data, name, limits)
    if not isinstance(record, dict):
        raise FormatError(
            f"{name}：解析程序的回答不完整。请重试。",
            f"{name}: the parser's answer is incomplete. Try again.",
        )
    return unpacked_report(record)


def call(task: dict[str, object], data: bytes, name: str, limits: Limits) -> object:
    """The worker's result for a task on `data`; raises as `parse` does.

    A worker that somebody killed over a file (a person, or the system for want of memory) gets it once more.
    """
    request = {**task, "name": name, "limits": asdict(limits)}
    with _lock:
        answer, worker, late = _attempt(request, data, limits)
        if answer is None and not late and worker.child.process.wait() in _FROM_OUTSIDE:
            answer, worker, late = _attempt(request, data, limits)
    if answer is None:
        raise _no_answer(worker, name, limits, late=late)
    if "error" in answer:
        raise _refusal(answer)
    return answer["result"]


def _attempt(
    request: dict[str, object], data: bytes, limits: Limits
) -> tuple[dict[str, object] | None, _Worker, bool]:
    """The answer, the worker that was asked, and whether its time was up."""
    worker, late = _alive() or _started(), Event()
    timer = Timer(limits.seconds, _give_up, (late, worker.child))
    timer.start()
    try:
        return _ask(worker, request, data), worker, late.is_set()
    finally:
        timer.cancel()
        worker.files += 1


def _refusal(answer: dict[str, object]) -> ReportmineError:
    """The error that the other process met."""
    kind = getattr(errors, str(answer.get("kind")), FormatError)
    zh, en = answer["error"] if isinstance(answer["error"], list) else ("", "")
    known = (EmptyInput, FormatError, InputError, ReportmineError)
    return (kind if kind in known else FormatError)(str(zh), str(en))


def _ask(worker: _Worker, request: dict[str, object], data: bytes) -> dict[str, object] | None:
    """The worker's answer; none if it died over the question."""
    try:
        write_frame(worker.child.stdin, json.dumps(request).encode())
        write_frame(worker.child.stdin, data)
        frame = read_frame(worker.child.stdout)
    except OSError:
        frame = None
    answer: dict[str, object] | None = json.loads(frame) if frame else None
    if answer is None or worker.files >= _FILES_EACH or int(str(answer.get("memory", 0))) > _HEAVY:
        stop()
    return answer


def _no_answer(worker: _Worker, name: str, limits: Limits, *, late: bool) -> FormatError:
    """Why there is no answer."""
    if late:
        return FormatError(
            f"{name}：读了 {limits.seconds:g} 秒还没读完，已放弃。请拆分文件，或调高 Limits(seconds=…)。",
            f"{name}: given up after {limits.seconds:g} seconds. Split the file, or raise Limits(seconds=…).",
        )
    code = worker.child.process.wait()
    return FormatError(
        f"{name}：解析程序崩溃（退出码 {code}），文件多半已损坏。请用原软件打开后另存一次。",
        f"{name}: the parser crashed (exit status {code}); the file is probably damaged. "
        "Open it in the program it came from and save it again.",
    )


def _alive() -> _Worker | None:
    """The worker of this very process: after a fork the parent's is not ours to use."""
    if _current and _current[0].parent != os.getpid():
        _current.clear()
    if _current and _current[0].child.process.poll() is not None:
        stop()
    return _current[0] if _current else None


def _started() -> _Worker:
    """A worker that is ready. Raises `ReportmineError` if it does not start."""
    scratch.sweep()
    folder = scratch.make()
    place = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder.path))
    try:
        child = ready(
            lambda: module("reportmine.readers.worker", place),
            lambda child: read_frame(child.stdout) == b"ready",
        )
    except BaseException:
        scratch.remove(folder)
        raise
    _current[:] = [_Worker(child, os.getpid(), folder)]
    return _current[0]


@atexit.register
def stop() -> None:
    """End the other process, with whatever it started, and remove its temporary files."""
    if _current and _current[0].parent == os.getpid():
        worker = _current.pop()
        end(worker.child)
        scratch.remove(worker.folder)


def _give_up(late: Event, child: Child) -> None:
    late.set()
    kill(child)
