"""What an office file says about itself: title, author, company, dates, by our own names."""

from lxml.etree import QName

from ..errors import FormatError
from .package import Package
from .safe_xml import parse

_WANTED = {
    "title": "title", "subject": "subject", "creator": "author", "lastModifiedBy": "modified_by",
    "created": "created", "modified": "modified", "keywords": "keywords", "Company": "company",
}  # fmt: skip


def office_properties(package: Package, name: str) -> dict[str, str]:
    """Document properties of an Office Open XML file; damaged ones are nobody's loss and read as none."""
    found: dict[str, str] = {}
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part not in package:
            continue
        try:
            root = parse(package.read(part), name, part)
        except FormatError:
            continue
        for element in root:
            key = _WANTED.get(QName(element).localname)
            if key and (text := (element.text or "").strip()):
                found[key] = text
    return found
