"""The commands as a user runs them: output, messages, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
REPORT = "一、抓学习。局党组组织12次学习，追回资金*.**亿元，印发《暂行办法》。\n二、抓整改。完成整改30余项。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "汇报.txt"
    file.write_text(REPORT, encoding="utf-8")
    return file


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "reportmine", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_extract_writes_every_table_and_says_where_the_workbook_is(report: Path, tmp_path: Path):
    done = run("extract", report, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "读取报告 1 份" in done.stdout and "reportmine.xlsx" in done.stdout
    for table in ("reports", "paragraphs", "sentences", "facts", "named_measures", "documents"):
        assert (tmp_path / "out" / "csv" / f"{table}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["counts"]["facts"] == 3


def test_every_row_of_every_table_is_its_slice(report: Path, tmp_path: Path):
    run("extract", report, "-o", tmp_path / "out")
    text = pd.read_parquet(tmp_path / "out/tables/reports").text[0]
    for table in ("paragraphs", "sentences", "facts", "named_measures", "documents"):
        rows = pd.read_parquet(tmp_path / "out/tables" / table)
        assert all(text[r.start : r.end] == r.text for r in rows.itertuples())


def test_bad_files_are_rows_and_the_rest_goes_on(report: Path, tmp_path: Path):
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "图片.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    done = run("extract", tmp_path, "-o", tmp_path / "out")
    rows = pd.read_parquet(tmp_path / "out/tables/reports").set_index("path").status
    assert {Path(str(p)).name: s for p, s in rows.items()} == {
        "汇报.txt": "ok", "空.txt": "empty", "图片.txt": "failed", "坏.docx": "failed",
    }  # fmt: skip
    assert done.returncode == 0
    assert "2 份文件读取失败" in done.stderr and "Traceback" not in done.stderr + done.stdout


def test_strict_makes_a_failure_exit_status_1(tmp_path: Path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    assert run("extract", tmp_path / "坏.docx", "-o", tmp_path / "out", "--strict").returncode == 1


@pytest.mark.parametrize(("lang", "said"), [("zh", "汇报.tx：找不到，是不是 汇报.txt？"), ("en", "汇报.tx: not found; did you mean 汇报.txt?")])
def test_a_mistyped_path_is_a_usage_error_with_the_nearest_name(lang: str, said: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = run("extract", "汇报.tx", "-o", "out", "--lang", lang)
    assert done.returncode == 2 and said in done.stderr
    assert not Path("out").exists()


def test_every_input_that_is_missing_is_named_before_anything_is_done(report: Path, tmp_path: Path):
    done = run("extract", tmp_path / "甲" / "乙", report, tmp_path / "*.ofd", "-o", tmp_path / "out")
    assert done.returncode == 2 and f"{tmp_path}/甲/乙：找不到" in done.stderr and f"{tmp_path}/*.ofd：找不到" in done.stderr
    assert f"{report}：" not in done.stderr and not (tmp_path / "out").exists()


def test_a_missing_path_in_a_list_is_a_row(report: Path, tmp_path: Path):
    words = [sys.executable, "-m", "reportmine", "extract", "-", "-o", str(tmp_path / "out")]
    done = subprocess.run(words, input=f"{report}\n{tmp_path / '没有.txt'}\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "没有.txt：找不到" in done.stderr


def test_a_wrong_option_is_a_usage_error(tmp_path: Path):
    assert run("extract", "-o", tmp_path / "out").returncode == 2


def test_explain_shows_rule_and_refusals():
    done = run("explain", "组织12次学习，一方面抓整改。")
    assert "⟦12次⟧ 2–5" in done.stdout
    assert "规则：number-unit/" in done.stdout
    assert "✗ 一方面" in done.stdout


def test_tag_answers_line_by_line(tmp_path: Path):
    file = tmp_path / "p.jsonl"
    file.write_text('{"id": "a", "text": "举办读书班3期，集中学习研讨12次。", "heading": ""}\n', encoding="utf-8")
    answer = json.loads(run("tag", file).stdout)
    assert answer["id"] == "a" and answer["labels"][0] == "theory"


def test_tag_names_the_line_that_is_no_record(tmp_path: Path):
    file = tmp_path / "p.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    done = run("tag", file)
    assert done.returncode == 2 and "p.jsonl:1" in done.stderr


@pytest.mark.parametrize("content", ["{", '{"floors": 5}'])
def test_a_wrong_file_of_floors_is_said_before_a_report_is_read(content: str, report: Path, tmp_path: Path):
    gate, gold = tmp_path / "floors.json", tmp_path / "gold.jsonl"
    gate.write_text(content, encoding="utf-8")
    gold.write_text('{"type": "document", "doc": "没有这份", "start": 0, "end": 1}\n', encoding="utf-8")
    done = run("evaluate", report.parent, gold, "--gate", gate)
    assert done.returncode == 2 and str(gate) in done.stderr and not done.stdout
