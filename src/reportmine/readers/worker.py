"""The other side of `guard`: reads one file after the other from standard input, under a memory limit.

Run as `python -m reportmine.readers.worker`; nobody calls it by hand.
"""

import faulthandler
import json
import logging
import os
import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..document.codec import packed_report
from ..errors import ReportmineError
from . import scratch
from .collection import Columns, rows_here
from .frames import read_frame, write_frame
from .limits import Limits
from .registry import reader

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)
_GRACE = 5.0  # seconds by which the parent, which says why, is before us


def main() -> None:
    """Answer until standard input ends, then remove our temporary files: a parent that was killed cannot."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    write_frame(answers, b"ready")
    while (head := read_frame(sys.stdin.buffer)) is not None and (
        data := read_frame(sys.stdin.buffer)
    ) is not None:
        write_frame(answers, json.dumps(_answer(json.loads(head), data)).encode())
    if "reportmine-" in (folder := os.environ.get("TMPDIR", "")):
        shutil.rmtree(folder, ignore_errors=True)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, object]:
    """The result of a task, or the error in words, and the memory that we hold."""
    name, limits = str(request["name"]), Limits(**request["limits"])
    _bound(limits.memory)
    faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True)  # should nobody watch us any more
    try:
        return {"result": _result(request, data, name, limits), "memory": _memory()}
    except ReportmineError as wrong:
        return {"error": wrong.words, "kind": type(wrong).__name__, "memory": _memory()}
    except MemoryError:
        error = (
            f"{name}：读取所需内存超过上限，已放弃。请拆分文件，或调高 Limits(memory=…)。",
            f"{name}: given up, reading takes more memory than allowed. Split the file, or raise Limits(memory=…).",
        )
        return {"error": error, "memory": sys.maxsize}
    except RecursionError:
        error = (
            f"{name}：结构嵌套过深，已拒绝。请用原软件打开后另存一次。",
            f"{name}: refused, nested too deeply. Open it in the program it came from and save it again.",
        )
    except Exception as wrong:  # a parser's own bug is the file's failure, never the batch's
        if isinstance(wrong, OSError) and scratch.is_full(wrong):
            return {"error": scratch.no_room(wrong).words, "kind": "ReportmineError", "memory": _memory()}
        _log.exception("%s", name)
        error = (
            f"{name}：文件结构已损坏，读不出。请用原软件打开后另存一次。",
            f"{name}: the structure of the file is damaged, it cannot be read. Open it in the program it came from and save it again.",
        )
    finally:
        faulthandler.cancel_dump_traceback_later()
    return {"error": error, "memory": _memory()}


def _result(request: dict[str, Any], data: bytes, name: str, limits: Limits) -> object:
    if request["task"] == "rows":
        found = rows_here(data, name, Columns(**request["columns"]), limits)
        return None if found is None else [asdict(row) for row in found]
    return packed_report(reader(request["format"], name)(data, name, limits))


def _bound(memory: int) -> None:
    if resource is not None and memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(
            resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard)
        )


def _memory() -> int:
    """Memory this process holds, in bytes; not `ru_maxrss`, which on Linux starts with what the parent once held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0 if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
