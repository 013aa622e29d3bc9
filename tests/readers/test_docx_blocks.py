"""Word documents as blocks: what the file says a line is, and tables whose cells keep their place."""

import io

import docx as python_docx
import pytest
from docx_parts import OFFICIAL, docx, num, numbered, p
from hypothesis import given
from hypothesis import strategies as st

from reportmine.model import Report
from reportmine.pipeline import process
from reportmine.readers import Limits, read_bytes

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="本局标题"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="grade"><w:name w:val="三级标题"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="text"><w:name w:val="像标题的正文"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="红头"/><w:basedOn w:val="a3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="Subtitle"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="round"><w:name w:val="甲"/><w:basedOn w:val="round"/></w:style>'
)
BREAK = "<w:r><w:br/><w:t>{}</w:t></w:r>"


def made(body: str, **parts: str) -> Report:
    return read_bytes(docx(body, **parts), "a.docx", Limits(seconds=0))


def kinds(report: Report) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, report.text[b.start : b.end]) for b in report.blocks if b.kind not in ("table", "row", "cell")]


def cells(report: Report) -> list[tuple[int, int, int, int, bool, str]]:
    return [
        (b.row, b.column, b.row_span, b.column_span, b.header, report.text[b.start : b.end])
        for b in report.blocks
        if b.kind == "cell"
    ]


def styled(text: str, style: str, more: str = "", *, runs: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}', runs=runs)


def outlined(text: str, level: int, style: str = "a") -> str:
    return styled(text, style, f'<w:outlineLvl w:val="{level}"/>')


def tc(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*inside: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(inside)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("paragraph", "kind", "level"),
    [
        (styled("学习", "1"), "heading", 1),
        (styled("学习", "2"), "heading", 2),
        (styled("学习", "own"), "heading", 2),
        (styled("学习", "grade"), "heading", 3),
        (styled("学习", "text"), "paragraph", 0),
        (styled("学习", "a3"), "title", 0),
        (styled("学习", "a4"), "title", 0),
        (styled("学习", "a5"), "paragraph", 0),
        (styled("学习", "round"), "paragraph", 0),
        (styled("学习", "unknown"), "paragraph", 0),
        (outlined("学习", 0), "heading", 1),
        (outlined("学习", 8), "heading", 9),
        (outlined("学习", 9, "1"), "paragraph", 0),
        (outlined("学习", 2, "1"), "heading", 3),
        (outlined("学习", 0, "a3"), "title", 0),
        (outlined("学习", 77), "paragraph", 0),
    ],
)
def test_a_paragraph_is_what_its_style_and_outline_level_say(paragraph: str, kind: str, level: int) -> None:
    assert kinds(made(paragraph, styles=STYLES)) == [(kind, level, "学习")]


def test_headings_by_style_and_by_outline_level_set_the_section_without_any_mark() -> None:
    body = (
        styled("某局工作总结", "a3") + styled("学习教育", "1") + outlined("集中学习", 1) + p("组织12次学习。") + outlined("检视整改", 0)
        + p("整改3项。")
    )  # fmt: skip
    found = [(x.text, x.section, x.role) for x in process(made(body, styles=STYLES)).paragraphs]
    assert found[0] == ("某局工作总结", "", "title")
    assert found[3] == ("组织12次学习。", "学习教育 / 集中学习", "body")
    assert found[5] == ("整改3项。", "检视整改", "body")


