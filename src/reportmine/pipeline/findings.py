"""What a spaCy `Doc` carries of ours: the document with its layers, and which of them components have offered.

It lies in `doc.user_data` and is packed with it by `Doc.to_bytes`, `DocBin(store_user_data=True)` and `nlp.pipe(n_process=2)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.tokens import Doc

from ..document import Document
from ..errors import ReportmineError
from ..model import Report
from ..resources import OURS, Resources

KEY = "reportmine"
_EXTENSIONS = {
    "paragraphs": "paragraphs", "sentences": "sentences", "facts": "facts", "named_measures": "named_measures",
    "documents": "citations", "paragraph_tags": "paragraph_tags", "sentence_tags": "sentence_tags",
}  # fmt: skip


@dataclass(slots=True)
class Findings:
    """`document` has every layer found so far, also those that only other layers need; `offered` are those of components."""

    document: Document
    offered: set[str] = field(default_factory=set)


def attach(doc: Doc, findings: Findings) -> None:
    """Keep findings with a doc."""
    doc.user_data[KEY] = findings


def findings_of(doc: Doc) -> Findings:
    """The findings of a doc; empty ones for a doc that another tokenizer made."""
    found: Findings | None = doc.user_data.get(KEY)
    if found is None:
        found = Findings(Document(Report(doc.text)))
        attach(doc, found)
    return found


def offered(doc: Doc, layer: str) -> Sequence[Any]:
    """A layer if its component is part of the pipeline that made the doc, else nothing."""
    found = doc.user_data.get(KEY)
    records: Sequence[Any] = list(getattr(found.document, layer)) if found is not None and layer in found.offered else []
    return records


def add_extensions() -> None:
    """`doc._.facts` and the like. Raises `ReportmineError` if another package has taken one of the names."""
    for name, layer in _EXTENSIONS.items():
        getter = Doc.get_extension(name)[2] if Doc.has_extension(name) else None
        if getattr(getter, "reportmine", False):
            continue
        if Doc.has_extension(name):
            raise ReportmineError(
                f"另一个程序包已经占用了 doc._.{name}。请先用 Doc.remove_extension({name!r}) 去掉它。",
                f"another package has taken doc._.{name}. Remove it first with Doc.remove_extension({name!r}).",
            )
        Doc.set_extension(name, getter=_getter(layer))


def _getter(layer: str) -> Callable[[Doc], Sequence[Any]]:
    def getter(doc: Doc) -> Sequence[Any]:
        return offered(doc, layer)

    getter.reportmine = True  # type: ignore[attr-defined]  # so that ours are told from those of others
    return getter


def resources_of(lexicon: str) -> Resources:
    """The word lists of a folder, as a pipeline's config names it; ours where it names none."""
    return Resources(Path(lexicon)) if lexicon else OURS


@srsly.msgpack_encoders(KEY)  # type: ignore[untyped-decorator]
def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Findings as plain data; anything else goes to the next encoder."""
    if isinstance(value, Findings):
        return {f"__{KEY}__": value.document.to_bytes(), "offered": sorted(value.offered)}
    return value if chain is None else chain(value)


@srsly.msgpack_decoders(KEY)  # type: ignore[untyped-decorator]
def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What `encode` made, as findings again."""
    if isinstance(value, dict) and f"__{KEY}__" in value:
        return Findings(Document.from_bytes(value[f"__{KEY}__"]), set(value["offered"]))
    return value if chain is None else chain(value)
