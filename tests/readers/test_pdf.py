"""PDF: what is peculiar to its pages; how lines become paragraphs is in test_layout."""

import io
import subprocess

import pypdfium2
import pytest
from docx_parts import docx, p
from pdf_parts import pdf, words

from reportmine.errors import FormatError
from reportmine.readers import Limits, office, read_bytes, recognition

HERE = Limits(seconds=0)
PICTURE = b"BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI "
TURNS = {
    "upright": (b"1 0 0 1 100 700", 0),
    "turned and turned back": (b"0 1 -1 0 100 100", 90),
    "lying": (b"0 1 -1 0 100 100", 0),
    "a page turned over its text": (b"1 0 0 1 100 700", 90),
    "upside down": (b"-1 0 0 -1 500 100", 180),
}


@pytest.mark.parametrize("turn", TURNS)
def test_text_is_read_however_the_page_is_turned(turn):
    matrix, rotate = TURNS[turn]
    assert (
        read_bytes(pdf(words(b"Inspected 12 sites", matrix), rotate=rotate), "a.pdf", HERE).text
        == "Inspected 12 sites"
    )


def test_a_watermark_across_the_page_is_left_out():
    slanted = words(b"SECRET", b"0.7 0.7 -0.7 0.7 200 300")
    assert read_bytes(pdf(words(b"Inspected 12 sites") + slanted), "a.pdf", HERE).text == "Inspected 12 sites"


def test_too_many_pages_are_refused():
    with pytest.raises(FormatError, match="5 页，超过 3 页的上限"):
        read_bytes(pdf(words(b"a"), pages=5), "a.pdf", Limits(pages=3))


def test_a_scan_is_named_as_such(monkeypatch):
    monkeypatch.setattr(recognition, "available", lambda: False)
    scan = pdf(b"q 500 0 0 700 50 50 cm " + PICTURE + b"Q")
    with pytest.raises(FormatError, match="没有文字层。要识别请安装：pip install rapidocr"):
        read_bytes(scan, "a.pdf", HERE)


def test_a_picture_is_named_as_such(monkeypatch):
    monkeypatch.setattr("reportmine.readers.image.available", lambda: False)
    with pytest.raises(FormatError, match="pip install rapidocr"):
        read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png", HERE)


def test_a_damaged_pdf_says_so():
    with pytest.raises(FormatError, match=r"a\.pdf：PDF 已损坏"):
        read_bytes(b"%PDF-1.4\n" + b"x" * 500, "a.pdf", HERE)


@pytest.mark.skipif(not recognition.available(), reason="the extra ocr is not installed")
@pytest.mark.skipif(office.available() is None, reason="LibreOffice makes the picture")
def test_a_scanned_page_is_recognised(tmp_path):
    lines = ["全年组织开展专项检查12次，发现问题45个，整改率95.6%。", "特此报告。"]
    (tmp_path / "a.docx").write_bytes(docx("".join(map(p, lines))))
    command = [office.available(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    picture = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].render(scale=2).to_pil()
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    report = read_bytes(buffer.getvalue(), "a.png", Limits(memory=0))
    assert "".join(report.text.split()) == "".join(lines)
    assert report.confidence is not None
    assert report.confidence > 0.9
