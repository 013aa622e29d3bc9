"""Where one part of a file is damaged, what lies elsewhere is read, and a note says what is missing."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from docx_parts import OFFICIAL, docx, num, numbered, p, packed
from pdf_parts import pdf, words

from reportmine.archive import Settings
from reportmine.archive.work import work
from reportmine.errors import FormatError
from reportmine.readers import Limits, Source, read_bytes
from reportmine.resources import OURS

TEXT = "全年组织开展专项检查12次。"
HERE = Limits(seconds=0)
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>含联合检查</w:t></w:r></w:p></w:footnote>'
REPORT = docx(
    numbered("总体情况", 1) + p(TEXT), numbering=OFFICIAL + num(1), styles='<w:style w:styleId="a"/>', footnotes=NOTE
)  # fmt: skip


def without(data: bytes, part: str, content: bytes | None) -> bytes:
    """The package with a part replaced by `content`; with none, its packed bytes are spoilt."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part and content is not None else old.read(info))
    if content is not None:
        return buffer.getvalue()
    spoilt = bytearray(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(spoilt))) as archive:
        at = archive.getinfo(part).header_offset
    spoilt[at : at + 4] = b"XXXX"  # no local header: “Bad magic number”
    return bytes(spoilt)


@pytest.mark.parametrize("content", [b"<w:sty", None], ids=["XML cut short", "zip entry spoilt"])
@pytest.mark.parametrize("part", ["word/styles.xml", "word/footnotes.xml", "_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"])
def test_a_docx_damaged_beside_its_text_gives_its_text(part: str, content: bytes | None) -> None:
    report = read_bytes(without(REPORT, part, content), "a.docx")
    assert report.text == f"一、总体情况\n{TEXT}"
    assert all(part in note and "已损坏" in note for note in report.notes)
    assert len(report.notes) == (part in ("word/styles.xml", "word/footnotes.xml", "_rels/.rels"))


def test_a_docx_without_its_numbering_says_that_numbers_are_missing() -> None:
    report = read_bytes(without(REPORT, "word/numbering.xml", b"<"), "a.docx", HERE)
    assert report.text == f"总体情况\n{TEXT}"
    assert report.notes == ("文件里的 word/numbering.xml 已损坏，没有用上：自动编号没有补上",)


def test_a_docx_damaged_in_its_text_is_refused() -> None:
    with pytest.raises(FormatError, match=r"文件结构已损坏，其中 word/document\.xml"):
        read_bytes(without(REPORT, "word/document.xml", b"<w:"), "a.docx")


