"""The sample reports, extracted and compared once for all tests of the comparison."""

from pathlib import Path

import pandas as pd
import pytest

import reportmine
from reportmine.archive.extract import Options, extract
from reportmine.comparison import ComparePaths, compare
from reportmine.comparison.study import Study, load_study, make_study

CORPORA = Path(__file__).parents[2] / "corpora"


@pytest.fixture(scope="session")
def sample_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder of the sample reports."""
    out = tmp_path_factory.mktemp("sample")
    extract([CORPORA / "reports"], Options(out=out, jobs=1, organizations=CORPORA / "organizations.csv"))
    return out


@pytest.fixture(scope="session")
def sample(sample_out: Path) -> Study:
    """The study of the sample reports."""
    return load_study(sample_out)


@pytest.fixture(scope="session")
def compared(sample_out: Path) -> ComparePaths:
    """Workbook and pages of the sample reports."""
    return compare(sample_out)


def tables_of(folder: Path, texts: dict[str, str], organizations: str = "") -> dict[str, pd.DataFrame]:
    """Tables of texts given by file name; `organizations` is a table as `--organizations` takes it."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    table = folder / "organizations.csv"
    if organizations:
        table.write_text("path,organization,period\n" + organizations, encoding="utf-8")
    found = reportmine.extract(sorted(folder.glob("*.txt")), organizations=table if organizations else None)
    return {name: getattr(found, name) for name in ("reports", "paragraphs", "sentences", "facts", "named_measures", "documents")}


def study_of(folder: Path, texts: dict[str, str], organizations: str = "") -> Study:
    """The study of texts given by file name."""
    return make_study(tables_of(folder, texts, organizations))


