"""The word lists: every row loads, carries an example that holds the word, and a user's folder adds to them."""

import csv
from importlib.resources import files

import pytest

from reportmine.errors import DataError, UserDataError
from reportmine.extraction.quantities import find_quantities
from reportmine.resources import OURS, Resources


def test_there_are_at_least_250_units_each_found_in_its_example():
    units = OURS.units
    assert len(units) >= 250
    lost = [u.name for u in units.values() if not any(q.unit.replace("多", "") == u.name.replace("多", "") or q.unit in ("%", "元") for q in find_quantities(u.example))]
    assert lost == []


def test_every_convertible_unit_has_a_positive_factor_and_a_base_unit():
    assert all(u.factor > 0 and u.base_unit for u in OURS.units.values() if u.factor is not None)


@pytest.mark.parametrize("path", sorted(files("reportmine").joinpath("data/lexicons").iterdir(), key=lambda p: p.name), ids=lambda p: p.name)
def test_every_list_is_rectangular_and_has_a_header(path):
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 1
    assert {len(r) for r in rows} == {len(rows[0])}


def test_at_least_200_national_names_have_members_that_agree_with_their_number():
    rows = [r for r in OURS.listing("national_measures") if r["members"]]
    agreeing = [r for r in rows if len(r["members"].split("|")) == sum(int(n) for n in r["cardinality"].split("+"))]
    assert len(agreeing) >= 200
    assert all(r["source"] for r in rows)


@pytest.fixture
def own(tmp_path):
    (tmp_path / "units.csv").write_text(
        "unit,kind,dimension,factor,base_unit,example,not_before,masks\n炉次,count,event,,,冶炼300炉次,,yes\n", encoding="utf-8"
    )
    return tmp_path


def test_a_users_folder_adds_units(own):
    assert [q.unit for q in find_quantities("冶炼300炉次。", Resources(own))] == ["炉次"]
    assert find_quantities("冶炼300炉次。") == []


def test_an_unknown_list_in_a_users_folder_is_named(tmp_path):
    (tmp_path / "unit.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"unit\.csv：没有叫这个名字的词表"):
        Resources(tmp_path)


def test_a_wrong_list_is_told_when_it_is_named(own):
    (own / "units.csv").write_text("unit,kind,dimension,factor,base_unit,example,not_before,masks\n炉,counts,,,,,,yes\n", encoding="utf-8")
    with pytest.raises(UserDataError, match=r"units\.csv:2：kind（类别）列写的是 'counts'"):
        Resources(own)


def test_a_folder_without_a_list_is_no_lexicon(tmp_path):
    with pytest.raises(UserDataError, match="里面没有词表"):
        Resources(tmp_path)


def test_a_folder_in_the_place_of_a_list_is_named(tmp_path):
    (tmp_path / "units.csv").mkdir()
    with pytest.raises(UserDataError, match=r"units\.csv：这是文件夹"):
        Resources(tmp_path)


def test_columns_may_stand_in_any_order_under_chinese_names(tmp_path):
    (tmp_path / "units.csv").write_text("例子,可脱敏,后面不是,单位名,类别,量纲,系数,基本单位\n冶炼300炉次,yes,,炉次,count,event,,\n", encoding="gb18030")
    assert Resources(tmp_path).units["炉次"].kind == "count"


def test_what_a_folder_held_when_it_was_read_is_kept(own):
    before = Resources(own)
    (own / "units.csv").unlink()
    assert before.units["炉次"].kind == "count"


def test_equal_lists_have_equal_hashes_wherever_they_lie(own, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "units.csv").write_bytes((own / "units.csv").read_bytes())
    assert Resources(own).hash == Resources(other).hash != OURS.hash
