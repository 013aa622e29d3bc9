"""One run at a time in one folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import archive_of
import pytest

from reportmine.archive.lock import _alive, locked
from reportmine.errors import ReportmineError

HOLD = """
import sys, time
from pathlib import Path
from reportmine.archive.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):  # type: ignore[no-untyped-def]
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "out" / ".reportmine")], stdout=subprocess.PIPE)  # noqa: S603
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()


def test_a_second_run_is_refused_in_one_line_that_names_the_first(holder, archive: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = archive_of.run(archive, tmp_path / "out")
    assert done.returncode == 1
    assert str(holder.pid) in done.stderr and "同时只能有一次运行" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "tables").exists()


def test_the_lock_of_a_killed_run_is_stale(holder, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    holder.kill()
    holder.wait()
    place = tmp_path / "out" / ".reportmine"
    assert json.loads((place / "lock").read_text())["pid"] == holder.pid
    with locked(place):
        assert json.loads((place / "lock").read_text())["pid"] == os.getpid()


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass


def test_where_the_system_has_no_locks_the_pid_decides(holder, monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import fcntl

    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    place = tmp_path / "out" / ".reportmine"
    with pytest.raises(ReportmineError, match=str(holder.pid)), locked(place):
        pass
    holder.kill()
    holder.wait()
    with locked(place):
        pass


def test_a_process_of_another_machine_counts_as_alive() -> None:
    assert _alive((1, "另一台机器"))
    assert not _alive(None)
