"""Every check has an example that breaks it and one that does not; the planted contradictions of the samples are found."""

from pathlib import Path

import pandas as pd
import pytest

from reportmine.comparison import check
from reportmine.comparison.check_data import General, Rule, consistency_rules, general_checks
from reportmine.comparison.checks import COLUMNS, findings, problems
from reportmine.comparison.matrix import cells
from reportmine.comparison.shared_text import shared_passages
from reportmine.comparison.study import Study
from reportmine.tables import Results

from .conftest import study_of

WITH_EXAMPLE = [c for c in general_checks().values() if c.example]


def found(study: Study, lang: str = "zh") -> pd.DataFrame:
    return problems(study, findings(study, cells(study), shared_passages(study)), lang)


def checks_in(folder: Path, text: str) -> set[str]:
    return set(found(study_of(folder, {"报告.txt": text}))["check"])


@pytest.mark.parametrize("rule", consistency_rules(), ids=lambda r: r.id)
def test_a_rule_sees_its_example_and_lets_its_counter_example_pass(rule: Rule, tmp_path: Path) -> None:
    # the general rate check may see the same contradiction first under its own name
    allowed = {rule.id, "rate_disagrees"} if rule.kind == "rate" else {rule.id}
    broken, kept = tmp_path / "broken", tmp_path / "kept"
    broken.mkdir()
    kept.mkdir()
    assert checks_in(broken, rule.example) & allowed
    assert rule.id not in checks_in(kept, rule.counter_example)


@pytest.mark.parametrize("general", WITH_EXAMPLE, ids=lambda c: c.id)
def test_a_general_check_sees_its_example_and_lets_its_counter_example_pass(general: General, tmp_path: Path) -> None:
    broken, kept = tmp_path / "broken", tmp_path / "kept"
    broken.mkdir()
    kept.mkdir()
    assert general.id in checks_in(broken, general.example)
    assert general.id not in checks_in(kept, general.counter_example)


PLANTED = {
    ("audit_final", "parts_exceed_total", "41.85亿元"),
    ("company_final", "parts_exceed_total", "128件"),
    ("housing_final", "rectification_rate", "95.2%"),
    ("education_final", "two_figures", "8460个"),
    ("district_final", "names_disagree", "六个到位"),
    ("health_mid", "names_disagree", "五个一"),
    ("water_final", "later_below_earlier", "27场"),
    ("education_mid", "measure_missing", "调查研究"),
    ("court_final", "measure_missing", "建章立制"),
}


def test_all_planted_contradictions_are_found_and_hardly_anything_else(sample: Study) -> None:
    table = found(sample)
    stems = sample.reports["path"].map(lambda p: Path(p).stem)
    seen = [(stems[r.report_id], r.check, r.message) for r in table.itertuples()]
    for stem, name, words in PLANTED:
        assert any(s == stem and c == name and words in m for s, c, m in seen), (stem, name)
    other = [s for s in seen if not any(s[0] == p[0] and s[1] == p[1] for p in PLANTED)]
    assert len(other) <= 1


def test_a_later_report_must_not_fall_below_the_earlier(tmp_path: Path) -> None:
    study = study_of(
        tmp_path,
        {"a.txt": "主题教育期间，累计召开座谈会34场。", "b.txt": "主题教育期间，累计召开座谈会27场。"},
        "a.txt,水利局,2023年中期\nb.txt,水利局,2023年总结\n",
    )
    table = found(study)
    assert list(table["check"]) == ["later_below_earlier"]
    assert "34场" in table["message"][0]
    assert len(table["evidence"][0]) == 2


def test_a_target_is_no_figure(tmp_path: Path) -> None:
    text = "主题教育期间，累计召开座谈会34场。下一步，力争再召开座谈会40场。"
    assert not checks_in(tmp_path, text)


def test_figures_of_the_unit_and_of_its_system_are_not_mixed(tmp_path: Path) -> None:
    text = "对照检视，区级问题清单32项，已整改30项，整改率93.8%；全区查摆问题1386项，整改1291项，整改率93.1%。"
    assert not checks_in(tmp_path, text)


def test_copied_passages_are_said_to_both_units(tmp_path: Path) -> None:
    passage = "我们坚持把问题整改作为检验成效的试金石，建立台账逐项销号，每周调度、每月通报，推动一批群众反映强烈的难题得到有效化解。"
    study = study_of(
        tmp_path, {"a.txt": f"甲局情况。{passage}成效明显。", "b.txt": f"乙局做法。{passage}群众满意。"}, "a.txt,甲局,\nb.txt,乙局,\n"
    )
    table = found(study)
    assert list(table["check"]) == ["shared_passage", "shared_passage"]
    for row in table.itertuples():
        assert study.text(row.report_id)[row.start : row.end] == passage


def test_every_message_says_when_it_may_be_right_and_that_figures_are_self_reported(sample: Study) -> None:
    assert found(sample)["message"].str.contains("可能的正当情形").all()
    assert found(sample)["message"].str.contains("自报").all()
    assert found(sample, "en")["message"].str.contains("It may be right if").all()


def test_check_writes_the_table_of_the_contract(sample_out: Path) -> None:
    table = check(sample_out)
    stored = Results(sample_out).problems
    assert list(stored.columns) == list(COLUMNS)
    assert list(stored["message"]) == list(table["message"])
    facts = set(Results(sample_out).facts["fact_id"])
    assert all(set(ids) <= facts for ids in stored["evidence"])
    assert (sample_out / "problems.xlsx").is_file()
