"""Web pages: the text, without what the site puts around it."""

import pytest

from reportmine.errors import EmptyInput
from reportmine.readers import Limits, read_bytes

PROSE = "全年组织开展专项检查12次，发现问题45个，已整改43个，整改率95.6%，切实维护了群众合法权益。"
NAVIGATION = "".join(f'<li><a href="/{i}.html">栏目名称{i}</a></li>' for i in range(20))


def lines(source: str, name: str = "a.html") -> list[str]:
    return read_bytes(source.encode(), name, Limits(seconds=0)).text.split("\n")


def page(inside: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>某局工作总结-某局网站</title></head><body><ul class=menu>{NAVIGATION}</ul>"
        f"<div id=wrap><div class=left>{NAVIGATION}</div><div class=main><h1>某局2023年工作总结</h1>"
        f"<div class=article>{inside}</div></div></div><div class=footer>版权所有 某局</div></body></html>"
    )


def test_navigation_and_foot_are_left_out():
    found = lines(page("".join(f"<p>　　{PROSE}</p>" for _ in range(5)) + "<p>某局</p><p>2023年12月</p>"))
    assert found == ["某局2023年工作总结", *[PROSE] * 5, "某局", "2023年12月"]


def test_a_saved_document_is_taken_whole():
    source = f"<html><body><p>标题</p><div><p>{PROSE * 5}</p></div><div><p>附件</p></div></body></html>"
    assert lines(source) == ["标题", PROSE * 5, "附件"]


def test_bylines_counters_and_buttons_are_left_out():
    text = f"<p>发布时间：2023-01-05　点击数：12</p><p>{PROSE * 4}</p><p>【打印正文】</p>"
    assert lines(page(text)) == ["某局2023年工作总结", PROSE * 4]


def test_a_table_row_is_a_line():
    table = (
        "<table><tr><th>项目</th><th>金额</th></tr><tr><td>追回资金</td><td>3.25<br>亿元</td></tr></table>"
    )
    assert lines(f"<body><p>{PROSE}</p>{table}</body>") == [PROSE, "项目\t金额", "追回资金\t3.25 亿元"]


def test_list_numbers_that_a_browser_paints_are_written():
    source = (
        '<body><ol><li>甲</li><li>乙</li></ol><ol style="list-style-type:cjk-ideographic" start=3><li>丙</li></ol>'
        "<ul><li>丁</li></ul></body>"
    )
    assert lines(source) == ["1.甲", "2.乙", "三、丙", "丁"]


def test_a_wrapped_source_line_is_no_blank_between_hanzi():
    assert lines("<body><p>组织开展\n  专项检查 12\n次，Office\n2019</p></body>") == [
        "组织开展专项检查 12 次，Office 2019"
    ]


def test_deleted_and_hidden_text_is_left_out():
    source = "<body><p>检查<del>10</del><ins>12</ins>次</p><p style='display: none'>密</p><script>x</script></body>"
    assert lines(source) == ["检查12次"]


def test_the_declared_charset_is_used():
    source = "<html><head><meta charset=gb2312></head><body><p>审计局工作总结</p></body></html>"
    report = read_bytes(source.encode("gb18030"), "a.html", Limits(seconds=0))
    assert (report.text, report.encoding) == ("审计局工作总结", "gb18030")


def test_html_under_the_name_of_a_word_file_is_read_as_html():
    assert (
        read_bytes("<html><body><p>正文</p></body></html>".encode(), "a.doc", Limits(seconds=0)).format
        == "html"
    )


def test_a_web_archive_is_read_as_its_page():
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + "<html><body><p>审计局工作总结</p></body></html>".encode("gb18030") + b"\r\n--b--\r\n"
    )  # fmt: skip
    report = read_bytes(archive, "a.mht", Limits(seconds=0))
    assert (report.text, report.format) == ("审计局工作总结", "mhtml")


def test_a_page_without_text_is_empty_input():
    with pytest.raises(EmptyInput):
        lines("<html><body><img src=a.png></body></html>")
