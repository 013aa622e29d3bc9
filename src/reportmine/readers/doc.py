"""Word 97–2003 and Kingsoft .wps (the same OLE format): to docx by msdoc2docx, which keeps numbering, notes
and changes.
"""

from doc2docx import convert  # type: ignore[import-untyped]
from doc2docx.errors import EncryptedDocumentError  # type: ignore[import-untyped]

from ..encoding import plausibility
from ..errors import FormatError, ReportmineError
from ..model import Report
from . import docx, office, scratch
from .limits import DEFAULT, Limits, check_size

_READABLE = 0.5


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a .doc or .wps file, as the docx reader reads it.

    Raises `FormatError` if it is locked with a password, or if neither msdoc2docx nor LibreOffice can open
    it.
    """
    report = office.as_read(docx.read(_as_docx(data, name, limits), name, limits), data, "doc")
    if plausibility(report.text, "any") < _READABLE:
        raise FormatError(
            f"{name}：读出来是乱码，文件多半已损坏。请用 Word 或 WPS 打开后另存为 docx。",
            f"{name}: what comes out is no text; the file is probably damaged. Open it in Word or WPS and save it as docx.",
        )
    return report


def _as_docx(data: bytes, name: str, limits: Limits) -> bytes:
    try:
        return _converted(data, name, limits)
    except EncryptedDocumentError:
        raise FormatError(
            f"{name}：文件设有密码。请先在 Word 或 WPS 中去掉密码。",
            f"{name}: the file has a password. Remove it in Word or WPS first.",
        ) from None
    except ReportmineError:
        raise
    except Exception as wrong:  # the converter meets damaged files with whatever error comes first
        if isinstance(wrong, OSError) and scratch.is_full(wrong):
            raise
        if office.available():
            return office.converted(data, "doc", name, limits)
        raise FormatError(
            f"{name}：文件已损坏或版本太旧。请用 Word 或 WPS 打开后另存为 docx。",
            f"{name}: damaged, or of too old a version. Open it in Word or WPS and save it as docx.",
        ) from wrong


def _converted(data: bytes, name: str, limits: Limits) -> bytes:
    with scratch.folder() as folder:
        source, target = folder / "report.doc", folder / "report.docx"
        source.write_bytes(data)
        convert(source, target)
        check_size(target.stat().st_size, name, limits)
        return target.read_bytes()