def test_a_part_that_declares_a_document_type_is_refused_still() -> None:
    with pytest.raises(FormatError, match="不安全"):
        read_bytes(without(REPORT, "word/styles.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "a.docx")


def workbook(cells: list[object]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for sheet in (book.add_worksheet(), book.add_worksheet()):
            sheet.write_column(0, 0, cells)
        book.add_worksheet().write(0, 0, "附注")
        book.worksheets()[2].hide()
    return buffer.getvalue()


@pytest.mark.parametrize("limits", [Limits(), HERE], ids=["guarded", "here"])
@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet2.xml"])
def test_a_workbook_damaged_beside_its_text_gives_its_text(part: str, limits: Limits) -> None:
    report = read_bytes(without(workbook(["甲", TEXT]), part, b"<"), "a.xlsx", limits)
    assert report.text.startswith(f"甲\n{TEXT}") and len(report.notes) == 1 and "已损坏" in report.notes[0]


def test_a_workbook_of_numbers_does_not_need_its_shared_texts() -> None:
    report = read_bytes(without(workbook([12, 3.5]), "xl/sharedStrings.xml", b"<"), "a.xlsx", HERE)
    assert report.text == "12\n3.5\n12\n3.5" and report.notes == ("共用文字已损坏",)


def test_a_workbook_whose_texts_are_damaged_is_refused() -> None:
    with pytest.raises(FormatError, match=r"xl/sharedStrings\.xml"):
        read_bytes(without(workbook(["甲", TEXT]), "xl/sharedStrings.xml", b"<"), "a.xlsx", HERE)


def test_a_wrong_byte_in_a_page_is_replaced_and_noted() -> None:
    source = f"<html><meta charset=utf-8><body><p>{TEXT * 5}</p></body></html>".encode()
    at = source.index("检查".encode())
    report = read_bytes(source[:at] + b"\xff" + source[at + 3 :], "a.html")
    assert report.text == (TEXT * 5).replace("检", "\ufffd", 1)
    assert "已换成" in report.notes[0]


def test_a_damaged_page_of_a_pdf_costs_itself() -> None:
    whole = pdf(words(b"Inspected 12 sites") * 3, pages=3)
    report = read_bytes(whole.replace(b"6 0 obj<</Type/Page/", b"6 0 obj<</Type/Xage/"), "a.pdf")
    assert report.text.count("Inspected") == 2 * read_bytes(whole, "a.pdf").text.count("Inspected") // 3
    assert report.notes == ("第 2 页已损坏，没有读到",)


def test_a_pdf_of_damaged_pages_is_refused() -> None:
    with pytest.raises(FormatError, match="PDF 已损坏"):
        read_bytes(pdf(words(b"Inspected 12 sites"), pages=2).replace(b"<</Type/Page/", b"<</Type/Xage/"), "a.pdf")


OFD = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016"{2}>{1}</ofd:{0}>'
LINE = '<ofd:Layer ID="{0}1"><ofd:TextObject ID="{0}2" Boundary="20 20 150 10" Font="1" Size="5"><ofd:TextCode X="0" Y="5">{1}</ofd:TextCode></ofd:TextObject></ofd:Layer>'


def ofd() -> bytes:
    """Two pages with a line each, and a list of fonts."""
    pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in (0, 1))
    common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": OFD.format("OFD", "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>", ' Version="1.0" DocType="OFD"'),
        "Doc_0/Document.xml": OFD.format("Document", f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>", ""),
        "Doc_0/PublicRes.xml": OFD.format("Res", '<ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts>', ' BaseLoc="Res"'),
    }
    for n, text in enumerate((TEXT, "整改问题43个。")):
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = OFD.format("Page", f"<ofd:Content>{LINE.format(n + 3, text)}</ofd:Content>", "")
    return packed(parts)


@pytest.mark.parametrize("content", [b"<", None], ids=["XML cut short", "zip entry spoilt"])
@pytest.mark.parametrize(("part", "notes"), [("Doc_0/Pages/Page_1/Content.xml", ("第 2 页已损坏，没有读到",)), ("Doc_0/PublicRes.xml", ())])
def test_an_ofd_damaged_in_a_page_or_its_fonts_gives_the_rest(part: str, notes: tuple[str, ...], content: bytes | None) -> None:
    report = read_bytes(without(ofd(), part, content), "a.ofd")
    assert TEXT in report.text and report.notes == notes


def test_an_ofd_with_a_number_beyond_all_bounds_is_told_in_words() -> None:
    content = OFD.format("Page", f"<ofd:Content>{LINE.format(3, TEXT)}</ofd:Content>", "").replace("20 20", "inf 1e400")
    spoilt = without(ofd(), "Doc_0/Pages/Page_0/Content.xml", content.encode())
    try:
        assert read_bytes(spoilt, "a.ofd", HERE).text
    except FormatError as told:
        assert "OFD" in str(told) and "Overflow" not in str(told)


def test_notes_stand_in_the_row_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(without(REPORT, "word/numbering.xml", b"<"))
    (row,) = work(Source(str(path)), Settings(), OURS)["reports"]
    assert row["status"] == "ok" and row["notes"] == "文件里的 word/numbering.xml 已损坏，没有用上：自动编号没有补上"
