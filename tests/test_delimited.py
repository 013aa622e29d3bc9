"""CSV that no spreadsheet takes for formulas, and whose rows stay rows."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from reportmine.delimited import cell, write_rows
from reportmine.usage.results import csv_bytes

EVIL = ["=1+1", " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\u3000=1+1", "\ufeff=1+1", "+1", "-1", "@SUM(1)", "＝1+1", "＋1", "－1", "＠SUM(1)", "\t文"]
TEXTS = ["甲\r=1+1乙", "甲\n乙", "甲\r\n乙", '甲"乙', "甲,乙", *EVIL]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", EVIL, ids=ascii)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == "'" + text


@pytest.mark.parametrize("value", [-5, -0.5, "整改率=98%", "1-2", "", "2024年"])
def test_numbers_and_plain_text_stay_as_they_are(value: object) -> None:
    assert cell(value) == value


def test_a_break_inside_a_cell_breaks_no_row_of_extract(tmp_path: Path) -> None:
    write_rows(tmp_path / "t.csv", ["=a", "b"], [(cell(text), -1) for text in TEXTS])
    assert rows((tmp_path / "t.csv").read_bytes()) == [["'=a", "b"], *([cell(text), "-1"] for text in TEXTS)]


def test_a_break_inside_a_cell_breaks_no_row_of_usage() -> None:
    data = csv_bytes(pd.DataFrame({"=a": TEXTS, "n": -1, "s": -0.5}))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows(data) == [["'=a", "n", "s"], *([cell(text), "-1", "-0.5"] for text in TEXTS)]


def test_a_list_in_a_table_of_usage_is_joined_as_in_those_of_extract() -> None:
    assert csv_bytes(pd.DataFrame({"a": [["=甲", "乙"]]})).decode("utf-8-sig") == "a\r\n'=甲|乙\r\n"
