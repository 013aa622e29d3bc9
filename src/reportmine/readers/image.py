"""Photographs and scans of pages: read where the extra `ocr` is installed, named as such where not."""

import io
from importlib import import_module
from typing import Any

from numpy import asarray

from ..errors import FormatError
from ..model import Report
from .layout import page_text
from .limits import DEFAULT, Limits
from .recognition import INSTALL, available, recognised
from .record import record

_SCALE = 2.0


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report on a picture. Raises `FormatError` with the install line if the extra `ocr` is missing."""
    if not available():
        raise FormatError(
            f"{name}：是图片，没有文字层。要识别请安装：{INSTALL}",
            f"{name}: a picture without text. To have it recognised, install: {INSTALL}",
        )
    pillow: Any = import_module("PIL.Image")
    frames: Any = import_module("PIL.ImageSequence").Iterator
    pages, scores = [], []
    try:
        with pillow.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(frames(picture)):
                if number >= limits.pages:
                    raise FormatError(
                        f"{name}：超过 {limits.pages} 页的上限。请拆分。",
                        f"{name}: more than the {limits.pages} pages allowed. Split it.",
                    )
                page, found = recognised(asarray(frame.convert("RGB"))[:, :, ::-1], _SCALE, name)
                pages.append(page)
                scores += found
    except (
        pillow.UnidentifiedImageError,
        pillow.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ):
        raise FormatError(
            f"{name}：图片已损坏或过大。请重新扫描或导出。",
            f"{name}: the picture is damaged or too large. Scan or export it again.",
        ) from None
    made, begins = page_text(pages)
    confidence = sum(scores) / len(scores) if scores else 0.0
    return record(made, data, name, format="image", pages=begins, confidence=confidence)
