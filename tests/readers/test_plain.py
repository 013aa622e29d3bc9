"""Text files: every encoding an office has used, nothing changed but the mark and the line ends."""

import pytest

from reportmine.errors import EmptyInput, FormatError
from reportmine.readers import Limits, read, read_bytes, text_report

TEXT = "一、总体情况\n全年开展检查12次，整改率98.5％。"


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(encoding, label):
    report = read_bytes(TEXT.encode(encoding), "a.txt")
    assert (report.text, report.encoding) == (TEXT, label)


def test_traditional_text_in_big5_is_not_taken_for_gbk():
    text = "一、總體情況\n全年開展檢查十二次，切實維護群眾權益，並將有關情況報告如下。"
    report = read_bytes(text.encode("big5"), "a.txt")
    assert (report.text, report.encoding) == (text, "big5")


def test_crlf_becomes_lf_and_nothing_else_changes():
    report = read_bytes("甲\r\n\r\n 乙\u3000\r丙\t\n".encode(), "a.txt")
    assert report.text == "甲\n\n 乙\u3000\r丙\t\n"


def test_text_in_memory_keeps_every_character():
    report = text_report("甲\r\n乙")
    assert report.text == "甲\r\n乙"
    assert len(report.report_id) == 16


def test_a_wrong_byte_is_located():
    data = "第一行\n第二行".encode() + b"\xff\xff" + "好".encode()
    with pytest.raises(FormatError, match=r"a\.txt：第 2 行（第 19 字节，0xFF）"):
        read_bytes(data, "a.txt")


def test_a_file_cut_inside_a_character_is_an_error_and_no_mojibake():
    with pytest.raises(FormatError, match="第 1 行"):
        read_bytes("审计工作报告全文如下审计".encode()[:-1], "a.txt")


def test_a_nul_is_located():
    with pytest.raises(FormatError, match="第 2 行.*NUL"):
        read_bytes("甲\n乙\0丙".encode(), "a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff\u3000\n".encode()])
def test_nothing_to_read_is_empty_input(data):
    with pytest.raises(EmptyInput):
        read_bytes(data, "a.txt")


def test_a_binary_file_under_a_text_name_is_refused():
    with pytest.raises(FormatError, match=r"a\.txt"):
        read_bytes(bytes(range(256)) * 40, "a.txt")


def test_a_sentence_that_begins_like_a_picture_is_text():
    assert read_bytes("BMI指数达标率提高到92.3%。".encode(), "a.txt").format == "text"


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(FormatError.__base__, match="找不到"):
        read(tmp_path / "无.txt")


def test_a_file_beyond_the_limit_is_refused():
    with pytest.raises(FormatError, match="上限"):
        read_bytes(b"x" * 2000, "a.txt", Limits(file=1000))


def test_the_same_bytes_give_the_same_id():
    first, second = (read_bytes(TEXT.encode(), name) for name in ("a.txt", "b.txt"))
    assert first.report_id == second.report_id
