"""Dates that cannot be: 6月31日, 13月, and periods that end before they begin."""

import re
from collections.abc import Iterator

from .evidence import Finding

_DATE = re.compile(r"(?:(?P<year>[12]\d{3})年)?(?<!\d)(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号])?")
_PERIOD = re.compile(r"(?<!\d)(?<!年)(?P<from>\d{1,2})月?(?:至|到|[-—~～]{1,2})(?P<to>\d{1,2})月(?![年后内])")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_findings(report: str, text: str) -> Iterator[Finding]:
    """Impossible dates and reversed periods of one report."""
    for match in _DATE.finditer(text):
        month = int(match["month"])
        day = int(match["day"]) if match["day"] else 1
        if text[match.end() : match.end() + 1] in ("龄", "个") or text[max(0, match.start() - 1) : match.start()] == "个":
            continue
        if not 1 <= month <= 12 or not 1 <= day <= _longest(match["year"], month):
            yield _finding("impossible_date", "error", report, match)
    for match in _PERIOD.finditer(text):
        first, last = int(match["from"]), int(match["to"])
        if 1 <= last < first <= 12:
            yield _finding("dates_reversed", "warning", report, match)


def _longest(year: str | None, month: int) -> int:
    if year and month == 2:
        y = int(year)
        return 29 if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0) else 28
    return _DAYS[month - 1]


def _finding(check: str, severity: str, report: str, match: re.Match[str]) -> Finding:
    return Finding(check, severity, report, (), match.start(), match.end(), {"date": match.group()})
