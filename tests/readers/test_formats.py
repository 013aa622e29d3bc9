"""The table of formats, the entry points, and what a file of none of them is told."""

import pytest
from docx_parts import docx, p, packed

from reportmine.errors import FormatError
from reportmine.readers import formats, read_bytes, registry

SENTENCE = "全年组织开展专项检查12次。".encode()


def test_every_format_without_advice_has_a_reader():
    wanted = {row.name for row in formats.known().values() if not row.advice}
    assert wanted == set(registry.formats())


@pytest.mark.parametrize("format", registry.formats())
def test_every_reader_can_be_loaded(format):
    assert callable(registry.reader(format, "a"))


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (docx(p("甲")), "a.pdf", "docx"),
        (b"%PDF-1.4", "a.docx", "pdf"),
        (b"\n\n%PDF-1.4", "a.pdf", "pdf"),
        (packed({"xl/workbook.xml": "<x/>"}), "a.docx", "xlsx"),
        (packed({"OFD.xml": "<x/>"}), "a.ofd", "ofd"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"<!DOCTYPE html><html>", "a", "html"),
        (SENTENCE, "a", "text"),
        (SENTENCE, "a.doc", "text"),
        (SENTENCE, "a.csv", "csv"),
        (b"<html>", "a.txt", "text"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "image"),
    ],
)
def test_content_beats_suffix(data, name, format):
    assert formats.detect(data, name) == format


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "a.rar", "先解压"),
        (b"MZ\x90\x00" + bytes(50), "a.exe", "不是报告"),
        (packed({"ppt/presentation.xml": "<x/>"}), "a.pptx", "另存为 docx"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(64) + "Workbook".encode("utf-16-le") + b"\0\0",
            "a.xls",
            "xlsx 或 csv",
        ),
        (SENTENCE, "a.xyz", "不支持的格式"),
        (SENTENCE, "a.pdf", "改名为 .txt"),
        (bytes(range(200)), "a.pdf", "文件头不对"),
    ],
)
def test_what_we_cannot_read_is_told_what_to_do(data, name, advice):
    with pytest.raises(FormatError, match=advice):
        read_bytes(data, name)
