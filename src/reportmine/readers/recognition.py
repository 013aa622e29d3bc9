"""Pictures of text, read offline by RapidOCR: the extra `ocr`, whose models come with it."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

from ..errors import FormatError
from .layout import Glyph, Page

INSTALL = "pip install rapidocr onnxruntime pillow"
_ENGINE = "rapidocr"
_SCALE = 2.0
_EM = 0.8
# boxes of lines of one size differ by so much
_ALIKE = 1.3


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec(_ENGINE) is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    return import_module(_ENGINE).RapidOCR(params={"Global.log_level": "error"})


def fill(pages: list[Page], scanned: Sequence[int], document: Any, name: str) -> float:
    """Put what is recognised on the scanned pages of a PDF into `pages`; the mean confidence.

    Raises `FormatError` with the install line if the extra `ocr` is missing.
    """
    scores: list[float] = []
    for index in scanned:
        picture = document[index].render(scale=_SCALE).to_numpy()
        page, found = recognised(picture, _SCALE, name)
        pages[index] = page
        scores += found
    return sum(scores) / len(scores) if scores else 0.0


def recognised(picture: Any, scale: float, name: str) -> tuple[Page, list[float]]:
    """The lines on a picture as glyphs, and the confidence of each; `scale` is pixels a point."""
    if not available():
        raise FormatError(
            f"{name}：是扫描件或图片，没有文字层。要识别请安装：{INSTALL}",
            f"{name}: a scan or a picture without text. To have it recognised, install: {INSTALL}",
        )
    height, width = picture.shape[:2]
    page = Page(width / scale, height / scale, exact=False)
    result = _engine()(picture)
    boxes, texts, scores = ([] if part is None else part for part in (result.boxes, result.txts, result.scores))
    lines = [
        ([float(x) / scale for x, _ in box], [float(y) / scale for _, y in box], text)
        for box, text in zip(boxes, texts, strict=True)
    ]
    usual = median([_EM * (max(ys) - min(ys)) for _, ys, _ in lines] or [1.0])
    for xs, ys, text in lines:
        size = _EM * (max(ys) - min(ys))
        size = usual if 1 / _ALIKE < size / usual < _ALIKE else size
        page.glyphs += _spread(text, min(xs), max(xs), max(ys) - 0.15 * (max(ys) - min(ys)), size)
    return page, [float(score) for score in scores]


def _spread(text: str, left: float, right: float, base: float, size: float) -> list[Glyph]:
    """The characters of a recognised line side by side, hanzi twice as wide as Latin letters."""
    weights = [0.5 if c.isascii() else 1.0 for c in text]
    step = (right - left) / (sum(weights) or 1.0)
    glyphs: list[Glyph] = []
    for char, weight in zip(text, weights, strict=True):
        glyphs.append(Glyph(char, left, left + step * weight, base, size))
        left += step * weight
    return glyphs
