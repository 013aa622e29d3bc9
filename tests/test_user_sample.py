"""The user's own sample, `seed_audit_bureau.txt`: what the first issue promises of it."""

from pathlib import Path

import pytest

from reportmine.archive.memory import Tables, extract


@pytest.fixture(scope="module")
def seed(shared: Path) -> Tables:
    return extract(shared / "reports" / "seed_audit_bureau.txt")


@pytest.fixture(scope="module")
def everything(shared: Path) -> Tables:
    return extract(shared / "reports")


def test_all_31_masked_facts_are_found_with_unit(seed: Tables):
    masked = seed.facts[seed.facts.masked]
    assert len(masked) == 31
    assert (masked.unit != "").all() and masked.value.isna().all()


def test_redacted_words_and_set_phrases_are_no_numbers(seed: Tables):
    text = seed.reports.text[0]
    taken = {i for r in seed.facts.itertuples() for i in range(r.start, r.end)}
    for phrase in ("**组长", "新时代**审计", "十个**", "一方面", "一批", "二十大", "第一议题", "统一", "举一反三"):
        place = text.find(phrase)
        while place >= 0:
            assert not taken & set(range(place, place + len(phrase))), phrase
            place = text.find(phrase, place + 1)


def test_named_measures_have_their_members(seed: Tables):
    found = {r.text: r.members for r in seed.named_measures.itertuples() if r.members}
    assert found["六学联动"] == ["“第一议题”跟进学", "中心组专题学", "读书班集中学", "讲党课带头学", "专家授课辅导学", "业余时间自主学"]
    assert found["三个倒逼"] == ["责任制", "项目化", "群众满意度"]
    assert found["五字诀"] == ["深", "实", "细", "准", "效"]


def test_each_body_section_has_its_measure_and_the_rest_none(seed: Tables):
    measures = {r.paragraph: r.measures for r in seed.paragraphs.itertuples()}
    assert [measures[i][0] for i in (2, 3, 4, 5)] == ["theory", "research", "rectification", "development"]
    assert [measures[i] for i in (0, 1, 7)] == [[], [], []]


def test_the_list_of_systems_to_build_is_institution(seed: Tables):
    (sentence,) = [s for s in seed.sentences.itertuples() if "建章立制清单" in s.text]
    assert "institution" in sentence.measures


def test_every_row_of_every_table_is_its_slice(everything: Tables):
    texts = dict(zip(everything.reports.report_id, everything.reports.text, strict=True))
    for name in ("paragraphs", "sentences", "facts", "named_measures", "documents"):
        rows = getattr(everything, name)
        assert len(rows) > 0
        assert all(texts[r.report_id][r.start : r.end] == r.text for r in rows.itertuples())
