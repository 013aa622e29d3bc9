"""What the user names → the reports in it: each once, in a fixed order, errors as sources and never raised."""

import io
import pickle
import zipfile
from pathlib import Path

import pytest
from docx_parts import packed

from reportmine.errors import InputError
from reportmine.readers import Given, Limits, Options, discover, load, read

TEXT = "全年组织开展专项检查12次。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "乙局/汇报.txt",
        "甲局/汇报.txt",
        "a.md",
        ".hidden.txt",
        "~$a.docx",
        "Thumbs.db",
        ".git/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path


def shown(found, root: Path) -> list[str]:
    return [Path(s.path).relative_to(root).as_posix() for s in found]


def test_a_folder_is_searched_in_order_without_leftovers(folder):
    assert shown(discover([folder]), folder) == ["a.md", "乙局/汇报.txt", "甲局/汇报.txt"]


def test_a_file_named_twice_is_read_once(folder):
    found = discover([folder / "a.md", folder, str(folder / "*.md")])
    assert shown(found, folder) == ["a.md", "乙局/汇报.txt", "甲局/汇报.txt"]


def test_a_glob_searches_folders(folder):
    assert shown(discover([str(folder / "**" / "*.txt")]), folder) == ["乙局/汇报.txt", "甲局/汇报.txt"]


def test_the_output_folder_is_left_out(folder):
    assert shown(discover([folder], exclude=[folder / "乙局"]), folder) == ["a.md", "甲局/汇报.txt"]


def test_paths_come_from_standard_input(folder):
    stdin = io.StringIO(f"\ufeff{folder / 'a.md'}\r\n\n{folder / '甲局'}\n")
    assert shown(discover(["-"], stdin=stdin), folder) == ["a.md", "甲局/汇报.txt"]


def test_what_is_missing_comes_as_a_source_with_an_error(tmp_path):
    (source,) = discover([tmp_path / "无.txt"])
    with pytest.raises(InputError, match=r"无\.txt：找不到"):
        load(source)


def test_a_source_travels_to_another_process(folder):
    source = pickle.loads(pickle.dumps(next(discover([folder]))))  # noqa: S301
    assert load(source).text == TEXT


def test_the_users_table_goes_along(folder):
    (source,) = discover([folder / "a.md"], lookup=lambda path: Given("丙局", "2023年中期"))
    report = load(source)
    assert (report.organization, report.period, report.year) == ("丙局", "2023年中期", 2023)
    assert report.origin["organization"] == "organizations"


def gbk_zip(names: dict[str, bytes]) -> bytes:
    """A zip as Chinese Windows makes it: GBK names, not marked as such."""
    data = packed({f"{i:04d}.txt": content for i, content in enumerate(names.values())})
    for i, name in enumerate(names):
        raw = name.encode("gbk")
        data = data.replace(f"{i:04d}.txt".encode(), raw)
        assert len(raw) == 8
    return data


def test_names_in_gbk_are_decoded(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(gbk_zip({"甲局.txt": TEXT.encode()}))
    (source,) = discover([path])
    assert source.path.endswith("a.zip/甲局.txt")
    assert load(source).text == TEXT


def test_one_nested_zip_is_opened_and_a_third_is_an_error(tmp_path):
    third = packed({"丙.txt": TEXT})
    second = packed({"乙.txt": TEXT, "c.zip": third})
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"甲.txt": TEXT, "b.zip": second, "__MACOSX/._x": "x"}))
    found = list(discover([path]))
    assert [s.path.partition("a.zip/")[2] for s in found] == ["b.zip/c.zip", "b.zip/乙.txt", "甲.txt"]
    assert "三层" in found[0].error[0]
    assert [load(s).text for s in found[1:]] == [TEXT, TEXT]


def test_a_member_cannot_lead_out_of_the_archive(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"../../etc/甲.txt": TEXT}))
    (source,) = discover([path])
    assert source.path == f"{path.as_posix()}/etc/甲.txt"


def test_a_locked_zip_says_so(tmp_path):
    path = tmp_path / "a.zip"
    data = bytearray(packed({"甲.txt": TEXT}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    data[6] |= 1
    path.write_bytes(data)
    (source,) = discover([path])
    with pytest.raises(InputError, match="密码"):
        load(source)


def test_a_bomb_in_a_zip_costs_only_itself(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": b"0" * (30 << 20), "b.txt": TEXT}))
    bomb, fine = discover([path])
    with pytest.raises(InputError, match="压缩炸弹"):
        load(bomb)
    assert load(fine).text == TEXT


def test_a_damaged_zip_is_one_source_with_an_error(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"甲.txt": TEXT})[:60])
    (source,) = discover([path])
    assert "损坏" in source.error[0]


def test_a_word_file_named_zip_is_a_document(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"word/document.xml": "<x/>"}))
    assert [s.members for s in discover([path])] == [()]


def test_reading_an_archive_as_one_report_points_to_extract(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"甲.txt": TEXT, "乙.txt": TEXT}))
    with pytest.raises(InputError, match="不止一篇"):
        read(path)


def test_members_are_bounded(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{i}.txt": "x" for i in range(30)}))
    (source,) = discover([path], Options(Limits(members=10)))
    assert "超过 10 个" in source.error[0]


def test_a_zip_is_read_without_being_unpacked_to_disk(tmp_path, monkeypatch):
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    path.write_bytes(packed({"甲.txt": TEXT}))
    monkeypatch.setattr(zipfile.ZipFile, "extract", None)
    monkeypatch.setattr(zipfile.ZipFile, "extractall", None)
    assert [load(s).text for s in discover([path])] == [TEXT]
    assert [p.name for p in path.parent.iterdir()] == ["a.zip"]
