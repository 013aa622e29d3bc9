"""PDF: the text layer through pdfium, laid out again by our own rules (see `layout`)."""

from contextlib import suppress

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from ..errors import FormatError
from ..model import Report
from . import recognition
from .layout import Page, page_text
from .limits import DEFAULT, Limits
from .pdf_page import has_picture, page_of
from .record import record

_FEW = 8
_READABLE = 0.7
_PROPERTIES = {
    "Title": "title",
    "Author": "author",
    "CreationDate": "created",
    "ModDate": "modified",
    "Subject": "subject",
}


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a PDF with a text layer; scanned pages are recognised where the extra `ocr` is installed.

    Raises `FormatError` for locked, damaged and oversized files, and for scans that cannot be recognised
    here.
    """
    document = _opened(data, name)
    confidence = None
    try:
        if len(document) > limits.pages:
            raise FormatError(
                f"{name}：有 {len(document)} 页，超过 {limits.pages} 页的上限。"
                "请拆分，或调高 Limits(pages=…)。",
                f"{name}: {len(document)} pages, more than the {limits.pages} allowed. "
                "Split it, or raise Limits(pages=…).",
            )
        notes: list[str] = []
        pages = _pages(document, name, notes)
        scanned = [i for i, page in enumerate(pages) if page.width and not has_text(page) and has_picture(document[i])]
        if scanned and (len(scanned) * 2 > len(pages) or recognition.available()):
            confidence = recognition.fill(pages, scanned, document, name)
        properties = _properties(document)
    except pdfium.PdfiumError:
        raise _damaged(name) from None
    finally:
        document.close()
    made, begins = page_text(pages)
    return record(made, data, name, format="pdf", properties=properties, pages=begins, confidence=confidence, notes=notes)


def _damaged(name: str) -> FormatError:
    return FormatError(f"{name}：PDF 已损坏。请重新导出。", f"{name}: the PDF is damaged. Export it again.")


def _pages(document: pdfium.PdfDocument, name: str, notes: list[str]) -> list[Page]:
    """Every page; a damaged one is empty and noted. Raises `FormatError` if all are."""
    pages = [_readable(document, i, notes) for i in range(len(document))]
    if len(notes) == len(pages):
        raise _damaged(name)
    return pages


def _readable(document: pdfium.PdfDocument, index: int, notes: list[str]) -> Page:
    """A page, or an empty one and a note if it is damaged."""
    try:
        return page_of(document[index])
    except pdfium.PdfiumError:
        notes.append(f"第 {index + 1} 页已损坏，没有读到")
        return Page(0, 0)


def has_text(page: Page) -> bool:
    """Whether the page has a text layer that means something: fonts without a character map give signs of
    no use.
    """
    readable = sum(
        1
        for g in page.glyphs
        if g.char.isprintable() and not "\ue000" <= g.char <= "\uf8ff" and g.char != "\ufffd"
    )
    return readable >= _FEW and readable >= _READABLE * len(page.glyphs)


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as wrong:
        if "password" in str(wrong).lower():
            raise FormatError(
                f"{name}：PDF 设有密码。请先去掉密码再给。",
                f"{name}: the PDF has a password. Remove it first.",
            ) from None
        raise FormatError(
            f"{name}：PDF 已损坏，打不开。请重新导出或复制。",
            f"{name}: the PDF is damaged and cannot be opened. Export or copy it again.",
        ) from None


def _properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says about itself; what is written in a broken encoding is nobody's loss."""
    found: dict[str, str] = {}
    for theirs, ours in _PROPERTIES.items():
        with suppress(UnicodeDecodeError):
            if text := document.get_metadata_value(theirs).strip():
                found[ours] = text
    return found
