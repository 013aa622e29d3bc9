"""A pipeline is checked when it is built, and a document survives its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmine.document import Document
from reportmine.errors import DataError
from reportmine.model import Report
from reportmine.pipeline import process
from reportmine.pipeline.step import Pipeline, Step
from reportmine.pipeline.steps import SENTENCES, Choice, citations, outlined, pipeline


def test_a_step_before_what_it_requires_is_refused() -> None:
    with pytest.raises(DataError, match="sentences.*需要 paragraphs 层"):
        Pipeline([SENTENCES, outlined(Choice())])


def test_two_steps_for_one_layer_are_refused() -> None:
    with pytest.raises(DataError, match="paragraphs 层由两个步骤提供"):
        Pipeline([outlined(Choice()), outlined(Choice())])


def test_a_layer_asked_for_brings_what_it_requires_and_no_more() -> None:
    document = Document(Report("印发《督查办法》，开展2次督查。"))
    pipeline(Choice()).ensure(document, frozenset(["citations"]))
    assert document.provided == outlined(Choice()).provides | citations(Choice()).provides


def test_a_step_of_ones_own_takes_its_place_in_the_order() -> None:
    seen: list[int] = []
    own = Step("count", frozenset(["facts"]), frozenset(["own"]), lambda d: seen.append(len(d.facts)))
    Pipeline([*pipeline(Choice()).steps, own])(Document(Report("组织12次学习。")))
    assert seen == [1]


@given(st.lists(st.sampled_from(["组织12次学习", "追回*.**亿元", "“三学”机制，即学、查、改", "《办法》", "，", "。", "\n", "一、", "\ud83d", "𠮷"]), max_size=12))
def test_a_document_survives_its_bytes(pieces: list[str]) -> None:
    document = process(Report("".join(pieces), pages=(0,)))
    again = Document.from_bytes(document.to_bytes())
    assert again == document
    assert again.to_bytes() == document.to_bytes()


def test_bytes_of_something_else_are_an_error_in_words() -> None:
    with pytest.raises(DataError, match="不是 reportmine 的文档"):
        Document.from_bytes(b"[]")
