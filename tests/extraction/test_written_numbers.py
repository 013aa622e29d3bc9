"""A value written in any form is read back to it, by facts and by plain numbers alike; what is no number is not read."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmine.extraction.numbers import find_numbers
from reportmine.extraction.quantities import find_quantities
from reportmine.numerals.values import read_number, read_numeral

_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = {48 + i: 0xFF10 + i for i in range(10)}


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
    forms = {"figures": str(value), "thousands": f"{value:,}", "full-width": str(value).translate(_FULL_WIDTH)}
    if value < 10**12:
        spoken = chinese(value)
        forms |= {
            "chinese": spoken, "formal": spoken.translate(_FORMAL), "liang": re.sub(r"(?<!十)二(?=[千万亿])", "两", spoken),
        }  # fmt: skip
    return forms | _scaled(value)


def _scaled(value: int) -> dict[str, str]:
    """The writings with 万 or 亿 after figures: 3.4万, 3 万, 3亿4000万, 3万5千, 3万4000."""
    forms = {}
    for scale, name in ((10**4, "万"), (10**8, "亿"), (10**12, "万亿")):
        whole, rest = divmod(value, scale)
        if not whole:
            continue
        decimal = format((Decimal(value) / scale).normalize(), "f")
        forms |= {f"{name} decimal": decimal + name, f"{name} after a blank": f"{decimal} {name}"}
        if name != "万亿" and rest and rest % (scale // 10) == 0:
            forms[f"{name} hybrid"] = f"{whole}{name}{rest // (scale // 10)}千{'万' if name == '亿' else ''}"
        if name == "万" and rest >= 1000:
            forms["two scales"] = f"{whole}万{rest}"
    return forms


def read_plain(text: str) -> list[tuple[str, Decimal]]:
    return [(text[n.start : n.end], n.value) for n in find_numbers(text)]


values = st.one_of(st.integers(10, 99_999), st.integers(10**4, 10**12 - 1), st.integers(1, 999).map(lambda n: n * 10**7))


@given(values)
@settings(max_examples=400, deadline=None)
def test_every_written_form_reads_back_to_its_value_as_a_number(value: int) -> None:
    for name, written in written_forms(value).items():
        assert read_plain(f"共有{written}，") == [(written, value)], name


@given(values)
@settings(max_examples=400, deadline=None)
def test_every_written_form_reads_back_to_its_value_as_a_quantity(value: int) -> None:
    for name, written in written_forms(value).items():
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


@st.composite
def short_forms(draw: st.DrawFn) -> tuple[int, list[str]]:
    """A value whose last digit is said without its scale, in Chinese and in figures: 三千五, 3千5."""
    name, scale = draw(st.sampled_from([("百", 100), ("千", 1000), ("万", 10**4), ("亿", 10**8)]))
    whole, last = draw(st.integers(1, 9 if scale < 10**4 else 9999)), draw(st.integers(1, 9))
    written = chinese(whole) + name + _DIGITS[last]
    return whole * scale + last * scale // 10, [written, written.translate(_FORMAL), f"{whole}{name}{last}"]


@given(short_forms())
@settings(max_examples=200, deadline=None)
def test_a_last_digit_without_its_scale_counts_in_the_next_lower_place(form: tuple[int, list[str]]) -> None:
    value, writings = form
    for written in writings:
        assert read_plain(f"共有{written}，") == [(written, value)]
        assert [(q.text, q.number.value) for q in find_quantities(f"投入{written}元，")] == [(written + "元", value)]


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_last_digit_after_zero_counts_ones(whole: int, last: int) -> None:
    for written in (f"{whole}千零{last}", f"{_DIGITS[whole]}千零{_DIGITS[last]}"):
        assert [q.number.value for q in find_quantities(f"投入{written}元，")] == [1000 * whole + last]


@st.composite
def misfits(draw: st.DrawFn) -> str:
    """Nearly a number: scales that rise, figures that do not fill the places below a scale or follow decimals."""
    digit, figure = st.sampled_from(_DIGITS[1:]), st.integers(1, 9)
    low, high = sorted(draw(st.lists(st.sampled_from([0, 1, 2]), min_size=2, max_size=2, unique=True)))
    kinds = {
        "rising": f"{draw(digit)}{'十百千'[low]}{'十百千'[high]}",
        "rising figures": f"{draw(figure)}{'十百千'[low]}{'十百千'[high]}",
        "gap": f"{draw(figure)}万{draw(st.integers(10, 999))}",
        "padded": f"{draw(figure)}千0{draw(figure)}",
        "after decimals": f"{draw(figure)}.{draw(figure)}万{draw(figure)}{draw(st.sampled_from(['', '千']))}",
        "about": f"万{draw(digit)}千",
        "many tens": f"{draw(st.integers(10, 2030))}十",
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]


@given(misfits())
@settings(max_examples=300, deadline=None)
def test_what_is_nearly_a_number_gives_no_quantity(written: str) -> None:
    assert read_number(written) is None
    assert find_quantities(f"共有{written}个，投入{written}元。") == []


@given(st.text("一二五零十百千万亿", min_size=1, max_size=8))
@settings(max_examples=500, deadline=None)
def test_scales_of_a_numeral_that_is_read_fall_within_each_group(written: str) -> None:
    if read_number(written) is not None:
        for group in re.split("[万亿]", written):
            scales = ["十百千".index(c) for c in group if c in "十百千"]
            assert scales == sorted(set(scales), reverse=True)


@given(st.text("0123456789一二三五两零十百千万亿点.余", min_size=1, max_size=8))
@settings(max_examples=500, deadline=None)
def test_facts_and_plain_numbers_read_the_same_value(written: str) -> None:
    text = f"共有{written}吨，"
    plain = {(n.start, n.end): n.value for n in find_numbers(text)}
    for found in find_quantities(text):
        place = found.start, found.end - len(found.unit)
        assert plain.get(place, found.number.value) == found.number.value


@given(st.decimals(0, 10**9, places=3), st.sampled_from(["", "万", "亿", "万亿"]))
def test_figures_with_a_scale_are_read_as_by_the_whole_grammar(value: Decimal, scale: str) -> None:
    read, number = read_numeral(f"{value:f}{scale}", 0), read_number(f"{value:f}{scale}")
    assert read is not None
    assert number is not None
    assert read.value == number.value


@pytest.mark.parametrize(
    ("body", "value", "high", "modifier"),
    [
        ("2亿8千余万", "280000000", None, "over"), ("十几", "10", None, "approx"), ("七八十", "70", "80", None),
        ("三十五六", "35", "36", None), ("二〇二三", "2023", None, None), ("千万", "10000000", None, None),
        ("三点五千万", "35000000", None, None), ("1 024", "1024", None, None), ("廿三", "23", None, None), ("20来", "20", None, "approx"),
    ],
)  # fmt: skip
def test_a_body_is_read_with_its_range_and_modifier(body: str, value: str, high: str | None, modifier: str | None) -> None:
    number = read_number(body)
    assert number is not None
    assert (number.value, number.high, number.modifier) == (Decimal(value), high and Decimal(high), modifier)
