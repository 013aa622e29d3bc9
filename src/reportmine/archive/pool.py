"""Where sources are worked on: in this process, over local processes, or over a Dask cluster."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self

from ..errors import ReportmineError
from ..readers import Source
from ..tables.rows import Rows, failed_row
from .work import Settings, prepare, work

_SMALL = 2_000_000
_settings = Settings()


def _start(settings: Settings) -> None:
    global _settings  # noqa: PLW0603 - set once in each worker
    _settings = settings
    prepare(settings)


def _one(source: Source) -> Rows:
    return work(source, _settings)


class Pool:
    """Maps `work` over sources, results in order. Small jobs stay in this process: starting others costs more."""

    def __init__(self, settings: Settings, jobs: int, engine: str, scheduler: str, sources: Sequence[Source]) -> None:
        self._settings = settings
        self._jobs = jobs or os.cpu_count() or 1
        self._engine, self._scheduler = engine, scheduler
        self._small = sum(s.size for s in sources) < _SMALL or len(sources) < 4
        self._executor: ProcessPoolExecutor | None = None
        self._client: Any = None

    def __enter__(self) -> Self:
        prepare(self._settings)
        _start(self._settings)
        if self._engine == "dask":
            self._client = _dask(self._scheduler)
        elif self._jobs > 1 and not self._small:
            self._executor = self._new()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
        if self._client is not None:
            self._client.close()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, get_context("spawn"), _start, (self._settings,))

    def map(self, sources: Sequence[Source]) -> Iterator[Rows]:
        """Rows of each source, in order."""
        if self._client is not None:
            futures = self._client.map(_remote, sources, [self._settings] * len(sources), pure=False)
            yield from (f.result() for f in futures)
        elif self._executor is None:
            yield from (work(s, self._settings) for s in sources)
        else:
            yield from self._parallel(sources)

    def _parallel(self, sources: Sequence[Source]) -> Iterator[Rows]:
        """A worker that dies costs the file it died of: the rest of the batch is done again, one file at a time."""
        if self._executor is None:
            return
        try:
            done = list(self._executor.map(_one, sources, chunksize=max(1, len(sources) // (self._jobs * 4))))
        except BrokenProcessPool:
            self._executor = self._new()
            done = [self._alone(s) for s in sources]
        yield from done

    def _alone(self, source: Source) -> Rows:
        if self._executor is None:
            return {}
        try:
            return self._executor.submit(_one, source).result()
        except BrokenProcessPool:
            self._executor = self._new()
            return failed_row("", source.path, "failed", f"{source.path}：读取时程序崩溃，文件可能已损坏。请用 Office 打开后另存再试。")


def _remote(source: Source, settings: Settings) -> Rows:
    prepare(settings)
    return work(source, settings)


def _dask(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ReportmineError("--engine dask 需要先安装：pip install 'reportmine[dask]'") from None
    return Client(scheduler or None)
