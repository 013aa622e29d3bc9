"""An output folder is read as DataFrames and typed rows, with filters, order and pages."""

import shutil
from pathlib import Path

import pytest

import reportmine
from reportmine.archive import Options, extract
from reportmine.errors import DataError
from reportmine.tables.query import Condition, Query, Results, row_class

TEXTS = {
    "甲局.txt": "甲局工作总结\n一、学习。组织12次学习，追回资金*.**亿元，办结率提高到95.5%。",
    "乙局.txt": "乙局工作总结\n一、学习。组织3次100%_研讨，开展检查30余次。",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    place = tmp_path_factory.mktemp("results")
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    extract([place / name for name in TEXTS], Options(out=place / "结果", jobs=1, shard=1))
    return reportmine.open(place / "结果")


def texts(results: Results, *where: Condition, order: tuple[str, ...] = ()) -> list[str]:
    return [r.text for r in results.rows("facts", Query(where=where, order=order))]


def test_a_table_is_an_attribute(results: Results) -> None:
    assert list(results.facts["text"]) == texts(results)
    assert isinstance(results.facts["measures"].iloc[0], list)


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (Condition("unit", "=", "次"), {"12次", "3次", "30余次"}),
        (Condition("value", ">", 12), {"95.5%", "100%", "30余次"}),
        (Condition("value", "=", None), {"*.**亿元"}),
        (Condition("modifier", "!=", None), {"30余次"}),
        (Condition("unit", "=", ["元", "%"]), {"*.**亿元", "95.5%", "100%"}),
        (Condition("text", "contains", "%"), {"95.5%", "100%"}),
        (Condition("masked", "=", True), {"*.**亿元"}),
        (Condition("modifier", "!=", "over"), {"12次", "*.**亿元", "95.5%", "3次", "100%"}),
    ],
)
def test_conditions_choose_rows(results: Results, where: Condition, wanted: set[str]) -> None:
    assert set(texts(results, where)) == wanted


def test_rows_come_in_the_order_asked_for_with_unknown_values_last(results: Results) -> None:
    assert texts(results, order=("-value", "start"))[0] == "100%"
    assert texts(results, order=("-value", "start"))[-1] == "*.**亿元"


def test_pages_together_are_the_table(results: Results) -> None:
    whole = texts(results, order=("fact_id",))
    pages = [results.rows("facts", Query(order=("fact_id",), limit=2, offset=n)) for n in range(0, 8, 2)]
    assert [r.text for page in pages for r in page] == whole


def test_some_columns_only(results: Results) -> None:
    assert results.rows("facts", Query(columns=("unit",), limit=1))[0]._fields == ("unit",)


def test_rows_are_typed_by_the_declaration() -> None:
    assert row_class("facts").__annotations__["value"] == float | None
    assert row_class("named_measures").__name__ == "NamedMeasureRow"


def test_counting_needs_no_rows(results: Results) -> None:
    assert results.count("facts") == len(results.facts)
    assert results.count("facts", [Condition("unit", "=", "次")]) == 3


def test_a_table_that_check_has_not_written_yet_is_empty(results: Results) -> None:
    assert len(results.problems) == 0
    assert results.rows("problems", Query(where=(Condition("severity", "=", "error"),))) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(where=(Condition("没有", "=", 1),)), "没有 '没有' 这一列"),
        (Query(where=(Condition("unit", "; drop", 1),)), "没有 '; drop' 这种比较"),
        (Query(columns=('unit" from facts --',)), "没有 'unit"),
        (Query(where=(Condition("value", ">", "多"),)), "查询 facts 表时出错"),
    ],
)
def test_a_wrong_query_is_an_error_in_words(results: Results, query: Query, said: str) -> None:
    with pytest.raises(DataError, match=said):
        results.frame("facts", query)


def test_a_folder_without_tables_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="没有 extract 的结果"):
        reportmine.open(tmp_path)


@pytest.mark.parametrize("query", [Query(), Query(columns=("text",)), Query(where=(Condition("unit", "=", "次"),)), Query(limit=1)])
def test_a_damaged_part_is_named_however_it_is_asked_for(results: Results, query: Query, tmp_path: Path) -> None:
    shutil.copytree(results.out, tmp_path / "结果")
    part = tmp_path / "结果" / "tables" / "facts" / "part-00000.parquet"
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    with pytest.raises(DataError, match="part-00000"):
        Results(tmp_path / "结果").frame("facts", query)
