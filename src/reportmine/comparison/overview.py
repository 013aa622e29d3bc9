"""Everything `compare` shows, computed once, for the workbook and the pages alike."""

from dataclasses import dataclass

import pandas as pd

from .candidates import candidates
from .captions import LANGUAGES
from .checks import findings, problems
from .matrix import cells, changes
from .measures import measure_shares
from .names import named_measures
from .shared_text import shared_passages
from .study import Study


@dataclass(frozen=True)
class Overview:
    """The comparisons of one study as tables."""

    study: Study
    cells: pd.DataFrame
    changes: pd.DataFrame
    measures: pd.DataFrame
    names: pd.DataFrame
    documents: pd.DataFrame
    shared: pd.DataFrame
    candidates: pd.DataFrame
    problems: dict[str, pd.DataFrame]


def overview(study: Study) -> Overview:
    """All comparisons. Problems in both languages, for the pages switch between them."""
    table, passages = cells(study), shared_passages(study)
    found = findings(study, table, passages)
    return Overview(
        study, table, changes(table), measure_shares(study), named_measures(study), documents_issued(study), passages,
        candidates(study), {lang: problems(study, found, lang) for lang in LANGUAGES},
    )  # fmt: skip


def documents_issued(study: Study) -> pd.DataFrame:
    """Documents a unit made (制定, 印发 …), one row each, with where it is."""
    table = study.tables["documents"]
    made = table[table["report_id"].isin(study.reports.index) & ~table["action"].fillna("").eq("")].copy()
    made["unit"] = made["report_id"].map(study.reports["unit"])
    made["when"] = made["report_id"].map(study.reports["when"])
    return made.sort_values(["unit", "when", "start"], ignore_index=True)


def key_measures(overview_: Overview) -> list[tuple[str, str]]:
    """The key measures by which indicators are grouped, with their names; indicators of none come last."""
    found = overview_.measures.drop_duplicates("measure")[["measure", "name"]].itertuples(index=False)
    return [(str(m), str(n)) for m, n in found]
