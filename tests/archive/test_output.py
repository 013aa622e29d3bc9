"""What people open: the workbook and the CSV, and the lines that say how far we are."""

import csv
import io
import zipfile
from pathlib import Path

import archive_of
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from reportmine.archive import Options, extract
from reportmine.cli.progress import Bar
from reportmine.output import workbook, write_csvs, write_workbook


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("output")
    extract([archive_of.make(base / "档案", 12)], Options(base / "out", jobs=1, shard=20_000))
    return base / "out"


def test_the_workbook_holds_every_row_with_its_sentence(out: Path) -> None:
    book = load_workbook(write_workbook(out).path, read_only=True)
    rows = list(book["事实"].iter_rows(values_only=True))
    facts = archive_of.tables(out)["facts"]
    assert len(rows) == len(facts) + 1
    text, sentence, file = (rows[0].index(name) for name in ("原文", "所在句子", "文件"))
    assert all(row[text] in row[sentence] and row[file].endswith(".txt") for row in rows[1:])


def test_a_table_of_more_rows_than_a_sheet_holds_goes_on_in_the_next(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = len(archive_of.tables(out)["facts"])
    monkeypatch.setattr(workbook, "MAX_ROWS", facts // 2 + 20)
    written = write_workbook(out)
    book = load_workbook(written.path, read_only=True)
    assert written.notes == ()
    rows = [sum(1 for _ in book[name].iter_rows()) - 1 for name in ("事实", "事实2")]
    assert sum(rows) == facts and "事实3" not in book.sheetnames


def test_where_excel_ends_the_last_row_and_a_note_say_so(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = len(archive_of.tables(out)["facts"])
    monkeypatch.setattr(workbook, "MAX_ROWS", 32)
    written = write_workbook(out)
    note = next(n for n in written.notes if "facts" in n)
    assert f"第 90 行，还有 {facts - 90} 行" in note
    last = list(load_workbook(written.path, read_only=True)["事实3"].iter_rows(values_only=True))[-1]
    assert last[0] == note


def test_no_text_becomes_a_formula_or_spoils_the_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "一.txt").write_text("=1+1\n@SUM(A1)组织\x07学习12次。", encoding="utf-8")
    extract([tmp_path / "in"], Options(tmp_path / "out", jobs=1, books="zh"))
    with zipfile.ZipFile(tmp_path / "out" / "reportmine.xlsx") as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    rows = list(load_workbook(tmp_path / "out" / "reportmine.xlsx")["段落"].iter_rows(values_only=True))
    assert any("=1+1" in row for row in rows) and any("@SUM(A1)组织学习12次。" in row for row in rows)
    with (tmp_path / "out" / "csv" / "paragraphs.csv").open(encoding="utf-8-sig") as file:
        assert {"'=1+1", "'@SUM(A1)组织\x07学习12次。"} <= {row["text"] for row in csv.DictReader(file)}


def test_csv_has_the_rows_of_the_tables_and_a_byte_order_mark(out: Path) -> None:
    write_csvs(out)
    for path in sorted((out / "csv").glob("*.csv")):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        parts = (out / "tables" / path.stem).glob("part-*.parquet")
        assert len(rows) - 1 == sum(pq.read_metadata(p).num_rows for p in parts)


def test_where_there_is_no_terminal_a_line_comes_every_half_minute() -> None:
    now = [0.0]
    log = io.StringIO()
    with Bar("读取报告", clock=lambda: now[0], stream=log) as bar:
        for second in range(100):
            now[0] = float(second)
            bar.update(second * 2, 1000, second // 10)
    lines = log.getvalue().splitlines()
    assert len(lines) == 3
    assert lines[0] == "读取报告 60/1000（6%），2.0 份/秒，失败 3，还要约 0:07:50"


def test_a_quiet_bar_says_nothing() -> None:
    log = io.StringIO()
    with Bar("读取报告", show=False, clock=iter(range(0, 9000, 40)).__next__, stream=log) as bar:
        bar.update(1, 2, 0)
        bar.update(2, 2, 0)
    assert log.getvalue() == ""
