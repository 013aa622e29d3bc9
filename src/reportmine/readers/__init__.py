"""Bytes in any office format to a `Report` whose text never changes afterwards.

>>> text_report("一、总体情况").text
'一、总体情况'
"""

from pathlib import Path

from ..document import TextBuilder
from ..errors import FormatError
from ..model import Report
from .collection import Columns
from .document import read_document
from .given import Given
from .inputs import discover
from .limits import DEFAULT, Limits
from .metadata import describe
from .record import record
from .source import DEFAULT_OPTIONS, Options, Source, load

__all__ = [
    "Columns",
    "Given",
    "Limits",
    "Options",
    "Source",
    "describe",
    "discover",
    "load",
    "read",
    "read_bytes",
    "text_report",
]


def read(path: str | Path, options: Options = DEFAULT_OPTIONS) -> Report:
    """The one report in a file, with its metadata.

    Raises `InputError` (which file, what is wrong, what to do) if it cannot be read, and
    `FormatError` if the file is a table or an archive of several reports; `discover` and `load` read those.
    """
    shown = str(path)
    found = (
        [s for s, _ in zip(discover([shown], options), range(2), strict=False)]
        if Path(path).is_file()
        else []
    )
    if len(found) > 1:
        raise FormatError(
            f"{shown}：里面不止一篇报告。请用 reportmine extract，或 readers.discover 逐篇读取。",
            f"{shown}: it holds more than one report. Use reportmine extract, or readers.discover to read them one by one.",
        )
    return load(found[0] if found else Source(shown, shown), options)


def read_bytes(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in bytes that came from somewhere else than a file; `name` is shown in errors and hints at
    the format.
    """
    return describe(read_document(data, name, limits), path=name)


def text_report(text: str, *, path: str = "", organization: str = "", period: str = "") -> Report:
    """A report for text given in memory: not a character is changed.

    Raises `EmptyInput` if there is nothing but blanks.
    """
    made = TextBuilder()
    made.lines(text)
    report = record(made, text.encode("utf-8", "surrogatepass"), path, format="text", encoding="utf-8")
    return describe(report, path=path, given=Given(organization, period) if organization or period else None)
