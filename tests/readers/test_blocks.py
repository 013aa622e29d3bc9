"""What readers say beside the text: headings, list items, and tables whose cells keep their place."""

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from docx_parts import docx, p
from hypothesis import given, settings
from hypothesis import strategies as st
from test_layout import grid, typeset

from reportmine.model import Block, Report
from reportmine.pipeline import process
from reportmine.readers import Limits, Options, discover, load, read, read_bytes, text_report
from reportmine.readers.layout import page_text

HERE = Limits(seconds=0)
PROSE = "全年组织开展专项检查12次，发现问题45个，已整改43个。"
TABLE = [["单位", "检查", "整改"], ["一局", "12", "9"], ["二局", "30", "28"]]
Cells = list[tuple[int, int, int, int, bool, str]]


def page(inside: str) -> Report:
    return read_bytes(f"<html><body>{inside}</body></html>".encode(), "a.html", HERE)


def workbook(fill: Callable[..., None]) -> Report:
    book, data = openpyxl.Workbook(), io.BytesIO()
    fill(book.active)
    book.save(data)
    return read_bytes(data.getvalue(), "a.xlsx", HERE)


def comma_separated(rows: list[list[str]]) -> Report:
    data = io.StringIO()
    csv.writer(data).writerows(rows)
    return read_bytes(data.getvalue().encode(), "a.csv", HERE)


def word_table(rows: list[list[str]]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows) + "</w:tbl>"


def said(report: Report, *kinds: str) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level, report.text[b.start : b.end]) for b in report.blocks if b.kind in kinds]


def cells(text: str, blocks: tuple[Block, ...]) -> Cells:
    found = [b for b in blocks if b.kind == "cell"]
    return [(b.row, b.column, b.row_span, b.column_span, b.header, text[b.start : b.end]) for b in found]


def cells_of(report: Report) -> Cells:
    return cells(report.text, report.blocks)


def test_a_heading_of_a_page_sets_the_section_without_any_mark(tmp_path):
    path = tmp_path / "a.html"
    source = f"<html><body><h1>某局工作总结</h1><h2>学习教育</h2><p>{PROSE}</p><h2>检视整改</h2><p>整改3项。</p></body></html>"
    path.write_text(source, encoding="utf-8")
    found = process(read(path)).paragraphs
    assert [(p.role, p.section) for p in found] == [
        ("title", ""), ("heading", ""), ("body", "学习教育"), ("heading", ""), ("body", "检视整改"),
    ]  # fmt: skip


def test_headings_have_the_level_of_their_tag():
    report = page("<h2>甲</h2><h2>学习</h2><h3>集中<br>学习</h3><p>正文</p><h6>附</h6>")
    assert said(report, "heading") == [
        ("heading", 2, "甲"), ("heading", 2, "学习"), ("heading", 3, "集中"), ("heading", 3, "学习"), ("heading", 6, "附"),
    ]  # fmt: skip


def test_the_only_h1_is_the_title():
    assert said(page(f"<p>内部资料</p><h1>某局 工作总结</h1><p>{PROSE}</p>"), "title", "heading") == [
        ("title", 0, "某局 工作总结")
    ]


def test_several_h1_are_headings():
    assert said(page("<h1>学习</h1><p>甲</p><h1>整改</h1>"), "title", "heading") == [
        ("heading", 1, "学习"), ("heading", 1, "整改"),
    ]  # fmt: skip


def test_a_headline_that_stands_outside_the_text_of_the_page_is_its_title():
    menu = "".join(f'<li><a href="/{i}.html">栏目名称{i}</a></li>' for i in range(20))
    report = page(f"<ul>{menu}</ul><h1>某局工作总结</h1><div>{menu}</div><div class=article><p>{PROSE * 5}</p></div>")
    assert said(report, "title", "paragraph") == [("title", 0, "某局工作总结"), ("paragraph", 0, PROSE * 5)]


