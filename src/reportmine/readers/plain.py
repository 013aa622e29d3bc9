"""Plain text and Markdown: the decoded file, byte-order mark dropped and CRLF made LF, nothing else
changed.
"""

from ..encoding import decode
from ..model import Report
from .limits import DEFAULT, Limits
from .record import record


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a text file, offsets being those of the file's own characters.

    >>> read("\\ufeff一、总体情况\\r\\n".encode(), "a.txt").text
    '一、总体情况\\n'
    """
    text, encoding = decode(data, name)
    return record(text.replace("\r\n", "\n"), data, name, format="text", encoding=encoding)
