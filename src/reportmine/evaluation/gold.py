"""Gold files: one JSON record a line – passages, and the quantities, named measures and documents inside them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..data_files import read_text
from ..errors import DataError, UserDataError

Record = dict[str, Any]
TYPES = ("quantity", "named_measure", "document", "passage", "paragraph")  # paragraphs are scored by --key-measures


@dataclass(slots=True)
class Labels:
    """The gold of one report: only what lies inside a passage counts, for and against."""

    passages: list[tuple[int, int]] = field(default_factory=list)
    records: dict[str, list[Record]] = field(default_factory=lambda: {t: [] for t in TYPES})

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies inside a passage."""
        return any(f <= start and end <= t for f, t in self.passages)


def load_gold(paths: Iterable[Path]) -> dict[str, Labels]:
    """Gold by `doc` (the stem of the report's file name). Raises `DataError` naming file and line."""
    found: dict[str, Labels] = {}
    for path in paths:
        for number, line in enumerate(read_text(path).split("\n"), start=1):
            if line.strip():
                _add(found, line, f"{path}:{number}")
    return found


def _add(found: dict[str, Labels], line: str, place: str) -> None:
    try:
        record = json.loads(line)
        labels = found.setdefault(record["doc"], Labels())
        if record["type"] == "passage":
            labels.passages.append((int(record["from"]), int(record["to"])))
        else:
            int(record["start"]), int(record["end"])
            labels.records[record["type"]].append(record)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserDataError(
            f"{place}：不是标注记录。每行一条 JSON，须有 doc、type（{'、'.join(TYPES)} 之一）；passage 须有数字 from、to，其余须有数字 start、end。",
            f"{place}: no gold record. Each line is one JSON object with doc and type (one of {', '.join(TYPES)}); a passage has the numbers "
            "from and to, the others start and end.",
        ) from None


def check_texts(gold: dict[str, Labels], texts: dict[str, str]) -> None:
    """Raise `DataError` if a report is missing or its text is not the one the offsets were made for."""
    for doc, labels in gold.items():
        if doc not in texts:
            raise DataError(
                f"标注里的报告 {doc} 不在结果中。请对同一批报告运行 extract。",
                f"the report {doc} of the gold is not among the results. Run extract on the same reports.",
            )
        for records in labels.records.values():
            for r in records:
                if "text" in r and texts[doc][r["start"] : r["end"]] != r["text"]:
                    raise DataError(
                        f"{doc}：{r['start']} 处的文本与标注不同，标注的起止须对应报告原文。",
                        f"{doc}: the text at {r['start']} is not the gold's; its offsets must fit the report's text.",
                    )
