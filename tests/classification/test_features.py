"""N-grams as numbers: a word alone is folded as within its report."""

import pytest

from reportmine.classification.features import folded, folded_word


@pytest.mark.parametrize("word", ["**次", "１２．５％", "ＡBc", "“六学联动”", "12 34", "𝟏𠀀x", "", "\u3000", "3.25亿元", "×××", "报告"])
def test_a_word_alone_is_folded_as_in_its_report(word: str):
    assert folded_word(word).encode("utf-32-le") == folded([word])[0][:-1].tobytes()
