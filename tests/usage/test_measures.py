"""The measures on a small corpus, counted by hand or by brute force."""

import math
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from reportmine.errors import DataError
from reportmine.sharing.ritual import ritual_spans
from reportmine.usage import Corpus, collocations, diffusion, keyness, kwic, panel, phrases, profile
from reportmine.usage.matching import find_terms


def words(corpus: Corpus, row: int) -> list[str]:
    """The words of a report, as the streams have them."""
    stream = corpus.words
    return [str(w) for w in stream.vocabulary[stream.code[(stream.report == row) & stream.content]]]


def test_words_are_those_of_the_extraction_and_cover_the_text(sample: Corpus) -> None:
    stream = sample.words
    assert (stream.start[1:] >= stream.end[:-1]).all()
    assert "".join(sample.text[s:e] for s, e in zip(stream.start, stream.end, strict=True)) == "".join(sample.texts)


def test_kwic_offsets_point_into_the_report(sample: Corpus) -> None:
    hits = kwic(sample, "整改")
    texts = dict(zip(sample.reports["report_id"], sample.texts, strict=True))
    assert len(hits) == sum(t.count("整改") for t in sample.texts)
    for hit in hits.itertuples():
        text = texts[hit.report_id]
        assert text[hit.start : hit.end] == hit.node == "整改"
        assert text[: hit.start].endswith(hit.left)
        assert text[hit.end :].startswith(hit.right)


def test_kwic_sorts_by_what_stands_nearest_to_the_left(sample: Corpus) -> None:
    lefts = [left[::-1] for left in kwic(sample, "整改", sort="left")["left"]]
    assert lefts == sorted(lefts)


def test_kwic_by_pattern_of_words_and_tags(small: Corpus) -> None:
    hits = kwic(small, "走访/v 群众/n */Q", pattern=True)
    assert set(hits["node"]) == {"走访群众300人", "走访群众280人", "走访群众100多人"}


def test_kwic_by_names_of_word_classes(small: Corpus) -> None:
    hits = kwic(small, "走访/verb */noun */quantity", pattern=True)
    assert set(hits["node"]) == {"走访群众300人", "走访群众280人", "走访群众100多人"}
    assert set(kwic(small, "*/quantity", pattern=True)["node"]) == set(kwic(small, "*/Q", pattern=True)["node"])


def test_kwic_by_class_asks_the_list_of_words_before_the_tag(small: Corpus) -> None:
    strong, weak = (set(kwic(small, f"*/{c}", pattern=True)["node"]) for c in ("strong-verb", "weak-verb"))
    assert "走访" in strong and strong.isdisjoint(weak)


def test_kwic_refuses_an_unknown_word_class(small: Corpus) -> None:
    with pytest.raises(DataError, match="没有 'strong-verbs' 这个词类"):
        kwic(small, "*/strong-verbs */Q", pattern=True)


def test_kwic_by_regular_expression(small: Corpus) -> None:
    assert set(kwic(small, r"研究\d+次", regex=True)["node"]) == {"研究12次", "研究15次", "研究9次"}


def test_kwic_names_what_is_wrong_with_a_regular_expression(small: Corpus) -> None:
    with pytest.raises(DataError, match="正则"):
        kwic(small, "(", regex=True)


def test_kwic_stops_a_regular_expression_that_would_run_for_ever(small: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["reportmine.usage.kwic"], "_PATIENCE", 0.05)
    with pytest.raises(DataError, match="运行超过"):
        kwic(small, r"(?:.|..|...)+[￥￡]", regex=True)


def test_keyness_against_scipy_on_the_sample(sample: Corpus) -> None:
    table = keyness(sample, a="genre=工作总结", min_count=3).set_index("term")
    group = {i for i, g in enumerate(sample.reports["genre"]) if g == "工作总结"}
    sides = Counter(), Counter()
    for row in range(len(sample.reports)):
        sides[row not in group].update(words(sample, row))
    totals = [sum(c.values()) for c in sides]
    for term in table.index[:40]:
        a, b = sides[0][term], sides[1][term]
        expected = stats.chi2_contingency([[a, b], [totals[0] - a, totals[1] - b]], correction=False, lambda_="log-likelihood")
        assert (table.at[term, "count_a"], table.at[term, "count_b"]) == (a, b)
        assert table.at[term, "g2"] == pytest.approx(expected.statistic, rel=1e-9)


def test_keyness_of_overlapping_groups_is_refused(small: Corpus) -> None:
    with pytest.raises(DataError, match="重叠"):
        keyness(small, a="year=2021", b="year=2021..2022")


def test_keyness_leaves_numbers_and_stop_words_out(small: Corpus) -> None:
    terms = set(keyness(small, a="year=2021", min_count=1)["term"])
    assert "〔数量〕" not in terms
    assert "我们" not in terms
    assert "群众" in terms


