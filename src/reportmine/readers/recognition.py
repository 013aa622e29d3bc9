"""Pictures of text, read offline by RapidOCR: the extra `ocr`, whose models come with it."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from ..errors import FormatError
from .layout import Glyph, Page

INSTALL = "pip install 'reportmine[ocr]'"
_ENGINE = "rapidocr_onnxruntime"
_SCALE = 2.0
_EM = 0.8


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return find_spec(_ENGINE) is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


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
        raise FormatError(f"{name}：是扫描件或图片，没有文字层。要识别请安装：{INSTALL}")
    height, width = picture.shape[:2]
    page = Page(width / scale, height / scale)
    result, _ = _engine()(picture)
    scores: list[float] = []
    for box, text, score in result or []:
        xs, ys = [p[0] / scale for p in box], [p[1] / scale for p in box]
        page.glyphs += _spread(text, min(xs), max(xs), min(ys), max(ys))
        scores.append(float(score))
    return page, scores


def _spread(text: str, left: float, right: float, top: float, bottom: float) -> list[Glyph]:
    """The characters of a recognised line side by side, hanzi twice as wide as Latin letters."""
    weights = [0.5 if c.isascii() else 1.0 for c in text]
    step = (right - left) / (sum(weights) or 1.0)
    size = min(_EM * (bottom - top), step * 1.4)
    glyphs: list[Glyph] = []
    for char, weight in zip(text, weights, strict=True):
        glyphs.append(Glyph(char, left, left + step * weight, bottom - 0.15 * (bottom - top), size))
        left += step * weight
    return glyphs
