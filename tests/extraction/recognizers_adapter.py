"""Our plain-number recognizers behind the calling convention of the rival's spec runner (`recognizers_spec.py`)."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from reportmine.extraction import numbers
from reportmine.text import fold

Result = dict[str, Any]


def adapter(model: str, text: str, context: dict[str, str] | None) -> list[Result] | None:
    """Results of `model` for `text` as the specs write them (inclusive ends); None for a model we do not have."""
    if model == "Number":
        return [_result(text, n.start, n.end, "number", written(n.value)) for n in numbers.find_numbers(text)]
    if model == "Ordinal":
        return [_result(text, n.start, n.end, "ordinal", written(n.value)) for n in numbers.find_ordinals(text)]
    if model == "Percent":
        return [_result(text, n.start, n.end, "percentage", written(n.value) + "%") for n in numbers.find_percents(text)]
    if model in ("NumberRange", "NumberRangeExperimental"):
        return [_result(text, r.start, r.end, "numberrange", interval(r)) for r in numbers.find_ranges(text)]
    return None


def _result(text: str, start: int, end: int, kind: str, value: str) -> Result:
    shown = fold(text[start:end]).replace("，", ",").lower()
    return {"text": shown, "start": start, "end": end - 1, "type_name": kind, "resolution": {"value": value}}


def written(value: Decimal) -> str:
    """A value as the specs print it: fifteen significant digits, an exponent from 1E+15 up and from 1E-05 down."""
    short = value.normalize(Context(prec=15, rounding=ROUND_HALF_EVEN))
    if not short:
        return "0"
    if -5 < short.adjusted() < 15:
        return format(short, "f")
    digits = short.scaleb(-short.adjusted()).normalize()
    return f"{digits:f}E{'-' if short.adjusted() < 0 else '+'}{abs(short.adjusted()):02d}"


def interval(found: "numbers.FoundRange") -> str:
    """`[20,100)`: brackets for closed ends, parentheses for open and missing ones."""
    low = written(found.low) if found.low is not None else ""
    high = written(found.high) if found.high is not None else ""
    return f"{'[' if found.low_closed else '('}{low},{high}{']' if found.high_closed else ')'}"