def test_bigrams_do_not_cross_punctuation(small: Corpus) -> None:
    terms = set(keyness(small, a="year=2021", ngram=2, min_count=1)["term"])
    assert "走访群众" in terms
    assert "真相说" not in terms


def test_dispersion_parts_cover_each_token_once(sample: Corpus) -> None:
    from reportmine.usage.grams import blocks

    part, sizes = blocks(sample.words, sample.words.content, 300)
    assert sizes.sum() == sample.words.content.sum() == (part >= 0).sum()
    assert sizes.min() >= 300


def test_collocations_in_a_window_by_brute_force(sample: Corpus) -> None:
    table = collocations(sample, "整改", window=3, min_count=2, stops=False).set_index("collocate")
    stream = sample.words
    kept = [i for i in range(len(stream)) if stream.content[i] and stream.sentence[i] >= 0]
    forms = [str(stream.vocabulary[stream.code[i]]) for i in kept]
    near = []
    for i, form in enumerate(forms):
        beside = [j for j in range(max(i - 3, 0), min(i + 4, len(forms))) if stream.sentence[kept[j]] == stream.sentence[kept[i]]]
        if form != "整改" and any(forms[j] == "整改" for j in beside):
            near.append(form)
    joint, total = Counter(near), Counter(forms)
    assert set(table.index) == {w for w, n in joint.items() if n >= 2}
    for word in table.index:
        expected = len(near) * total[word] / (len(forms) - total["整改"])
        assert table.at[word, "joint"] == joint[word]
        assert table.at[word, "mi"] == pytest.approx(math.log2(joint[word] / expected), rel=1e-9)
        assert table.at[word, "t"] == pytest.approx((joint[word] - expected) / math.sqrt(joint[word]), rel=1e-9)
        dice = 14 + math.log2(2 * joint[word] / (total["整改"] + total[word]))
        assert table.at[word, "log_dice"] == pytest.approx(dice, rel=1e-9)


def test_collocations_in_a_sentence_by_brute_force(small: Corpus) -> None:
    table = collocations(small, "", window=0, min_count=2, stops=False).set_index(["node", "collocate"])
    stream = small.words
    sentences: dict[int, set[str]] = {}
    for i in range(len(stream)):
        if stream.content[i] and stream.sentence[i] >= 0:
            sentences.setdefault(int(stream.sentence[i]), set()).add(str(stream.vocabulary[stream.code[i]]))
    for (x, y), row in table.iterrows():
        together = sum({x, y} <= s for s in sentences.values())
        each = [sum(w in s for s in sentences.values()) for w in (x, y)]
        assert row["joint"] == together >= 2
        assert row["expected"] == pytest.approx(each[0] * each[1] / len(sentences), rel=1e-9)


def test_a_word_that_is_not_there_says_so(small: Corpus) -> None:
    with pytest.raises(DataError, match="没有这个词"):
        collocations(small, "航天")


def test_terms_are_matched_longest_first_over_the_whole_text() -> None:
    found = find_terms("推动高质量发展和发展质量提升", ["发展", "高质量", "高质量发展", "发展质量"])
    assert list(found["term"]) == ["高质量发展", "发展质量"]


def test_of_overlapping_terms_the_longer_wins_even_if_it_begins_later() -> None:
    assert list(find_terms("甲乙丙丁", ["甲乙", "乙丙丁"])["term"]) == ["乙丙丁"]


def test_panel_states_every_denominator(small: Corpus, tmp_path: Path) -> None:
    dictionary = tmp_path / "词典.csv"
    dictionary.write_text("concept,term\n调研,调查研究\n调研,走访\n发展,高质量发展\n", encoding="utf-8-sig")
    table = panel(small, dictionary=dictionary, by=("unit", "year")).set_index(["unit", "concept"])
    row = table.loc[("市水利局", "调研")]
    letters = sum(c.isalnum() for t, u in zip(small.texts, small.reports["unit"], strict=True) for c in t if u == "市水利局")
    at = list(small.reports["unit"]).index("市水利局")
    assert (row["count"], row["characters_matched"], row["terms"], row["documents"], row["documents_total"]) == (3, 10, 2, 1, 1)
    assert row["characters"] == letters
    assert row["tokens"] == len(words(small, at))
    assert row["per_1000_tokens"] == pytest.approx(3 / row["tokens"] * 1000, rel=1e-9)
    assert row["share_characters"] == pytest.approx(10 / letters, rel=1e-9)
    assert table.loc[("市水利局", "发展"), "count"] == 0


def test_panel_without_ritual_leaves_it_out_of_the_denominator(small: Corpus) -> None:
    whole, rest = (panel(small, by=("unit",), ritual=r).drop_duplicates("unit").set_index("unit") for r in (True, False))
    ritual = sum(small.ritual_mask[i] and c.isalnum() for i, c in enumerate(small.text))
    assert whole.at["市教育局", "characters"] - rest.at["市教育局", "characters"] == ritual
    assert whole.at["市水利局", "characters"] == rest.at["市水利局", "characters"]


