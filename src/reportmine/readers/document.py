"""One file's bytes to one `Report`, whatever the format."""

from ..errors import EmptyInput
from ..model import Report
from .formats import detect
from .guard import parse
from .limits import Limits, check_size
from .registry import reader, reader_point

_HARMLESS = frozenset({"text"})


def read_document(data: bytes, name: str, limits: Limits) -> Report:
    """The report in `data`, not yet described. Raises `InputError` subclasses only.

    Plain text is read here; every other format in a process of its own, so that a crash or hang costs one
    file.
    """
    check_size(len(data), name, limits)
    if not data:
        raise EmptyInput(
            f"{name}：文件是空的（0 字节）。请核对是否选错了文件。",
            f"{name}: the file is empty (0 bytes). Check that it is the right one.",
        )
    format = detect(data, name)
    if format in _HARMLESS or not limits.seconds:
        return reader(format, name)(data, name, limits)
    reader_point(format, name)
    return parse(format, data, name, limits)
