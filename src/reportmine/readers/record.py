"""One way to make a `Report`, so that every reader hashes and refuses empty texts alike."""

from collections.abc import Iterable
from hashlib import sha256

from ..errors import EmptyInput
from ..model import Report


def record(
    text: str, data: bytes, name: str, *, format: str, encoding: str = "",
    properties: dict[str, str] | None = None, pages: tuple[int, ...] = (), confidence: float | None = None,
    notes: Iterable[str] = (),
) -> Report:  # fmt: skip
    """The report of `text` as read from `data`. Raises `EmptyInput` if there is nothing but blanks in it."""
    if not text.strip():
        raise EmptyInput(
            f"{name}：文件里没有文字。请核对是否选错了文件。",
            f"{name}: no text in it. Check that it is the right file.",
        )
    return Report(
        text=text, sha256=sha256(data).hexdigest(), path=name, format=format, encoding=encoding,
        properties=properties or {}, pages=pages, confidence=confidence, notes=tuple(notes),
    )  # fmt: skip
