"""Tables that users write: every fault is told with file, line and remedy; what Excel and a text editor save is read."""

from importlib.resources import files
from pathlib import Path

import pytest

from reportmine import own_lists
from reportmine.data_files import parse_toml, read_csv, read_text
from reportmine.errors import DataError, UserDataError
from reportmine.own_lists import read_own

LISTS = Path(str(files("reportmine").joinpath("data/lexicons")))
NAMES = {"path": ("路径", "文件"), "organization": ("单位",)}
OURS = [{"unit": "个", "kind": "count", "masks": "yes"}, {"unit": "亩", "kind": "measure", "masks": "yes"}]
UNITS = "unit,kind,dimension,factor,base_unit,example,not_before,masks\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "表.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", ["路径,单位\n甲.docx,水务局\n", "文件\t单位\r\n甲.docx\t水务局\r\n", "路径，单位\n甲.docx，水务局\n", 'path,organization\n"甲.docx","水务局"\n,\n'])
def test_a_table_is_read_however_it_was_saved(text: str, encoding: str, tmp_path: Path) -> None:
    (line,) = read_csv(written(tmp_path, text, encoding), NAMES)
    assert (line.number, line.cells) == (2, {"path": "甲.docx", "organization": "水务局"})


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    assert read_csv(written(tmp_path, "路径,单位\n"), NAMES) == []


def test_further_columns_are_left_out_only_where_they_may_be(tmp_path: Path) -> None:
    path = written(tmp_path, "序号,路径,单位\n1,甲.docx,水务局\n")
    assert read_csv(path, NAMES, others=True)[0].cells == {"path": "甲.docx", "organization": "水务局"}
    with pytest.raises(UserDataError, match="表头里的 '序号'"):
        read_csv(path, NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "文件是空的"),
        ("\n , \n".replace(",", " "), "文件是空的"),
        ("路径,机关\n", "表.csv:1：表头缺少列 organization（单位）。第一行应为 路径,单位 或 path,organization"),
        ("路径,文件,单位\n", "表.csv:1：表头里的 'path' 没有这样的列，或出现了两次"),
        ("路径,单位\n甲.docx\n", "表.csv:2：这一行有 1 格，表头有 2 格"),
        ("路径,单位\n\n甲.docx,水务局,2023\n", "表.csv:3：这一行有 3 格，表头有 2 格"),
        ('路径,单位\n"甲.docx,水务局\n乙.docx,林业局\n', "表.csv:2：这一行的英文引号不成对"),
        (f"路径,单位\n甲.docx,{'水' * 200_000}\n", "表.csv:2：这一行有 200007 个字，太长"),
    ],
)
def test_a_wrong_table_is_told_with_its_line(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(UserDataError) as told:
        read_csv(written(tmp_path, text), NAMES)
    assert says in str(told.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(UserDataError, match=r"表\.csv：.*请"):
        read_csv(tmp_path / "表.csv", NAMES)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("炉,counts,,,,,,yes", ":2：kind（类别）列写的是 'counts'；应为其中之一：count、measure"),
        ("炉,count,,0,次,,,yes", ":2：factor（系数）列写的是 '0'；应为大于 0 的数"),
        ("炉,count,,-5,次,,,yes", "factor（系数）列写的是 '-5'"),
        ("炉,count,,NaN,次,,,yes", "factor（系数）列写的是 'NaN'"),
        ("炉,count,,1e999,次,,,yes", "factor（系数）列写的是 '1e999'"),
        ("炉,count,,inf,次,,,yes", "factor（系数）列写的是 'inf'"),
        ("炉,count,,十,次,,,yes", "factor（系数）列写的是 '十'"),
        ("炉,count,,5,,,,yes", "要有基本单位 base_unit"),
        (",count,,,,,,yes", "unit（单位名）列写的是 ''；不能是空的"),
        ("炉,count,,,,,,yes\n炉,measure,,,,,,yes", ":3：炉 在第 2 行已有，内容不同"),
    ],
)
def test_a_wrong_unit_is_told_with_line_and_column(row: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(UserDataError) as told:
        read_own(written(tmp_path, UNITS + row + "\n"), "units", OURS)
    assert says in str(told.value)


@pytest.mark.parametrize("number", ["abc", "-1", "", "0", "4+"])
def test_a_cardinality_is_a_number_of_items(number: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"name,cardinality,members,since,campaign,scope,source,note\n三亮,{number},,,,,,\n")
    with pytest.raises(UserDataError, match="cardinality（数目）列"):
        read_own(path, "national_measures")


def test_the_same_row_twice_is_no_contradiction(tmp_path: Path) -> None:
    assert len(read_own(written(tmp_path, UNITS + "炉,count,,,,,,yes\n" * 2), "units", OURS)) == 2


@pytest.mark.parametrize("path", sorted(LISTS.glob("*.csv")), ids=lambda p: p.name)
def test_every_list_of_ours_would_pass_as_a_users(path: Path) -> None:
    ours = [line.cells for line in read_csv(path, {c.name: () for c in own_lists.columns(path.stem)})]
    assert ours
    if path.stem != "national_measures":  # two of its names have two readings in one year
        assert [line.cells for line in read_own(path, path.stem, ours)] == ours


@pytest.mark.parametrize("table", sorted({p.stem for p in LISTS.glob("*.csv")} | {"organizations"}))
def test_every_column_has_chinese_names_of_its_own(table: str) -> None:
    names = [name for column in own_lists.columns(table) for name in (column.name, *column.chinese)]
    assert len(names) == len(set(names)) and all(column.chinese[0] >= "\u4e00" for column in own_lists.columns(table))


def test_a_fault_in_toml_is_told_with_line_and_column() -> None:
    with pytest.raises(DataError) as told:
        parse_toml('name = "x"\ncues = [甲]\n', "我的.toml")
    assert str(told.value).startswith("我的.toml:2：第 9 列起不是有效的 TOML")


def test_a_text_may_be_a_folder_or_missing(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "无"):
        with pytest.raises(UserDataError, match="请"):
            read_text(path)
