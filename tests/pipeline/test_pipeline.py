"""The spaCy pipeline: what it finds, and that it survives to_disk and spacy.load."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from reportmine import read
from reportmine.pipeline import process

SEED = "尊敬的**组长：目前，已经组织**次局党组会议“第一议题”学习，追回资金*.**亿元。建立“六学联动”机制，一方面抓学习。"


def test_spans_are_grounded_in_the_text(nlp):
    doc = nlp(SEED)
    assert [s.text for s in doc.spans["facts"]] == ["**次", "*.**亿元"]
    assert all(doc.text[f.start : f.end] == f.text for f in doc._.facts)
    assert [m.text for m in doc._.named_measures] == ["六学联动"]


def test_masked_facts_have_a_mask_and_no_value(nlp):
    assert [(f.masked, f.mask, f.value, f.unit) for f in nlp(SEED)._.facts] == [(True, "**", None, "次"), (True, "*.**", None, "元")]


def test_the_pipeline_declares_what_it_needs(nlp):
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in nlp.pipe_names}


def test_it_survives_to_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert [f.text for f in again(SEED)._.facts] == [f.text for f in nlp(SEED)._.facts]
    assert again.config["nlp"]["tokenizer"]["segmenter"] == "rjieba"


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "corpora" / "reports").glob("*_mid.txt"))[:4], ids=lambda p: p.stem)
def test_archives_get_what_the_language_gives(nlp, path: Path):
    report = read(path)
    doc, bare = nlp(report.text), process(report)
    assert doc._.documents == bare.citations
    for name in ("paragraphs", "sentences", "facts", "named_measures", "paragraph_tags", "sentence_tags"):
        assert getattr(doc._, name) == getattr(bare, name)


def test_archives_do_without_spacy():
    code = "import sys; from reportmine.pipeline import process; from reportmine.model import Report;"
    code += "assert process(Report('组织12次学习。')).facts; assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_component_works_in_another_pipeline():
    other = spacy.blank("zh")
    other.add_pipe("reportmine_facts")
    assert [f.text for f in other("组织12次学习。")._.facts] == ["12次"]


def test_an_empty_text_gives_nothing(nlp):
    doc = nlp("")
    assert (doc._.facts, doc._.paragraphs, doc._.documents) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("将村级公示期由5天延长到10天。", "done"),
        ("明年将新建12所学校。", "planned"),
        ("力争将办结率由93%提高到95%。", "planned"),
        ("正在建设6个项目。", "ongoing"),
    ],
)
def test_a_plan_is_told_from_what_was_done(nlp, text: str, status: str):
    assert {f.status for f in nlp(text)._.facts} == {status}
