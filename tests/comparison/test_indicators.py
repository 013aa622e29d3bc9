"""Indicators are data with examples; alignment is measured on the gold labels of the sample reports."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import reportmine
from reportmine.errors import DataError, UserDataError
from reportmine.extraction.indicator_sets import Indicator, load_indicators, parse_indicators
from reportmine.extraction.indicators import (
    Aligner,
    Occurrence,
    align,
    aligner,
    compile_aligner,
    indicator_of_marked,
)
from reportmine.model import Fact, Report
from reportmine.pipeline import process

CORPORA = Path(__file__).parents[2] / "corpora"
INDICATORS = load_indicators()


def of_marked(example: str, ready: Aligner | None = None) -> str | None:
    """The indicator of the quantity in ⟦⟧ of a sentence."""
    return indicator_of_marked(example, ready or aligner())


def extracted(text: str) -> list[Fact]:
    return process(Report(text)).facts


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_examples_are_instances_and_counter_examples_are_not(indicator: Indicator) -> None:
    for example in indicator.examples:
        assert of_marked(example) == indicator.id, example
    for example in indicator.counter_examples:
        assert of_marked(example) != indicator.id, example


def test_the_sets_are_as_large_as_promised() -> None:
    sizes = Counter(i.set for i in INDICATORS)
    assert sizes["campaign_2023"] >= 90
    assert {"government", "audit", "court_procuratorate", "petition"} <= set(sizes)
    assert len({i.id for i in INDICATORS}) == len(INDICATORS)


def test_wordings_of_one_thing_land_in_one_row() -> None:
    for example in ("开展第一议题学习⟦12次⟧", "组织⟦12次⟧局党组会议“第一议题”学习", "落实“第一议题”⟦十九次⟧"):
        assert of_marked(example.replace("十九", "19")) == "c23_first_agenda_sessions"


def test_a_user_file_adds_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        '[[indicator]]\nid = "own_wells"\nname = "打井数"\nunits = ["眼"]\nobjects = ["机井#"]\n'
        'examples = ["新打机井⟦12眼⟧"]\ncounter_examples = ["新打机井⟦12天⟧"]\n',
        encoding="utf-8",
    )
    ready = aligner((file,))
    assert of_marked("新打机井⟦12眼⟧", ready) == "own_wells"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[indicator]]\nid = 'x'\n", "缺少 name"),
        ("[[indicator", "不是有效的 TOML"),
        (
            "[[indicator]]\nid='x'\nname='x'\nunits=['次']\nobjects='调研'\nexamples=['a']\ncounter_examples=['b']\n",
            "objects 应是词的列表",
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(text: str, says: str) -> None:
    with pytest.raises(DataError, match=re.escape(says)):
        parse_indicators(text, "own.toml")


WELLS = (
    '[[indicator]]\nid = "own_wells"\nname = "打井数"\nunits = ["眼"]\nobjects = ["机井#"]\n'
    'examples = ["新打机井⟦12眼⟧"]\ncounter_examples = ["新打机井⟦12天⟧"]\n'
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "文件是空的"),
        ('set = "own"\n', "一个 [[indicator]] 也没有"),
        ("id,name\n甲,乙\n", "own.toml:1：这是表格（CSV），不是 TOML"),
        (WELLS + WELLS, "指标 own_wells 出现了两次"),
        (WELLS.replace("own_wells", "x").replace("机井⟦", "水井⟦", 1), "own.toml: x：自己的例句 '新打水井⟦12眼⟧' 认不出来"),
        (WELLS.replace("12天", "12眼"), "反例 '新打机井⟦12眼⟧' 被认成了这个指标"),
        (WELLS.replace("⟦12眼⟧", "12眼"), "要用 ⟦⟧ 标出一个数量"),
        (WELLS + 'key_measure = "theroy"\n', "own.toml: own_wells：没有 key_measure 'theroy' 这个重点措施"),
        (WELLS + 'objcts = ["井"]\n', "own.toml: own_wells：没有 objcts 这一项"),
        (WELLS + 'scope = "all"\n', "scope 是 'all'，应为其中之一"),
        (WELLS.replace('"机井#"', '"#"'), "own.toml：指标 own_wells：写法 '#' 里没有词"),
    ],
)
def test_a_wrong_file_of_the_user_is_told_before_anything_is_compared(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserDataError) as told:
        aligner((file,))
    assert says in str(told.value) and "data/indicators" not in str(told.value)


def test_an_id_may_stand_in_one_file_only(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(WELLS, encoding="utf-8")
    with pytest.raises(UserDataError, match=r"b\.toml：指标 own_wells 在 .*a\.toml 里已有"):
        aligner((tmp_path / "a.toml", tmp_path / "b.toml"))


def test_a_key_measure_of_the_taxonomy_in_use_is_known(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(WELLS + 'key_measure = "irrigation"\n', encoding="utf-8")
    assert aligner((file,), labels=frozenset({"irrigation"})).indicators[-1].key_measure == "irrigation"


def test_an_alias_without_a_word_is_refused() -> None:
    text = "[[indicator]]\nid='x'\nname='x'\nunits=['次']\nobjects=['#']\nexamples=['a']\ncounter_examples=['b']\n"
    with pytest.raises(DataError, match="里没有词"):
        compile_aligner(parse_indicators(text, "own.toml"))


def measured() -> tuple[int, int, int]:
    """Labelled gold facts, aligned ones among them, and alignments that are wrong."""
    gold = [json.loads(line) for path in sorted((CORPORA / "gold").glob("part*.jsonl")) for line in path.open(encoding="utf-8")]
    labelled = right = wrong = 0
    for doc in sorted({r["doc"] for r in gold}):
        text = reportmine.read(next((CORPORA / "reports").glob(f"{doc}.*"))).text
        facts = extracted(text)
        for row in gold:
            if row["doc"] != doc or row["type"] != "quantity":
                continue
            want = row.get("indicator")
            labelled += want is not None
            fact = next((f for f in facts if f.start < row["end"] and row["start"] < f.end), None)
            if fact is None:
                continue
            got = align(aligner(), text, [Occurrence(fact.start, fact.end, fact.unit, fact.action, fact.object)])[0]
            right += got is not None and got == want
            wrong += got is not None and got != want
    return labelled, right, wrong


def test_alignment_on_the_gold_labels_holds_its_floors() -> None:
    labelled, right, wrong = measured()
    assert labelled >= 300
    assert right / (right + wrong) >= 0.95
    assert right / labelled >= 0.85
