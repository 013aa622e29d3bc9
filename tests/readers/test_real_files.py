"""Real office files beside the checkout (`../shared/formats`), against what other programs read in them."""

import re
from pathlib import Path

import ofdkit
import openpyxl
import pypdfium2
import pytest

from reportmine.errors import FormatError
from reportmine.readers import discover, load, read

FOLDER = Path(__file__).parents[3] / "shared" / "formats"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/formats beside this checkout")


def squeezed(text: str) -> str:
    return "".join(text.split())


def recall(pieces: list[str], text: str) -> float:
    """The share of pieces (sentences, printed lines, cells) that are found in the text, blanks apart."""
    whole = squeezed(text)
    wanted = [piece for piece in map(squeezed, pieces) if len(piece) > 2]
    return sum(piece in whole for piece in wanted) / len(wanted)


def test_every_file_is_read():
    assert [s.error for s in discover([FOLDER]) if s.error] == []
    for source in discover([FOLDER]):
        if source.path.endswith(".xls"):  # no reader yet: refused with a remedy
            with pytest.raises(FormatError, match="请另存为 xlsx"):
                load(source)
        else:
            assert load(source).text.strip()


def test_a_word_file_is_read_with_its_tables_and_without_its_contents():
    text = read(FOLDER / "yancheng_tender_2021.docx").text
    assert "招标人\t盐城市第一人民医院" in text
    assert not re.search(r"^目\s*录$", text, re.M)


def test_a_pdf_is_read_without_heads_and_page_numbers():
    path = FOLDER / "yancheng_hospital_2022_budget.pdf"
    report = read(path)
    document = pypdfium2.PdfDocument(path)
    pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    lines = [line for page in pages for line in page.splitlines()]
    body = [
        x
        for x in lines
        if "年度单位预算公开" not in squeezed(x) and not re.fullmatch(r"-\s*\d+\s*-", x.strip())
    ]
    assert recall(body, report.text) >= 0.98
    assert not re.search(r"^\W*\d+\W*$", report.text, re.M)
    assert len(report.pages) == 31
    assert (report.organization, report.year) == ("盐城市第一人民医院", 2022)


def test_hard_wrapped_lines_of_a_pdf_are_joined():
    text = read(FOLDER / "yancheng_hospital_2022_budget.pdf").text
    assert "共设四个院区。\n二、单位机构设置及预算单位构成情况\n" in text
    assert "单价50万元（含）以上的通用设备22台（套），单价100万元（含）以上的专用设备190台（套）。" in text


@pytest.mark.parametrize("name", ["luqiao_health_bureau_pifu.ofd", "prose_page.ofd"])
def test_ofd_is_read_in_order(name):
    lines = ofdkit.extract_text(str(FOLDER / name)).splitlines()
    text = read(FOLDER / name).text
    assert recall([line for line in lines if not re.fullmatch(r"[—\s\d]*", line)], text) >= 0.98
    assert not re.search(r"^— \d+ —$", text, re.M)


def test_an_official_head_is_understood():
    report = read(FOLDER / "luqiao_health_bureau_pifu.ofd")
    assert (report.number, report.title, report.year, report.genre) == (
        "路卫发〔2011〕76号", "关于同意张阿三同志辞职的批复", 2011, "批复",
    )  # fmt: skip


def test_a_page_of_a_site_is_read_without_navigation():
    text = read(FOLDER / "sxyz_work_report_page.aspx.html").text
    for furniture in ("公共文件夹", "推荐阅读", "上一篇", "版权所有", "打印正文", "点击数"):
        assert furniture not in text
    assert text.endswith("一流教学、一流质量）。")


def test_a_form_in_a_workbook_is_read_cell_by_cell():
    path = FOLDER / "yancheng_market_survey.xlsx"
    cells = [
        str(c.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for c in row
        if c.value
    ]
    assert recall(cells, read(path).text) == 1.0


def test_a_report_in_a_table_keeps_its_text():
    report = read(FOLDER / "gwr2026_guangdong.csv")
    assert (report.organization, report.year, len(report.text)) == ("广东省", 2026, 32953)
