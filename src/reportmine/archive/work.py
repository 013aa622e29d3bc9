"""One source to rows: read, analyse, tabulate. What goes wrong with a file becomes its row."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .. import lexicon, readers, taxonomy
from ..errors import EmptyInput, InputError
from ..model import Report
from ..pipeline import process
from ..readers import Source
from ..tables.rows import Rows, failed_row, report_rows


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the content of the tables; travels to workers. `taxonomy` empty: detected report by report."""

    taxonomy: str = ""
    words: str = "rjieba"
    lexicon: Path | None = None
    reading: readers.Options = readers.Options()


def prepare(settings: Settings) -> None:
    """Make this process use the settings' word lists (in a worker: once, before the first source)."""
    if lexicon.current_folder() != settings.lexicon:
        lexicon.use_folder(settings.lexicon)


def work(source: Source, settings: Settings) -> Rows:
    """Rows of every table for one source; never raises for what is the file's fault."""
    given = source.given
    org, period = (given.organization, given.period) if given else ("", "")
    try:
        report = readers.load(source, settings.reading)
    except EmptyInput as error:
        return failed_row(_stand_in(source), source.path, "empty", str(error), org, period)
    except InputError as error:
        return failed_row(_stand_in(source), source.path, "failed", str(error), org, period)
    return analysed(report, settings)


def analysed(report: Report, settings: Settings) -> Rows:
    """Rows of every table for one report already read."""
    name = settings.taxonomy or taxonomy.detect(report.text)
    return report_rows(report, process(report, engine=settings.words, taxonomy=name), name)


def _stand_in(source: Source) -> str:
    """An id for what could not be read: of its bytes if it has any, else of its path."""
    path = Path(source.file or source.path)
    try:
        data = path.read_bytes() if source.row is None and not source.members else source.path.encode()
    except OSError:
        data = source.path.encode()
    return hashlib.sha256(data).hexdigest()[:16]
