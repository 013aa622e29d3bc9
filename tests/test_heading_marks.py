"""The mark of a heading: what it is, and what stands behind it."""

import pytest

from reportmine.extraction.elsewhere import explain_elsewhere
from reportmine.extraction.named import find_named
from reportmine.heading_marks import mark_level, without_mark
from reportmine.segmentation.outline import outline


@pytest.mark.parametrize("mark", ["第一部分、", "第二编 ", "十一、", "（三）", "(3)", "12.", "4、", "⑤", "——"])
def test_the_mark_of_a_heading_is_taken_off(mark: str) -> None:
    assert mark_level(mark + "摸实情") is not None
    assert without_mark(mark + "摸实情") == "摸实情"


@pytest.mark.parametrize("heading", ["1.5万户签约", "第一批整改", "一是摸实情", "-摸实情"])
def test_what_is_no_mark_stays(heading: str) -> None:
    assert mark_level(heading) is None
    assert without_mark(heading) == heading


@pytest.mark.parametrize("marks", [("第一部分、", "第二部分、"), ("第一编 ", "第二编 "), ("一、", "二、")])
def test_items_of_a_name_lose_every_mark_that_makes_them_headings(marks: tuple[str, str]) -> None:
    text = f"推行“两步”工作法，情况如下：\n{marks[0]}查得准\n查了企业。\n{marks[1]}改得实\n改了问题。\n"
    paragraphs = outline(text)
    (measure,) = explain_elsewhere(text, paragraphs, find_named(text, paragraphs))
    assert measure.known == ("查得准", "改得实")
