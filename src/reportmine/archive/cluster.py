"""The shards done on a Dask cluster: the same supervised worker on every machine, results in a shared folder.

A file that kills its worker kills our own process beside the Dask worker, not the Dask worker: what is left of Dask's
failures are machines that go away, and their shards are sent out again.
"""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import islice
from threading import Lock, local
from typing import Any

from ..errors import ReportmineError
from .faults import StoppedError
from .local import OnShard
from .supervisor import Supervisor
from .task import Task

_TICK = 0.2
_RESENDS = 5
_CUT_OFF = (
    "与 Dask 调度器的连接断了。请检查调度器后再次运行，即从中断处继续。",
    "The connection to the Dask scheduler broke. Check the scheduler and run again to continue.",
)
_here = local()
_all: list[Supervisor] = []
_guard = Lock()


def run_dask(tasks: Iterator[Task], scheduler: str, on_shard: OnShard, tick: Callable[[], None]) -> None:
    """Do every task on the cluster; `tick` is called a few times a second. Raises `StoppedError` if there is no cluster."""
    client = _client(scheduler)
    try:
        _drive(client, tasks, on_shard, tick)
    except (OSError, RuntimeError, TimeoutError) as error:  # what Dask raises once its scheduler is gone
        raise StoppedError(*_CUT_OFF) from error
    finally:
        if client.status == "running":
            with suppress(Exception):  # the run has its result; a cluster that just went away cannot change it
                client.run(dismiss)
            client.close()


def _drive(client: Any, tasks: Iterator[Task], on_shard: OnShard, tick: Callable[[], None]) -> None:
    """Keep two shards for each thread of the cluster under way, however many machines come and go."""
    under_way: dict[Any, tuple[Task, int]] = {}
    while True:
        if client.status not in ("running", "connecting"):
            raise StoppedError(*_CUT_OFF)
        threads = sum(w["nthreads"] for w in client.scheduler_info(n_workers=-1).get("workers", {}).values())
        for task in islice(tasks, max(2 * threads - len(under_way), 0 if under_way else 1)):
            under_way[_send(client, task, 0)] = (task, 0)
        if not under_way:
            return
        with suppress(TimeoutError, _distributed().CancelledError):
            _distributed().wait(list(under_way), timeout=_TICK, return_when="FIRST_COMPLETED")
        for future in [f for f in under_way if f.done()]:
            task, sent = under_way.pop(future)
            seconds = _seconds(future, sent)
            if seconds is None:
                under_way[_send(client, task, sent + 1)] = (task, sent + 1)
            else:
                on_shard(task, seconds)
        tick()


def _send(client: Any, task: Task, sent: int) -> Any:
    return client.submit(run_here, task, key=f"reportmine-{task.key}-{sent}", pure=False, retries=0)


def _seconds(future: Any, sent: int) -> dict[str, float] | None:
    """What the task returned; none if its machine was lost and it should be sent again."""
    lost = (_distributed().KilledWorker, _distributed().CancelledError)
    try:
        found: dict[str, float] = future.result()
    except lost as error:
        if sent >= _RESENDS:
            raise StoppedError(
                f"Dask 的工作节点一再失联（{error}）。请检查集群后再次运行，即从中断处继续。",
                f"Dask keeps losing its workers ({error}). Check the cluster and run again to continue.",
            ) from error
        return None
    return found


def run_here(task: Task) -> dict[str, float]:
    """Do a shard on this machine of the cluster. Raises `StoppedError` if the shared folder is not here."""
    if not task.shards.is_dir():
        raise StoppedError(
            f"机器 {socket.gethostname()} 上没有文件夹 {task.shards}。Dask 要求输入和 -o 在所有机器上路径相同（共享盘）。",
            f"{socket.gethostname()} has no folder {task.shards}. With Dask, inputs and -o must have the same path on every machine (a shared drive).",
        )
    if not hasattr(_here, "supervisor"):
        _here.supervisor = Supervisor()
        with _guard:
            _all.append(_here.supervisor)
    return _here.supervisor.run(task)  # type: ignore[no-any-return]


def dismiss() -> None:
    """End the processes of a run on this machine; the next run starts its own."""
    with _guard:
        for supervisor in _all:
            supervisor.rest()


def _client(scheduler: str) -> Any:
    address = scheduler or _distributed().config.get("scheduler-address", None)
    if not address:
        raise ReportmineError(
            "--engine dask 需要用 --scheduler 指明调度器地址，例如 --scheduler tcp://10.0.0.1:8786。",
            "--engine dask needs the address of the scheduler, such as --scheduler tcp://10.0.0.1:8786.",
        )
    distributed = _distributed()
    for name in [n for n in logging.root.manager.loggerDict if n.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # we say ourselves, in one line, what went wrong
    try:
        return distributed.Client(address, timeout=20)
    except (OSError, TimeoutError, ValueError) as error:
        raise StoppedError(
            f"连不上 Dask 调度器 {address}（{error}）。请核对地址，并确认 dask scheduler 已启动。",
            f"no Dask scheduler answers at {address} ({error}). Check the address, and that dask scheduler is running.",
        ) from error


def _distributed() -> Any:
    """The package, imported only by those who use it."""
    try:
        return import_module("distributed")
    except ImportError:
        raise ReportmineError(
            "--engine dask 需要先安装：pip install distributed",
            "--engine dask needs: pip install distributed",
        ) from None
