"""Headings, roles and sections of reports."""

import pytest

from reportmine.segmentation.outline import outline
from reportmine.segmentation.sentences import sentences

REPORT = """关于主题教育开展情况的汇报
尊敬的*组长，各位领导：
按照会议安排，现将有关情况汇报如下：
一、坚持深学细悟。局党组组织学习12次。
二、调查研究走深走实
（一）摸实情
走访企业30家。
（二）解难题。办成实事8件。
三、存在问题
学用结合不够。
四、下一步打算
再建3项制度。
汇报完毕，请批评指正。
"""


def test_roles_and_sections_of_a_spoken_report():
    found = [(p.role, p.section) for p in outline(REPORT)]
    assert found == [
        ("title", ""),
        ("salutation", ""),
        ("lead", ""),
        ("body", "一、坚持深学细悟"),
        ("heading", ""),
        ("heading", "二、调查研究走深走实"),
        ("body", "二、调查研究走深走实 / （一）摸实情"),
        ("body", "二、调查研究走深走实 / （二）解难题"),
        ("heading", ""),
        ("problems", "三、存在问题"),
        ("heading", ""),
        ("next_steps", "四、下一步打算"),
        ("closing", "四、下一步打算"),
    ]


@pytest.mark.parametrize("head", ["一、抓学习", "（一）抓学习", "(一)抓学习", "1.抓学习", "1、抓学习", "1．抓学习", "（1）抓学习", "①抓学习", "——抓学习", "第一部分 抓学习"])
def test_a_line_with_a_mark_and_no_stop_is_a_heading(head: str):
    assert outline(f"导语如下：\n{head}\n组织学习3次。")[1].role == "heading"


def test_a_decimal_is_no_heading_mark():
    assert outline("前言。\n1.5亿元投资到位")[1].role != "heading"


def test_paragraphs_and_sentences_are_slices():
    paragraphs = outline(REPORT)
    assert all(REPORT[p.start : p.end] == p.text for p in paragraphs)
    assert all(REPORT[s.start : s.end] == s.text for s in sentences(paragraphs))


def test_a_sentence_keeps_its_closing_quote():
    text = "他说：“干！”大家鼓掌。完。"
    assert [s.text for s in sentences(outline(text))] == ["他说：“干！”", "大家鼓掌。", "完。"]


def test_a_heading_that_makes_something_into_a_plan_of_work_is_no_plan():
    done, planned = (outline(f"前言。\n一、总体情况\n前述。\n{head}\n办成实事8件。")[-1].role for head in ("（二）把民意转化为工作思路", "二、工作思路"))
    assert (done, planned) == ("body", "next_steps")
