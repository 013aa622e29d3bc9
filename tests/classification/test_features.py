"""N-grams as numbers: a word alone is folded as within its report."""

import pytest

from reportmine.classification.features import folded, folded_word, word_grams


@pytest.mark.parametrize("word", ["**次", "１２．５％", "ＡBc", "“六学联动”", "12 34", "𝟏𠀀x", "", "\u3000", "3.25亿元", "×××", "报告"])
def test_a_word_alone_is_folded_as_in_its_report(word: str):
    assert folded_word(word).encode("utf-32-le") == folded([word])[0][:-1].tobytes()


def test_words_of_the_same_bytes_are_told_apart():
    """Python hashes the bytes of a string: `hash("住") == hash("OO")`."""
    assert len(set(word_grams([["住"], ["OO"]]).hashes.tolist())) == 2
