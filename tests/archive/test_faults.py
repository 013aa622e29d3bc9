"""A bad file costs itself; a bad disk costs the run, in one line, and nothing half-written."""

import os
import random
import resource
import subprocess
from pathlib import Path
from typing import Any

import archive_of
import pytest

from reportmine.archive import Options, Settings, extract, faults, spill, work
from reportmine.archive.options import MB
from reportmine.errors import ReportmineError
from reportmine.model import Report
from reportmine.readers import Source
from reportmine.resources import OURS

Tables = dict[str, list[dict[str, Any]]]
POISON = {"崩溃": "处理时程序崩溃", "卡死": "秒内没有处理完", "膨胀": "占用内存超过"}


def of(tables: Tables, ids: set[str]) -> Tables:
    """The rows of some reports."""
    return {name: [r for r in rows if r["report_id"] in ids] for name, rows in tables.items() if name != "named_measures"}


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Standard error, which must be one line for people."""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    return lines[0]


def test_files_that_crash_hang_or_bloat_their_worker_are_put_aside_with_their_reason(
    tmp_path: Path, sabotage: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archive_of.make(tmp_path / "档案", 20)
    extract([folder], Options(tmp_path / "clean", jobs=1))
    good = archive_of.tables(tmp_path / "clean")
    for word in POISON:
        (folder / "1室" / f"{word}.txt").write_text(archive_of.report(500) + f"〔{word}〕\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", sabotage["PYTHONPATH"])
    monkeypatch.syspath_prepend(str(tmp_path / "sabotage"))
    summary = extract([folder], Options(tmp_path / "out", jobs=1, settings=Settings(seconds=6, memory=900 * MB)))
    tables = archive_of.tables(tmp_path / "out")
    errors = {Path(r["path"]).stem: r["error"] for r in tables["reports"] if r["status"] == "failed"}
    assert errors.keys() == POISON.keys()
    assert all(POISON[word] in errors[word] and "已隔离" in errors[word] for word in POISON)
    assert summary.failed == 3
    ids = {r["report_id"] for r in good["reports"]}
    assert of(tables, ids) == of(good, ids)
    assert extract([folder], Options(tmp_path / "out", jobs=1, settings=Settings(seconds=6, memory=900 * MB))).reused == 23


def test_five_percent_of_broken_files_change_nothing_for_the_others(tmp_path: Path) -> None:
    folder = archive_of.make(tmp_path / "档案", 190, sentences=2)
    options = Options(tmp_path / "clean", jobs=2, shard=100_000)
    extract([folder], options)
    good = archive_of.tables(tmp_path / "clean")
    broken = random.Random(5)  # noqa: S311
    for number in range(10):
        name = ("坏.docx", "坏.pdf", "坏.zip", "空.txt", "坏.doc")[number % 5]
        data = b"" if name == "空.txt" else b"PK\x03\x04" + broken.randbytes(300 + number)
        (folder / f"{number % 4}室" / f"{number:05d}{name}").write_bytes(data)
    summary = extract([folder], Options(tmp_path / "out", jobs=2, shard=100_000))
    assert (summary.reports, summary.failed + summary.empty) == (200, 10)
    tables = archive_of.tables(tmp_path / "out")
    ids = {r["report_id"] for r in good["reports"]}
    assert of(tables, ids) == of(good, ids)
    assert tables["named_measures"] == good["named_measures"]


def test_half_a_character_is_replaced_and_the_report_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "好.txt").write_text(archive_of.report(1), encoding="utf-8")
    (tmp_path / "in" / "半.jsonl").write_text('{"text": "组织学习12次\\ud800。"}', encoding="utf-8")
    summary = extract([tmp_path / "in"], Options(tmp_path / "out", jobs=1))
    assert (summary.read, summary.failed) == (2, 0)
    assert "组织学习12次\ufffd。" in [r["text"] for r in archive_of.tables(tmp_path / "out")["reports"]]


def test_an_error_of_ours_is_told_without_its_inner_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(work, "process", broken)
    monkeypatch.setattr(work.readers, "load", lambda *_: Report("组织学习12次。"))
    (row,) = work.work(Source("甲.txt"), Settings(), OURS)["reports"]
    assert (row["status"], row["error"]) == ("failed", "甲.txt：分析时程序出错，不是文件的错。请把这份文件反馈给我们。")
    monkeypatch.setattr(work.readers, "load", broken)
    (row,) = work.work(Source("甲.txt"), Settings(), OURS)["reports"]
    assert "文件结构已损坏" in row["error"] and "ndex" not in row["error"] + row["error_en"]


def test_a_full_disk_is_one_line_and_leaves_the_tables_as_they_were(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    few = archive_of.make(tmp_path / "少", 3)
    assert archive_of.run(few, out).returncode == 0
    before = archive_of.tables(out)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(  # noqa: S603
        archive_of.command(archive, out), capture_output=True, text=True, timeout=300, check=False, preexec_fn=limit
    )
    assert done.returncode == 1
    assert "磁盘已满" in one_line(done)
    assert archive_of.tables(out) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_line(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    done = archive_of.run(archive, tmp_path / "out")
    assert done.returncode == 1
    assert "没有写入权限" in one_line(done)


def test_a_file_in_the_place_of_the_folder_is_one_line(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    done = archive_of.run(archive, tmp_path / "文件" / "out")
    assert done.returncode == 1
    assert "请换一个文件夹" in one_line(done)


def test_a_drive_that_vanishes_while_we_read_ends_the_run(
    tmp_path: Path, sabotage: dict[str, str], archive: Path
) -> None:
    folder, out = archive_of.make(tmp_path / "网络盘", 40), tmp_path / "out"
    assert archive_of.run(folder, out).returncode == 0
    before = archive_of.tables(out)
    for path in folder.rglob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8") + "〔慢〕\n", encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603
        archive_of.command(folder, out, "--jobs", "1"), env=os.environ | sabotage, stderr=subprocess.PIPE, text=True
    )
    assert archive_of.until(lambda: list(out.glob(".reportmine/shards/*/*.spill")), 60)
    folder.rename(tmp_path / "断开")
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "网络盘可能已断开" in stderr and len(stderr.strip().splitlines()) == 1
    assert archive_of.tables(out) == before


def test_words_for_the_faults_of_disks(tmp_path: Path) -> None:
    import errno

    said = {code: str(faults.in_words(OSError(code, "…"), tmp_path)) for code in (errno.ENOSPC, errno.EROFS, errno.ESTALE)}
    assert "磁盘已满" in said[errno.ENOSPC]
    assert "没有写入权限" in said[errno.EROFS]
    assert "网络盘可能已断开" in said[errno.ESTALE]


def test_a_file_that_is_merely_deleted_is_no_lost_drive(tmp_path: Path) -> None:
    (tmp_path / "另一份.txt").touch()
    gone = tmp_path / "删了.txt"
    assert faults.input_gone(str(gone), FileNotFoundError(2, "…")) is None
    (tmp_path / "另一份.txt").unlink()
    assert faults.input_gone(str(gone), FileNotFoundError(2, "…")) is not None


def test_a_line_cut_short_by_a_crash_is_not_believed(tmp_path: Path) -> None:
    place = tmp_path / "a.spill"
    rows = {"reports": [{"report_id": "1", "text": "组织12次。"}]}
    spill.append(place, 0, rows)
    whole = place.read_bytes()
    spill.append(place, 1, rows)
    place.write_bytes(place.read_bytes()[:-9])
    assert spill.finished(place) == {0: rows}
    spill.append(place, 2, rows)
    assert spill.finished(place) == {0: rows, 2: rows}
    place.write_bytes(whole.replace(b"12", b"13"))
    assert spill.finished(place) == {}


def test_a_wrong_lexicon_folder_is_one_line(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportmineError, match="--lexicon"):
        extract([archive], Options(tmp_path / "out", settings=Settings(lexicon=tmp_path / "没有")))
