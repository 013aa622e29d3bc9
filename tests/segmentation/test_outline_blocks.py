"""What the file itself says goes before marks: headings by style, titles, and rows that are never headings."""

from reportmine.document import Cell, TextBuilder
from reportmine.segmentation.outline import outline


def built(*items: object) -> TextBuilder:
    """Paragraphs as text, headings as (level, text), tables as lists of rows."""
    builder = TextBuilder()
    for item in items:
        if isinstance(item, str):
            builder.paragraph(item)
        elif isinstance(item, tuple):
            builder.paragraph(item[1], kind="heading", level=item[0])
        else:
            builder.table([[Cell((c,) if c else ()) for c in row] for row in item])  # type: ignore[attr-defined]
    return builder


def shown(builder: TextBuilder) -> list[tuple[str, str, str]]:
    return [(p.text, p.section, p.role) for p in outline(builder.text, builder.blocks)]


def test_headings_by_style_set_the_section_without_any_mark() -> None:
    found = shown(built("某局工作总结", (1, "学习教育"), (2, "集中学习"), "组织12次学习。", (1, "检视整改"), "整改3项。"))
    assert found[3] == ("组织12次学习。", "学习教育 / 集中学习", "body")
    assert found[5] == ("整改3项。", "检视整改", "body")


def test_marks_stand_below_the_headings_of_the_file() -> None:
    found = shown(built((1, "学习教育"), "（一）集中学习。组织12次学习。", (1, "检视整改"), "整改3项。"))
    assert found[1][1] == "学习教育 / （一）集中学习"
    assert found[3][1] == "检视整改"


def test_a_mark_that_no_styled_heading_has_stands_above_those_with_the_next_lower_mark() -> None:
    found = shown(built("某局公告", (1, "第一部分 公告"), "二、资格条件", "1、资格", "查验证照3份。", (1, "第二部分 须知"), (2, "1.总则"), "共9条。"))
    assert found[4][1] == "第一部分 公告 / 二、资格条件 / 1、资格"
    assert found[7][1] == "第二部分 须知 / 1.总则"


def test_one_heading_with_a_wrong_style_does_not_move_the_marks_of_its_kind() -> None:
    found = shown(built("某局公告", (1, "一、情况"), "（一）概况", "共3项。", (1, "（二）特点"), (2, "（三）方法"), (2, "（四）结论")))
    assert found[3][1] == "一、情况 / （一）概况"


def test_headings_without_mark_before_marked_ones_of_their_level_are_the_title() -> None:
    found = shown(built((1, "某门诊部补贴项目"), (1, "评价报告"), "共评价3项。", (1, "一、情况"), "补贴12次。", (1, "二、结论")))
    assert [role for _, _, role in found[:3]] == ["title", "title", "lead"]
    assert found[4][1] == "一、情况"


def test_a_long_sentence_with_the_style_of_a_heading_is_text() -> None:
    sentence = "根据有关部门的要求" * 8 + "，开展评价3次。"
    found = shown(built("某局公告", (1, "一、情况"), (1, sentence), "共3项。", (1, "二、结论")))
    assert found[3][1] == "一、情况"


def test_a_mark_without_style_stands_beside_styled_headings_of_its_kind() -> None:
    found = shown(built("某局工作总结", (2, "一、学习教育"), "组织12次学习。", "二、检视整改", "整改3项。"))
    assert found[4][1] == "二、检视整改"


def test_the_only_heading_of_the_highest_level_at_the_top_is_the_title() -> None:
    found = shown(built((1, "某局工作总结"), (2, "学习教育"), "组织12次学习。"))
    assert [role for _, _, role in found] == ["title", "heading", "body"]
    assert found[2][1] == "学习教育"


def test_a_row_is_no_heading_title_closing_or_salutation() -> None:
    table = [["指标", "全年（件）"], ["收案", "126"], ["一、民事", "30"], ["各位领导：", "1"], ["特此报告", "2"]]
    assert {role for _, _, role in shown(built(table))} == {"body"}


def test_a_long_line_in_heading_style_is_text() -> None:
    found = shown(built((1, "总体情况"), (2, "全年各项任务推进有力" * 20), "组织12次学习。"))
    assert [role for _, _, role in found][1:] == ["body", "body"]
