"""A PDF page as glyphs and rules, turned upright; watermarks across the page and invisible paths left out."""

import ctypes
import math
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from .layout import Glyph, Page, Rule

Point = tuple[float, float]
_THIN = 2.5
_STRAIGHT = 0.7
_TILT = 0.15
_MANY = 20_000


def page_of(page: pdfium.PdfPage) -> Page:
    """The glyphs and rules of one page, y downwards."""
    width, height = page.get_size()
    upright, turn = _upright(page)
    found = Page(width, height)
    text = page.get_textpage()
    try:
        found.glyphs = list(_glyphs(text, upright, turn))
    finally:
        text.close()
    found.rules = [rule for _, rule in zip(range(_MANY), _rules(page, upright), strict=False)]
    return found


def has_picture(page: pdfium.PdfPage) -> bool:
    """Whether there is an image on the page, as on every scan."""
    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _upright(page: pdfium.PdfPage) -> tuple[Callable[[float, float], Point], float]:
    """From the page's own coordinates (y upwards, unturned) to the sheet as seen, and the turn in radians."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    rotation = page.get_rotation()
    return turns.get(rotation, turns[0]), math.radians(rotation)


def _glyphs(
    text: pdfium.PdfTextPage, upright: Callable[[float, float], Point], turn: float
) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        char, high = _character(code, high), 0
        if char.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        angle = (raw.FPDFText_GetCharAngle(text, index) - turn + math.pi) % (2 * math.pi) - math.pi
        if abs(angle) > _TILT or not raw.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.b, matrix.d) or 1.0)
        left, bottom, right, top = text.get_charbox(index, loose=True)
        start, end = upright(left, bottom)[0], upright(right, top)[0]
        glyph = Glyph(char, min(start, end), max(start, end), upright(x.value, y.value)[1], size)
        if all(map(math.isfinite, (glyph.left, glyph.right, glyph.base, size))):
            yield glyph


def _character(code: int, high: int) -> str:
    """The character of a code unit, joined with the high surrogate before it; NUL and lone surrogates are
    unreadable.
    """
    if high and 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
    return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _rules(page: pdfium.PdfPage, upright: Callable[[float, float], Point]) -> Iterator[Rule]:
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, mode, stroke)
        if not (mode.value or stroke.value):
            continue
        for path in _subpaths(item):
            points = [upright(*p) for p in path]
            yield from _drawn(points) if stroke.value else _filled(points)


def _subpaths(item: pdfium.PdfObject) -> Iterator[list[Point]]:
    """The straight pieces of a path, its own coordinates turned into the page's."""
    matrix = item.get_matrix()
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _MANY)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _drawn(points: list[Point]) -> Iterator[Rule]:
    """Every horizontal or vertical piece of a drawn line."""
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT:
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _filled(points: list[Point]) -> Iterator[Rule]:
    """A filled box so thin that it is a line; wider ones are shading."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) < _THIN < max(width, height):
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        yield Rule(min(xs), y, max(xs), y) if width > height else Rule(x, min(ys), x, max(ys))
