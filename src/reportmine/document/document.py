"""A report with the layers that steps find over its text."""

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ..errors import DataError
from ..model import DocumentRef, Fact, NamedMeasure, Paragraph, Quantity, Report, Sentence, Tagging
from .codec import dumped, packed, packed_report, unpacked, unpacked_report
from .layers import Layer
from .words import Words


@dataclass(slots=True)
class Document:
    """A report and its layers; a layer that no step has provided yet is empty and not in `provided`.

    `paragraph_tags` and `sentence_tags` run beside `paragraphs` and `sentences`.
    """

    report: Report
    paragraphs: Layer[Paragraph] = field(default_factory=Layer)
    sentences: Layer[Sentence] = field(default_factory=Layer)
    citations: Layer[DocumentRef] = field(default_factory=Layer)
    named_measures: Layer[NamedMeasure] = field(default_factory=Layer)
    quantities: Layer[Quantity] = field(default_factory=Layer)
    words: Words = field(default_factory=lambda: Words([], [], []))
    facts: Layer[Fact] = field(default_factory=Layer)
    paragraph_tags: list[Tagging] = field(default_factory=list)
    sentence_tags: list[Tagging] = field(default_factory=list)
    provided: set[str] = field(default_factory=set)

    RECORDS: ClassVar[dict[str, type]] = {
        "paragraphs": Paragraph, "sentences": Sentence, "citations": DocumentRef, "named_measures": NamedMeasure,
        "quantities": Quantity, "facts": Fact, "paragraph_tags": Tagging, "sentence_tags": Tagging,
    }  # fmt: skip

    @property
    def text(self) -> str:
        """The report's text, into which all offsets point."""
        return self.report.text

    def to_bytes(self) -> bytes:
        """The document as bytes that `from_bytes` reads; the same document gives the same bytes."""
        words = [self.words.starts, self.words.words, self.words.tags]
        layers = {name: packed(getattr(self, name)) for name in self.RECORDS}
        return dumped({"report": packed_report(self.report), "words": words, "layers": layers, "provided": sorted(self.provided)})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Document":
        """The document of these bytes. Raises `DataError` if they are none of ours."""
        try:
            found = json.loads(data)
            document = cls(unpacked_report(found["report"]), words=Words(*found["words"]), provided=set(found["provided"]))
            for name, kind in cls.RECORDS.items():
                records: list[Any] = [unpacked(kind, v) for v in found["layers"][name]]
                setattr(document, name, records if kind is Tagging else Layer(records))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataError(
                f"这些字节不是 reportmine 的文档（{type(error).__name__}）。请用同一版本重新处理原文。",
                f"these bytes are no document of reportmine ({type(error).__name__}). Process the text again with this version.",
            ) from error
        return document
