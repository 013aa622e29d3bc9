"""How far we are: a bar on a terminal, a plain line every half minute elsewhere (a log, a batch job)."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from .words import tr

if TYPE_CHECKING:
    from rich.progress import Progress

EVERY = 30.0


class Bar:
    """`with Bar("读取报告") as bar: bar.update(done, total, failed)`; writes to standard error."""

    def __init__(
        self, title: str, *, show: bool = True, every: float = EVERY, clock: Callable[[], float] = time.monotonic,
        stream: TextIO | None = None,
    ) -> None:  # fmt: skip
        self._stream = stream or sys.stderr
        self._title, self._every, self._clock = title, every, clock
        self._begun = self._said = clock()
        self._first: int | None = None
        drawn = show and _draws(self._stream)
        self._plain = show and not drawn
        self._progress = _bar(self._stream) if drawn else None
        self._task = self._progress.add_task(title, total=None, pace="") if self._progress else None

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._progress:
            self._progress.stop()

    def update(self, done: int, total: int, failed: int) -> None:
        """`done` of `total` are finished, `failed` of them could not be read."""
        if self._first is None:
            self._first, self._begun = done, self._clock()
        pace = (done - self._first) / max(self._clock() - self._begun, 0.001)
        words = tr(f"{pace:.1f} 份/秒，失败 {failed}", f"{pace:.1f} reports/s, {failed} failed")
        if self._progress and self._task is not None:
            title = tr("写出表格", "Writing tables") if done == total else self._title
            self._progress.update(self._task, completed=done, total=total, pace=words, description=title)
        if self._plain and self._clock() - self._said >= self._every:
            self._said = self._clock()
            self._line(done, total, words, (total - done) / pace if pace else None)

    def _line(self, done: int, total: int, words: str, left: float | None) -> None:
        percent = 100 * done // total if total else 100
        rest = "" if left is None or done == total else tr(f"，还要约 {_span(left)}", f", about {_span(left)} left")
        with suppress(OSError):  # a log that went away is no reason to stop the run
            self._stream.write(tr(f"{self._title} {done}/{total}（{percent}%），", f"{self._title} {done}/{total} ({percent}%), ") + words + rest + "\n")
            self._stream.flush()


def _draws(stream: TextIO) -> bool:
    """Whether a bar may be drawn: on a terminal that moves its cursor, and whose user wants it (see no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _bar(stream: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(), console=Console(file=stream), transient=True,
    )  # fmt: skip


def _span(seconds: float) -> str:
    """小时:分:秒"""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
