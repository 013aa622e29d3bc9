"""No text makes any stage hang: a megabyte of each hostile pattern, timed by the processor so that a busy machine is no failure."""

import time

import pytest

from reportmine import pipeline
from reportmine.extraction.numbers import find_numbers
from reportmine.extraction.quantities import find_quantities
from reportmine.model import Report
from reportmine.pipeline import process

SIZE = 1_000_000
BOUND = 20.0  # seconds of processor time; the aim is one, a pattern that backtracks takes hours
PATTERNS = ["一", "*", "1,1,1,", "（", "“", "《", "一、二、", "的", "百分之", "《》", "第一", "1 000 ", "整改12项，", "走访3户、", "分别增长5%、"]


@pytest.fixture(scope="module")
def nlp():  # type: ignore[no-untyped-def]
    loaded = pipeline.load()
    loaded("组织12次学习。")  # dictionaries are read at first use
    return loaded


@pytest.mark.parametrize("pattern", PATTERNS)
def test_quantities_of_a_megabyte(pattern: str) -> None:
    text = pattern * (SIZE // len(pattern))
    begun = time.process_time()
    find_quantities(text)
    assert time.process_time() - begun < BOUND


@pytest.mark.parametrize("pattern", ["1千", "3千5", "零5万", "三万5", "五十千"])
def test_a_megabyte_of_one_numeral_that_no_unit_follows(pattern: str) -> None:
    text = pattern * (SIZE // len(pattern)) + "A"
    begun = time.process_time()
    assert find_quantities(text) == []
    assert time.process_time() - begun < BOUND


@pytest.mark.parametrize("pattern", PATTERNS)
def test_numbers_of_a_tenth_of_a_megabyte(pattern: str) -> None:
    text = pattern * (SIZE // len(pattern) // 10)
    begun = time.process_time()
    find_numbers(text)
    assert time.process_time() - begun < BOUND


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_pipeline_on_a_megabyte(pattern: str, nlp) -> None:  # type: ignore[no-untyped-def]
    text = pattern * (SIZE // len(pattern))
    begun = time.process_time()
    nlp(text)
    assert time.process_time() - begun < BOUND


def test_a_megabyte_of_names_all_different() -> None:
    han = [chr(0x4E00 + i) for i in range(20_000)]
    text = "".join(f"推行“三{han[i % 19_997]}{han[i * 7 % 19_993]}”工作法，《关于{han[i % 19_991]}的办法》。" for i in range(SIZE // 24))
    begun = time.process_time()
    found = process(Report(text)).named_measures
    assert time.process_time() - begun < BOUND
    assert len(found) > SIZE // 50
