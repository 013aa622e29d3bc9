"""A progress bar on a terminal; nothing where the output is no terminal."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """`with Bar("读取报告") as bar: bar.update(done, total)`."""

    def __init__(self, title: str, *, show: bool = True) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=console, transient=True, disable=not show or not sys.stderr.isatty(),
        )  # fmt: skip
        self._task = self._progress.add_task(title, total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()

    def update(self, done: int, total: int) -> None:
        """`done` of `total` are finished."""
        self._progress.update(self._task, completed=done, total=total)

    def say(self, title: str) -> None:
        """What is being done now."""
        self._progress.update(self._task, description=title)
