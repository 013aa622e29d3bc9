"""What a report says about itself: organization, title, period, year, genre, number."""

from dataclasses import dataclass

from ..model import Report


@dataclass(frozen=True, slots=True)
class Given:
    """What the user's `--organizations` table says about a file."""

    organization: str = ""
    period: str = ""


def describe(report: Report, *, path: str = "", given: Given | None = None) -> Report:
    return report
