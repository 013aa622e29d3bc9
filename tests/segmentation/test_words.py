"""Words: protected spans stay whole, joined words give the text again, both segmenters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmine.errors import DataError
from reportmine.model import Report
from reportmine.pipeline import process
from reportmine.segmentation.words import cut


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba"])
def test_numbers_quotes_and_titles_are_never_cut(segmenter: str):
    report = Report("组织1,825.95万人次学习“六学联动”和《暂行办法（试行）》，*名局领导参加。")
    words = process(report, segmenter=segmenter).words.words
    assert {"1,825.95万人次", "“六学联动”", "《暂行办法（试行）》", "*名"} <= set(words)


@given(st.text(max_size=80))
def test_joined_words_give_the_text_again(text: str):
    words = cut(text, [])
    assert "".join(words.words) == text
    assert [text[s : s + len(w)] for s, w in zip(words.starts, words.words, strict=True)] == words.words


def test_a_private_use_character_in_the_text_is_no_trouble():
    assert "".join(cut("a\ue000b12次", [(3, 6, "Q")]).words) == "a\ue000b12次"


def test_an_unknown_segmenter_is_named():
    with pytest.raises(DataError, match="没有 'pkuseg' 这种分词器"):
        cut("学习", [], "pkuseg")
