"""`compare` and `check`: from an output folder to workbook, pages and the `problems` table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..tables.store import arrow_table, write_part
from .captions import captions
from .checks import findings, problems
from .matrix import cells
from .overview import overview
from .pages import write_pages
from .records import rows as records_of
from .shared_text import shared_passages
from .sheets import problem_sheet, write_comparison
from .study import load_study
from .workbook import Sheet, write_workbook


@dataclass(frozen=True, slots=True)
class ComparePaths:
    """What `compare` wrote, and how much it holds."""

    workbook: Path
    index: Path
    reports: int
    indicators: int
    shared_indicators: int
    problems: int


def compare(out: Path, *, lang: str = "zh", indicator_files: Sequence[Path] = ()) -> ComparePaths:
    """Write `OUT/comparison.xlsx` and `OUT/pages/`. Raises `DataError` if `out` holds no tables."""
    shown = overview(load_study(Path(out), indicator_files))
    book = write_comparison(Path(out) / "comparison.xlsx", shown, lang)
    index = write_pages(Path(out) / "pages", shown, lang)
    users = shown.cells.groupby("indicator")["unit"].nunique()
    return ComparePaths(
        book, index, len(shown.study.reports), len(users), int((users >= 2).sum()), len(shown.problems[lang])
    )


def check(out: Path, *, lang: str = "zh", indicator_files: Sequence[Path] = ()) -> pd.DataFrame:
    """Find what does not add up; write `OUT/tables/problems` and `OUT/problems.xlsx`; return the table."""
    study = load_study(Path(out), indicator_files)
    table = problems(study, findings(study, cells(study), shared_passages(study)), lang)
    write_part(Path(out), "problems", 0, arrow_table("problems", [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]))
    words = captions()[lang]
    sheet = problem_sheet(table, study.reports["when"], words)
    write_workbook(Path(out) / "problems.xlsx", [], _evidence(table, study.facts, words), [sheet], words)
    return table


def _evidence(table: pd.DataFrame, facts: pd.DataFrame, words: dict[str, str]) -> Sheet:
    """The facts the findings rest on."""
    wanted = {f for ids in table["evidence"] for f in ids}
    rows = [
        [f.fact_id, f.unit_name, f.when, f.value, f.unit, f.text, f.action, f.object]
        for f in records_of(facts[facts["fact_id"].isin(wanted)])
    ]
    shape = (("fact_id", 22), ("unit", 20), ("when", 12), ("value", 14), ("measured_in", 10), ("text", 14), ("action", 12), ("object", 24))
    return Sheet(words["facts"], [(words[k], w) for k, w in shape], rows, {})
