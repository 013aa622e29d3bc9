"""From text to facts: as a spaCy `Language` with one component per extractor (`load`), or bare, for archives (`process`)."""

from typing import TYPE_CHECKING, Any

from .process import process

if TYPE_CHECKING:
    from .language import load

__all__ = ["load", "process"]


def __getattr__(name: str) -> Any:
    """`load` is imported on first use, for it brings spaCy: a second that `process` does not need."""
    if name != "load":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .language import load

    return load
