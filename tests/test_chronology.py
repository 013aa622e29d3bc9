"""Periods and reports in order of time, by the words of one file."""

from reportmine.chronology import stage, when
from reportmine.resources import OURS


def test_every_part_of_a_year_that_readers_name_has_its_end() -> None:
    parts = {row["value"] for row in OURS.rows("head_words") if row["role"] == "part" and row["value"]} - {"下半年"}
    assert parts
    assert [part for part in parts if when(f"2023年{part}") >= when("2023")] == []


def test_reports_of_one_year_stand_in_the_order_that_their_titles_tell() -> None:
    told = [("2022", "工作总结", "z"), ("2023年", "中期汇报", "c"), ("2023", "汇报", "b"), ("2023", "阶段总结", "a"), ("2024年1月", "", "y"), ("2024年3月", "", "x")]
    keys = [stage(*report) for report in told]
    assert keys == sorted(set(keys))


def test_a_report_without_a_year_comes_first() -> None:
    assert stage("", "工作总结", "a") < stage("2001", "中期汇报", "a")
