"""`--organizations`: which row fits which report, and what is said of rows that fit none."""

from pathlib import Path

import archive_of
import pytest

from reportmine.archive import Options, extract
from reportmine.archive.organizations import load_organizations
from reportmine.errors import UserDataError


def table(folder: Path, rows: str) -> Path:
    path = folder / "单位.csv"
    path.write_text("路径,单位,时期\n" + rows, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("key", ["甲.txt", "1室/甲.txt", "1室\\甲.txt", "档案/1室/甲.txt"])
def test_a_row_is_found_by_the_end_of_the_path(key: str, tmp_path: Path) -> None:
    found = load_organizations(table(tmp_path, f"{key},水务局,2023\n")).lookup(str(tmp_path / "档案/1室/甲.txt"))
    assert found is not None and (found.organization, found.period) == ("水务局", "2023")


def test_the_longer_end_wins(tmp_path: Path) -> None:
    found = load_organizations(table(tmp_path, "甲.txt,水务局,\n2室/甲.txt,林业局,\n"))
    assert [found.lookup(str(tmp_path / p)).organization for p in ("1室/甲.txt", "2室/甲.txt")] == ["水务局", "林业局"]


def test_rows_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserDataError, match=r"单位\.csv:3：甲\.txt 在第 2 行已有，内容不同"):
        load_organizations(table(tmp_path, "甲.txt,水务局,\n甲.txt,林业局,\n"))


@pytest.mark.parametrize(("lang", "words"), [("zh", "有 2 个路径没有对应的报告：无.txt、另无.txt"), ("en", "2 paths fit no report: 无.txt, 另无.txt")])
def test_paths_that_fit_no_report_are_a_note_and_no_error(lang: str, words: str, tmp_path: Path) -> None:
    folder = archive_of.make(tmp_path / "档案", 1)
    file = table(tmp_path, "无.txt,水务局,\n00000.txt,林业局,2024\n另无.txt,水务局,\n")
    summary = extract([folder], Options(tmp_path / "out", organizations=file, jobs=1, books=lang))
    assert any(words in note for note in summary.notes)
    assert archive_of.tables(tmp_path / "out")["reports"][0]["organization"] == "林业局"
