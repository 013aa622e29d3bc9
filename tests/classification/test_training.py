"""Training: other taxonomies through the same functions, weak labels from headings, clear errors."""

import pytest

from reportmine.classification.training import Options, train
from reportmine.classification.weak import named_by, weak_records
from reportmine.cli.examples import example
from reportmine.errors import DataError
from reportmine.taxonomy import load_taxonomy

WORDS = {
    0: ("学习会", "读书班", "党课", "研讨", "自学"),
    1: ("走访", "座谈会", "问卷", "蹲点", "调研"),
    2: ("查摆", "对照", "检视", "剖析", "批评"),
    3: ("整改", "销号", "纠正", "清退", "约谈"),
}


def made(count: int):
    """Small texts, one label each, around words of that label."""
    labels = load_taxonomy("2019").ids
    for i in range(count):
        k, a, b = i % 4, i // 4 % 5, i // 20 % 5
        yield {"id": str(i), "text": f"第{i}支部开展{WORDS[k][a]}{i + 1}次，随后又安排{WORDS[k][b]}，参加{i + 3}人。", "labels": [labels[k]] if i % 9 else []}


def test_a_taxonomy_with_other_labels_trains_and_tags():
    taxonomy = load_taxonomy("2019")
    trained = train([example(r) for r in made(120)], taxonomy, Options(rounds=0, folds=3))
    tagged = trained.classifier.tag_texts([example({"id": "x", "text": "机关支部开展蹲点4次，随后又安排问卷，参加9人。"})])[0]
    assert tagged.labels[0] == taxonomy.ids[1]


def test_too_few_examples_are_refused():
    with pytest.raises(DataError, match="太少"):
        train([example(r) for r in made(5)], load_taxonomy("2019"))


def test_an_unknown_label_is_named():
    records = [r | {"labels": ["nonsense"]} for r in made(40)]
    with pytest.raises(DataError, match="'nonsense' 不在"):
        train([example(r) for r in records], load_taxonomy("2019"))


def test_headings_label_their_bodies():
    rows = [
        {"report_id": "r", "paragraph": 0, "text": "现将情况汇报如下，请予审阅并提出意见，以便我们改进今后的各项工作。", "section": "", "role": "lead"},
        {"report_id": "r", "paragraph": 1, "text": "二、调查研究走深走实。班子成员分赴各乡镇，走访农户，听取意见，摸清底数，找准症结。", "section": "二、调查研究走深走实", "role": "body"},
        {"report_id": "r", "paragraph": 2, "text": "三、其他工作。完成了上级交办的各项任务，得到充分肯定，群众比较满意。", "section": "三、其他工作", "role": "body"},
    ]
    found = weak_records(rows, load_taxonomy("2023"))
    assert [(r["id"], r["labels"]) for r in found] == [("r:0", []), ("r:1", ["research"])]
    assert "走深走实" not in found[1]["text"]


def test_a_heading_that_names_two_measures_names_none():
    assert named_by("一、理论学习与调查研究", load_taxonomy("2023")) is None
