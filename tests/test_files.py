"""A file is replaced whole or not at all."""

import errno
from pathlib import Path

import pytest

from reportmine.files import replaced, replaced_together, write_text


def test_a_failed_writer_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    place = tmp_path / "表.csv"
    write_text(place, "旧")
    with pytest.raises(OSError) as caught, replaced(place) as draft:
        draft.write_text("半", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert place.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["表.csv"]
    assert caught.value.filename == str(place)


def test_what_a_killed_writer_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".表.csv.tmp").write_text("半", encoding="utf-8")
    write_text(tmp_path / "表.csv", "新")
    assert [p.name for p in tmp_path.iterdir()] == ["表.csv"]


def test_files_that_belong_together_take_their_names_together_or_not_at_all(tmp_path: Path) -> None:
    old, new = tmp_path / "旧.csv", tmp_path / "夹" / "新.json"
    write_text(old, "旧")
    with pytest.raises(OSError) as caught, replaced_together() as draft:
        draft(old).write_text("新", encoding="utf-8")
        draft(new).write_text("半", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.filename == str(new) and old.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.rglob("*")] in (["旧.csv", "夹"], ["夹", "旧.csv"])


def test_a_folder_in_the_place_of_one_file_spares_the_others(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "旧")
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError), replaced_together() as draft:
        for name in ("a", "b"):
            draft(tmp_path / name).write_text("新", encoding="utf-8")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "旧"
