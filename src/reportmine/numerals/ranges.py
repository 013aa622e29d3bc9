"""Two numbers that are one range: 3至5, 20~100, 3—5万."""

from decimal import Decimal

from ..model import Number
from .values import scale_of


def spanned(low: Number, high: Number, *, written: tuple[str, str]) -> Number | None:
    """The range from `low` to `high` as they are `written`; None if it does not rise, or an end is not told.

    The scale of the second holds for a first that has none and would be smaller: 3—5万 begins at 30,000. A mask masks
    the whole range. A ten is not shared (2至三十 begins at two).
    """
    if low.masked or high.masked or low.value is None or high.value is None:
        return None
    value, scale = low.value, scale_of(written[1])
    if scale > 10 and scale_of(written[0]) == 1 and value * scale < high.value:
        value *= Decimal(scale)
    top = high.high or high.value
    return Number(value, top, modifier=high.modifier) if value < top else None
