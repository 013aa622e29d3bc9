"""What `check` prints: counts by kind, the ten worst findings, where all of them are."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from reportmine.archive.extract import Options, extract
from reportmine.cli import main

WRONG = "解决急难愁盼问题128件，其中住房安置类{a}件、物业服务类{b}件、欠款清偿类39件。"


def checked(folder: Path, texts: list[str], *arguments: str) -> list[str]:
    """The lines that `check` prints for reports of these texts."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"第{number:02}局.txt").write_text(f"工作报告\n{text}\n", encoding="utf-8")
    extract([folder], Options(out=folder / "out", jobs=1))
    done = CliRunner().invoke(main, ["check", str(folder / "out"), *arguments])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


@pytest.fixture
def many() -> list[str]:
    return [WRONG.format(a=46 + n, b=57 + n) for n in range(12)]


def test_counts_stand_before_the_ten_worst_and_the_rest_is_in_files(tmp_path: Path, many: list[str]) -> None:
    lines = checked(tmp_path / "many", many)
    assert lines[0] == "错误 · 分项之和大于总数：12 条"
    assert "其中最要紧的 10 条：" in lines
    shown = [line for line in lines if line.startswith("[")]
    assert len(shown) == 10
    assert all(line.startswith("[错误] 第0") for line in shown)
    book = openpyxl.load_workbook(tmp_path / "many" / "out" / "problems.xlsx")
    total = book["核对提示"].max_row - 1
    out = tmp_path / "many" / "out"
    assert lines[-1] == f"共 {total} 条提示，另 {total - 10} 条这里没有列出；全部已写入 {out / 'tables' / 'problems'} 和 {out / 'problems.xlsx'}。"


def test_kinds_are_words_in_english_too(tmp_path: Path, many: list[str]) -> None:
    lines = checked(tmp_path / "many", many, "--lang", "en")
    assert lines[0] == "error · Parts exceed the total: 12"
    assert not any("parts_exceed_total" in line for line in lines)
    assert "not shown here; all are in " in lines[-1]


def test_few_findings_are_all_printed(tmp_path: Path, many: list[str]) -> None:
    lines = checked(tmp_path / "few", many[:2])
    assert sum(line.startswith("[错误]") for line in lines) == 2
    assert "没有列出" not in lines[-1]


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有发现对不上的数"), ("en", "Nothing was found")])
def test_no_finding_is_said(tmp_path: Path, lang: str, words: str) -> None:
    lines = checked(tmp_path / "right", ["召开座谈会12场。"], "--lang", lang)
    assert len(lines) == 1
    assert words in lines[0]
    assert "problems.xlsx" in lines[0]
