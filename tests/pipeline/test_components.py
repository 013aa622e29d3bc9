"""A component offers its own layer and no other; what a doc carries survives packing."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import reportmine

TEXT = """关于主题教育情况的报告
一、抓实理论学习
推行“三学”工作法，即集中学、个人学、研讨学，组织12次局党组会议“第一议题”学习，追回资金*.**亿元。
印发《督查办法》，办结率由93%提高到95.5%，开展2次党课。
"""
LAYERS = {
    "reportmine_outline": {"paragraphs", "sentences"},
    "reportmine_facts": {"facts"},
    "reportmine_named_measures": {"named_measures"},
    "reportmine_documents": {"documents"},
    "reportmine_key_measures": {"paragraph_tags", "sentence_tags"},
}
ALL = sorted(set().union(*LAYERS.values()))


def layers(doc: Doc) -> dict[str, list[object]]:
    return {name: getattr(doc._, name) for name in ALL}


@pytest.mark.parametrize("removed", LAYERS)
def test_removing_a_component_empties_its_layer_and_nothing_else(removed: str) -> None:
    nlp = reportmine.load()
    before = layers(nlp(TEXT))
    assert all(before.values())
    nlp.remove_pipe(removed)
    assert layers(nlp(TEXT)) == {name: [] if name in LAYERS[removed] else found for name, found in before.items()}


def test_removing_the_indicators_takes_the_indicators_of_facts_only() -> None:
    nlp = reportmine.load()
    before = layers(nlp(TEXT))
    assert any(f.indicator for f in before["facts"])
    nlp.remove_pipe("reportmine_indicators")
    assert layers(nlp(TEXT)) == before | {"facts": [f.with_indicator(None) for f in before["facts"]]}


def test_a_component_alone_finds_what_it_needs_and_offers_only_its_own() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("reportmine_key_measures")
    doc = nlp(TEXT)
    assert doc._.sentence_tags == reportmine.load()(TEXT)._.sentence_tags
    assert doc._.facts == []


def test_a_doc_survives_its_bytes(nlp) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert layers(again) == layers(doc)
    assert [s.text for s in again.spans["facts"]] == [s.text for s in doc.spans["facts"]]


def test_a_doc_survives_a_docbin(nlp) -> None:
    doc = nlp(TEXT)
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert layers(again) == layers(doc)


def test_two_processes_find_what_one_finds(nlp) -> None:
    texts = [TEXT, "组织*次学习。", ""]
    assert [layers(d) for d in nlp.pipe(texts, n_process=2)] == [layers(nlp(t)) for t in texts]


def test_a_name_taken_by_another_package_is_an_error_in_words() -> None:
    ours = Doc.remove_extension("facts")
    Doc.set_extension("facts", default=None)
    try:
        with pytest.raises(reportmine.errors.ReportmineError, match=r"doc\._\.facts"):
            reportmine.load()
    finally:
        Doc.set_extension("facts", getter=ours[2], force=True)
