"""What cannot be read is said, what was known of it stays, and nothing but a regular file is ever opened."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import archive_of
import pytest

import reportmine
from reportmine import readers, regular
from reportmine.archive import Options, Summary, extract, faults
from reportmine.archive.work import Settings, read, refused
from reportmine.errors import InputError, ReportmineError
from reportmine.resources import OURS

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return archive_of.make(tmp_path / "档案", 8)


@pytest.fixture
def run_without_rights(tmp_path: Path) -> Iterator[Run]:
    """The command line as one who may not read everything: root gives up that right."""
    rights = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if os.geteuid() == 0 and (not shutil.which("setpriv") or subprocess.run([*rights, "true"], check=False, capture_output=True).returncode):
        pytest.skip("root without setpriv may read everything")
    first = rights if os.geteuid() == 0 else []

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        words = [*first, sys.executable, "-m", "reportmine", "extract", *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, timeout=200, check=False)

    yield run
    for place in tmp_path.rglob("*"):
        if place.is_dir() and not place.is_symlink():
            place.chmod(0o755)


def done(folder: Path, out: Path) -> Summary:
    return extract([folder], Options(out, jobs=1))


def known(out: Path) -> dict[str, list[dict[str, object]]]:
    """The tables without the row of a folder."""
    found = archive_of.tables(out)
    found["reports"] = [r for r in found["reports"] if r["status"] == "ok"]
    return found


@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["not listed", "not entered"])
def test_a_closed_subfolder_is_a_row_and_what_was_known_of_it_stays(mode: int, folder: Path, tmp_path: Path, run_without_rights: Run) -> None:
    rows = "\n".join(f'{{"text": "组织学习{n}次。"}}' for n in range(2, 14))
    (folder / "1室" / "深").mkdir()
    (folder / "1室" / "深" / "表.jsonl").write_text(rows, encoding="utf-8")
    assert run_without_rights(folder, "-o", tmp_path / "o").returncode == 0
    before = known(tmp_path / "o")
    (folder / "1室").chmod(mode)
    result = run_without_rights(folder, "-o", tmp_path / "o")
    assert f"{folder}/1室：没有权限打开" in result.stderr and result.returncode == 0
    assert known(tmp_path / "o") == before
    assert [r["path"] for r in archive_of.tables(tmp_path / "o")["reports"] if r["status"] == "failed"] == [f"{folder}/1室"]
    assert "新增 0，改动 0，不见了 0" in result.stdout
    (folder / "1室").chmod(0o755)
    assert "失败 0 份" in run_without_rights(folder, "-o", tmp_path / "o").stdout
    assert known(tmp_path / "o") == before


def test_a_closed_input_is_a_row_of_a_first_run_and_empties_no_tables(folder: Path, tmp_path: Path, run_without_rights: Run) -> None:
    folder.chmod(0)
    first = run_without_rights(folder, "-o", tmp_path / "o", "--strict")
    assert first.returncode == 1 and f"{folder}：没有权限打开" in first.stderr
    folder.chmod(0o755)
    run_without_rights(folder, "-o", tmp_path / "o")
    before = archive_of.tables(tmp_path / "o")
    folder.chmod(0)
    again = run_without_rights(folder, "-o", tmp_path / "o")
    assert again.returncode == 1 and "没有权限打开" in again.stderr and "保持不变" in again.stderr
    assert archive_of.tables(tmp_path / "o") == before


def test_an_input_in_a_closed_folder_does_not_blame_the_output_folder(folder: Path, tmp_path: Path, run_without_rights: Run) -> None:
    (tmp_path / "锁").mkdir()
    folder.rename(tmp_path / "锁" / "里")
    (tmp_path / "锁").chmod(0)
    result = run_without_rights(tmp_path / "锁" / "里", "-o", tmp_path / "o")
    assert "锁/里：没有权限打开" in result.stderr and "写入" not in result.stderr and result.returncode == 0


def test_a_subfolder_that_cannot_be_listed_is_said_and_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As above for every user, with a fault of the disk."""
    done(folder, tmp_path / "o")
    before = known(tmp_path / "o")
    scan = os.scandir

    def broken(path: str) -> object:
        if str(path).endswith("2室"):
            raise OSError(errno.EIO, "Input/output error")
        return scan(path)

    monkeypatch.setattr(os, "scandir", broken)
    summary = done(folder, tmp_path / "o")
    monkeypatch.undo()
    assert (summary.read, summary.failed, summary.errors[0][0]) == (8, 1, f"{folder}/2室")
    assert known(tmp_path / "o") == before


def test_pipes_sockets_and_devices_are_rows_with_a_reason(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "管道.txt")
    monkeypatch.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("套接字.txt")
    (folder / "设备.txt").symlink_to("/dev/zero")
    result = archive_of.run(folder, tmp_path / "o", "--time-limit", "20")
    errors = {Path(r["path"]).stem: r["error"] for r in archive_of.tables(tmp_path / "o")["reports"] if r["status"] == "failed"}
    assert result.returncode == 0 and errors.keys() == {"管道", "套接字", "设备"}
    assert "命名管道" in errors["管道"] and "套接字，不是" in errors["套接字"] and "设备，不是" in errors["设备"]


