"""Whether a file still is what was written: size and SHA-256 of each, and state files that carry a seal of their own.

A state file is JSON whose first key is the hash of the shape it was written in and of all that follows. What fits was
written by this very code for this very dataclass, so nobody needs to look at its keys and types one by one; anything
else (cut short, edited, of another version, a folder, a pipe) counts as absent.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from ..errors import InputError
from ..regular import opened, read_bytes

T = TypeVar("T")
_HEAD = '{"seal": "%s", '
_LENGTH = len(_HEAD % hashlib.sha256().hexdigest())


@dataclass(frozen=True, slots=True)
class Seal:
    """Size and SHA-256 of a file."""

    size: int
    sha256: str


def seal_of(data: bytes) -> Seal:
    """The seal of a file with this content."""
    return Seal(len(data), hashlib.sha256(data).hexdigest())


def seal_file(path: Path) -> Seal:
    """The seal of a file as it is now. Raises `OSError` if it cannot be read, `InputError` if it is no regular file."""
    with opened(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Seal(file.tell(), digest)


def fits(path: Path, seal: Seal) -> bool:
    """Whether a file is there and holds what was sealed. It is read through: a flipped byte leaves size and time alone."""
    try:
        return path.stat().st_size == seal.size and seal_file(path) == seal
    except (OSError, InputError):
        return False


def dumped(state: Any) -> bytes:
    """A dataclass as a state file."""
    body = json.dumps(asdict(state), ensure_ascii=False)[1:].encode("utf-8", "surrogatepass")
    return _head(type(state), body) + body


def loaded(path: Path, kind: type[T]) -> T | None:
    """What `dumped` wrote for a `kind`; None if the file is absent or anything else. Other `OSError`s are raised."""
    try:
        data = read_bytes(path)
    except (FileNotFoundError, NotADirectoryError, InputError):
        return None
    head, body = data[:_LENGTH], data[_LENGTH:]
    if head != _head(kind, body):
        return None
    made: T = _make(kind, json.loads(b"{" + body))
    return made


def _make(kind: Any, value: dict[str, Any]) -> Any:
    make = _maker(kind)
    return make(value) if make else value


def _head(kind: Any, body: bytes) -> bytes:
    return (_HEAD % hashlib.sha256(_shape(kind).encode() + body).hexdigest()).encode()


@lru_cache
def _shape(kind: Any) -> str:
    """A type in words, with those of its fields: `Seal(size: int, sha256: str)`."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return f"{kind.__name__}({', '.join(f'{f.name}: {_shape(hints[f.name])}' for f in fields(kind))})"  # type: ignore[union-attr]
    arguments = [_shape(a) for a in get_args(kind) if a is not ...]
    return f"{(get_origin(kind) or kind).__name__}[{', '.join(arguments)}]"


@lru_cache
def _maker(kind: Any) -> Callable[[Any], Any] | None:
    """Turns what JSON made of a dataclass, tuple or dict back into it; None for what JSON keeps."""
    if is_dataclass(kind):
        inner = {name: make for name, hint in get_type_hints(kind).items() if (make := _maker(hint))}
        return lambda value: kind(**(value | {name: make(value[name]) for name, make in inner.items()}))  # type: ignore[operator]
    item = _maker(get_args(kind)[-1 if get_origin(kind) is dict else 0]) if get_args(kind) else None
    if get_origin(kind) is tuple:
        return lambda value: tuple(map(item, value)) if item else tuple(value)
    if get_origin(kind) is dict and item:
        return lambda value: {key: item(v) for key, v in value.items()}
    return None
