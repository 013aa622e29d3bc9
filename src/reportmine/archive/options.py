"""What a run is asked to do, and what decides the content of its tables."""

from dataclasses import dataclass
from pathlib import Path

from .. import readers
from ..readers.own_results import STORE

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the content of the tables; travels to workers.

    `taxonomy` empty: detected report by report. `seconds` and `memory` (bytes of resident memory) are what one file may
    cost in reading and analysis together; `seconds` is above the reader's own limit, so that the reader speaks first.
    """

    taxonomy: str = ""
    words: str = "rjieba"
    roles: str = "rules"
    lexicon: Path | None = None
    reading: readers.Options = readers.Options()
    seconds: float = 300.0
    memory: int = 4096 * MB


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: where to write, how many processes, which engine, whether to forget an earlier run.

    `shard` is the size of a shard in bytes of input: the work that is handed out, kept and published as one.
    `books` is the language of CSV and workbook; empty: tables only.
    """

    out: Path
    settings: Settings = Settings()
    jobs: int = 0
    engine: str = "local"
    scheduler: str = ""
    fresh: bool = False
    organizations: Path | None = None
    shard: int = MB
    books: str = ""

    @property
    def places(self) -> list[Path]:
        """What is no report, wherever it lies: the results of this run, and the files and folders given with options."""
        settings = self.settings
        given = (self.organizations, settings.lexicon, Path(settings.taxonomy) if settings.taxonomy else None)
        return [self.out, *(p for p in given if p is not None)]

    @property
    def own(self) -> Path:
        """The folder in OUT for what only we read: finished shards, the lock."""
        return self.out / STORE