def test_headings_of_a_document_made_with_the_styles_of_word_have_their_level() -> None:
    document = python_docx.Document()
    document.add_heading("某局工作总结", 0)
    document.add_heading("学习教育", 1)
    document.add_heading("集中学习", 2)
    document.add_paragraph("组织12次学习。")
    document.add_paragraph("读原著", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    assert kinds(read_bytes(buffer.getvalue(), "a.docx", Limits(seconds=0))) == [
        ("title", 0, "某局工作总结"), ("heading", 1, "学习教育"), ("heading", 2, "集中学习"), ("paragraph", 0, "组织12次学习。"),
        ("list_item", 0, "读原著"),
    ]  # fmt: skip


def test_a_numbered_paragraph_is_a_list_item_unless_it_is_a_heading() -> None:
    heading = styled("学习", "1", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    found = kinds(made(heading + numbered("建立台账", 1, 2), styles=STYLES, numbering=OFFICIAL + num(1)))
    assert found == [("heading", 1, "一、学习"), ("list_item", 0, "1．建立台账")]


def test_what_follows_a_soft_break_in_a_heading_is_text() -> None:
    found = kinds(made(styled("学习", "1", runs=BREAK.format("组织12次。")), styles=STYLES))
    assert found == [("heading", 1, "学习"), ("paragraph", 0, "组织12次。")]


def test_a_title_over_two_lines_is_two_lines_of_title() -> None:
    found = kinds(made(styled("某局关于学习的", "a3", runs=BREAK.format("工作总结")), styles=STYLES))
    assert found == [("title", 0, "某局关于学习的"), ("title", 0, "工作总结")]


def test_a_label_with_a_line_break_in_it_stays_on_its_line() -> None:
    odd = OFFICIAL.replace('w:val="%1、"', 'w:val="%1、&#10;"')
    assert made(numbered("学习", 1), numbering=odd + num(1)).text == "一、 学习"


def test_footnotes_are_notes() -> None:
    notes = f'<w:footnote w:id="7">{p("由7人组成。")}{p("另有2人。")}</w:footnote>'
    body = p("成立小组。", runs='<w:r><w:footnoteReference w:id="7"/></w:r>')
    assert kinds(made(body, footnotes=notes)) == [
        ("paragraph", 0, "成立小组。"), ("note", 0, "[1] 由7人组成。"), ("note", 0, "另有2人。"),
    ]  # fmt: skip


def test_a_table_of_three_rows_and_columns_has_nine_cells_and_a_header() -> None:
    report = made(p("甲表") + tbl(*(tr(*map(tc, row)) for row in (("单位", "次数", "人数"), ("一局", "12", "30"), ("二局", "8", "20")))))
    assert [(b.kind, b.row, b.column, b.header, report.text[b.start : b.end], b.parent) for b in report.blocks] == [
        ("paragraph", -1, -1, False, "甲表", -1),
        ("table", -1, -1, False, "单位\t次数\t人数\n一局\t12\t30\n二局\t8\t20", -1),
        ("row", 0, -1, False, "单位\t次数\t人数", 1),
        ("cell", 0, 0, True, "单位", 2), ("cell", 0, 1, True, "次数", 2), ("cell", 0, 2, True, "人数", 2),
        ("row", 1, -1, False, "一局\t12\t30", 1),
        ("cell", 1, 0, False, "一局", 6), ("cell", 1, 1, False, "12", 6), ("cell", 1, 2, False, "30", 6),
        ("row", 2, -1, False, "二局\t8\t20", 1),
        ("cell", 2, 0, False, "二局", 10), ("cell", 2, 1, False, "8", 10), ("cell", 2, 2, False, "20", 10),
    ]  # fmt: skip


def test_merged_cells_keep_the_place_of_the_others() -> None:
    report = made(
        tbl(
            tr(tc("单位", START), tc("学习", span(2)), tc("备注", START)),
            tr(tc("", GOES_ON), tc("次"), tc("人"), tc("", GOES_ON)),
            tr(tc("一局"), tc("12"), tc("30"), tc("", GOES_ON)),
        )
    )
    assert report.text == "单位\t学习\t\t备注\n\t次\t人\n一局\t12\t30"
    assert [c[:4] + c[5:] for c in cells(report)] == [
        (0, 0, 2, 1, "单位"), (0, 1, 1, 2, "学习"), (0, 3, 3, 1, "备注"), (1, 1, 1, 1, "次"), (1, 2, 1, 1, "人"),
        (2, 0, 1, 1, "一局"), (2, 1, 1, 1, "12"), (2, 2, 1, 1, "30"),
    ]  # fmt: skip


def test_a_merge_that_begins_anew_is_a_second_cell() -> None:
    report = made(tbl(*(tr(tc(name, merge), tc(count)) for name, merge, count in (
        ("一局", START, "1"), ("", GOES_ON, "2"), ("二局", START, "3"), ("", GOES_ON, "4"), ("三局", START, "5"))
    )))  # fmt: skip
    assert [(c[0], c[2], c[5]) for c in cells(report) if c[1] == 0] == [(0, 2, "一局"), (2, 2, "二局"), (4, 1, "三局")]


def test_a_merge_of_another_width_does_not_push_cells_aside() -> None:
    report = made(tbl(tr(tc("一局", START + span(2)), tc("1")), tr(tc("", GOES_ON), tc("2"), tc("3"))))
    assert [(c[0], c[1], c[5]) for c in cells(report)] == [(0, 0, "一局"), (0, 2, "1"), (1, 1, "2"), (1, 2, "3")]


def test_an_empty_cell_and_an_indented_row_keep_their_columns() -> None:
    report = made(
        tbl(
            tr(tc("语文"), tc(), tc("2"), tc()),
            tr(tc("3"), tc("4"), properties='<w:gridBefore w:val="2"/>'),
            tr(tc("数学"), tc("5"), properties='<w:gridAfter w:val="2"/>'),
        )
    )
    assert report.text == "语文\t\t2\n\t\t3\t4\n数学\t5"


def test_the_rows_at_the_top_that_the_file_repeats_on_every_page_are_the_header() -> None:
    head = "<w:tblHeader/>"
    report = made(tbl(tr(tc("2023"), tc("2024"), properties=head), tr(tc("1"), tc("2")), tr(tc("3"), tc("4"), properties=head)))
    assert [c[4] for c in cells(report)] == [True, True, False, False, False, False]


def test_a_deleted_row_ends_no_merge_and_leaves_no_row() -> None:
    gone = tr(tc("", GOES_ON), tc("2"), properties='<w:del w:id="1"/>')
    report = made(tbl(tr(tc("一局", START), tc("1")), gone, tr(tc("", GOES_ON), tc("3"))))
    assert [(c[0], c[2], c[5]) for c in cells(report)] == [(0, 2, "一局"), (0, 1, "1"), (1, 1, "3")]


@pytest.mark.parametrize("wrapped", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:ins>{}</w:ins>", "<w:customXml>{}</w:customXml>"])
def test_rows_in_content_controls_and_insertions_are_rows(wrapped: str) -> None:
    report = made(tbl(tr(tc("一局"), tc("1")), wrapped.format(tr(tc("二局"), tc("2")))))
    assert [(c[0], c[1], c[5]) for c in cells(report)] == [(0, 0, "一局"), (0, 1, "1"), (1, 0, "二局"), (1, 1, "2")]


def test_a_table_in_a_text_box_is_a_table_after_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{tbl(tr(tc('一局'), tc('1')))}</w:txbxContent></w:pict></w:r>"
    report = made(p("正文", runs=box) + p("又一段"))
    assert (report.text, len(cells(report))) == ("正文\n一局\t1\n又一段", 2)


def test_a_table_that_frames_the_text_leaves_its_headings_and_tables_as_they_are() -> None:
    inside = styled("学习教育", "1") + p("组织学习研讨，形成问题清单。" * 8) + tbl(tr(tc("一局"), tc("1")))
    report = made(tbl(tr(f"<w:tc>{inside}</w:tc>")), styles=STYLES)
    assert kinds(report)[0] == ("heading", 1, "学习教育")
    assert [c[5] for c in cells(report)] == ["一局", "1"]


def test_a_tab_inside_a_cell_is_no_column() -> None:
    report = made(tbl(tr(f"<w:tc>{p('负责人', runs='<w:r><w:tab/><w:t>某甲</w:t></w:r>')}</w:tc>", tc("1"))))
    assert report.text == "负责人 某甲\t1"


def test_a_nested_table_is_lines_of_its_cell() -> None:
    inner = tbl(tr(tc("次"), tc("1")), tr(tc("人"), tc("2")))
    report = made(tbl(tr(tc("一局"), f"<w:tc>{inner}</w:tc>")))
    assert [c[5] for c in cells(report)] == ["一局", "次 1 人 2"]


CELL = st.tuples(st.sampled_from(["", "一局", "12"]), st.integers(-1, 99_999), st.sampled_from(["", START, GOES_ON]))


@given(st.lists(st.tuples(st.integers(-1, 99_999), st.lists(CELL, max_size=4)), max_size=5))
def test_every_block_is_a_slice_inside_its_parent_whatever_the_grid_says(rows: list[tuple[int, list[tuple[str, int, str]]]]) -> None:
    table = tbl(*(
        tr(*(tc(text, span(columns) + merge) for text, columns, merge in row), properties=f'<w:gridBefore w:val="{before}"/>')
        for before, row in rows
    ))  # fmt: skip
    report = made(p("前") + table)
    for index, block in enumerate(report.blocks):
        assert 0 <= block.start < block.end <= len(report.text)
        assert block.parent < index
        if block.parent >= 0:
            assert report.blocks[block.parent].start <= block.start
            assert block.end <= report.blocks[block.parent].end
    shown = [text for _, row in rows for text, _, merge in row if text and merge != GOES_ON]
    assert report.text.split() == ["前", *shown]
    assert all(b.column_span <= 63 for b in report.blocks)
