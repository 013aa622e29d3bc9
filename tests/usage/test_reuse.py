"""Shared passages: what is found, who was first, what changed."""

from collections.abc import Callable

import pytest

from reportmine.errors import DataError
from reportmine.sharing.shingles import jaccard, shingles
from reportmine.usage import Corpus, reuse
from reportmine.usage.alignment import change
from reportmine.usage.passages import masked

Make = Callable[[dict[str, str]], Corpus]


def test_digits_and_masks_are_one_sign() -> None:
    assert masked("追回资金*.**亿元，整改12项。") == masked("追回资金3.25亿元、整改７项。") == "追回资金#亿元整改#项"


def test_sentences_that_differ_in_digits_only_are_exact(small: Corpus) -> None:
    table = reuse(small, min_characters=10)
    first = table[table["text"].str.contains("走访群众")].set_index("unit")
    assert first.at["市水利局", "kind"] == first.at["市教育局", "kind"] == "exact"
    assert first.at["市水利局", "first"] == "yes"
    assert first.at["市教育局", "first"] == "no"
    assert first.at["市教育局", "change"] == "全年开展调查研究1[-2-]{+5+}次，走访群众[-30-]{+28+}0人。"


def test_near_copies_have_their_similarity(small: Corpus) -> None:
    row = reuse(small, min_characters=10, similarity=0.5).set_index("unit").loc["市民政局"]
    a, b = "全年开展调查研究12次，走访群众300人。", "全年共开展调查研究9次，走访群众100多人。"
    assert row["kind"] == "near"
    assert row["similarity"] == pytest.approx(jaccard(shingles(masked(a), 4), shingles(masked(b), 4)), rel=1e-9)


def test_without_near_only_exact_copies_count(small: Corpus) -> None:
    assert set(reuse(small, min_characters=10, near=False)["unit"]) == {"市水利局", "市教育局"}


def test_ritual_alone_is_no_reuse(make: Make) -> None:
    line = "增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
    corpus = make({"甲2021年.txt": f"市水利局工作\n{line}\n开展普查。", "乙2022年.txt": f"市教育局汇报\n{line}\n修建水库。"})
    assert reuse(corpus).empty
    assert len(reuse(corpus, ritual=True)) == 2


def test_pairs_and_matrix_agree_with_the_passages(small: Corpus) -> None:
    pairs = reuse(small, table="pairs", min_characters=10, near=False)
    matrix = reuse(small, table="matrix", min_characters=10, near=False).set_index("report_id")
    assert len(pairs) == 1
    pair = pairs.iloc[0]
    assert matrix.at[pair["report_a"], pair["report_b"]] == pytest.approx(pair["share_a"], rel=1e-9)
    assert matrix.at[pair["report_b"], pair["report_a"]] == pytest.approx(pair["share_b"], rel=1e-9)
    units = {pair["report_a"]: pair["unit_a"], pair["report_b"]: pair["unit_b"]}
    assert units[pair["report_a"] if pair["earlier"] == "a" else pair["report_b"]] == "市水利局"


def test_two_reports_side_by_side(small: Corpus) -> None:
    ids = dict(zip(small.reports["unit"], small.reports["report_id"], strict=True))
    table = reuse(small, table="alignment", a=ids["市水利局"], b=ids["市教育局"], min_characters=10)
    assert list(table["text_b"]) == ["全年开展调查研究15次，走访群众280人。"]


def test_a_report_that_is_not_there_says_so(small: Corpus) -> None:
    with pytest.raises(DataError, match="没有|0 份"):
        reuse(small, table="alignment", a="zz", b="yy")


def test_change_rebuilds_the_new_wording() -> None:
    marked = change("开展学习12次。", "开展集中学习15次。")
    assert marked == "开展{+集中+}学习1[-2-]{+5+}次。"
