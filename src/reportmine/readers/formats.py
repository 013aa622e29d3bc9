"""Which format a file is in. Content beats suffix: a name is only a claim."""

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath

from ..encoding import decode_damaged
from ..errors import FormatError
from ..resources import OURS, split

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# a directory entry's name in a compound file is UTF-16
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)  # fmt: skip
_ZIP_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "ppt"),
    ("OFD.xml", "ofd"),
)
_TEXTUAL = frozenset({"text", "html", "mhtml", "csv", "jsonl"})
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MHTML_START = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.I)


@dataclass(frozen=True, slots=True)
class Format:
    """A row of `formats.csv`: what we call it, how files of it are named and begin, what to do where we
    cannot read it.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    advice: str
    advice_en: str


@lru_cache(maxsize=1)
def known() -> dict[str, Format]:
    """Every format of the table, by name."""
    return {
        row["format"]: Format(
            row["format"],
            row["label"],
            split(row["suffixes"]),
            tuple(bytes.fromhex(m) for m in split(row["magic"])),
            row["advice"],
            row["advice_en"],
        )  # fmt: skip
        for row in OURS.rows("formats")
    }


def suffix(name: str) -> str:
    """The lower-case suffix of a file name without its dot.

    >>> suffix("报告.DOCX")
    'docx'
    """
    return PurePosixPath(name.replace("\\", "/")).suffix[1:].lower()


def by_suffix(name: str) -> str:
    """The format that the name claims; empty if none."""
    end = suffix(name)
    return next((f.name for f in known().values() if end in f.suffixes), "")


def detect(data: bytes, name: str) -> str:
    """The format of `data`, from its first bytes and its parts; the name decides only between textual
    formats.

    Raises `FormatError` if it is nothing we know.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, name)
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _by_magic(data, name) or _textual(data, name)


def _by_magic(data: bytes, name: str) -> str:
    """The format whose first bytes these are; short ASCII ones (BM, ID3) also begin honest sentences."""
    for row in known().values():
        for magic in row.magic:
            if data.startswith(magic) and not (
                len(magic) < 5 and magic.isascii() and _head(data, name) is not None
            ):
                return row.name
    return ""


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {n.lstrip("/").replace("\\", "/") for n in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FormatError(
            f"{name}：{_claim(name)}已损坏（压缩结构不完整）。请重新复制或从原件再存一次。",
            f"{name}: damaged (its zip structure is incomplete). Copy it again, or save it again from the original.",
        ) from None
    for part, kind in _ZIP_PARTS:
        if part in names:
            return kind
    if "mimetype" in names and "content.xml" in names:
        return "odt"
    if "[Content_Types].xml" in names and by_suffix(name) in ("docx", "doc"):
        return "docx"
    return "zip"


def _ole_kind(data: bytes, name: str) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return kind
    raise FormatError(
        f"{name}：{_claim(name)}里没有正文，可能已损坏。请用 Word 或 WPS 打开后另存为 docx。",
        f"{name}: no text in it; it may be damaged. Open it in Word or WPS and save it as docx.",
    )


def _textual(data: bytes, name: str) -> str:
    claimed = by_suffix(name)
    head = _head(data, name)
    if head is None:
        if claimed and claimed not in _TEXTUAL:
            raise FormatError(
                f"{name}：内容不是{known()[claimed].label}（文件头不对），可能已损坏。请用原软件打开后另存一次。",
                f"{name}: not what its suffix says (the first bytes are wrong); it may be damaged. Open it in the program it came from and save it again.",
            )
        return claimed or _refuse(name)
    if claimed == "text":
        return "text"
    if _HTML_START.match(head):
        return "html"
    if claimed == "mhtml" or (claimed == "doc" and _MHTML_START.match(head)):
        return "mhtml"
    return claimed if claimed in _TEXTUAL else _plain(name, claimed)


def _plain(name: str, claimed: str) -> str:
    """Readable text under a name that promises something else: fine for .doc, suspicious for the rest."""
    if claimed and claimed not in ("doc", "docx", "rtf"):
        raise FormatError(
            f"{name}：内容是纯文本，不是{known()[claimed].label}。若确是报告，请改名为 .txt。",
            f"{name}: plain text, not what its suffix says. If it is a report, rename it to .txt.",
        )
    if not claimed and suffix(name):
        return _refuse(name)
    return "text"


def _refuse(name: str) -> str:
    raise FormatError(
        f"{name}：不支持的格式。支持 txt、docx、doc、wps、pdf、ofd、html、csv、xlsx、jsonl、zip，请先转换。",
        f"{name}: unsupported format. Convert it to one of txt, docx, doc, wps, pdf, ofd, html, csv, xlsx, jsonl, zip first.",
    )


def _claim(name: str) -> str:
    row = known().get(by_suffix(name))
    return row.label if row else "文件"


def _head(data: bytes, name: str) -> str | None:
    """The beginning as text; none if the file is not text."""
    try:
        return decode_damaged(data, name).text[:4096]
    except FormatError:
        return None
