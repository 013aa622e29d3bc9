"""Labelled or bare paragraphs from JSON lines, cut into sentences and words for the classifier."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..classification import Example
from ..errors import DataError
from ..extraction.named import excluded, find_named
from ..extraction.quantities import find_quantities
from ..model import Paragraph
from ..segmentation.protect import protected_spans
from ..segmentation.sentences import sentences
from ..segmentation.words import cut
from ..text import read_utf8

Record = dict[str, Any]


def records(lines: Iterable[str], place: str) -> Iterator[Record]:
    """The records of JSON lines. Raises `DataError` naming the line that is none or lacks id or text."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["id"], record["text"]
        except (ValueError, KeyError, TypeError):
            raise DataError(
                f'{place}:{number}：不是段落记录。每行应为 {{"id": …, "text": …, "heading": …}}。',
                f'{place}:{number}: no paragraph record. Every line should be {{"id": …, "text": …, "heading": …}}.',
            ) from None
        yield record


def read_records(path: Path) -> list[Record]:
    """The records of a file. Raises `DataError` if it is not UTF-8, or as `records` does."""
    return list(records(read_utf8(path).split("\n"), str(path)))


def example(record: Record) -> Example:
    """A record as the classifier wants it."""
    text = str(record["text"]).strip()
    paragraph = Paragraph(0, 0, len(text), text, "", "body")
    found = excluded(find_quantities(text), find_named(text, [paragraph]))
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
        raise DataError(
            f"段落 {record['id']}：sentence_labels 有 {len(given)} 项，而文字有 {count} 句。请逐句给出，或去掉这一项。",
            f"paragraph {record['id']}: {len(given)} sentence_labels for {count} sentences. Give one list a sentence, or leave it out.",
        )
    return given
