"""Plain text and Markdown: the decoded file, byte-order mark dropped and CRLF made LF, wrong bytes replaced and noted,
nothing else changed.
"""

from ..document import TextBuilder
from ..encoding import decode_damaged
from ..model import Report
from .limits import DEFAULT, Limits
from .record import record


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a text file, offsets being those of the file's own characters.

    >>> read("\\ufeff一、总体情况\\r\\n".encode(), "a.txt").text
    '一、总体情况\\n'
    """
    found = decode_damaged(data, name)
    text = found.text.replace("\r\n", "\n")
    made = TextBuilder()
    made.lines(text)
    return record(made, data, name, format="text", encoding=found.encoding, notes=found.notes())
