"""Order of time, with its words in `data/periods.toml`: of periods, whose end is known, and of the reports of one unit.

They are two, because the reports of one unit often state one and the same year: 2023年中期汇报 comes before 2023年总结, and a
report that says neither lies between.
"""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTH = re.compile(r"(\d{1,2})月")
_DATE = re.compile(r"(\d{4})(?:\D?(\d{1,2}))?")
_END = 12


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("reportmine").joinpath("data/periods.toml").read_text(encoding="utf-8"))


def when(period: str) -> float:
    """The end of a period as year plus month/100; NaN if no year is stated.

    >>> when("2023年上半年"), when("2023"), when("2014—2016")
    (2023.06, 2023.12, 2016.12)
    """
    years = _YEAR.findall(period)
    if not years:
        return float("nan")
    months = [int(m) for m in _MONTH.findall(period)]
    part = next((m for name, m in _words()["ends_in"].items() if name in period), _END)
    return round(max(int(y) for y in years) + (max(months) if months else part) / 100, 2)


def stage(period: str, title: str, name: str) -> str:
    """A key that sorts reports of one unit: by year, 中期 before 总结 by the words of period, title and file name, then by month.

    >>> stage("2023", "中期汇报", "a") < stage("2023", "汇报", "b") < stage("2023", "工作总结", "c") < stage("2024", "", "d")
    True
    """
    hints, words = f"{period} {title} {name}", _words()["reports"]
    dates = _DATE.findall(period)
    date = "-".join(p.zfill(2) for p in dates[-1] if p) if dates else ""
    early, late = (any(word in hints for word in words[which]) for which in ("early", "late"))
    return f"{date[:4] or '0000'}{2 if late else 0 if early else 1}{date}"
