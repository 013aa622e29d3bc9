"""Records as JSON and back: named tuples and frozen dataclasses field by field, decimals as text, nothing rounded.

What is read back is built by the types that the records declare; no class is ever chosen by the data.
"""

import json
import types
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from ..model import Block, Report

R = TypeVar("R")
_Reader = Callable[[Any], Any]


def packed(value: object) -> object:
    """A record, or a list of records, as plain lists, texts and numbers that JSON can hold.

    >>> from reportmine.model import Number
    >>> packed(Number(Decimal("3.20")))
    ['3.20', None, False, '', None]
    """
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [packed(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, dict):
        return {str(k): packed(v) for k, v in value.items()}
    if isinstance(value, Iterable):
        return [packed(v) for v in value]
    raise TypeError(f"no record: {type(value).__name__}")


def unpacked(kind: type[R], data: object) -> R:
    """The record of class `kind` that `packed` made `data` of."""
    found: R = _reader(kind)(data)  # type: ignore[arg-type]  # a class can be hashed
    return found


def packed_report(report: Report) -> dict[str, object]:
    """A report as plain data, its blocks as columns, which JSON holds in a third of the room."""
    about: dict[str, object] = {f.name: getattr(report, f.name) for f in fields(report)}
    return about | {"blocks": [list(column) for column in zip(*report.blocks, strict=True)]}


def unpacked_report(data: dict[str, Any]) -> Report:
    """The report that `packed_report` made `data` of."""
    blocks = tuple(Block(*b) for b in zip(*data["blocks"], strict=True))
    return Report(**{**data, "pages": tuple(data["pages"]), "notes": tuple(data["notes"]), "blocks": blocks})


def dumped(value: object) -> bytes:
    """`packed` as UTF-8 JSON; halves of characters survive."""
    return json.dumps(packed(value), ensure_ascii=True, separators=(",", ":")).encode("ascii")


@lru_cache(maxsize=64)
def _reader(kind: Any) -> _Reader:
    """How a value of a declared type is read back."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            each = _reader(arguments[0])
            return lambda data: tuple([each(v) for v in data])
        readers = [_reader(a) for a in arguments]
        return lambda data: tuple([read(v) for read, v in zip(readers, data, strict=True)])
    if kind is Decimal:
        return Decimal
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind)] if is_dataclass(kind) else kind._fields
        parts = [_reader(hints[n]) for n in names]
        return lambda data: kind(*[read(v) for read, v in zip(parts, data, strict=True)])
    return lambda data: data
