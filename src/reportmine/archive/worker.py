"""The process that reads and analyses, one shard after the other; a `Supervisor` starts it and watches it.

Run as `python -m reportmine.archive.worker`; nobody calls it by hand.
"""

import faulthandler
import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.abc import MetaPathFinder
from queue import SimpleQueue
from typing import IO

from ..errors import InputError, ReportmineError
from ..model import Report
from ..pipeline import process
from ..regular import opened
from ..resources import Resources
from ..tables.rows import Rows
from ..tables.schema import TABLES
from . import results, spill
from .faults import StoppedError, input_gone, writing
from .manifest import content_hash
from .options import Settings
from .plan import Item
from .task import Message, Task
from .user_data import prepared
from .wire import next_task, send
from .work import analysed, read, refused


def main() -> None:
    """Do tasks until the supervisor is gone."""
    sys.meta_path.insert(0, _WithoutPandas())
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    send(answers, Message("ready"))
    while True:
        send(answers, _answer(tasks.get(), answers))


class _WithoutPandas(MetaPathFinder):
    """Arrow imports pandas to see whether a list is one of its own: 0.15 seconds and 50 MB that no worker needs."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ImportError(name)


def _listen(tasks: "SimpleQueue[Task]") -> None:
    """Take in tasks; when the supervisor is gone, even by `kill -9`, so are we, in the midst of a file."""
    while (task := next_task(sys.stdin.buffer)) is not None:
        tasks.put(task)
    os._exit(0)


def _answer(task: Task, answers: IO[bytes]) -> Message:
    try:
        resources = _settled(task.settings)
        if task.data and task.data != content_hash(task.settings, resources):
            raise StoppedError(
                "各台机器上 reportmine 的版本、数据或词库不一致。请装成同一版本后再次运行。",
                "The machines differ in the version, the data or the word lists of reportmine. Install the same on all and run again.",
            )
        return Message("done", seconds=Shard(task, answers, resources).run())
    except ReportmineError as error:
        return Message("stop", words=error.words)


@lru_cache(maxsize=1)
def _settled(settings: Settings) -> Resources:
    """Read word lists, rules and models now, and never search them for garbage again: a quarter of the time on dense texts."""
    resources = prepared(settings)
    process(Report("组织12次学习。"), segmenter=settings.words, roles=settings.roles, resources=resources)
    gc.collect()
    gc.freeze()
    return resources


class Shard:
    """One task under way: rows by position, seconds by stage."""

    def __init__(self, task: Task, answers: IO[bytes], resources: Resources) -> None:
        self._task, self._answers, self._resources = task, answers, resources
        self._spill = results.spill_place(task.shards, task.key)
        self._seconds = {"read": 0.0, "analyse": 0.0, "store": 0.0}
        self._again: set[int] = set()

    def run(self) -> dict[str, float]:
        """Do what is left of the shard and write it; with `only`, do that file."""
        with writing(self._task.shards.parent.parent.parent):
            rows = spill.finished(self._spill)
            if self._task.only is None:
                rows |= self._known()
            for position, item in enumerate(self._task.items):
                if position not in rows and self._task.only in (None, position):
                    rows[position] = self._file(position, item)
            if self._task.only is None:
                with self._clock("store"):
                    self._write([rows[p] for p in range(len(self._task.items))])
        return self._seconds

    def _known(self) -> dict[int, Rows]:
        """Rows that an earlier run has."""
        wanted: dict[str, dict[int, int]] = {}
        for position, (key, there) in self._task.known.items():
            wanted.setdefault(key, {})[there] = position
        found: dict[int, Rows] = {}
        for key, places in wanted.items():
            found |= {places[p]: rows for p, rows in results.rows_at(self._task.shards, key, places).items()}
        return found

    def _file(self, position: int, item: Item) -> Rows:
        send(self._answers, Message("begin", position))
        faulthandler.dump_traceback_later(2 * self._task.settings.seconds, exit=True)  # should nobody watch us any more
        try:
            rows = self._rows(item)
        except MemoryError:
            send(self._answers, Message("heavy", position))
            os._exit(1)
        finally:
            faulthandler.cancel_dump_traceback_later()
        failed = rows["reports"][0]["status"] == "failed"
        if failed and item.there and _out_of_reach(item):
            self._again.add(position)
        else:
            spill.append(self._spill, position, rows)
        send(self._answers, Message("end", position, failed))
        return rows

    def _rows(self, item: Item) -> Rows:
        with self._clock("read"):
            found = read(item.source, self._task.settings, self._resources)
        if not isinstance(found, Report):
            return found
        with self._clock("analyse"):
            return analysed(found, self._task.settings, item.source, self._resources)

    @contextmanager
    def _clock(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self._seconds[stage] += time.perf_counter() - begun

    def _write(self, rows: list[Rows]) -> None:
        try:
            results.write(self._task.shards, self._task.key, self._entries(rows), rows)
        except (ValueError, OverflowError):
            rows = [_storable(r, i) for r, i in zip(rows, self._task.items, strict=True)]
            results.write(self._task.shards, self._task.key, self._entries(rows), rows)

    def _entries(self, rows: list[Rows]) -> list[results.Entry]:
        return [_entry(i, r, p in self._again) for p, (i, r) in enumerate(zip(self._task.items, rows, strict=True))]


def _entry(item: Item, rows: Rows, again: bool) -> results.Entry:  # noqa: FBT001
    report = rows["reports"][0]
    masked = sum(bool(f["masked"]) for f in rows.get("facts", ()))
    counts = tuple(len(rows.get(t, ())) for t in TABLES)
    return results.Entry(
        item.stamp,
        item.source.path,
        report["report_id"],
        report["status"],
        report["error"],
        masked,
        again,
        counts,
        report.get("error_en", ""),
    )


def _storable(rows: Rows, item: Item) -> Rows:
    """The rows, or that of a failure if no table can hold them (half a character, a number beyond all bounds)."""
    try:
        results.check(rows)
    except (ValueError, OverflowError):
        path = item.source.path
        why = (
            f"{path}：内容存不进表格。请核对文件里的乱码或超长数字。",
            f"{path}: no table can hold its content. Look for garbled characters or endless numbers in it.",
        )
        return refused(item.source, why)
    return rows


def _out_of_reach(item: Item) -> bool:
    """Whether a file cannot even be opened now. Raises `StoppedError` if that is because its drive is gone."""
    try:
        opened(item.source.file).close()
    except InputError:  # no regular file: to try again is of no use
        return False
    except OSError as error:
        if gone := input_gone(item.source.file, error, item.source.root):
            raise gone from error
        return True
    return False


if __name__ == "__main__":
    main()