def test_a_term_of_two_concepts_is_named(small: Corpus, tmp_path: Path) -> None:
    dictionary = tmp_path / "d.csv"
    dictionary.write_text("concept,term\n甲,发展\n乙,发展\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"d\.csv:3.*发展"):
        panel(small, dictionary=dictionary)


def test_diffusion_ranks_units_by_first_use(small: Corpus) -> None:
    table = diffusion(small, ("高质量发展",)).set_index("unit")
    assert list(table.index) == ["市教育局", "市民政局"]
    assert list(table["rank"]) == [1, 2]
    assert list(table["lag_years"]) == [0, 1]
    assert list(table["count"]) == [2, 1]


def test_diffusion_over_time_shows_silence(small: Corpus) -> None:
    table = diffusion(small, ("高质量发展",), over="time")
    assert list(table["when"]) == ["2021", "2022", "2023"]
    assert list(table["units"]) == [0, 1, 2]
    assert list(table["share_units"]) == pytest.approx([0, 1 / 2, 2 / 3], rel=1e-9)


def test_diffusion_of_named_measures(small: Corpus) -> None:
    assert {"四个意识", "四个自信", "两个维护"} <= set(diffusion(small, named=True)["phrase"])


def test_ritual_formulas_in_sequence_are_one_span() -> None:
    text = "会议要求，深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”，抓好落实。"
    spans = ritual_spans(text)
    assert list(spans["text"]) == [text[5:-6]]
    assert list(spans["formulas"]) == [4]


def test_parallel_runs_are_found_inside_longer_clauses(small: Corpus) -> None:
    runs = set(phrases(small, kind="runs", min_count=1, min_reports=1)["text"])
    assert {"查真相、说真话、报实情", "深学细悟、凝心铸魂"} <= runs


def test_mere_lists_of_things_are_no_formula(make: Callable[[dict[str, str]], Corpus]) -> None:
    corpus = make({"甲.txt": "保障粮食安全、能源安全、经济安全。\n抓好学前教育、高等教育。"})
    assert phrases(corpus, kind="runs", min_count=1, min_reports=1).empty
    assert len(phrases(corpus, kind="runs", min_count=1, min_reports=1, nominal=True)) == 2


def test_set_phrases_need_no_dictionary(small: Corpus) -> None:
    table = phrases(small, min_count=3, min_reports=2)
    assert list(table["text"]) == ["推动高质量发展"]


def test_cohesion_and_freedom_by_hand(small: Corpus) -> None:
    row = phrases(small, min_count=3, min_reports=2).set_index("text").loc["推动高质量发展"]
    stream = small.words
    usable = stream.content & ~np.isin(stream.vocabulary[stream.code], ["〔数量〕", "〔数字〕"])
    forms = list(map(str, stream.vocabulary[stream.code[usable]]))
    p = {w: forms.count(w) / len(forms) for w in ("推动", "高质量", "发展")}
    pair, whole = 3 / len(forms), 3 / len(forms)  # 推动高质量, 高质量发展 and the whole occur three times each
    cuts = [whole / (p["推动"] * pair), whole / (pair * p["发展"])]
    assert row["cohesion"] == pytest.approx(min(math.log2(c) for c in cuts) / -math.log2(whole), rel=1e-9)
    # before it stand 我们, 我们 and a comma; after it three times something else
    bits = -(2 / 3 * math.log2(2 / 3) + 1 / 3 * math.log2(1 / 3))
    assert row["freedom"] == pytest.approx(bits / math.log2(3), rel=1e-9)


def test_profile_counts_by_hand(small: Corpus) -> None:
    table = profile(small, by=("unit",)).set_index("unit")
    text = small.texts[list(small.reports["unit"]).index("市水利局")]
    letters = sum(c.isalnum() for c in text)
    formulas = len("查真相说真话报实情") + len("深学细悟凝心铸魂")
    assert table.at["市水利局", "characters"] == letters
    assert table.at["市水利局", "quantities_per_1000"] == pytest.approx(2 / letters * 1000, rel=1e-9)
    assert table.at["市水利局", "facts_per_1000"] == pytest.approx(2 / letters * 1000, rel=1e-9)
    assert table.at["市水利局", "ritual_share"] == 0
    assert table.at["市水利局", "formula_share"] * letters >= formulas
    assert table.at["市民政局", "facts_planned"] == 1
    assert table.at["市民政局", "planned_share"] == pytest.approx(1 / 3, rel=1e-9)
    shares = [c for c in table if c.startswith("share_")]
    assert table.loc["市水利局", shares].sum() == pytest.approx(1, rel=1e-9)


def test_profile_of_a_group_adds_up_its_reports(sample: Corpus) -> None:
    single, group = profile(sample), profile(sample, by=("genre",)).set_index("genre")
    assert group["facts_done"].sum() == single["facts_done"].sum()
    assert group["characters"].sum() == single["characters"].sum()
