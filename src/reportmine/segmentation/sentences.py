"""Sentences: a paragraph cut after 。！？ (with the closing quotes and brackets that follow), never across lines."""

import re
from collections.abc import Sequence

from ..model import Paragraph, Sentence
from ..punctuation import CLOSERS, SENTENCE_ENDS

_MARKS = SENTENCE_ENDS + "!?"
_END = f"[{_MARKS}]+[{CLOSERS}]*"
_SENTENCE = re.compile(f"[^{_MARKS}]+(?:{_END}|$)|{_END}")


def sentences(paragraphs: Sequence[Paragraph]) -> list[Sentence]:
    """The sentences of all paragraphs, numbered through the report.

    >>> [s.text for s in sentences([Paragraph(0, 0, 9, "开会3次。学习好！", "", "body")])]
    ['开会3次。', '学习好！']
    """
    found: list[Sentence] = []
    for p in paragraphs:
        for match in _SENTENCE.finditer(p.text):
            piece, start = match.group(), match.start()
            kept = piece.strip()
            if kept:
                start += len(piece) - len(piece.lstrip())
                found.append(Sentence(len(found), p.index, p.start + start, p.start + start + len(kept), kept))
    return found
