"""What a report says about itself: organization, title, period, year, genre, number; and whence each is
known.
"""

import re
from dataclasses import replace

from ..model import Report
from ..resources import OURS, Resources
from .genre import genre
from .given import Given
from .head import ends, number, title
from .organization import Bodies, bodies
from .period import named, period

__all__ = ["Given", "describe"]

_NO_TITLE = re.compile(
    r"(?i)(microsoft|powerpoint|word|wps|文档\s*\d*|untitled|无标题|新建|幻灯片|附件\s*\d*|标题|.*\.(docx?|wps|txt|xlsx?))\b.*|.{0,2}"
)
_SITE = re.compile(r"\s*(?:--|—{2}|_|\||-)\s*[^-—_|]{2,20}$")


def describe(report: Report, *, path: str = "", given: Given | None = None, resources: Resources = OURS) -> Report:
    """The report with its metadata filled in; what is known already (`given`) is kept.

    Sources in this order: what the user states, the head and the signature, the first sentences, the
    document's properties, the names of file and folders. `origin` says which it was. Nothing is looked up,
    nothing but `report` and `path` is read: the same input gives the same output.
    """
    given = given or Given()
    both, known = ends(report.text), resources.made(bodies)
    heading, heading_origin = _title(report, title(both.head, known.is_name, resources), path)
    stated = heading if heading_origin != "path" else ""
    kind, kind_origin = genre(heading, report.text, resources)
    body, body_origin = _body(report, known, known.organization(both, stated), path, given)
    time, year, time_origin = _time(period(both, stated, path, kind, resources), given, resources)
    own_number = number(both.head)
    origin = {
        "genre": heading_origin if kind_origin == "head" else kind_origin,
        "number": "head" if own_number else "",
        "organization": body_origin,
        "period": time_origin,
        "title": heading_origin,
        "year": time_origin if year else "",
    }
    return replace(
        report, title=heading, organization=body, period=time, year=year, genre=kind, number=own_number,
        origin={key: value for key, value in origin.items() if value},
    )  # fmt: skip


def _body(report: Report, known: Bodies, found: tuple[str, str], path: str, given: Given) -> tuple[str, str]:
    """The organization and whence it is known: what the user states, what the report says, what lies around it."""
    if given.organization:
        return given.organization, given.origin
    return found if found[0] else _elsewhere(report, known, path)


def _time(found: tuple[str, int | None, str], given: Given, resources: Resources) -> tuple[str, int | None, str]:
    if not given.period:
        return found
    known = named(given.period, resources)
    return given.period, known[1] if known else found[1], given.origin


def _title(report: Report, own: str, path: str) -> tuple[str, str]:
    if own:
        return own, "head"
    stated = report.properties.get("title", "").strip()
    if stated and not _NO_TITLE.fullmatch(stated):
        return _SITE.sub("", stated) or stated, "properties"
    stem = path.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return (stem, "path") if re.search(r"[\u4e00-\u9fff]{4}", stem) else ("", "")


def _elsewhere(report: Report, known: Bodies, path: str) -> tuple[str, str]:
    """The organization from the document's properties, or from its path."""
    company = known.cleaned(report.properties.get("company", ""))
    if (
        company
        and not any(word in company for word in known.cues["junk"])
        and re.search(r"[\u4e00-\u9fff]{2}", company)
    ):
        return company, "properties"
    found = known.from_path(path)
    return found, "path" if found else ""
