"""OFD (GB/T 33190), the Chinese fixed-layout format: runs by ofdkit, laid out by the rules we use for PDF."""

from collections.abc import Iterator
from contextlib import suppress

import ofdkit  # type: ignore[import-untyped]

from ..errors import DamagedError, FormatError
from ..model import Report
from .layout import Glyph, Page, page_text
from .limits import DEFAULT, Limits
from .package import Package
from .record import record

_POINTS = 72 / 25.4
_FAULTS = (ofdkit.OFDError, ArithmeticError, LookupError, TypeError, ValueError)  # ofdkit trusts numbers and lists
_PROPERTIES = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "creation_date": "created",
    "mod_date": "modified",
}


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in an OFD file. Raises `FormatError` if it is damaged, locked, too large, or only
    pictures.
    """
    _check(data, name, limits)
    notes: list[str] = []
    try:
        with ofdkit.open(data) as document:
            if len(document.pages) > limits.pages:
                raise FormatError(
                    f"{name}：有 {len(document.pages)} 页，超过 {limits.pages} 页的上限。请拆分。",
                    f"{name}: {len(document.pages)} pages, more than the {limits.pages} allowed. Split it.",
                )
            pages = [_readable(page, number, notes) for number, page in enumerate(document.pages, start=1)]
            properties = {
                ours: str(text)
                for theirs, ours in _PROPERTIES.items()
                if (text := getattr(document.info, theirs))
            }
    except _FAULTS:
        raise FormatError(
            f"{name}：OFD 已损坏或加密，打不开。请用阅读器打开后另存一次。",
            f"{name}: the OFD is damaged or encrypted. Open it in a reader and save it again.",
        ) from None
    if not any(page.glyphs for page in pages) and notes:
        raise FormatError(
            f"{name}：OFD 的每一页都已损坏。请用阅读器打开后另存一次。",
            f"{name}: every page of the OFD is damaged. Open it in a reader and save it again.",
        )
    if not any(page.glyphs for page in pages):
        raise FormatError(
            f"{name}：OFD 里只有图片，没有文字层。请导出为 PDF 或图片后用 reportmine[ocr] 识别。",
            f"{name}: the OFD holds pictures only, no text. Export it as PDF or pictures and have it recognised with reportmine[ocr].",
        )
    made, begins = page_text(pages)
    return record(made, data, name, format="ofd", properties=properties, pages=begins, notes=notes)


def _check(data: bytes, name: str, limits: Limits) -> None:
    """Expand every part once under our limits: ofdkit has its own, but not ours."""
    package = Package(data, name, limits)
    for info in package.infos():
        if info.filename.lower().endswith(".xml"):
            with suppress(DamagedError):  # ofdkit says whether it can do without
                package.expand(info)


def _readable(page: ofdkit.Page, number: int, notes: list[str]) -> Page:
    """The page, or an empty one and a note if it is damaged."""
    try:
        return _page(page)
    except _FAULTS:
        notes.append(f"第 {number} 页已损坏，没有读到")
        return Page(0, 0)


def _page(page: ofdkit.Page) -> Page:
    left, top, width, height = page.box
    found = Page(width * _POINTS, height * _POINTS)
    for run in page.runs:
        if left <= run.x <= left + width and top <= run.y <= top + height:
            found.glyphs += _glyphs(run, left, top)
    return found


def _glyphs(run: ofdkit.TextRun, left: float, top: float) -> Iterator[Glyph]:
    """The characters of a run, sharing out its width: hanzi twice as wide as Latin letters."""
    weights = [0.5 if char.isascii() else 1.0 for char in run.text]
    step = run.width / (sum(weights) or 1.0)
    x = run.x - left
    for char, weight in zip(run.text, weights, strict=True):
        right = x + step * weight
        yield Glyph(char, x * _POINTS, right * _POINTS, (run.y - top) * _POINTS, run.size * _POINTS)
        x = right
