"""A process beside this one that parses what strangers made: a crash, a hang or a bomb in there costs one
file.

The process is kept for the next file. Plain pipes and JSON, no pickles: a parser that was taken over can
send nothing but words. Not `multiprocessing`, because daemonic pool and Dask workers may not start such
children.
"""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Event, Lock, Timer

from .. import errors, lexicon
from ..errors import EmptyInput, FormatError, InputError
from ..model import Report
from .frames import read_frame, write_frame
from .limits import MB, Limits

_FILES_EACH = 1000
_HEAVY = 1024 * MB
_lock = Lock()


@dataclass(slots=True)
class _Worker:
    """The process, whose child it is, the folder for its temporary files, and how many files it has read."""

    process: subprocess.Popen[bytes]
    parent: int
    folder: str
    files: int = 0


_current: list[_Worker] = []


def parse(format: str, data: bytes, name: str, limits: Limits) -> Report:
    """What the reader of `format` makes of `data`, parsed in the other process.

    Raises `InputError` subclasses, also where the parser crashed or took longer or more memory than
    `limits` allows.
    """
    record = call({"task": "read", "format": format}, data, name, limits)
    if not isinstance(record, dict):
        raise FormatError(
            f"{name}：解析程序的回答不完整。请重试。",
            f"{name}: the parser's answer is incomplete. Try again.",
        )
    return Report(**{**record, "pages": tuple(record["pages"])})


def call(task: dict[str, object], data: bytes, name: str, limits: Limits) -> object:
    """The worker's result for a task on `data`; raises as `parse` does."""
    with _lock:
        worker = _alive() or _started()
        folder = lexicon.current_folder()
        request = {**task, "name": name, "limits": asdict(limits), "lexicon": str(folder) if folder else ""}
        late = Event()
        timer = Timer(limits.seconds, _give_up, (late, worker.process))
        timer.start()
        try:
            answer = _ask(worker, request, data)
        finally:
            timer.cancel()
            worker.files += 1
    if answer is None:
        raise _no_answer(worker, name, limits, late=late.is_set())
    if "error" in answer:
        raise _refusal(answer)
    return answer["result"]


def _refusal(answer: dict[str, object]) -> InputError:
    """The error that the other process met."""
    kind = getattr(errors, str(answer.get("kind")), FormatError)
    zh, en = answer["error"] if isinstance(answer["error"], list) else ("", "")
    return (kind if kind in (EmptyInput, FormatError, InputError) else FormatError)(str(zh), str(en))


def _ask(worker: _Worker, request: dict[str, object], data: bytes) -> dict[str, object] | None:
    """The worker's answer; none if it died over the question."""
    stdin, stdout = worker.process.stdin, worker.process.stdout
    assert stdin is not None and stdout is not None  # noqa: S101  (both are pipes, see _started)
    try:
        write_frame(stdin, json.dumps(request).encode())
        write_frame(stdin, data)
        frame = read_frame(stdout)
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
    code = worker.process.wait()
    return FormatError(
        f"{name}：解析程序崩溃（退出码 {code}），文件多半已损坏。请用原软件打开后另存一次。",
        f"{name}: the parser crashed (exit status {code}); the file is probably damaged. "
        "Open it in the program it came from and save it again.",
    )


def _alive() -> _Worker | None:
    """The worker of this very process: after a fork the parent's is not ours to use."""
    if _current and _current[0].parent != os.getpid():
        _current.clear()
    if _current and _current[0].process.poll() is not None:
        stop()
    return _current[0] if _current else None


def _started() -> _Worker:
    folder = tempfile.mkdtemp(prefix="reportmine-")
    paths = os.pathsep.join(p for p in sys.path if p)
    environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": folder, "TMP": folder, "TEMP": folder}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", "reportmine.readers.worker"], env=environment, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    worker = _Worker(process, os.getpid(), folder)
    _current[:] = [worker]
    if process.stdout is None or read_frame(process.stdout) != b"ready":
        stop()
        raise InputError(
            "读取文件的辅助进程启动不了。请重新安装 reportmine，或用 Limits(seconds=0) 在本进程中读取。",
            "The helper process that reads files does not start. Install reportmine again, or read in this process with Limits(seconds=0).",
        )
    return worker


@atexit.register
def stop() -> None:
    """End the other process, with whatever it started, and remove its temporary files."""
    if _current and _current[0].parent == os.getpid():
        worker = _current.pop()
        _kill(worker.process)
        for pipe in (worker.process.stdin, worker.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        worker.process.wait()
        shutil.rmtree(worker.folder, ignore_errors=True)


def _give_up(late: Event, process: subprocess.Popen[bytes]) -> None:
    late.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and its children (LibreOffice), which share its session."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
