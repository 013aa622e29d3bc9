"""What is known of a report beforehand: from the user's table, or from other columns of a table of reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """Organization and period as stated outside the report; `origin` says where."""

    organization: str = ""
    period: str = ""
    origin: str = "organizations"