def test_a_heading_above_all_others_at_the_beginning_is_the_title():
    assert said(page(f"<h2>某局工作总结</h2><p>{PROSE}</p>"), "title", "heading") == [("title", 0, "某局工作总结")]


def test_items_of_lists_are_list_items():
    report = page("<p>甲</p><ol><li>学习<ul><li>研讨</li></ul></li><li><p>整改</p></li></ol><dl><dt>乙<dd>丙</dl>")
    assert said(report, "list_item", "paragraph") == [
        ("paragraph", 0, "甲"), ("list_item", 0, "1.学习"), ("list_item", 0, "研讨"), ("list_item", 0, "2.整改"),
        ("paragraph", 0, "乙"), ("paragraph", 0, "丙"),
    ]  # fmt: skip


def test_preformatted_lines_are_paragraphs():
    assert said(page("<pre>一、学习\n\n  组织12次</pre>"), "paragraph") == [
        ("paragraph", 0, "一、学习"), ("paragraph", 0, "  组织12次"),
    ]  # fmt: skip


def html_table(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


def filled(rows: list[list[str]]) -> Cells:
    return [(n, c, 1, 1, n == 0, text) for n, row in enumerate(rows) for c, text in enumerate(row) if text]


@pytest.mark.parametrize("empty", [False, True], ids=["full", "with empty cells"])
def test_every_format_gives_the_same_cells(empty):
    rows = [[*TABLE[0]], ["一局", "" if empty else "12", "9"], ["" if empty else "二局", "30", "28"]]
    drawn = grid((80, 240, 400, 520), (100, 130, 160, 190))
    for n, row in enumerate(rows):
        for x, text in zip((90, 250, 410), row, strict=True):
            drawn.glyphs += typeset(text, x, 120 + 30 * n)
    made, _ = page_text([drawn])
    sheet = workbook(lambda sheet: [sheet.append([c or None for c in row]) for row in rows])
    expected = filled(rows)
    assert cells(made.text, made.blocks) == expected
    assert cells_of(page(f"<p>{PROSE}</p>{html_table(rows)}")) == expected
    assert cells_of(sheet) == expected
    assert cells_of(comma_separated(rows)) == expected
    assert cells_of(read_bytes(docx(word_table(rows)), "a.docx", HERE)) == expected


def test_a_table_of_objects_has_cells():
    data = '{"单位": "一局", "检查": 12}\n{"检查": 9}\n'.encode()
    assert cells_of(read_bytes(data, "a.jsonl", HERE)) == filled([["单位", "检查"], ["一局", "12"], ["", "9"]])


def test_spans_of_a_page_move_the_cells_beside_and_below():
    report = page(
        f"<p>{PROSE}</p><table><tr><th rowspan=2>单位<th colspan=2>学习<tr><th>次<th>人<tr><th scope=row>一局<td>3<td>12</table>"
    )
    assert report.text.split("\n")[1:] == ["单位\t学习", "\t次\t人", "一局\t3\t12"]
    assert cells_of(report) == [
        (0, 0, 2, 1, True, "单位"), (0, 1, 1, 2, True, "学习"), (1, 1, 1, 1, True, "次"), (1, 2, 1, 1, True, "人"),
        (2, 0, 1, 1, True, "一局"), (2, 1, 1, 1, False, "3"), (2, 2, 1, 1, False, "12"),
    ]  # fmt: skip


@pytest.mark.parametrize(("rowspan", "spanned"), [("0", 2), ("99999999", 2), ("-1", 1), ("二", 1), ("9" * 5000, 1)])
def test_a_cell_spans_no_more_rows_than_there_are(rowspan, spanned):
    report = page(f"<table><tr><td rowspan='{rowspan}'>一局<td>3<td>4<tr><td>5<td>6</table>")
    assert cells_of(report)[0][2] == spanned


def test_the_caption_of_a_page_s_table_is_inside_it():
    report = page(f"<p>{PROSE}</p><table><caption>表1 <b>检查</b></caption><tr><td>一局<td>12</table>")
    kinds = [(b.kind, report.blocks[b.parent].kind) for b in report.blocks if b.parent >= 0]
    assert said(report, "caption") == [("caption", 0, "表1 检查")]
    assert kinds == [("caption", "table"), ("row", "table"), ("cell", "row"), ("cell", "row")]


def test_two_tables_that_follow_each_other_are_two():
    assert [b.kind for b in page(html_table(TABLE) * 2).blocks].count("table") == 2


def test_an_article_in_a_table_that_lays_out_the_page_is_prose():
    article = f"<h2>学习教育</h2><p>{PROSE}</p>{html_table(TABLE)}<p>{PROSE}</p>"
    report = page(f"<table><tr><td>某局工作总结<tr><td><table><tr><td>　<td>{article}</table></table>")
    assert report.text.split("\n") == ["某局工作总结", "学习教育", PROSE, *map("\t".join, TABLE), PROSE]
    assert [b.kind for b in report.blocks if b.parent < 0] == ["paragraph", "heading", "paragraph", "table", "paragraph"]
    assert cells_of(report) == filled(TABLE)


def test_an_article_beside_its_label_is_prose_and_the_short_rows_of_the_form_are_cells():
    story = "".join(f"<p>{PROSE}</p>" for _ in range(10))
    report = page(f"<table><tr><td>姓名<td>张某<tr><td>主要事迹<td>{story}<tr><td>单位<td>一局</table>")
    assert [b.kind for b in report.blocks if b.parent < 0] == ["table", *["paragraph"] * 11, "table"]
    assert [c[:2] for c in cells_of(report)] == [(0, 0), (0, 1), (0, 0), (0, 1)]


def test_a_row_of_data_with_running_text_stays_a_row_whose_cells_hold_paragraphs():
    long = f"<p>{PROSE}</p>" * 4
    report = page(f"<table><tr><th>序号<th>项目<th>进展<tr><td>1<td>学习<td>{long}</table>")
    assert cells_of(report)[-1] == (1, 2, 1, 1, False, "\n".join([PROSE] * 4))
    assert said(report, "paragraph")[2:] == [("paragraph", 0, PROSE)] * 4


def test_a_table_inside_a_cell_of_data_is_text_of_that_cell():
    inner = html_table([["甲", "1"], ["乙", "2"]])
    report = page(f"<p>{PROSE}</p><table><tr><td>一局<td>12<tr><td>二局<td>{inner}<tr><td>三局<td>3</table>")
    assert cells_of(report)[3] == (1, 1, 1, 1, False, "甲 1 乙 2")
    assert report.text.split("\n")[1:] == ["一局\t12", "二局\t甲 1 乙 2", "三局\t3"]


def test_merged_cells_of_a_sheet_know_what_they_span_and_hide_what_is_under_them():
    def fill(sheet):
        for row in (["单位", "学习", "旧值"], [None, "次", "人"], ["一局", 3, 12]):
            sheet.append(row)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet._cells[1, 3] = openpyxl.cell.Cell(sheet, 1, 3, "旧值")

    report = workbook(fill)
    assert report.text == "单位\t学习\n\t次\t人\n一局\t3\t12"
    assert cells_of(report)[:4] == [
        (0, 0, 2, 1, True, "单位"), (0, 1, 1, 2, True, "学习"), (1, 1, 1, 1, False, "次"), (1, 2, 1, 1, False, "人"),
    ]  # fmt: skip
    assert report.notes == ("第 1 张工作表：合并单元格遮住了 1 格文字，没有读",)


def test_rows_of_a_sheet_are_counted_as_read_and_merged_cells_span_those_only():
    def fill(sheet):
        for row in (["单位", "次"], [], ["一局", 1], [None, 2], [None, 3], ["二局", 4]):
            sheet.append(row)
        sheet.merge_cells("A3:A5")
        sheet.row_dimensions[4].hidden = True

    assert cells_of(workbook(fill)) == [
        (0, 0, 1, 1, True, "单位"), (0, 1, 1, 1, True, "次"), (1, 0, 2, 1, False, "一局"), (1, 1, 1, 1, False, "1"),
        (2, 1, 1, 1, False, "3"), (3, 0, 1, 1, False, "二局"), (3, 1, 1, 1, False, "4"),
    ]  # fmt: skip


def test_every_sheet_is_a_table():
    def fill(sheet):
        for there in (sheet, sheet.parent.create_sheet()):
            for row in TABLE:
                there.append(row)

    report = workbook(fill)
    assert [b.kind for b in report.blocks].count("table") == 2


def test_a_report_typed_into_one_column_is_prose():
    long = PROSE * 4
    report = workbook(lambda sheet: [sheet.append([line]) for line in ("某局工作总结", "一、学习", long, "二、整改", long)])
    assert {b.kind for b in report.blocks} == {"paragraph"}
    assert [p.section for p in process(report).paragraphs if p.text == long] == ["一、学习", "二、整改"]


def test_a_report_in_a_cell_has_a_paragraph_a_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'单位,正文\n甲局,"{PROSE}\n\n{PROSE}"\n', encoding="utf-8")
    report = load(next(iter(discover([path]))), Options(HERE))
    assert report.text == f"{PROSE}\n\n{PROSE}"
    assert said(report, "paragraph") == [("paragraph", 0, PROSE)] * 2


