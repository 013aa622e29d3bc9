"""The shipped model: found, sealed, and retrained to the same decisions from the corpus alone."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from reportmine.classification import load, save
from reportmine.classification.store import default_folder
from reportmine.cli.examples import example
from reportmine.errors import ModelError

ROOT = Path(__file__).parents[2]


def tags(classifier, text: str, heading: str = "") -> tuple[str, ...]:
    return classifier.tag_texts([example({"id": "x", "text": text, "heading": heading})])[0].labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("局党组举办读书班2期，组织理论学习中心组集中学习研讨6次，班子成员讲专题党课9场。", "theory"),
        ("班子成员领题调研，走访企业40家，召开座谈会12场，发放问卷600份，形成调研报告8篇。", "research"),
        ("全年新建农村公路120公里，改造老旧小区30个，新增就业1.2万人，粮食产量再创新高。", "development"),
        ("对照查摆出的问题建立清单，逐项整改销号，完成整改38项，对作风不实的2名干部进行约谈。", "rectification"),
        ("制定《财务管理办法》《公务接待实施细则》等制度12项，修订6项，废止3项，形成长效机制。", "institution"),
    ],
)
def test_plain_sentences_get_their_measure(text: str, label: str):
    assert tags(load(), text)[:1] == (label,)


@pytest.mark.parametrize("text", ["尊敬的各位领导，同志们：", "汇报完毕，不当之处，请批评指正，谢谢。", "现将有关情况汇报如下："])
def test_formulas_get_none(text: str):
    assert tags(load(), text) == ()


def test_an_article_of_a_rule_reports_nothing():
    work = "党支部开展民主评议党员，查摆问题，开展批评和自我批评。"
    assert tags(load(), work)[:1] == ("rectification",) and tags(load(), f"第十八条 {work}") == ()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(default_folder("2023"), tmp_path / "model")
    return tmp_path / "model"


def test_a_truncated_model_is_named(copied: Path):
    arrays = copied / "weights.npz"
    arrays.write_bytes(arrays.read_bytes()[:-100])
    with pytest.raises(ModelError, match=r"weights\.npz"):
        load(path=copied)


def test_a_changed_head_is_named(copied: Path):
    head = copied / "model.json"
    data = json.loads(head.read_text(encoding="utf-8"))
    data["decision"]["text_cuts"][0] = 0.01
    head.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.json"):
        load(path=copied)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        save(load(), tmp_path / name)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert first == second and len(first) == 2


def test_the_model_holds_no_pickle():
    with np.load(default_folder("2023") / "weights.npz", allow_pickle=False) as arrays:
        assert set(arrays.files) >= {"hashes", "idf", "grams", "cues", "bias"}


def test_taxonomies_are_packaged():
    assert files("reportmine").joinpath("data/taxonomies/2023.toml").is_file()


def test_retraining_on_the_corpus_gives_the_shipped_model(tmp_path: Path):
    from click.testing import CliRunner

    from reportmine.cli import main

    done = CliRunner().invoke(main, ["train", str(ROOT / "corpora" / "key_measures"), "-o", str(tmp_path / "again")])
    assert done.exit_code == 0, done.output
    shipped, again = (json.loads((f / "model.json").read_text(encoding="utf-8")) for f in (default_folder("2023"), tmp_path / "again"))
    assert again["about"] == shipped["about"]
    assert np.allclose(again["decision"]["text_cuts"], shipped["decision"]["text_cuts"], atol=0.05)
    text = "制定《财务管理办法》等制度12项，修订6项，形成长效机制。"
    assert tags(load(path=tmp_path / "again"), text) == tags(load(), text)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("会议强调，各支部要加强理论学习，要对照检查、抓好整改。要建立问题清单，逐项销号。", True),
        ("要继续打好三大攻坚战，推动高质量发展。要加快产业转型升级，新建一批重大项目。", False),
        ("二要抓好整改。要对照问题清单逐项销号，不得敷衍应付。", True),
        ("会议指出，整改工作成效明显。班子对照问题清单逐项整改，完成38项，约谈2人。", False),
        ("会议要求，各支部要抓好整改。班子对照问题清单完成整改38项，约谈2人。", False),
        ("按照上级要求，党委对照问题清单逐项整改，完成38项。", False),
    ],
)
def test_demands_throughout_report_nothing(text: str, nothing: bool):
    assert (tags(load(), text) == ()) == nothing


def test_a_header_leads_to_its_own_weights_whatever_stands_beside_it(tmp_path: Path):
    save(load(), tmp_path)
    (weights,) = tmp_path.glob("weights-*.npz")
    (tmp_path / "weights-0123456789ab.npz").write_bytes(b"of a run that was killed before its header")
    assert tags(load(path=tmp_path), "举办读书班3期。") == tags(load(), "举办读书班3期。")
    save(load(), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["model.json", weights.name]


def test_texts_that_all_have_labels_and_labels_of_alike_texts_are_trained_on():
    from reportmine.classification.training import train
    from reportmine.taxonomy import load_taxonomy

    words = {"theory": "组织理论学习", "research": "走访调研群众", "development": "新建项目公路", "rectification": "完成问题整改", "institution": "制定管理制度"}
    examples = [example({"id": f"{k}{n}", "text": f"{text}{n}次。", "labels": [k]}) for k, text in words.items() for n in range(8)]
    trained = train(examples, load_taxonomy("2023")).classifier
    assert tags(trained, "完成问题整改9次。")[:1] == ("rectification",)
