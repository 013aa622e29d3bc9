"""Workbooks and pages say which extraction they show; pages whose tables have changed since say that too."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reportmine.archive.extract import Options, extract
from reportmine.comparison import check, compare
from reportmine.comparison.origin import mark_stale

from .browser import BINARY, Browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports and a copy of one."""
    for name, count in (("甲局.txt", 12), ("乙局.txt", 9), ("乙局（副本）.txt", 9)):
        (tmp_path / "汇报" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "汇报" / name).write_text(f"工作总结\n一年来，召开座谈会{count}场。\n", encoding="utf-8")
    return tmp_path / "汇报"


def extracted(folder: Path) -> Path:
    out = folder.parent / "结果"
    extract([folder], Options(out=out, jobs=1))
    return out


def since(out: Path) -> str:
    """The date of the tables as people read it."""
    return str(json.loads((out / "run.json").read_text(encoding="utf-8"))["tables"]["since"])[:16].replace("T", " ")


def pages(out: Path) -> list[Path]:
    return [out / "pages" / "index.html", *sorted((out / "pages" / "reports").glob("*.html"))]


def marks(out: Path) -> set[str]:
    """The marks on all pages; "1" is old."""
    return {p.read_text(encoding="utf-8").partition('data-stale="')[2][0] for p in pages(out)}


def backdate(out: Path) -> None:
    """The tables have been so for years."""
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    run["tables"]["since"] = "2021-03-04T05:06:07+08:00"
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")


def test_run_json_says_what_was_read_and_when(folder: Path) -> None:
    out = extracted(folder)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["inputs"] == [str(folder)]
    assert run["finished"] == run["tables"]["since"]


def test_every_page_names_folder_reports_copies_and_date(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    assert len(pages(out)) == 3
    for page in pages(out):
        text = page.read_text(encoding="utf-8")
        assert f"据 {since(out)} 的抽取结果：报告 2 份（另有内容相同的副本 1 份）；读取自 {folder}。" in text
        assert f"From the extraction of {since(out)}. Reports: 2 (copies with the same content: 1). Read from {folder}." in text


def test_both_workbooks_name_them_on_their_first_sheet(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    check(out)
    for name in ("comparison.xlsx", "problems.xlsx"):
        sheet = openpyxl.load_workbook(out / name).worksheets[0]
        assert f"据 {since(out)} 的抽取结果：报告 2 份（另有内容相同的副本 1 份）" in sheet["A2"].value
    assert openpyxl.load_workbook(out / "problems.xlsx").worksheets[0]["A1"].value == "核对提示"


def test_the_same_tables_give_the_same_bytes(folder: Path) -> None:
    out = extracted(folder)
    backdate(out)
    compare(out)
    check(out)
    files = [*pages(out), out / "comparison.xlsx", out / "problems.xlsx"]
    before = [f.read_bytes() for f in files]
    assert b"2021-03-04 05:06" in before[0]
    with zipfile.ZipFile(out / "comparison.xlsx") as book:
        assert b"2021-03-04T05:06:07Z</dcterms:created>" in book.read("docProps/core.xml")
    extracted(folder)
    compare(out)
    check(out)
    assert [f.read_bytes() for f in files] == before


def test_an_extraction_that_changes_nothing_leaves_the_pages_unmarked(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    extracted(folder)
    assert marks(out) == {"0"}


def test_a_report_more_marks_every_page_until_it_is_gone_or_compared(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    late = folder / "丙局.txt"
    late.write_text("工作总结\n召开座谈会7场。\n", encoding="utf-8")
    extracted(folder)
    assert marks(out) == {"1"}
    late.unlink()
    extracted(folder)
    assert marks(out) == {"0"}
    late.write_text("工作总结\n召开座谈会8场。\n", encoding="utf-8")
    extracted(folder)
    assert marks(out) == {"1"}
    compare(out)
    assert marks(out) == {"0"}


def test_a_mark_changes_nothing_else(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    before = [p.read_bytes() for p in pages(out)]
    (folder / "丙局.txt").write_text("召开座谈会7场。\n", encoding="utf-8")
    extracted(folder)
    assert [p.read_bytes() for p in pages(out)] == [b.replace(b'data-stale="0"', b'data-stale="1"') for b in before]


def test_a_folder_without_pages_has_nothing_to_mark(folder: Path) -> None:
    out = extracted(folder)
    mark_stale(out)
    assert not (out / "pages").exists()


def test_tables_of_an_earlier_version_give_no_date(folder: Path) -> None:
    out = extracted(folder)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "run.json").write_text(json.dumps({k: v for k, v in run.items() if k not in ("tables", "inputs", "finished")}), encoding="utf-8")
    compare(out)
    assert "据 （不详） 的抽取结果：报告 2 份" in pages(out)[0].read_text(encoding="utf-8")
    extracted(folder)
    assert marks(out) == {"1"}


@pytest.mark.skipif(BINARY is None, reason="no chromium on this machine")
def test_a_reader_sees_that_a_page_is_old(folder: Path) -> None:
    out = extracted(folder)
    compare(out)
    with Browser() as browser:
        for stale in (False, True):
            for page in pages(out)[:2]:
                browser.open(page)
                assert ("本页是旧的" in browser.run("document.body.innerText")) == stale
                assert "的抽取结果" in browser.run("document.body.innerText")
            (folder / "丙局.txt").write_text("召开座谈会7场。\n", encoding="utf-8")
            extracted(folder)
        assert browser.errors == []
