"""One declaration of columns: schema, workbook, documentation and contract say the same."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportmine.errors import DataError
from reportmine.output.workbook import SHEETS
from reportmine.tables import SCHEMAS
from reportmine.tables.columns import parse_tables, tables
from reportmine.tables.documentation import page, place

SOURCE = Path(__file__).parents[2] / "src"
ONE = '[[table]]\nname = "t"\ntitle = ["表", "T"]\nrow = ["行", "a row"]\n[table.columns]\na = { type = "text", name = ["甲", "A"], meaning = ["甲", "a"] }\n'


@pytest.mark.parametrize("table", tables())
def test_every_column_is_in_the_schema(table: str) -> None:
    assert [c.name for c in tables()[table].columns] == SCHEMAS[table].names


@pytest.mark.parametrize("table", SHEETS)
def test_a_sheet_shows_every_column_unless_its_entry_says_otherwise(table: str) -> None:
    assert {c.name for c in tables()[table].columns if c.on_sheet} <= {c.name for c in tables()[table].sheet}


def test_people_see_what_a_fact_is_worth_and_who_did_it() -> None:
    assert {"subject", "exact", "base_value", "base_unit", "related"} <= {c.name for c in tables()["facts"].sheet}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_columns_is_up_to_date(lang: str) -> None:
    again = "run python -m reportmine.tables.documentation"
    assert place(lang).read_text(encoding="utf-8") == page(lang), again


def test_the_contract_is_kept(shared: Path) -> None:
    text = (shared / "contract.md").read_text(encoding="utf-8")
    for table in ("reports", "paragraphs", "sentences", "facts", "named_measures", "documents", "blocks", "problems"):
        section = text[text.index(f"\n### {table}") :].split("\n###")[0]
        rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", section, re.MULTILINE) or [section.split("\n\n")[0]]
        named = {n for row in rows for n in re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", row))}
        missing = named - set(SCHEMAS[table].names)
        assert not missing, (table, missing)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ONE.replace("meaning", "meening"), "t.a：不认识的键 meening"),
        (ONE.replace('type = "text"', 'type = "string"'), "t.a：type 是 'string'"),
        (ONE.replace("[table.columns]", 'first = ["b"]\n[table.columns]'), "first 里的 b"),
        (ONE.replace("row =", "rows ="), "t：不认识的键 rows"),
    ],
)
def test_a_misspelt_entry_does_not_load(wrong: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        parse_tables(wrong)


def test_a_new_column_touches_the_declaration_and_one_expression(tmp_path: Path) -> None:
    shutil.copytree(SOURCE / "reportmine", tmp_path / "reportmine", ignore=shutil.ignore_patterns("__pycache__"))
    declaration, rows = tmp_path / "reportmine/data/columns.toml", tmp_path / "reportmine/tables/rows.py"
    before = "subject = { type"
    entry = 'digits = { type = "whole", name = ["位数", "Digits"], meaning = ["数字有几位", "how many digits"] }\n'
    declaration.write_text(declaration.read_text("utf-8").replace(before, entry + before, 1), encoding="utf-8")
    rows.write_text(rows.read_text("utf-8").replace('"subject": fact.subject,', '"subject": fact.subject, "digits": len(fact.text),'), encoding="utf-8")
    (tmp_path / "甲.txt").write_text("组织12次学习。", encoding="utf-8")
    code = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import reportmine
from reportmine.archive import Options, extract
from reportmine.tables.documentation import page
assert reportmine.__file__.startswith(sys.argv[1])
out = Path(sys.argv[1]) / "out"
extract([Path(sys.argv[1]) / "甲.txt"], Options(out=out, jobs=1, books="zh"))
assert list(reportmine.open(out).facts["digits"]) == [3]
assert "digits" in (out / "csv/facts.csv").read_text("utf-8-sig")
assert "| `digits` |" in page("en")
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    import zipfile

    with zipfile.ZipFile(tmp_path / "out" / "reportmine.xlsx") as book:
        assert any("位数" in book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))
