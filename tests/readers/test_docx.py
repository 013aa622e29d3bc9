"""Word documents: what Word shows is what is read."""

import pytest
from docx_parts import OFFICIAL, docx, level, num, numbered, p, packed

from reportmine.errors import FormatError
from reportmine.readers import Limits, read_bytes


def lines(body: str, **parts: str) -> list[str]:
    return read_bytes(docx(body, **parts), "a.docx", Limits(seconds=0)).text.split("\n")


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def test_official_numbering_is_rebuilt_on_four_levels():
    body = (
        numbered("总体情况", 1) + numbered("加强领导", 1, 1) + numbered("建立台账", 1, 2) + numbered("逐项销号", 1, 3)
        + numbered("压实责任", 1, 2) + numbered("强化整改", 1, 1) + numbered("建立制度", 1, 2) + numbered("存在问题", 1)
        + numbered("认识不足", 1, 1)
    )  # fmt: skip
    assert lines(body, numbering=OFFICIAL + num(1)) == [
        "一、总体情况", "（一）加强领导", "1．建立台账", "（1）逐项销号", "2．压实责任", "（二）强化整改", "1．建立制度", "二、存在问题",
        "（一）认识不足",
    ]  # fmt: skip


def test_a_label_does_not_melt_into_a_year():
    assert lines(numbered("2023年工作", 1, 2), numbering=OFFICIAL + num(1)) == ["1． 2023年工作"]


def test_two_lists_of_one_abstract_list_go_on_counting():
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 1)
    assert lines(body, numbering=OFFICIAL + num(1) + num(2)) == ["一、甲", "二、乙", "三、丙"]


def test_a_start_override_begins_again_once():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = numbered("甲", 1) + numbered("乙", 1) + numbered("丙", 2) + numbered("丁", 2)
    assert lines(body, numbering=OFFICIAL + num(1) + num(2, inside=again)) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
    ]


def test_a_level_that_never_restarts_goes_on():
    flat = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>') + "</w:abstractNum>"
    )  # fmt: skip
    body = numbered("甲", 1) + numbered("子", 1, 1) + numbered("乙", 1) + numbered("丑", 1, 1)
    assert lines(body, numbering=flat + num(1)) == ["一、甲", "1.子", "二、乙", "2.丑"]


def test_a_label_of_several_levels_is_written_in_arabic_where_legal():
    legal = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "chineseCounting", "第%1章")
        + level(1, "decimal", "%1.%2", more="<w:isLgl/>") + "</w:abstractNum>"
    )  # fmt: skip
    body = numbered("总则", 1) + numbered("范围", 1, 1)
    assert lines(body, numbering=legal + num(1)) == ["第一章 总则", "1.1 范围"]


def test_numbering_comes_through_a_style_and_its_base():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="一级"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="二级"/><w:basedOn w:val="a"/></w:style>'
    )
    linked = (
        '<w:abstractNum w:abstractNumId="0">' + level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="a"/>')
        + level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="b"/>') + "</w:abstractNum>"
    )  # fmt: skip
    body = (
        p("甲", '<w:pStyle w:val="a"/>') + p("子", '<w:pStyle w:val="b"/>') + p("乙", '<w:pStyle w:val="a"/>')
    )
    assert lines(body, styles=styles, numbering=linked + num(1)) == ["一、甲", "（一）子", "二、乙"]


def test_number_zero_takes_a_styles_numbering_away():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="一级"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    off = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert lines(p("甲", off), styles=styles, numbering=OFFICIAL + num(1)) == ["甲"]


def test_bullets_leave_no_sign_but_dashes_stay():
    bullets = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "bullet", "\uf06c")
        + level(1, "bullet", "——")
        + "</w:abstractNum>"
    )
    assert lines(numbered("甲", 1) + numbered("乙", 1, 1), numbering=bullets + num(1)) == ["甲", "——乙"]


def test_insertions_stay_and_deletions_go():
    changed = (
        '<w:ins w:id="1"><w:r><w:t>12次</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>10次</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t>移来</w:t></w:r></w:moveTo>'
    )
    assert lines(p("开展检查", runs=changed)) == ["开展检查12次移来"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert lines(p("开展检查", mark) + p("12次")) == ["开展检查12次"]


def test_a_deleted_numbered_paragraph_does_not_count():
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>'
    )
    assert lines(numbered("甲", 1) + gone + numbered("乙", 1), numbering=OFFICIAL + num(1)) == [
        "一、甲",
        "二、乙",
    ]


