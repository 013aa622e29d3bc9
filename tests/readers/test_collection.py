"""Tables of reports: one a row, columns guessed where that is obvious."""

import json

import openpyxl
import pytest

from reportmine.errors import FormatError, InputError
from reportmine.readers import Columns, Limits, Options, discover, load, read

TEXT = "全年组织开展专项检查12次。\n整改问题43个，整改率95.6%。"
HERE = Options(Limits(seconds=0))


def test_a_csv_is_one_report_a_row(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(
        f'单位,年度,标题,正文\n甲局,2023,总结,"{TEXT}"\n乙局,2022,总结,"{TEXT}。"\n', encoding="utf-8-sig"
    )
    sources = list(discover([path]))
    first, second = (load(s) for s in sources)
    assert [s.path.rpartition("表.csv")[2] for s in sources] == ["#1", "#2"]
    assert (first.text, first.organization, first.period, first.year) == (TEXT, "甲局", "2023", 2023)
    assert second.organization == "乙局"
    assert first.report_id != second.report_id


def test_a_csv_that_excel_saved_in_gbk_is_read(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(f'单位,正文\r\n甲局,"{TEXT}"\r\n'.encode("gbk"))
    (source,) = discover([path])
    assert load(source).text == TEXT


def test_the_column_of_texts_is_found_by_its_length(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'编号,c2\n1,"{TEXT * 5}"\n2,"{TEXT * 6}"\n', encoding="utf-8")
    assert [load(s).text for s in discover([path])] == [TEXT * 5, TEXT * 6]


def test_named_columns_are_used_and_wrong_names_explained(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'a,b,c\n甲局,短,"{TEXT}"\n', encoding="utf-8")
    (source,) = discover([path], Options(columns=Columns("c", "a")))
    assert load(source, Options(columns=Columns("c", "a"))).organization == "甲局"
    (wrong,) = discover([path], Options(columns=Columns("正文")))
    assert "没有“正文”这一列，只有：a、b、c" in wrong.error[0]


def test_json_lines_are_one_report_a_line(tmp_path):
    path = tmp_path / "表.jsonl"
    path.write_text(json.dumps({"unit": "甲局", "text": TEXT}, ensure_ascii=False) + "\n", encoding="utf-8")
    report = read(path)
    assert (report.text, report.organization, report.format) == (TEXT, "甲局", "jsonl")


def test_a_wrong_line_of_json_is_located(tmp_path):
    path = tmp_path / "表.jsonl"
    path.write_text('{"text": "甲"}\n{"text"\n', encoding="utf-8")
    (source,) = discover([path])
    assert "第 2 行" in source.error[0]


def workbook(path, rows) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize("options", [Options(), HERE])
def test_a_workbook_is_one_report_a_row(tmp_path, options):
    path = tmp_path / "表.xlsx"
    workbook(path, [["单位", "年份", "报告正文"], ["甲局", 2023, TEXT], ["乙局", 2024, TEXT]])
    assert [(r.organization, r.period, r.text) for r in (load(s, options) for s in discover([path], options))] == [
        ("甲局", "2023", TEXT), ("乙局", "2024", TEXT),
    ]  # fmt: skip


def test_a_form_is_one_report_a_row_a_line(tmp_path):
    path = tmp_path / "表.xlsx"
    workbook(path, [["报名表"], ["单位", "甲局"], ["金额", 0.1 + 0.2]])
    assert read(path).text == "报名表\n单位\t甲局\n金额\t0.3"


def test_an_empty_row_of_text_fails_alone(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'单位,正文\n甲局,\n乙局,"{TEXT}"\n', encoding="utf-8")
    empty, fine = discover([path])
    with pytest.raises(InputError, match="没有正文"):
        load(empty)
    assert load(fine).text == TEXT


def test_a_locked_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 9
    )
    with pytest.raises(FormatError, match="密码"):
        read(path)
