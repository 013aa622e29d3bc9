"""Cells, changes, candidates, measures, names and shared passages."""

from pathlib import Path

import pandas as pd

from reportmine.comparison.candidates import candidates, object_head
from reportmine.comparison.matrix import cells, changes, shared_indicators
from reportmine.comparison.measures import measure_shares
from reportmine.comparison.names import named_measures
from reportmine.comparison.shared_text import shared_passages
from reportmine.comparison.study import Study, make_study

from .conftest import study_of, tables_of


def cell(study: Study, indicator: str, report: int = 0) -> dict[str, object]:
    table = cells(study)
    rows = table[(table["indicator"] == indicator) & (table["report_id"] == study.reports.index[report])]
    assert len(rows) == 1
    return rows.iloc[0].to_dict()


def test_the_samples_fill_the_matrix(sample: Study) -> None:
    assert len(shared_indicators(cells(sample))) >= 30


def test_a_masked_figure_is_masked_and_never_zero(tmp_path: Path) -> None:
    found = cell(study_of(tmp_path, {"a.txt": "召开座谈会**场。"}), "c23_symposia")
    assert (found["state"], found["shown"]) == ("masked", "**场")
    assert pd.isna(found["value"])


def test_what_is_not_reported_has_no_cell(tmp_path: Path) -> None:
    table = cells(study_of(tmp_path, {"a.txt": "召开座谈会3场。"}))
    assert list(table["indicator"]) == ["c23_symposia"]


def test_several_figures_become_one_by_the_rule_and_the_cell_says_so(tmp_path: Path) -> None:
    found = cell(study_of(tmp_path, {"a.txt": "召开座谈会3场。到村里又召开座谈会5场。"}), "c23_symposia")
    assert (found["state"], found["value"], found["values"]) == ("several", 5.0, ["3场", "5场"])


def test_money_is_added_up(tmp_path: Path) -> None:
    found = cell(study_of(tmp_path, {"a.txt": "追回资金120万元。追回财政资金1.3亿元。"}), "c23_funds_recovered")
    assert (found["value"], found["shown"]) == (131_200_000.0, "1.312亿元")


def test_own_figures_go_before_those_of_the_system(tmp_path: Path) -> None:
    text = "对照检视，区级问题清单32项；全区查摆问题1386项。"
    found = cell(study_of(tmp_path, {"a.txt": text}), "c23_problem_list")
    assert (found["level"], found["value"], found["state"]) == ("own", 32.0, "value")


def test_targets_parts_and_earlier_figures_stay_out(tmp_path: Path) -> None:
    text = "读书班由中期的2期增加到3期。下一步，计划再举办读书班5期。"
    found = cell(study_of(tmp_path, {"a.txt": text}), "c23_reading_class_periods")
    assert found["value"] == 3.0


def test_periods_give_the_change(tmp_path: Path) -> None:
    study = study_of(
        tmp_path,
        {"b.txt": "召开座谈会41场。", "a.txt": "召开座谈会26场。"},
        "a.txt,农业局,2023年中期\nb.txt,农业局,2023年总结\n",
    )
    row = changes(cells(study)).iloc[0]
    assert (row["unit"], row["before"], row["after"], row["change"]) == ("农业局", 26.0, 41.0, 15.0)


def test_a_user_file_fills_a_row_of_the_matrix(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[indicator]]\nid = "own_wells"\nname = "打井数"\nunits = ["眼"]\nobjects = ["机井#"]\n'
        'examples = ["新打机井⟦12眼⟧"]\ncounter_examples = ["新打机井⟦12天⟧"]\n',
        encoding="utf-8",
    )
    tables = tables_of(tmp_path, {"a.txt": "今年新打机井12眼。"})
    assert cell(make_study(tables, [own]), "own_wells")["value"] == 12.0


def test_what_no_indicator_takes_is_grouped_by_its_object(tmp_path: Path) -> None:
    study = study_of(tmp_path, {"a.txt": "建成口袋公园14处。", "b.txt": "新建口袋公园9处。"})
    row = candidates(study).iloc[0]
    assert (row["object"], row["unit"], row["reports"]) == ("口袋公园", "处", 2)
    assert object_head("新增公办幼儿园学位") == "儿园学位"


def test_nothing_is_lost_between_matrix_and_candidates(sample: Study) -> None:
    grouped = {f for ids in candidates(sample, reports=1)["evidence"] for f in ids}
    counted = sample.facts[
        sample.facts["indicator"].isna() & sample.facts["kind"].isin(["count", "money"]) & ~sample.facts["level"].isin(["change", "target"])
    ]
    with_object = counted[counted["object"].fillna("").map(object_head) != ""]
    assert set(with_object["fact_id"]) <= grouped


def test_measures_left_out_have_no_sentence(sample: Study) -> None:
    table = measure_shares(sample)
    stems = sample.reports["path"].map(lambda p: Path(p).stem)
    empty = {(stems[r.report_id], r.measure) for r in table.itertuples() if r.sentences == 0}
    assert {("court_final", "institution"), ("education_mid", "research")} <= empty
    assert table["share"].between(0, 1).all()


def test_named_measures_say_who_shares_them(sample: Study) -> None:
    table = named_measures(sample)
    shared = table[table["text"] == "三会一课"]
    assert len(shared) > 5
    assert all(r.unit not in r.shared_with and len(r.shared_with) == len(shared) - 1 for r in shared.itertuples())
    assert set(table[table["agrees"].eq(False)]["text"]) == {"六个到位", "五个一"}


def test_shared_passages_are_the_same_in_both_texts(tmp_path: Path) -> None:
    passage = "坚持开门搞教育，把群众满意作为根本标准，组织党员干部走村入户问需求、问困难、问意见"
    texts = {"a.txt": f"一开头。{passage}，甲。", "b.txt": f"另起一段话。{passage}；乙。"}
    study = study_of(tmp_path, texts, "a.txt,甲局,\nb.txt,乙局,\n")
    row = shared_passages(study, least=20).iloc[0]
    assert row["text"] == passage
    assert study.text(row["report_a"])[row["start_a"] : row["end_a"]] == row["text"]
    assert study.text(row["report_b"])[row["start_b"] : row["end_b"]] == row["text"]


def test_formulas_of_the_word_list_are_no_copying(tmp_path: Path) -> None:
    formulas = "在思想上政治上行动上同以习近平同志为核心的党中央保持高度一致，学习《习近平著作选读》第一卷、第二卷"
    own = "组织党员干部走村入户问需求、问困难、问意见，建立台账逐项销号"
    texts = {"a.txt": f"一开头。{formulas}，甲。\n甲{own}。", "b.txt": f"另起一段话。{formulas}；乙。\n乙{own}；"}
    study = study_of(tmp_path, texts, "a.txt,甲局,\nb.txt,乙局,\n")
    assert shared_passages(study, least=25)["text"].tolist() == [own]


def test_two_reports_of_one_unit_are_no_copying(tmp_path: Path) -> None:
    text = "坚持开门搞教育，把群众满意作为根本标准，组织党员干部走村入户问需求、问困难、问意见。"
    study = study_of(tmp_path, {"a.txt": text + "甲", "b.txt": text + "乙"}, "a.txt,甲局,2023年中期\nb.txt,甲局,2023年总结\n")
    assert shared_passages(study).empty
