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


LONG = "一、总体情况\n全年开展检查12次，整改率98.5％。" * 5


@pytest.mark.parametrize(("encoding", "label"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030")])
def test_a_wrong_byte_in_a_long_text_is_replaced_and_noted(encoding, label):
    before, after = LONG[:50], LONG[51:]
    data = before.encode(encoding) + b"\xff" + after.encode(encoding.removesuffix("-sig"))
    report = read_bytes(data, "a.txt")
    assert (report.text, report.encoding) == (before + "\ufffd" + after, label)
    assert report.notes == (f"第 3 行第 {50 - before.rindex(chr(10))} 个字符处有 1 个字节不是 {label.upper()}，已换成“\ufffd”",)


def test_a_nul_in_a_long_text_is_replaced_and_noted():
    report = read_bytes(LONG.replace("检查", "检\0", 1).encode(), "a.txt")
    assert report.text == LONG.replace("检查", "检\ufffd", 1) and len(report.notes) == 1


def test_wrong_bytes_in_many_places_are_counted():
    report = read_bytes(b"\xff".join(LONG[n : n + 40].encode() for n in range(0, len(LONG), 40)), "a.txt")
    assert "等 4 处" in report.notes[0] or report.notes[0].count("个字节") == 3


def test_a_character_of_replacement_that_the_file_itself_holds_is_no_fault():
    assert read_bytes((LONG + "\ufffd").encode(), "a.txt").notes == ()


def test_a_text_without_fault_has_no_note():
    assert read_bytes(LONG.encode(), "a.txt").notes == ()


@pytest.mark.parametrize("share", [3, 6])
def test_a_text_of_which_much_is_wrong_is_refused(share):
    data = bytearray(LONG.encode())
    data[::share] = b"\xff" * len(data[::share])
    with pytest.raises(FormatError):
        read_bytes(bytes(data), "a.txt")


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
