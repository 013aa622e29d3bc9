"""Tables of reports: one a row, columns guessed where that is obvious."""

import json
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportmine.errors import EmptyInput, FormatError, InputError
from reportmine.readers import Columns, Limits, Options, discover, load, read

TEXT = "全年组织开展专项检查12次。\n整改问题43个，整改率95.6%。"
HERE = Options(Limits(seconds=0))


def test_a_csv_is_one_report_a_row(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(
        f'单位,年度,标题,正文\n甲局,2023,总结,"{TEXT}"\n乙局,2022,总结,"{TEXT}。"\n', encoding="utf-8-sig"
    )
    sources = list(discover([path]))
    first, second = (load(s) for s in sources)
    assert [s.path.rpartition("表.csv")[2] for s in sources] == ["#1", "#2"]
    assert (first.text, first.organization, first.period, first.year) == (TEXT, "甲局", "2023", 2023)
    assert second.organization == "乙局"
    assert first.report_id != second.report_id


def test_a_csv_that_excel_saved_in_gbk_is_read(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(f'单位,正文\r\n甲局,"{TEXT}"\r\n'.encode("gbk"))
    (source,) = discover([path])
    assert load(source).text == TEXT


def test_the_column_of_texts_is_found_by_its_length(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'编号,c2\n1,"{TEXT * 5}"\n2,"{TEXT * 6}"\n', encoding="utf-8")
    assert [load(s).text for s in discover([path])] == [TEXT * 5, TEXT * 6]


def test_named_columns_are_used_and_wrong_names_explained(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'a,b,c\n甲局,短,"{TEXT}"\n', encoding="utf-8")
    (source,) = discover([path], Options(columns=Columns("c", "a")))
    assert load(source, Options(columns=Columns("c", "a"))).organization == "甲局"
    (wrong,) = discover([path], Options(columns=Columns("正文")))
    assert "没有“正文”这一列，只有：a、b、c" in wrong.error[0]


def test_json_lines_are_one_report_a_line(tmp_path):
    path = tmp_path / "表.jsonl"
    path.write_text(json.dumps({"unit": "甲局", "text": TEXT}, ensure_ascii=False) + "\n", encoding="utf-8")
    report = read(path)
    assert (report.text, report.organization, report.format) == (TEXT, "甲局", "jsonl")


def outcome(path):
    """What becomes of every row of a table: its number with the text, or the status with the reason."""
    found = {}
    for source in discover([path]):
        try:
            report = load(source)
            found[int(source.path.rpartition("#")[2])] = report.text
        except EmptyInput:
            found[int(source.path.rpartition("#")[2])] = "empty"
        except InputError as error:
            assert re.match(r".*表\.\w+#\d+：文件第 \d+(–\d+)? 行", str(error)), error
            found[int(source.path.rpartition("#")[2])] = "failed"
    return found


def test_a_wrong_line_of_json_costs_itself_alone_and_keeps_the_numbers(tmp_path):
    path = tmp_path / "表.jsonl"
    lines = ['{"text": "甲"}', '{"text"', "7", "null", "{}", "[1]", "", '{"text": "乙"}', '"丙"', ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert outcome(path) == {
        1: "甲", 2: "failed", 3: "failed", 4: "empty", 5: "empty", 6: "failed", 8: "乙", 9: "丙",
    }  # fmt: skip


def test_a_table_of_which_no_row_can_be_read_fails_as_one(tmp_path):
    path = tmp_path / "表.jsonl"
    path.write_text("{\n[\n", encoding="utf-8")
    (source,) = discover([path])
    assert "第 1 行不是有效的 JSON" in source.error[0]


def test_a_byte_that_is_no_utf8_is_replaced_and_noted_in_its_row_alone(tmp_path):
    for name, rows in (("表.jsonl", [json.dumps({"text": f"{n}号：{TEXT}"}, ensure_ascii=False) for n in range(30)]), ("表.csv", ["单位,正文", *(f'{n}局,"{n}号：{TEXT}"' for n in range(30))])):
        data = "\n".join(rows).encode()
        at = data.index("17号".encode()) + len("17号：全".encode())
        (tmp_path / name).write_bytes(data[:at] + b"\xff" + data[at + 3 :])
        reports = [load(s) for s in discover([tmp_path / name])]
        assert [r.text for n, r in enumerate(reports) if n != 17] == [f"{n}号：{TEXT}" for n in range(30) if n != 17]
        assert reports[17].text == f"17号：{TEXT}".replace("全年", "全\ufffd", 1)
        assert [n for n, r in enumerate(reports) if r.notes] == [17] and "已换成" in reports[17].notes[0]


def test_half_a_character_in_a_row_is_replaced_and_noted(tmp_path):
    path = tmp_path / "表.jsonl"
    path.write_text('{"text": "组织学习12次\\ud800。", "unit": "甲\\udfff局"}', encoding="utf-8")
    report = read(path)
    assert (report.text, report.organization) == ("组织学习12次\ufffd。", "甲\ufffd局") and "半个字符" in report.notes[0]


def test_an_unclosed_quotation_mark_merges_nothing(tmp_path):
    path = tmp_path / "表.csv"
    for quoted in ('"', ""):
        rows = [f"{n}局,{quoted}{n}号：组织学习{n}次{quoted}" for n in range(200)]
        rows[100] = '100局,"100号：组织学习100次'
        path.write_text("\n".join(["单位,正文", *rows]) + "\n", encoding="utf-8")
        assert outcome(path) == {n + 1: "failed" if n == 100 else f"{n}号：组织学习{n}次" for n in range(200)}


def test_a_quotation_mark_that_a_later_row_seems_to_close_merges_nothing(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text('单位,正文\n甲局,"学习1次\n乙局,学习2次\n丙局,学习3次\n丁局,学习4次"\n戊局,学习5次\n', encoding="utf-8")
    assert outcome(path) == {1: "failed", 2: "学习2次", 3: "学习3次", 4: '学习4次"', 5: "学习5次"}


def test_a_row_that_lost_its_opening_mark_fails_with_its_rest(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text('单位,正文\n甲局,第一段\n\n第二段\n第三段"\n乙局,"第一段\n第二段"\n', encoding="utf-8")
    assert outcome(path) == {1: "failed", 2: "第一段\n第二段"}


def test_a_text_cut_by_a_comma_is_a_failure_and_no_half_report(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("单位,正文\n甲局,学习1次,调研2次\n乙局,学习3次,,\n", encoding="utf-8")
    assert outcome(path) == {1: "failed", 2: "学习3次"}


def test_commas_in_a_table_of_one_column_are_text(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text('正文\n学习1次,调研2次\n"甲,乙"\n', encoding="utf-8")
    assert outcome(path) == {1: "学习1次,调研2次", 2: "甲,乙"}


def test_a_text_that_begins_with_a_quoted_word_keeps_its_marks(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text('单位,正文\n甲局,"三会一课"落实12次\n', encoding="utf-8")
    assert outcome(path) == {1: '"三会一课"落实12次'}


def test_short_rows_that_reach_the_text_are_read(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("单位,正文,备注\n甲局,学习1次\n乙局\n丙局,学习3次,无\n", encoding="utf-8")
    assert outcome(path) == {1: "学习1次", 2: "failed", 3: "学习3次"}


LETTERS = st.text("组织学习调研整改次项，。12", min_size=1, max_size=12)
TEXTS = st.lists(LETTERS, min_size=2, max_size=4).map("\n".join)
JUNK = st.text('甲"{}[]:，。\\x', max_size=12)
DAMAGE = st.sampled_from(["blank", "cut", "junk", "quote", "drop a quote"])


def hurt(line, kind, at, junk):
    """A line damaged in one way; none of them is a comma, which would make another honest row."""
    at %= len(line) + 1
    return {
        "blank": "", "cut": line[:at], "junk": junk, "quote": line[:at] + '"' + line[at:], "drop a quote": line.replace('"', "", 1),
    }[kind]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LETTERS, min_size=3, max_size=8), quoted=st.booleans(), kind=DAMAGE, line=st.integers(0), at=st.integers(0), junk=JUNK)
@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_damage_to_one_line_changes_no_other_row(tmp_path, suffix, texts, quoted, kind, line, at, junk):
    path, mark = tmp_path / f"表.{suffix}", '"' if quoted else ""
    lines = [json.dumps({"text": t}, ensure_ascii=False) if suffix == "jsonl" else f"{n}局,{mark}{t}{mark}" for n, t in enumerate(texts)]
    head = ["单位,正文"] if suffix == "csv" else []
    line %= len(lines)
    lines[line] = hurt(lines[line], kind, at, junk)
    path.write_text("\n".join([*head, *lines]), encoding="utf-8")
    found = outcome(path)
    assert {n: text for n, text in found.items() if n != line + 1} == {n + 1: t for n, t in enumerate(texts) if n != line}


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=3, max_size=6), broken=st.integers(0), opening=st.booleans())
def test_a_lost_mark_of_a_row_of_many_lines_changes_no_other_row(tmp_path, texts, broken, opening):
    path = tmp_path / "表.csv"
    broken %= len(texts)
    rows = [f'{n}局,"{t}"' for n, t in enumerate(texts)]
    rows[broken] = rows[broken].replace('"', "", 1) if opening else rows[broken][:-1]
    path.write_text("单位,正文\n" + "\n".join(rows), encoding="utf-8")
    found = outcome(path)
    assert {n: t for n, t in found.items() if n != broken + 1} == {n + 1: t for n, t in enumerate(texts) if n != broken}


def workbook(path, rows) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize("options", [Options(), HERE])
def test_a_workbook_is_one_report_a_row(tmp_path, options):
    path = tmp_path / "表.xlsx"
    workbook(path, [["单位", "年份", "报告正文"], ["甲局", 2023, TEXT], ["乙局", 2024, TEXT]])
    assert [(r.organization, r.period, r.text) for r in (load(s, options) for s in discover([path], options))] == [
        ("甲局", "2023", TEXT), ("乙局", "2024", TEXT),
    ]  # fmt: skip


def test_a_form_is_one_report_a_row_a_line(tmp_path):
    path = tmp_path / "表.xlsx"
    workbook(path, [["报名表"], ["单位", "甲局"], ["金额", 0.1 + 0.2]])
    assert read(path).text == "报名表\n单位\t甲局\n金额\t0.3"


def test_an_empty_row_of_text_fails_alone(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(f'单位,正文\n甲局,\n乙局,"{TEXT}"\n', encoding="utf-8")
    empty, fine = discover([path])
    with pytest.raises(InputError, match="没有正文"):
        load(empty)
    assert load(fine).text == TEXT


def test_a_locked_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 9
    )
    with pytest.raises(FormatError, match="密码"):
        read(path)
