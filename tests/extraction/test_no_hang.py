"""No text makes any stage hang: a megabyte of each hostile pattern, timed by the processor so that a busy machine is no failure."""

import time

import pytest

from reportmine import pipeline
from reportmine.extraction.numbers import find_numbers
from reportmine.extraction.quantities import find_quantities

SIZE = 1_000_000
BOUND = 20.0  # seconds of processor time; the aim is one, a pattern that backtracks takes hours
PATTERNS = ["一", "*", "1,1,1,", "（", "“", "《", "一、二、", "的", "百分之", "《》", "第一", "1 000 "]


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