def test_a_pipe_is_not_opened_to_be_hashed_read_or_looked_up(tmp_path: Path) -> None:
    """Each of these waited for ever for somebody to write into the pipe."""
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    source = readers.Source(str(pipe), str(pipe))
    assert refused(source, ("坏", "bad"))["reports"][0]["status"] == "failed"
    assert "命名管道" in read(source, Settings(), OURS)["reports"][0]["error"]  # type: ignore[index]
    for call in (
        lambda: reportmine.read(pipe),
        lambda: extract([tmp_path], Options(tmp_path / "o", organizations=pipe)),
        lambda: reportmine.extract([tmp_path], organizations=pipe),
    ):
        with pytest.raises(ReportmineError, match="命名管道"):
            call()


@pytest.mark.parametrize("words", [["tag"], ["evaluate", "--key-measures"], ["evaluate", "."], ["compare", ".", "--indicators"], ["train", "-o", "m"]])
def test_no_command_waits_for_a_pipe(words: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.jsonl")
    last = "." if words[0] == "train" else "p.jsonl"
    (tmp_path / "tables").mkdir()
    result = subprocess.run(
        [sys.executable, "-m", "reportmine", *words, last], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert result.returncode == 2 and "命名管道" in result.stderr


def test_a_closed_table_of_the_results_is_written_again_and_taken_away(folder: Path, tmp_path: Path, run_without_rights: Run) -> None:
    out = tmp_path / "o"
    done(folder, out)
    before = archive_of.tables(out)
    (out / "tables" / "facts").chmod(0)
    result = run_without_rights(folder, "-o", out)
    assert result.returncode == 0, result.stderr
    assert archive_of.tables(out) == before and not (out / ".reportmine" / "tables.old").exists()


@pytest.mark.parametrize("name", ["run.json", "tables/.parts.json", ".reportmine/made.json", ".reportmine/books.json", ".reportmine/lock"])
def test_a_pipe_in_the_place_of_a_file_of_the_results_holds_nobody_and_is_mended(name: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "o"
    done(folder, out)
    (out / name).unlink(missing_ok=True)
    os.mkfifo(out / name)
    for words, statuses in ((["compare", out], (0, 1)), (["extract", folder, "-o", out], (0,)), (["compare", out], (0,))):
        command = [sys.executable, "-m", "reportmine", *map(str, words), "--quiet"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert result.returncode in statuses and "Traceback" not in result.stderr, result.stderr
    assert (out / name).is_file()


def test_what_became_a_pipe_between_the_question_and_the_opening_does_not_hold_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "p")
    (tmp_path / "f").touch()
    real = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **k: real(tmp_path / "f", **k))
    with pytest.raises(InputError, match="命名管道"):
        regular.opened(tmp_path / "p")


def test_a_renamed_subfolder_is_no_lost_drive(tmp_path: Path) -> None:
    gone = FileNotFoundError(errno.ENOENT, "…")
    root = tmp_path / "档案"
    (root / "新名").mkdir(parents=True)
    assert faults.input_gone(str(root / "旧名" / "深" / "a.txt"), gone, str(root)) is None
    (root / "新名").rmdir()
    assert faults.input_gone(str(root / "旧名" / "深" / "a.txt"), gone, str(root)) is not None
    root.rmdir()
    assert faults.input_gone(str(root / "旧名" / "深" / "a.txt"), gone, str(root)) is not None


def test_a_run_goes_on_when_a_subfolder_is_renamed_under_it(tmp_path: Path, sabotage: dict[str, str]) -> None:
    folder, out = archive_of.make(tmp_path / "档案", 40), tmp_path / "o"
    for path in folder.rglob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8") + "〔慢〕\n", encoding="utf-8")
    process = subprocess.Popen(
        archive_of.command(Path("档案"), out, "--jobs", "1"), cwd=tmp_path, env=os.environ | sabotage, stderr=subprocess.PIPE, text=True
    )
    assert archive_of.until(lambda: list(out.glob(".reportmine/shards/*/*.spill")), 60)
    (folder / "3室").rename(folder / "新室")
    _, said = process.communicate(timeout=200)
    assert process.returncode == 0 and "网络盘" not in said and "10 份文件读取失败" in said
    assert extract([folder], Options(out, jobs=1)).failed == 0


def test_an_empty_place_where_a_drive_was_is_a_lost_drive(tmp_path: Path) -> None:
    (tmp_path / "档案" / "盘").mkdir(parents=True)
    (tmp_path / "档案" / "b.txt").touch()
    gone = FileNotFoundError(errno.ENOENT, "…")
    assert faults.input_gone(str(tmp_path / "档案" / "盘" / "深" / "a.txt"), gone, str(tmp_path / "档案")) is not None


def test_one_bad_sector_is_no_lost_drive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert faults.input_gone(str(tmp_path / "a.txt"), OSError(errno.EIO, "…"), str(tmp_path)) is None


def test_an_input_that_is_there_but_empty_empties_no_tables(folder: Path, tmp_path: Path) -> None:
    done(folder, tmp_path / "o")
    before = archive_of.tables(tmp_path / "o")
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(ReportmineError, match="网络盘可能没有连上"):
        done(folder, tmp_path / "o")
    assert archive_of.tables(tmp_path / "o") == before


def test_a_loop_of_links_with_a_table_of_organizations_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "圈.txt").symlink_to("圈.txt")
    (tmp_path / "单位.csv").write_text("path,organization,period\na.txt,某局,\n", encoding="utf-8")
    table = reportmine.extract([tmp_path / "in"], organizations=tmp_path / "单位.csv").reports
    assert list(table["status"]) == ["failed"]
