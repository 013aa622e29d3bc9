"""The shards done on this machine: some threads, each with a worker process that it watches."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from queue import SimpleQueue

from .supervisor import OnFile, Supervisor
from .task import Task

_TICK = 0.2
OnShard = Callable[[Task, dict[str, float]], None]


def run_local(tasks: Iterator[Task], jobs: int, on_file: OnFile, on_shard: OnShard, tick: Callable[[], None]) -> None:
    """Do every task; `tick` is called a few times a second. The first fault that is not a file's ends the run."""
    crew = [Supervisor(on_file) for _ in range(jobs)]
    idle: SimpleQueue[Supervisor] = SimpleQueue()
    for supervisor in crew:
        idle.put(supervisor)
    executor = ThreadPoolExecutor(jobs)
    try:
        under_way: dict[Future[dict[str, float]], Task] = {}
        while True:
            for task in islice(tasks, jobs + 1 - len(under_way)):
                under_way[executor.submit(_run, task, idle)] = task
            if not under_way:
                break
            for future in wait(under_way, _TICK, FIRST_COMPLETED).done:
                on_shard(under_way.pop(future), future.result())
            tick()
    finally:
        for supervisor in crew:
            supervisor.close()
        executor.shutdown(cancel_futures=True)


def _run(task: Task, idle: "SimpleQueue[Supervisor]") -> dict[str, float]:
    supervisor = idle.get()
    try:
        return supervisor.run(task)
    finally:
        idle.put(supervisor)
