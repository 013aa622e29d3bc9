"""Which function reads which format: the entry points of the group `reportmine.readers`.

Adding a format: (1) a module with `read(data, name, limits) -> Report`, (2) an entry point of the format's
name, (3) a row in `data/lexicons/formats.csv` (suffixes, first bytes). A format whose row or reader is
missing is refused with the advice of its row.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from ..errors import FormatError
from ..model import Report
from .formats import known
from .limits import Limits

GROUP = "reportmine.readers"
Reader = Callable[[bytes, str, Limits], Report]


@lru_cache(maxsize=1)
def _declared() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def formats() -> tuple[str, ...]:
    """Names of the formats that can be read here, sorted."""
    return tuple(sorted(_declared()))


def reader_point(format: str, name: str) -> EntryPoint:
    """Where the reader of `format` is. Raises `FormatError` with what to do if there is none for the file
    `name`.
    """
    point = _declared().get(format)
    if point is None:
        row = known().get(format)
        label, advice, advice_en = (row.label, row.advice, row.advice_en) if row else (format, "", "")
        raise FormatError(
            f"{name}：不支持{label}。{advice or '请另存为 docx、pdf 或 txt'}。",
            f"{name}: cannot be read ({format}). {advice_en or 'Save it as docx, pdf or txt'}.",
        )
    return point


def reader(format: str, name: str) -> Reader:
    """The function that reads `format`. Raises `FormatError` if there is none or it cannot be loaded."""
    try:
        found: Reader = reader_point(format, name).load()
    except ImportError as missing:
        raise FormatError(
            f"{name}：读取 {format} 的组件装不上（{missing}）。请重新安装 reportmine。",
            f"{name}: the part that reads {format} cannot be loaded ({missing}). Install reportmine again.",
        ) from missing
    return found
