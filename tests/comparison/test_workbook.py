"""The workbook of the comparison: typed numbers, working links, no formula, opens in LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reportmine import output
from reportmine.archive.extract import Options, extract
from reportmine.comparison import ComparePaths, compare
from reportmine.comparison.workbook import Grid, Note, Sheet, write_workbook

NOTE = Note({"title": "标题", "note": "说明", "sheet_note": "说明", "masked": "已脱敏"}, "据 2023-11-30 的抽取结果", None)


def linked(sheet: Worksheet) -> list[tuple[object, str]]:
    return [(c.value, c.hyperlink.location) for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_a_matrix_cell_is_a_number_and_leads_to_its_fact(compared: ComparePaths) -> None:
    book = openpyxl.load_workbook(compared.workbook)
    facts = book["事实"]
    links = linked(book["理论学习"])
    assert len(links) > 100
    assert sum(isinstance(v, int | float) for v, _ in links) > 80
    for value, place in links:
        name, _, cell = place.replace("'", "").partition("!")
        row = int(cell[1:])
        assert name == "事实"
        fact_value = facts.cell(row, 5).value
        assert value == fact_value or fact_value is None or not isinstance(value, int | float) or value > fact_value


def test_sheets_have_frozen_panes_filters_and_no_merged_cells(compared: ComparePaths) -> None:
    book = openpyxl.load_workbook(compared.workbook)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert not sheet.merged_cells.ranges
    assert len(book["事实"]["A"]) > 2000


def test_no_text_of_a_report_becomes_a_formula(tmp_path: Path) -> None:
    source = tmp_path / "=cmd.txt"
    source.write_text("=cmd()局党组报告\n召开座谈会12场。+A1追回=SUM(A1)资金3万元。\n", encoding="utf-8")
    extract([source], Options(out=tmp_path / "out", jobs=1))
    book = openpyxl.load_workbook(compare(tmp_path / "out").workbook)
    kinds = {c.data_type for sheet in book.worksheets for row in sheet.iter_rows() for c in row}
    assert "f" not in kinds


def test_rows_beyond_a_sheet_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportmine.comparison.workbook.MAX_ROWS", 5)
    facts = Sheet("事实", [("编号", 10), ("数", 8)], [[f"r:{n}", n] for n in range(10)], {})
    grid = Grid("矩阵", ("单位", "报告"), [("座谈会", "场")], [("甲局", "", [(9, "r:9", "value")])])
    target = tmp_path / "book.xlsx"
    write_workbook(target, [grid], facts, [], NOTE)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["说明", "矩阵", "事实", "事实2", "事实3"]
    assert linked(book["矩阵"]) == [(9, "'事实3'!A3")]
    assert book["事实3"]["A3"].value == "r:9"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it(compared: ComparePaths, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(compared.workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    again = openpyxl.load_workbook(tmp_path / compared.workbook.name)
    assert len(again["事实"]["A"]) == len(openpyxl.load_workbook(compared.workbook)["事实"]["A"])


def test_names_that_excel_does_not_take_for_a_sheet_are_made_to_fit(tmp_path: Path) -> None:
    names = ["学习/调研[一]：*?", "'" + "长" * 40, "长" * 40, "事实", "a", "A"]
    grids = [Grid(name, ("单位", "报告"), [("座谈会", "场")], [("甲局", "", [None])]) for name in names]
    write_workbook(tmp_path / "b.xlsx", grids, Sheet("事实", [("编号", 10)], [["r:1"]], {}), [], NOTE)
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames == [
        "说明", "学习_调研_一_：__", "长" * 31, "长" * 28 + "2", "事实2", "a", "A2", "事实",
    ]  # fmt: skip


def test_the_same_tables_give_the_same_workbook(sample_out: Path) -> None:
    first = compare(sample_out).workbook.read_bytes()
    assert compare(sample_out).workbook.read_bytes() == first


def test_both_workbooks_look_the_same(sample_out: Path, compared: ComparePaths) -> None:
    ours, other = (openpyxl.load_workbook(path)["事实"] for path in (compared.workbook, output.write_workbook(sample_out).path))
    assert ours.oddFooter.center.text == other.oddFooter.center.text == "&P / &N"
    for look in ("font", "fill", "border", "alignment"):
        assert repr(getattr(ours["A1"], look)) == repr(getattr(other["A1"], look))
    assert (ours.page_setup.orientation, ours.page_setup.paperSize) == (other.page_setup.orientation, other.page_setup.paperSize)