@given(st.text(st.sampled_from("一局12。 \t\n\r\u3000\x0b\u2028"), max_size=40).filter(str.strip))
def test_a_text_file_is_not_changed_and_every_line_of_it_is_a_paragraph(text):
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    for report, same in ((text_report(text), text), (read_bytes(text.encode(), "a.txt", HERE), text.replace("\r\n", "\n"))):
        assert report.text == same
        assert [report.text[b.start : b.end].rstrip("\r") for b in report.blocks] == [x.rstrip("\r") for x in lines]
        assert {b.kind for b in report.blocks} == {"paragraph"}


def table_of(rows: list[list[tuple[str, str, int, int]]]) -> str:
    made = ("".join(f"<{tag} colspan={c} rowspan={r}>{text}</{tag}>" for tag, text, c, r in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in made) + "</table>"


def nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cell = st.tuples(st.sampled_from(["td", "td", "th"]), inside, st.integers(0, 3), st.integers(0, 3))
    tagged = st.builds(lambda tag, x: f"<{tag}>{x}</{tag}>", st.sampled_from(["p", "h2", "div", "ul", "li", "pre", "caption"]), inside)
    return tagged | st.lists(st.lists(cell, max_size=4), max_size=4).map(table_of) | st.lists(inside, max_size=3).map("".join)


PAGES = st.recursive(st.sampled_from(["", "学习", "12次", "<br>", PROSE * 4, f"<p>{PROSE}</p>" * 4]), nested, max_leaves=20)


@given(PAGES)
@settings(max_examples=200)
def test_every_block_of_a_page_is_a_slice_inside_its_parent_and_every_line_has_one(inside):
    report = page(f"<p>题</p>{inside}")
    text, blocks = report.text, report.blocks
    for index, block in enumerate(blocks):
        assert 0 <= block.start < block.end <= len(text)
        assert block.parent < index
        if block.parent >= 0:
            assert blocks[block.parent].start <= block.start < block.end <= blocks[block.parent].end
        else:
            assert text[block.start - 1 : block.start] in ("", "\n")
            assert text[block.end : block.end + 1] in ("", "\n")
    whole = [b for b in blocks if b.parent < 0]
    assert "\n".join(text[b.start : b.end] for b in whole) == text
    leaves = [b for i, b in enumerate(blocks) if all(later.parent != i for later in blocks)]
    assert "".join(text[b.start : b.end] for b in leaves).replace("\t", "") == text.replace("\n", "").replace("\t", "")
