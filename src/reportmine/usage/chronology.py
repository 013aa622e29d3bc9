"""Periods in order of time: 2023 < 2023年上半年 < 2023年第三季度 < 2024; what states no year has no place in time."""

import re

_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTH = re.compile(r"(\d{1,2})月")
_PARTS = {"上半年": 6, "中期": 6, "下半年": 12, "前三季度": 9, "第一季度": 3, "第二季度": 6, "第三季度": 9, "第四季度": 12}
_END = 12


def when(period: str) -> float:
    """The end of a period as year plus month/100; NaN if no year is stated.

    >>> when("2023年上半年"), when("2023"), when("2014—2016")
    (2023.06, 2023.12, 2016.12)
    """
    years = _YEAR.findall(period)
    if not years:
        return float("nan")
    months = [int(m) for m in _MONTH.findall(period)]
    part = next((m for name, m in _PARTS.items() if name in period), _END)
    return round(max(int(y) for y in years) + (max(months) if months else part) / 100, 2)
