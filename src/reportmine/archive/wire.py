"""Tasks and messages on the pipes between a worker and its supervisor; both are ours, so pickle may carry them."""

import pickle
from typing import IO

from ..readers.frames import read_frame, write_frame
from .task import Message, Task


def send(pipe: IO[bytes], item: Task | Message) -> None:
    """Send one. Raises `OSError` if the other side is gone."""
    write_frame(pipe, pickle.dumps(item))


def next_task(pipe: IO[bytes]) -> Task | None:
    """The next task; none if the supervisor is gone."""
    frame = read_frame(pipe)
    return None if frame is None else pickle.loads(frame)  # noqa: S301


def next_message(pipe: IO[bytes]) -> Message | None:
    """The next message; none if the worker is gone."""
    frame = read_frame(pipe)
    return None if frame is None else pickle.loads(frame)  # noqa: S301
