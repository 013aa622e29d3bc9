"""A PDF page as glyphs and rules, turned upright; watermarks across the page and invisible paths left out."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from .layout import Glyph, Page, Rule

Point = tuple[float, float]
_THIN = 2.5
_STRAIGHT = 0.7
_TILT = 0.15
_MANY = 20_000
_PROBES = 200
_A4 = (0.0, 0.0, 595.0, 842.0)


def page_of(page: pdfium.PdfPage) -> Page:
    """The glyphs and rules of one page, y downwards, turned so that most of its text is upright."""
    box = page.get_bbox()
    left, bottom, right, top = box if all(map(math.isfinite, box)) else _A4
    text = page.get_textpage()
    try:
        quarter = _quarter(text)
        width, height = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
        upright = _upright((left, bottom, right, top), quarter)
        found = Page(width, height, list(_glyphs(text, upright, quarter)))
    finally:
        text.close()
    found.rules = [rule for _, rule in zip(range(_MANY), _rules(page, upright), strict=False)]
    return found


def _quarter(text: pdfium.PdfTextPage) -> int:
    """By how many quarters of a turn, clockwise, most of the text lies; the page's own rotation does not matter."""
    count = text.count_chars()
    angles = (raw.FPDFText_GetCharAngle(text, i) for i in range(0, count, max(1, count // _PROBES)))
    turns = Counter(round(2 * angle / math.pi) % 4 for angle in angles if math.isfinite(angle))
    return turns.most_common(1)[0][0] if turns else 0


def has_picture(page: pdfium.PdfPage) -> bool:
    """Whether there is an image on the page, as on every scan."""
    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _upright(box: tuple[float, float, float, float], quarter: int) -> Callable[[float, float], Point]:
    """From the page's own coordinates (y upwards) to those of a sheet turned so that text lying so is upright."""
    left, bottom, right, top = box
    turns: tuple[Callable[[float, float], Point], ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (top - y, right - x),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (y - bottom, x - left),
    )
    return turns[quarter]


def _glyphs(
    text: pdfium.PdfTextPage, upright: Callable[[float, float], Point], quarter: int
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
        angle = (raw.FPDFText_GetCharAngle(text, index) - quarter * math.pi / 2 + math.pi) % (
            2 * math.pi
        ) - math.pi
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
