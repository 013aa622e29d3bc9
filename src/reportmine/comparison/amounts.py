"""Values as people write them."""

_SCALED = ("元", "人", "人次", "亩", "吨", "平方米")


def amount(value: float, unit: str) -> str:
    """A value as people write it: 43.37亿元, 142件."""
    for scale, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= scale and unit in _SCALED:
            return f"{value / scale:.4f}".rstrip("0").rstrip(".") + word + unit
    return f"{value:.4f}".rstrip("0").rstrip(".") + unit
