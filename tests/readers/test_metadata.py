"""What a report says about itself, and whence it is known."""

from pathlib import Path

import pytest

from reportmine.readers import Given, describe, text_report
from reportmine.readers.period import named
from reportmine.resources import Resources

BODY = "一、总体情况\n全年组织开展专项检查12次。"


def described(text: str, path: str = "", given: Given | None = None, **known: str):
    report = text_report(text)
    return describe(report, path=path, given=given)


def test_an_official_head_gives_number_title_and_organization():
    report = described(
        "××市审计局文件\n×审发〔2023〕15号\n××市审计局关于2023年上半年主题教育开展\n情况的报告\n市委主题教育办：\n" + BODY
        + "\n××市审计局\n2023年8月15日"
    )  # fmt: skip
    assert (report.number, report.organization) == ("×审发〔2023〕15号", "××市审计局")
    assert report.title == "××市审计局关于2023年上半年主题教育开展情况的报告"
    assert (report.period, report.year, report.genre) == ("2023年上半年", 2023, "情况报告")
    assert set(report.origin.values()) == {"head"}


@pytest.mark.parametrize(
    ("lead", "organization"),
    [
        ("尊敬的组长：\n主题教育开展以来，市审计局党组按照部署，抓好落实。", "市审计局"),
        ("各位领导：\n按照市委统一安排，市水利局党组4月中旬启动主题教育。", "市水利局"),
        ("各位代表：\n现在，我代表国务院，向大会报告政府工作。", "国务院"),
        ("按照市教育局党委的安排，学校扎实推进各项工作。", ""),
        ("我局党组按照部署，抓好落实。", ""),
    ],
)
def test_the_subject_of_the_first_sentences_is_the_organization(lead, organization):
    assert described(f"{lead}\n{BODY}").organization == organization


def test_a_bare_province_is_completed_from_the_head():
    text = "政府工作报告\n——2026年1月26日在广东省第十四届\n人民代表大会第五次会议上\n各位代表：\n现在，我代表省人民政府，向大会报告工作。"
    assert described(text).organization == "广东省人民政府"


def test_the_signature_names_the_organization_and_the_year():
    report = described(f"工作情况汇报\n{BODY}\n××县民政局\n2024年11月3日")
    assert (report.organization, report.period) == ("××县民政局", "2024")


def test_a_summary_signed_in_january_is_about_the_year_before():
    assert described(f"工作总结\n{BODY}\n××县民政局\n2024年1月8日").year == 2023


@pytest.mark.parametrize(
    ("title", "period", "year"),
    [
        ("××局2023年度工作总结", "2023", 2023),
        ("××局二〇二三年第三季度工作总结", "2023年第三季度", 2023),
        ("××局2023年中期汇报", "2023年中期", 2023),
        ("2014年—2016年领导班子总结报告", "2014—2016", 2016),
        ("××局2023年1-6月工作总结", "2023年1-6月", 2023),
        ("××局工作总结", "", None),
    ],
)
def test_the_period_stands_in_the_title(title, period, year):
    report = described(f"{title}\n{BODY}")
    assert (report.period, report.year) == (period, year)


def test_names_of_file_and_folder_are_the_last_resort():
    report = described(BODY, path="2023年上半年/市民政局_汇报.docx")
    assert (report.organization, report.period, report.title) == ("市民政局", "2023年上半年", "市民政局_汇报")
    assert set(report.origin.values()) == {"path"}


def test_what_the_user_states_comes_first():
    report = described(f"××局2023年总结\n{BODY}", given=Given("甲局", "2022"))
    assert (report.organization, report.period, report.year) == ("甲局", "2022", 2022)


def test_a_long_first_paragraph_is_no_title():
    assert described("全年组织开展专项检查12次，发现问题45个。\n" + BODY).title == ""


def test_the_same_report_gives_the_same_metadata():
    assert described(BODY, path="a") == described(BODY, path="a")


def test_a_users_word_for_a_part_of_the_year_is_no_regular_expression(tmp_path: Path) -> None:
    """A pattern such as (年+)+$ would run for ever, and one bracket would end the run."""
    (tmp_path / "head_words.csv").write_text("word,role,value\n（上(半),part,上半年\n(年+)+$,part,年\n", encoding="utf-8")
    own = Resources(tmp_path)
    assert named("2023年（上(半)总结", own) == ("2023年上半年", 2023)
    assert named("2023年年年年", own) == ("2023", 2023)
