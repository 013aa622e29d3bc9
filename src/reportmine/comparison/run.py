"""`compare` and `check`: from an output folder to workbook, pages and the `problems` table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..archive.lock import locked
from ..archive.made import mark_made
from ..archive.options import Options
from ..files import replaced_together
from ..tables.store import arrow_table, encoded, part_name, parts
from .captions import captions
from .checks import findings, problems
from .matrix import cells
from .origin import origin_of
from .overview import overview
from .pages import remove_old_cards, write_pages
from .records import rows as records_of
from .shared_text import shared_passages
from .sheets import note_of, problem_sheet, write_comparison
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
    copies: int


def compare(out: Path, *, lang: str = "zh", indicator_files: Sequence[Path] = ()) -> ComparePaths:
    """Write `OUT/comparison.xlsx` and `OUT/pages/`: all of them, or none if it fails.

    Raises `DataError` if `out` holds no tables, `StoppedError` while another run writes there.
    """
    out = Path(out)
    book, pages = out / "comparison.xlsx", out / "pages"
    with _alone(out):
        shown = overview(load_study(out, indicator_files))
        origin = origin_of(out, shown.study.tables["reports"])
        with replaced_together() as draft:
            write_comparison(draft(book), shown, origin, lang)  # first, for it may be open in Excel, which forbids to replace it
            index = write_pages(pages, shown, origin, draft, lang)
        remove_old_cards(pages, shown)
        mark_made(out, "compare")
    users = shown.cells.groupby("indicator")["unit"].nunique()
    return ComparePaths(
        book, index, len(shown.study.reports), len(users), int((users >= 2).sum()), len(shown.problems[lang]),
        shown.study.copies,
    )


def check(out: Path, *, lang: str = "zh", indicator_files: Sequence[Path] = ()) -> pd.DataFrame:
    """Find what does not add up; write `OUT/tables/problems` and `OUT/problems.xlsx`, or neither; return the table.

    Raises `DataError` if `out` holds no tables, `StoppedError` while another run writes there.
    """
    out = Path(out)
    words = captions()[lang]
    with _alone(out):
        study = load_study(out, indicator_files)
        table = problems(study, findings(study, cells(study), shared_passages(study)), lang)
        sheet = problem_sheet(table, study.reports["when"], words)
        rows = arrow_table("problems", [{str(k): v for k, v in row.items()} for row in table.to_dict("records")])
        note = note_of(origin_of(out, study.tables["reports"]), words | {"title": words["problems"]})
        with replaced_together() as draft:
            write_workbook(draft(out / "problems.xlsx"), [], _evidence(table, study.facts, words), [sheet], note)
            draft(out / "tables" / "problems" / part_name(0)).write_bytes(encoded(rows))
        mark_made(out, "check")
    return table


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other run in the folder: `extract` exchanges the tables that are read here, a second `compare` writes the same files."""
    parts(out, "reports")  # a folder without tables gets no lock
    with locked(Options(out).own):
        yield


def _evidence(table: pd.DataFrame, facts: pd.DataFrame, words: dict[str, str]) -> Sheet:
    """The facts the findings rest on."""
    wanted = {f for ids in table["evidence"] for f in ids}
    rows = [
        [f.fact_id, f.unit_name, f.when, f.value, f.unit, f.text, f.action, f.object]
        for f in records_of(facts[facts["fact_id"].isin(wanted)])
    ]
    shape = (("fact_id", 22), ("unit", 20), ("when", 12), ("value", 14), ("measured_in", 10), ("text", 14), ("action", 12), ("object", 24))
    return Sheet(words["facts"], [(words[k], w) for k, w in shape], rows, {})
