"""A run that is killed leaves no process; a worker killed as it starts is started again; one that cannot start says why."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import archive_of
import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
AT_START = """
import os, signal, sys
if "reportmine.archive.worker" in sys.orig_argv:
    with open(os.environ["STARTS"], "a+") as file:
        file.write("x")
        file.seek(0)
        if len(file.read()) <= 2:
            os.kill(os.getpid(), signal.SIGKILL)
"""
BROKEN = """
import sys
if "reportmine.archive.worker" in sys.orig_argv:
    sys.modules["pyarrow"] = None
"""


def python_that(tmp_path: Path, does: str) -> dict[str, str]:
    """An environment in which Python does that when it starts."""
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(does, encoding="utf-8")
    return {"PYTHONPATH": str(tmp_path / "path"), "STARTS": str(tmp_path / "starts")}


def test_a_worker_that_hangs_in_c_ends_with_its_parent(tmp_path: Path, sabotage: dict[str, str]) -> None:
    folder = archive_of.make(tmp_path / "档案", 2)
    (folder / "0室" / "00000.txt").write_text(archive_of.report(1) + "〔卡死〕\n", encoding="utf-8")
    run = subprocess.Popen(
        archive_of.command(folder, tmp_path / "out", "--jobs", "1"), env=os.environ | sabotage, stderr=subprocess.DEVNULL
    )

    def busy() -> bool:
        return any(float(Path(f"/proc/{c}/schedstat").read_text().split()[0]) > 3e9 for c in archive_of.children(run.pid))

    assert archive_of.until(busy, 60)
    workers = archive_of.children(run.pid)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert archive_of.until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 20)


def test_a_worker_killed_as_it_starts_is_started_again(archive: Path, tmp_path: Path) -> None:
    done = archive_of.run(archive, tmp_path / "out", "--jobs", "1", env=python_that(tmp_path, AT_START))
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "starts").read_text()) == 3


def test_a_worker_that_cannot_start_says_why_in_one_line(archive: Path, tmp_path: Path) -> None:
    done = archive_of.run(archive, tmp_path / "out", "--jobs", "2", "--quiet", env=python_that(tmp_path, BROKEN))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "import of pyarrow halted" in done.stderr and "请重新安装 reportmine" in done.stderr


def test_a_finished_run_leaves_no_temporary_folder(tmp_path: Path) -> None:
    folder, temporary = archive_of.make(tmp_path / "档案", 1), tmp_path / "temporary"
    temporary.mkdir()
    (folder / "0室" / "a.html").write_text("<html><body><p>组织学习12次。</p></body></html>", encoding="utf-8")
    done = archive_of.run(folder, tmp_path / "out", "--quiet", env={"TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
