"""One source to rows: read, analyse, tabulate. What goes wrong with a file becomes its row."""

import hashlib
import logging

from .. import readers, taxonomy
from ..errors import EmptyInput, InputError, ReportmineError
from ..model import Report
from ..pipeline import process
from ..readers import Source
from ..regular import opened
from ..resources import Resources
from ..tables.rows import Rows, failed_row, report_rows
from .options import Settings

__all__ = ["Settings", "analysed", "read", "refused", "work"]
_log = logging.getLogger(__name__)


def work(source: Source, settings: Settings, resources: Resources) -> Rows:
    """Rows of every table for one source; never raises for what is the file's fault."""
    found = read(source, settings, resources)
    return analysed(found, settings, source, resources) if isinstance(found, Report) else found


def read(source: Source, settings: Settings, resources: Resources) -> Report | Rows:
    """The report, or the row of a file that cannot be read."""
    try:
        return readers.load(source, settings.reading, resources)
    except EmptyInput as error:
        return refused(source, error.words, "empty")
    except InputError as error:
        return refused(source, error.words)
    except (MemoryError, ReportmineError):
        raise
    except Exception:  # a bug met by one file must not cost the archive
        _log.exception("%s", source.path)
        why = (
            f"{source.path}：文件结构已损坏，读不出。请用原软件打开后另存一次。",
            f"{source.path}: the structure of the file is damaged, it cannot be read. Open it in the program it came from and save it again.",
        )
        return refused(source, why)


def analysed(report: Report, settings: Settings, source: Source, resources: Resources) -> Rows:
    """Rows of every table for a report already read."""
    try:
        name = settings.taxonomy or taxonomy.detect(report.text)
        return report_rows(process(report, segmenter=settings.words, roles=settings.roles, taxonomy=name, resources=resources), name, resources)
    except (MemoryError, ReportmineError):
        raise
    except Exception:  # as above
        _log.exception("%s", source.path)
        why = (
            f"{source.path}：分析时程序出错，不是文件的错。请把这份文件反馈给我们。",
            f"{source.path}: the analysis failed, which is not the file's fault. Please report this file to us.",
        )
        return refused(source, why)


def refused(source: Source, why: tuple[str, str], status: str = "failed") -> Rows:
    """The single row of a source that gave no report; `why` in Chinese and in English."""
    given = source.given
    return failed_row(_stand_in(source), source.path, status, why, *((given.organization, given.period) if given else ()))


def _stand_in(source: Source) -> str:
    """An id for what could not be read: of its bytes if it has any, else of its path."""
    try:
        if source.row is None and not source.members:
            with opened(source.file or source.path) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except (OSError, ValueError, InputError):
        pass
    return hashlib.sha256(source.path.encode("utf-8", "surrogatepass")).hexdigest()[:16]
