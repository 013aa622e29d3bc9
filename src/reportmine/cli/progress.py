"""How far we are: a bar on a terminal, a plain line every half minute elsewhere (a log, a batch job)."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .words import tr

EVERY = 30.0


class Bar:
    """`with Bar("读取报告") as bar: bar.update(done, total, failed)`; writes to standard error."""

    def __init__(
        self, title: str, *, show: bool = True, every: float = EVERY, clock: Callable[[], float] = time.monotonic,
        stream: TextIO | None = None,
    ) -> None:  # fmt: skip
        self._stream = stream or sys.stderr
        terminal = self._stream.isatty()
        self._plain = show and not terminal
        self._title, self._every, self._clock = title, every, clock
        self._begun = self._said = clock()
        self._first: int | None = None
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"),
            TimeRemainingColumn(), console=Console(file=self._stream), transient=True, disable=not show or not terminal,
        )  # fmt: skip
        self._task = self._progress.add_task(title, total=None, pace="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def update(self, done: int, total: int, failed: int) -> None:
        """`done` of `total` are finished, `failed` of them could not be read."""
        if self._first is None:
            self._first, self._begun = done, self._clock()
        pace = (done - self._first) / max(self._clock() - self._begun, 0.001)
        words = tr(f"{pace:.1f} 份/秒，失败 {failed}", f"{pace:.1f} reports/s, {failed} failed")
        if done == total:
            self._progress.update(self._task, completed=done, total=total, pace=words, description=tr("写出表格", "Writing tables"))
        else:
            self._progress.update(self._task, completed=done, total=total, pace=words)
        if self._plain and self._clock() - self._said >= self._every:
            self._said = self._clock()
            self._line(done, total, words, (total - done) / pace if pace else None)

    def _line(self, done: int, total: int, words: str, left: float | None) -> None:
        percent = 100 * done // total if total else 100
        rest = "" if left is None or done == total else tr(f"，还要约 {_span(left)}", f", about {_span(left)} left")
        self._stream.write(f"{self._title} {done}/{total}（{percent}%），{words}{rest}\n")
        self._stream.flush()


def _span(seconds: float) -> str:
    """小时:分:秒"""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
