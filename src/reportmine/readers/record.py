"""One way to make a `Report`, so that every reader hashes and refuses empty texts alike."""

from collections.abc import Iterable
from hashlib import sha256

from ..document import TextBuilder
from ..errors import EmptyInput
from ..model import Report


def record(
    made: TextBuilder | str, data: bytes, name: str, *, format: str, encoding: str = "",
    properties: dict[str, str] | None = None, pages: tuple[int, ...] = (), confidence: float | None = None,
    notes: Iterable[str] = (),
) -> Report:  # fmt: skip
    """The report of what a reader made of `data`. Raises `EmptyInput` if there is nothing but blanks in it."""
    text = made.text if isinstance(made, TextBuilder) else made
    if not text.strip():
        raise EmptyInput(
            f"{name}：文件里没有文字。请核对是否选错了文件。",
            f"{name}: no text in it. Check that it is the right file.",
        )
    return Report(
        text=text, sha256=sha256(data).hexdigest(), path=name, format=format, encoding=encoding,
        properties=properties or {}, pages=pages, confidence=confidence, notes=tuple(notes),
        blocks=made.blocks if isinstance(made, TextBuilder) else (),
    )  # fmt: skip
