"""Promises about quantities and numbers that hold for any text (hypothesis)."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmine.extraction.numbers import find_numbers, find_percents, find_ranges
from reportmine.extraction.quantities import find_quantities
from reportmine.model import Quantity
from reportmine.readers import read
from reportmine.resources import OURS

REPORTS = sorted((Path(__file__).parents[2] / "corpora/reports").glob("*.*"))
_PIECES = st.sampled_from(
    list("0123456789０１９*×○Xx.．,，、。；（）“”%％‰一二两三五七九十百千万亿零〇点分之余多几约近超至—-~第每年月日个项次元人户家番倍成折半负 \n的")
    + ["亿元", "百分之", "个百分点", "以上", "左右", "不少于", "突破", "翻两番", "平方米", "一方面", "调研课题"]
)
texts = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join))


def in_order(text: str, found: list[tuple[int, int, str]]) -> bool:
    ends = [0] + [end for _, end, _ in found]
    return all(last <= start < end <= len(text) and text[start:end] == piece for last, (start, end, piece) in zip(ends, found, strict=False))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_quantities_lie_in_the_text_in_order_and_equal_their_slices(text: str) -> None:
    assert in_order(text, [(q.start, q.end, q.text) for q in find_quantities(text)])


@given(texts)
@settings(max_examples=400, deadline=None)
@pytest.mark.parametrize("find", [find_numbers, find_percents, find_ranges])
def test_numbers_lie_in_the_text_in_order(find, text: str) -> None:  # type: ignore[no-untyped-def]
    assert in_order(text, [(n.start, n.end, text[n.start : n.end]) for n in find(text)])


_COUNTED = ["次专题学习", "名干部", "项制度", "万元资金", "亿元", "个调研课题", "件民生实事", "户群众", "公里道路", "%", "个百分点", "人次"]
_LEADS = ["开展", "梳理", "建成", "追回资金", "共有", "完成投资", "办结率达", "同比增长", "惠及", "走访"]
_ENDS = ["", "以上", "左右", "以内"]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        number = draw(st.one_of(st.integers(1, 99999).map(str), st.integers(1, 9999).map(lambda n: f"{n / 10:.1f}")))
        parts.append(draw(st.sampled_from(_LEADS)) + number + draw(st.sampled_from(_COUNTED)))
    return "，".join(parts) + "。"


def places(found: list[Quantity]) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in found]


@given(sentences())
@settings(max_examples=300, deadline=None)
def test_masking_the_digits_of_a_sentence_keeps_the_spans(text: str) -> None:
    assert places(find_quantities(re.sub(r"\d", "*", text))) == places(find_quantities(text))


@given(sentences())
@settings(max_examples=100, deadline=None)
def test_masked_quantities_have_no_value(text: str) -> None:
    for quantity in find_quantities(re.sub(r"\d", "*", text)):
        assert quantity.number.masked
        assert quantity.number.value is None


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_masking_the_digits_of_a_report_keeps_the_spans(path: Path) -> None:
    text = read(path).text
    expected = [q for q in find_quantities(text) if _may_be_masked(q)]
    found = find_quantities(re.sub(r"[0-9０-９]", "*", text))
    assert places(found) == places(expected)


def _may_be_masked(quantity: Quantity) -> bool:
    """Not with a unit that makes a mask a redacted word (×部, `masks` in units.csv), nor with a Latin one (×TB)."""
    known = OURS.units
    unit = next((known[quantity.unit[:n]] for n in range(len(quantity.unit), 0, -1) if quantity.unit[:n] in known), None)
    masked_name = unit is None or unit.masks and (unit.name == "%" or not unit.name.isascii())
    return masked_name or not any(c.isdigit() for c in quantity.text)