def test_table_rows_are_lines_and_a_cell_of_prose_keeps_its_paragraphs():
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in cells) + "</w:tr>"

    long = (
        "坚持问题导向，组织开展专项检查，发现问题并督促整改，切实维护群众合法权益，推动各项工作落地见效。" * 2
    )
    table = (
        "<w:tbl>"
        + row(p("项目"), p("金额"))
        + row(p("甲"), p("3"))
        + row(p("情况"), p(long) + p("特此报告。"))
        + "</w:tbl>"
    )
    assert lines(table) == ["项目\t金额", "甲\t3", "情况", long, "特此报告。"]


def test_a_merged_cell_is_said_once():
    first = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("合计") + "</w:tc>"
    more = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + "</w:tc>"
    table = (
        f"<w:tbl><w:tr>{first}<w:tc>{p('1')}</w:tc></w:tr><w:tr>{more}<w:tc>{p('2')}</w:tc></w:tr></w:tbl>"
    )
    assert lines(table) == ["合计\t1", "\t2"]


def test_footnotes_stand_apart_at_the_end():
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{p("由7人组成。")}</w:footnote>'
    )
    mark = run('<w:footnoteReference w:id="7"/>') + run("<w:t>，并开展12次检查。</w:t>")
    assert lines(p("成立领导小组", runs=mark), footnotes=notes) == [
        "成立领导小组，并开展12次检查。",
        "[1] 由7人组成。",
    ]


def test_a_text_box_is_read_once_after_its_paragraph():
    inside = f"<w:txbxContent>{p('××市审计局文件')}</w:txbxContent>"
    box = run(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        + inside
        + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        + inside
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(p("正文", runs=box)) == ["正文", "××市审计局文件"]


def test_heads_feet_and_page_numbers_stay_out():
    assert lines(p("正文"), header1=p("内部资料"), footer1=p("— 1 —")) == ["正文"]


def test_a_soft_break_ends_the_line():
    assert lines(p("甲", runs=run("<w:br/><w:t>乙</w:t>"))) == ["甲", "乙"]


def test_the_table_of_contents_is_dropped_with_its_heading():
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    body = p("目  录") + p("一、总体情况\t1", '<w:pStyle w:val="t"/>') + p("一、总体情况")
    assert lines(body, styles=styles) == ["一、总体情况"]


def test_a_field_of_contents_is_dropped_but_the_text_after_it_is_not():
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>TOC \\o</w:instrText>")
    begin += run('<w:fldChar w:fldCharType="separate"/>') + run("<w:t>一、总体情况 1</w:t>")
    body = p(runs=begin) + p("二、问题 2") + p(runs=run('<w:fldChar w:fldCharType="end"/>')) + p("正文")
    assert lines(body) == ["正文"]


def test_a_field_that_never_ends_does_not_swallow_the_document():
    begin = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>TOC</w:instrText>")
    assert lines(p(runs=begin) + p("正文在此。")) == ["正文在此。"]


def test_hidden_text_stays_hidden():
    assert lines(p("甲", runs=run("<w:rPr><w:vanish/></w:rPr><w:t>密</w:t>"))) == ["甲"]


def test_a_document_type_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x"><w:body>&a;</w:body></w:document>'
    data = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb})
    with pytest.raises(FormatError, match="不安全"):
        read_bytes(data, "a.docx")


def test_a_zip_bomb_is_refused():
    data = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (40 << 20)})
    with pytest.raises(FormatError, match="压缩炸弹"):
        read_bytes(data, "a.docx")


def test_a_damaged_file_says_so():
    with pytest.raises(FormatError, match="损坏"):
        read_bytes(docx(p("正文"))[:-300], "a.docx")


def test_a_docx_under_another_name_is_read_by_its_content():
    assert read_bytes(docx(p("正文")), "a.doc").format == "docx"


def test_a_locked_document_is_named_as_such():
    data = (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64
    )
    with pytest.raises(FormatError, match="密码"):
        read_bytes(data, "a.docx")


def test_a_web_page_swallowed_whole_is_read():
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.html"/>'
        "</Relationships>"
    )
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    files = {
        "word/document.xml": f'<w:document {names}><w:body><w:altChunk r:id="c"/></w:body></w:document>',
        "word/_rels/document.xml.rels": rels,
        "word/chunk.html": "<html><body><p>一、总体情况</p></body></html>",
    }
    assert read_bytes(packed(files), "a.docx", Limits(seconds=0)).text == "一、总体情况"
