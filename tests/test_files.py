"""A file is replaced whole or not at all."""

import errno
from pathlib import Path

import pytest

from reportmine.files import replaced, write_text


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
