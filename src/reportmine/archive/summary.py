"""What a run did, counted, and the numbers that progress is shown by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Progress = Callable[[int, int, int], None]
SHOWN_ERRORS = 1000


def silent(done: int, total: int, failed: int) -> None:
    """Progress nobody looks at."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many files there are of one kind of change, and the first of them: (path, the file it is a copy of)."""

    count: int
    first: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Summary:
    """What a run did.

    `errors` holds (path, (Chinese, English)). `stages` holds seconds: of this process, and under `workers` the sum over
    the processes that read. `mended` are files of the earlier run that were damaged and are written anew; `lost` says of
    what could not be, in both languages. `left_out` are folders of earlier results, which were not read. `changes` tells by
    kind (`new` `changed` `gone` `copy`) what is different from the run before (`again`: there was one), `old` which files
    `compare` and `check` made from other tables than there are now.
    """

    reports: int = 0
    read: int = 0
    reused: int = 0
    failed: int = 0
    empty: int = 0
    facts: int = 0
    masked: int = 0
    named: int = 0
    copies: int = 0
    shards: int = 0
    changed: bool = True
    seconds: float = 0.0
    errors: list[tuple[str, tuple[str, str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mended: list[Path] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    again: bool = False
    old: dict[str, list[str]] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    workers: dict[str, float] = field(default_factory=dict)

    def count(self, status: str, path: str, why: tuple[str, str]) -> None:
        """One report more, and why it could not be read, in Chinese and in English.

        Of the errors the first thousand are kept; all of them are in the table `reports`.
        """
        if status == "failed":
            self.failed += 1
        elif status == "empty":
            self.empty += 1
        else:
            self.read += 1
        if status != "ok" and len(self.errors) < SHOWN_ERRORS:
            self.errors.append((path, why))

    def spent(self, seconds: dict[str, float]) -> None:
        """Add what a worker spent on a shard."""
        for stage, value in seconds.items():
            self.workers[stage] = self.workers.get(stage, 0.0) + value
