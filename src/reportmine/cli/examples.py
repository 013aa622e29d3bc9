"""Labelled or bare paragraphs from JSON lines, cut into sentences and words for the classifier."""

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from ..classification import Example
from ..data_files import read_text
from ..document import Layer
from ..errors import UserDataError
from ..extraction.named import find_named
from ..extraction.quantities import find_quantities
from ..model import Paragraph
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from ..text import without_surrogates

Record = dict[str, Any]


def records(lines: Iterable[str], place: str, labels: Collection[str] = ()) -> Iterator[Record]:
    """The records of JSON lines. Raises `UserDataError` naming the line that is none, lacks id or text, or has a label
    beside `labels` (if they are given).
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            _check(record)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise UserDataError(
                f'{place}:{number}：不是段落记录。每行应为 {{"id": …, "text": …, "heading": …}}。',
                f'{place}:{number}: no paragraph record. Every line should be {{"id": …, "text": …, "heading": …}}.',
            ) from None
        unknown = [name for name in _labels(record) if labels and name not in labels]
        if unknown:
            raise UserDataError(
                f"{place}:{number}：没有标签 {unknown[0]!r}。请改正；可用：{'、'.join(labels)}。",
                f"{place}:{number}: no label {unknown[0]!r}. Correct it; there are {', '.join(labels)}.",
            )
        yield record


def _check(record: Record) -> None:
    """Raises `TypeError` or `KeyError` for what is no paragraph record."""
    record["id"]
    if not isinstance(record["text"], str) or not isinstance(record.get("heading") or "", str):
        raise TypeError
    if not all(isinstance(name, str) for name in _labels(record)):
        raise TypeError
    record["text"] = without_surrogates(record["text"])


def _labels(record: Record) -> list[str]:
    """Every label of a record, those of its sentences included."""
    lists = [record.get("labels") or [], *(record.get("sentence_labels") or [])]
    if not all(isinstance(names, list) for names in lists):
        raise TypeError
    return [name for names in lists for name in names]


def read_records(path: Path, labels: Collection[str] = ()) -> list[Record]:
    """The records of a file. Raises `UserDataError` if it is no text, or as `records` does."""
    return list(records(read_text(path).split("\n"), str(path), labels))


def example(record: Record) -> Example:
    """A record as the classifier wants it."""
    text = str(record["text"]).strip()
    paragraph = Paragraph(0, 0, len(text), text, "", "body")
    names = Layer(find_named(text, [paragraph]))
    found = [q for q in find_quantities(text) if not names.crosses(q.start, q.end)]
    words = cut(text, protected_spans(text, [(q.start, q.end) for q in found]))
    pieces = sentences([paragraph])
    ends = [*words.starts[1:], len(text)]
    cut_up = tuple(
        tuple(w for w, s, e in zip(words.words, words.starts, ends, strict=True) if p.start <= s and e <= p.end) for p in pieces
    )
    return Example(
        sentences=tuple(p.text for p in pieces), words=cut_up, heading=str(record.get("heading") or ""),
        labels=tuple(record.get("labels") or ()), group=str(record.get("id", "")),
        sentence_labels=_sentence_labels(record, len(pieces)),
    )  # fmt: skip


def _sentence_labels(record: Record, count: int) -> tuple[tuple[str, ...], ...]:
    """The labels of each sentence if the record gives them; they must be as many as the sentences."""
    given = tuple(tuple(labels) for labels in record.get("sentence_labels") or ())
    if given and len(given) != count:
        raise UserDataError(
            f"段落 {record['id']}：sentence_labels 有 {len(given)} 项，而文字有 {count} 句。请逐句给出，或去掉这一项。",
            f"paragraph {record['id']}: {len(given)} sentence_labels for {count} sentences. Give one list a sentence, or leave it out.",
        )
    return given
