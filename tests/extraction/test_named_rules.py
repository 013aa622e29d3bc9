"""Every named-measure rule finds its examples and nothing in its counter-examples; members are slices, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import unmark

from reportmine.extraction.cardinality import cardinality
from reportmine.extraction.named import find_named
from reportmine.rules import load_rules
from reportmine.segmentation.outline import outline

RULES = load_rules()


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in RULES for e in r.examples])
def test_rule_finds_its_example(rule: str, example: str):
    text, spans = unmark(example)
    assert [(m.start, m.end) for m in find_named(text, outline(text))] == spans


@pytest.mark.parametrize("example", [e for r in RULES for e in r.counter_examples])
def test_counter_example_holds_no_named_measure(example: str):
    assert [m.text for m in find_named(example, outline(example))] == []


MEMBERS = [
    ("建立“五步走”机制，即查、访、议、改、评。", ["查", "访", "议", "改", "评"], "即"),
    ("开展“三送三问”活动，即送政策、送技术、送服务，问需求、问困难、问意见，推动落实。", ["送政策", "送技术", "送服务", "问需求", "问困难", "问意见"], "即"),
    ("坚持清单化、项目化、责任化“三化推进”，抓好落实。", ["清单化", "项目化", "责任化"], "preceding"),
    ("念好“稳、准、快”三字诀。", ["稳", "准", "快"], "preceding"),
    ("推行“四单”（点单、派单、接单、评单）服务。", ["点单", "派单", "接单", "评单"], "（"),
    ("构建“1+3”体系，“1”即一个中心平台，“3”即三支专业队伍。", ["一个中心平台", "三支专业队伍"], "即"),
    ("做到“四个到位”，包括组织到位、责任到位、措施到位等。", [], ""),
    ("落实“三会一课”制度。", [], ""),
]


@pytest.mark.parametrize(("text", "members", "cue"), MEMBERS)
def test_members_are_what_the_paragraph_spells_out(text: str, members: list[str], cue: str):
    found = find_named(text, outline(text))[0]
    assert list(found.members) == members
    assert found.cue == cue
    assert all(text[s:e] == m for (s, e), m in zip(found.member_spans, found.members, strict=True))


def test_a_list_that_disagrees_with_its_number_is_kept_and_said_so():
    text = "推出“五个一”服务，即一站式结算、一码通就医、一床等全院、一张单流转。"
    (found,) = find_named(text, outline(text))
    assert (len(found.members), found.total, found.complete) == (4, 5, False)


def test_a_national_name_gets_its_official_items_apart_from_the_text():
    text = "严格落实“四个意识”要求。"
    (found,) = find_named(text, outline(text))
    assert found.national and found.source == "lexicon"
    assert found.members == () and len(found.known) == 4


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("六学联动", (6,)), ("两学一做", (2, 1)), ("三个一批", (3,)), ("1+6+N", (1, 6)), ("531", (5, 3, 1)), ("双随机、一公开", (2, 1)),
     ("千万工程", (1000, 10000)), ("百千万工程", (100, 1000, 10000)), ("一老一小", (1, 1)), ("十六字方针", (16,)), ("三位一体", (3,))],
)  # fmt: skip
def test_cardinality(name: str, numbers: tuple[int, ...]):
    assert cardinality(name) == numbers


@given(st.lists(st.sampled_from(["查短板", "找差距", "抓整改", "强作风", "促提升", "保落实"]), min_size=2, max_size=6, unique=True))
def test_members_are_slices_in_order(items: list[str]):
    number = "零一二三四五六"[len(items)].replace("二", "两")
    text = f"建立“{number}步联动”机制，即{'、'.join(items)}。"
    (found,) = find_named(text, outline(text))
    assert list(found.members) == items
    assert list(found.member_spans) == sorted(found.member_spans)


OUTLINED = """汇报
现将情况汇报如下：
一、推行“三步”工作法
（一）查得准。走访30家企业。
（二）改得实。整改12项。
（三）管得住。建立制度3项。
二、抓好“两手”举措。一是强学习，办班3期。二是促整改，整改5项。
三、再用“三步”工作法
"""


def test_headings_under_a_name_and_its_numbered_points_explain_it():
    from reportmine.model import Report
    from reportmine.pipeline import process

    first, second, third = process(Report(OUTLINED)).named_measures
    assert (first.known, first.source, first.members) == (("查得准", "改得实", "管得住"), "outline", ())
    assert (second.known, second.source) == (("强学习", "促整改"), "outline")
    assert third.source == "none"
