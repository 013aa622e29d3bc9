"""Worksheets as rows of strings, as shown as far as it matters: text, numbers without float noise, dates as
dates.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from lxml.etree import _Element

from ..errors import DamagedError
from .limits import Limits
from .merges import Merges, column
from .package import Package
from .safe_xml import parse

T = TypeVar("T")
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_WHOLE = re.compile(r"[1-9][0-9]{0,14}")
_ROW = re.compile(r"[0-9]{1,7}")
_DATE_FORMAT = re.compile(r"[ymdh年月日]", re.I)
_DATE_IDS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_MAX_COLUMNS = 2_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet's dates have no zone


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are read (neither hidden nor empty); of merged cells how many rows and columns they span, by row and
    column; and how many cells had text that a merged cell hides.
    """

    rows: Sequence[Sequence[str]]
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    covered: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """Every visible sheet that has text, in the order of the workbook, and what could not be read."""

    sheets: list[Sheet]
    notes: list[str]


def read_book(data: bytes, name: str, limits: Limits) -> Book:
    """A workbook's cells as shown. Raises `FormatError` if it is damaged where its text lies."""
    package, notes = Package(data, name, limits), list[str]()
    dates: frozenset[str] = _without(lambda: _date_styles(package, name), frozenset(), "样式已损坏：日期可能显示为数字", notes)
    shared = _without(lambda: _shared(package, name), None, "共用文字已损坏", notes)
    found: list[Sheet] = []
    damaged: DamagedError | None = None
    for number, part in enumerate(_parts(package, name, notes), start=1):
        try:
            root = _root(package, name, part) if part in package else None
        except DamagedError as wrong:
            damaged = wrong
            notes.append(f"第 {number} 张工作表已损坏，没有读到")
            continue
        if shared is None and root is not None and root.find(f".//{S}c[@t='s']") is not None:
            _shared(package, name)  # raises: the sheet's text lies there
        sheet = None if root is None else _sheet(root, shared or [], dates)
        found += [sheet] if sheet and sheet.rows else []
        if sheet and sheet.covered:
            notes.append(f"第 {number} 张工作表：合并单元格遮住了 {sheet.covered} 格文字，没有读")
    if damaged is not None and not found:
        raise damaged
    return Book(found, notes)


def _without(made: Callable[[], T], instead: T, note: str, notes: list[str]) -> T:
    """What `made` returns, or `instead` and a note if the part it reads is damaged."""
    try:
        return made()
    except DamagedError:
        notes.append(note)
        return instead


def _root(package: Package, name: str, part: str) -> _Element:
    return parse(package.read(part).replace(_STRICT, _TRANSITIONAL), name, part)


def _parts(package: Package, name: str, notes: list[str]) -> list[str]:
    """The parts of the visible sheets."""
    rels = "xl/_rels/workbook.xml.rels"
    relations: list[_Element] = _without(
        lambda: list(_root(package, name, rels)) if rels in package else [], [], f"文件里的 {rels} 已损坏，没有用上", notes
    )
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    book = _root(package, name, "xl/workbook.xml")
    visible = [s for s in book.iter(S + "sheet") if s.get("state", "visible") == "visible"]
    paths = [targets.get(s.get(_R), f"worksheets/sheet{i}.xml") for i, s in enumerate(visible, start=1)]
    return [path.lstrip("/") if path.startswith("/") else f"xl/{path}" for path in paths]


def _shared(package: Package, name: str) -> list[str]:
    part = "xl/sharedStrings.xml"
    return [_text(item) for item in _root(package, name, part)] if part in package else []


def _text(element: _Element) -> str:
    """A string's runs without the phonetic guide."""
    return "".join(t.text or "" for t in element.iter(S + "t") if t.getparent().tag != S + "rPh")  # type: ignore[union-attr]


def _date_styles(package: Package, name: str) -> frozenset[str]:
    """Indexes of the cell formats that show a number as a date."""
    part = "xl/styles.xml"
    if part not in package:
        return frozenset()
    root = _root(package, name, part)
    own = {f.get("numFmtId") for f in root.iter(S + "numFmt") if _is_date(f.get("formatCode", ""))}
    formats = root.find(S + "cellXfs")
    ids = [] if formats is None else [x.get("numFmtId", "0") for x in formats]
    return frozenset(str(i) for i, n in enumerate(ids) if n in own or (n.isdigit() and int(n) in _DATE_IDS))


def _is_date(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code)
    return bool(_DATE_FORMAT.search(bare)) and "0" not in bare and "#" not in bare


def _sheet(sheet: _Element, shared: list[str], dates: frozenset[str]) -> Sheet:
    rows: list[list[str]] = []
    merges = Merges(m.get("ref", "") for m in sheet.iter(S + "mergeCell"))
    number = 0
    for row in sheet.iter(S + "row"):
        number = int(given) if _ROW.fullmatch(given := row.get("r", "")) else number + 1
        if row.get("hidden") in ("1", "true"):
            continue
        cells: list[str] = []
        for cell in row.findall(S + "c"):
            place = _index(cell.get("r", ""), len(cells))
            cells += [""] * (place - len(cells))
            cells.append(_value(cell, shared, dates))
        if any(merges.cleared(number, cells, len(rows))):
            rows.append(cells)
    return Sheet(rows, merges.spans, merges.covered)


def _index(reference: str, default: int) -> int:
    match = _REFERENCE.fullmatch(reference)
    return min(max(column(match[1]), default), _MAX_COLUMNS) if match else default


def _value(cell: _Element, shared: list[str], dates: frozenset[str]) -> str:
    kind, raw = cell.get("t", "n"), cell.findtext(S + "v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return shared[int(raw)] if raw.isdigit() and int(raw) < len(shared) else ""
    if kind == "b":
        return {"1": "是", "0": "否"}.get(raw, raw)
    if kind == "n" and raw:
        return _date(raw) if cell.get("s", "") in dates else _number(raw)
    return "" if kind == "e" else raw


def _number(raw: str) -> str:
    """A stored number without float noise (0.30000000000000004 → 0.3)."""
    if _WHOLE.fullmatch(raw):
        return raw
    try:
        number = Decimal(raw)
        rounded = Decimal(f"{number:.15g}")
    except (InvalidOperation, ValueError):
        return raw
    return f"{rounded:f}" if -20 < rounded.adjusted() < 20 else raw


def _date(raw: str) -> str:
    try:
        moment = _EPOCH + timedelta(days=float(raw))
    except (ValueError, OverflowError):
        return raw
    return f"{moment.year}年{moment.month}月{moment.day}日"
