"""Labels without labelling: the body under a section heading that names a measure is about that measure.

    二、坚持精准精细，调查研究走深走实    ← names 调查研究: its paragraphs become examples of `research`
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..taxonomy import Taxonomy

_SHORTEST = 30
_NOTHING = frozenset({"title", "salutation", "lead", "closing"})


def weak_records(paragraphs: Iterable[Mapping[str, Any]], taxonomy: Taxonomy) -> list[dict[str, Any]]:
    """Records (`id`, `text`, `heading`, `labels`) from rows of the table `paragraphs`.

    A heading that names exactly one measure (by its name, or by its cues if one leads) labels the body below it; leads,
    salutations and closings are examples of no measure. The heading itself is left out, lest it be all that is learnt.
    """
    found = []
    for row in paragraphs:
        labels = _labels(row, taxonomy)
        text = _without_heading(str(row["text"]), str(row["section"]))
        if labels is not None and len(text) >= _SHORTEST:
            found.append({"id": f"{row['report_id']}:{row['paragraph']}", "text": text, "heading": "", "labels": labels})
    return found


def _labels(row: Mapping[str, Any], taxonomy: Taxonomy) -> list[str] | None:
    if row["role"] in _NOTHING:
        return []
    if row["role"] != "body" or not row["section"]:
        return None
    label = named_by(str(row["section"]).split(" / ")[0], taxonomy)
    return None if label is None else [label]


def named_by(heading: str, taxonomy: Taxonomy) -> str | None:
    """The label a heading names: its Chinese name, else more of its cues than of any other's; None if that is not clear."""
    by_name = [label.id for label in taxonomy.labels if label.name in heading]
    if by_name:
        return by_name[0] if len(by_name) == 1 else None
    counts = sorted(((sum(c in heading for c in label.cues), label.id) for label in taxonomy.labels), reverse=True)
    clear = counts[0][0] > 0 and (len(counts) == 1 or counts[0][0] > counts[1][0])
    return counts[0][1] if clear else None


def _without_heading(text: str, section: str) -> str:
    own = section.rpartition(" / ")[2]
    return text.removeprefix(own).lstrip("。 ") if own else text
