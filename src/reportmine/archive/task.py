"""What travels to a worker, and what comes back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .options import Settings
from .plan import Item


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be done. `shards` is the folder for results, seen under the same path by every machine.

    `known` says for positions that an earlier run did where their rows are (shard, position). With `only`, nothing but
    the file at that position is tried, and its rows are left for the worker that does the shard. `data` is the hash of
    the version and the data that the results must come from; empty on one machine.
    """

    shards: Path
    key: str
    items: tuple[Item, ...]
    settings: Settings
    data: str
    known: dict[int, tuple[str, int]] = field(default_factory=dict)
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a worker says: `begin` and `end` of the file at `position`, `done` with seconds, `stop` with a reason
    in both languages.

    `heavy`: memory ran out over the file at `position`.
    """

    kind: Literal["ready", "begin", "end", "done", "stop", "heavy"]
    position: int = -1
    failed: bool = False
    words: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
