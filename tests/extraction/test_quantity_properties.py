"""Promises about quantities and numbers that hold for any text (hypothesis)."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmine import lexicon
from reportmine.extraction.numbers import find_numbers, find_percents, find_ranges
from reportmine.extraction.quantities import find_quantities
from reportmine.model import Quantity
from reportmine.readers import read

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
def test_numbers_lie_in_the_text_in_order_and_equal_their_slices(find, text: str) -> None:  # type: ignore[no-untyped-def]
    assert in_order(text, [(n.start, n.end, n.text) for n in find(text)])


_DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """A whole number below 10¹² as it is spoken."""
    if value == 0:
        return "零"
    groups, parts = [], []
    while value:
        value, group = divmod(value, 10000)
        groups.append(group)
    for i, group in reversed(list(enumerate(groups))):
        if group:
            gap = bool(parts) and group < 1000 or bool(parts) and not groups[i + 1] and not parts[-1].endswith("零")
            parts.append(("零" if gap else "") + _below_ten_thousand(group) + ("", "万", "亿")[i])
    return re.sub("零+", "零", "".join(parts))


def _below_ten_thousand(value: int) -> str:
    digits, out, zero = f"{value:04d}", "", False
    for digit, scale in zip(digits, "千百十 ", strict=True):
        if digit == "0":
            zero = bool(out)
        else:
            out += ("零" if zero else "") + _DIGITS[int(digit)] + scale.strip()
            zero = False
    return out


def written_forms(value: int) -> dict[str, str]:
    """One value in every writing of our reports."""
    arabic = str(value)
    forms = {
        "arabic": arabic, "thousands": f"{value:,}", "full-width": arabic.translate({48 + i: 0xFF10 + i for i in range(10)}),
        "chinese": chinese(value), "formal": chinese(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")),
        "liang": re.sub(r"二(?=[千万亿])(?<!十二)", "两", chinese(value)),
    }  # fmt: skip
    if value >= 10000:
        decimal = format((Decimal(value) / 10000).normalize(), "f")
        forms |= {"mixed": decimal + "万", "mixed-blank": decimal + " 万"}
        if value % 10000:
            forms["two scales"] = f"{value // 10000}万{value % 10000:04d}" if value % 10000 >= 1000 else decimal + "万"
    if value >= 10**8:
        forms["hundred-millions"] = format((Decimal(value) / 10**8).normalize(), "f") + "亿"
    if value >= 10**12:
        forms = {k: v for k, v in forms.items() if k not in ("chinese", "formal", "liang")}
    return forms


@given(st.one_of(st.integers(10, 99999), st.integers(10**4, 10**12 - 1)))
@settings(max_examples=400, deadline=None)
def test_every_written_form_reads_back_to_its_value_as_a_number(value: int) -> None:
    for name, written in written_forms(value).items():
        found = find_numbers(f"共有{written}，")
        assert [(n.text, n.value) for n in found] == [(written, value)], name


@given(st.one_of(st.integers(10, 99999), st.integers(10**4, 10**12 - 1)))
@settings(max_examples=400, deadline=None)
def test_every_written_form_reads_back_to_its_value_as_a_quantity(value: int) -> None:
    for name, written in written_forms(value).items():
        if name == "two scales":
            continue  # 3万4000元 is seldom written; numbers read it, quantities need not
        found = find_quantities(f"投入资金{written}元，")
        assert [(q.text, q.number.value) for q in found] == [(written + "元", value)], name


@given(st.integers(0, 10**6), st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_decimals_read_back_in_both_writings(value: int, places: int) -> None:
    exact = Decimal(value).scaleb(-places)
    whole, _, rest = f"{exact:.{places}f}".partition(".")
    spoken = chinese(int(whole)) + "点" + "".join(_DIGITS[int(c)] for c in rest)
    for written in (f"{whole}.{rest}", spoken):
        assert [n.value for n in find_numbers(f"为{written}。")] == [exact]
        assert [q.number.value for q in find_quantities(f"面积{written}万平方米。")] == [exact * 10000]


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
    known = lexicon.units()
    unit = next((known[quantity.unit[:n]] for n in range(len(quantity.unit), 0, -1) if quantity.unit[:n] in known), None)
    masked_name = unit is None or unit.masks and (unit.name == "%" or not unit.name.isascii())
    return masked_name or not any(c.isdigit() for c in quantity.text)
