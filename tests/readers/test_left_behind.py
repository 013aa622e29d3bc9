"""A parent that is killed leaves no process and, after the next run, no text of a report; a child killed at its start is started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest
from docx_parts import docx, p

from reportmine import locking
from reportmine.errors import FormatError, ReportmineError
from reportmine.readers import Limits, guard, read_bytes, scratch
from reportmine.readers.frames import write_frame

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child ends at its limit")
SMALL = docx(p("组织学习12次。"))
READ = "import sys; from reportmine.readers import read_bytes; read_bytes(open(sys.argv[1], 'rb').read(), sys.argv[1])"
HANG = """
import os, re, sys
if "reportmine.readers.worker" in sys.orig_argv:
    import reportmine.readers.registry as registry
    def hang(*_):
        open(os.environ["TMPDIR"] + "/text of a report", "w").close()
        re.match("(a+)+$", "a" * 60 + "b")  # in C, with the interpreter's lock held: no thread can run
    registry.reader = lambda *_: hang
"""
OFFICE = '#!/bin/sh\nsleep 4321 & echo $! > "$PLACE/office"\nwait\n'


def until(what: Callable[[], object], seconds: float = 20) -> bool:
    """Whether `what()` came true in time."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def living(place: Path) -> dict[int, bytes]:
    """The command lines of the processes that work on `place`, which their environment names."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"PLACE={place}".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes()
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "path").mkdir()
    return tmp_path


def environment(place: Path, at_start: str = "") -> dict[str, str]:
    """One in which Python does `at_start` when it starts."""
    (place / "path" / "sitecustomize.py").write_text(at_start, encoding="utf-8")
    paths = {"PYTHONPATH": str(place / "path"), "PATH": f"{place / 'path'}:{os.environ['PATH']}"}
    return os.environ | paths | {"TMPDIR": str(place / "temporary"), "PLACE": str(place)}


def reading(place: Path, name: str, data: bytes, at_start: str = "") -> "subprocess.Popen[bytes]":
    """A process that reads a file."""
    (place / name).write_bytes(data)
    command = [sys.executable, "-c", READ, str(place / name)]
    return subprocess.Popen(command, env=environment(place, at_start), stderr=subprocess.DEVNULL)


def left(place: Path) -> list[Path]:
    return list((place / "temporary").glob("reportmine-*/*"))


@LINUX
def test_a_parser_that_hangs_in_c_ends_with_its_parent(place: Path) -> None:
    parent = reading(place, "a.docx", SMALL, HANG)
    assert until(lambda: any(f.name == "text of a report" for f in left(place)))
    assert len(living(place)) == 2
    parent.kill()
    parent.wait()
    assert until(lambda: not living(place)), living(place)


@LINUX
@pytest.mark.parametrize("victim", [b"readers.worker", b"read_bytes"], ids=["parser", "parent"])
def test_libreoffice_and_what_it_started_end_with_whoever_was_killed(place: Path, victim: bytes) -> None:
    (place / "path" / "soffice").write_text(OFFICE)
    (place / "path" / "soffice").chmod(0o755)
    parent = reading(place, "a.rtf", b"{\\rtf1 text}")
    assert until(lambda: (place / "office").exists() and (place / "office").read_text().endswith("\n"))
    office = Path("/proc") / (place / "office").read_text().strip()
    for pid, command in living(place).items():
        if victim in command:
            os.kill(pid, signal.SIGKILL)
    assert until(lambda: not office.exists())
    parent.kill()
    parent.wait()
    assert until(lambda: not living(place)), living(place)


@LINUX
def test_the_next_run_removes_what_a_killed_one_left_and_nothing_of_a_living_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, alive = reading(place, "a.docx", SMALL, HANG), reading(place, "b.docx", SMALL, HANG)
    assert until(lambda: sum(f.name == "text of a report" for f in left(place)) == 2)
    dead.kill()
    dead.wait()
    assert until(lambda: len(living(place)) == 2)
    monkeypatch.setattr("tempfile.tempdir", str(place / "temporary"))
    scratch.sweep()
    assert sum(f.name == "text of a report" for f in left(place)) == 1
    alive.kill()
    alive.wait()
    assert until(lambda: not living(place))
    scratch.sweep()
    assert list((place / "temporary").iterdir()) == []


def test_folders_of_other_machines_and_of_strangers_stay(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(place / "temporary"))
    for name, host in {"other": "another-machine", "ours": socket.gethostname()}.items():
        folder = place / "temporary" / f"reportmine-run-{name}"
        folder.mkdir()
        (folder / "owner").write_text(host, encoding="utf-8")
    stranger = place / "temporary" / "reportmine-run-stranger"
    stranger.mkdir()
    (stranger / "report.doc").touch()
    scratch.sweep()
    assert {f.name for f in (place / "temporary").iterdir()} == {"reportmine-run-other", "reportmine-run-stranger"}


def test_a_lock_is_held_until_its_file_is_closed(tmp_path: Path) -> None:
    first, second = (os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT) for _ in range(2))
    assert locking.take(first)
    assert not locking.take(second)
    os.close(first)
    assert locking.take(second)
    os.close(second)


def test_a_full_disk_for_temporary_files_is_not_the_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**_: object) -> str:
        raise OSError(28, "No space left on device")

    guard.stop()
    monkeypatch.setattr("tempfile.mkdtemp", no_room)
    with pytest.raises(ReportmineError, match="TMPDIR") as caught:
        read_bytes(SMALL, "a.docx")
    assert not isinstance(caught.value, FormatError)


KILLED_AT_START = """
import os, signal, sys
if "reportmine.readers.worker" in sys.orig_argv:
    with open(os.environ["PLACE"] + "/starts", "a+") as file:
        file.write("x")
        file.seek(0)
        if len(file.read()) <= 2:
            os.kill(os.getpid(), signal.SIGKILL)
"""
BROKEN = """
import sys
if "reportmine.readers.worker" in sys.orig_argv:
    sys.modules["lxml"] = None
"""


def test_a_parser_killed_as_it_starts_is_started_again(place: Path) -> None:
    assert reading(place, "a.docx", SMALL, KILLED_AT_START).wait(60) == 0
    assert len((place / "starts").read_text()) == 3


def test_a_parser_that_cannot_start_says_why(place: Path) -> None:
    (place / "a.docx").write_bytes(SMALL)
    command = [sys.executable, "-c", READ, str(place / "a.docx")]
    done = subprocess.run(command, env=environment(place, BROKEN), capture_output=True, text=True, timeout=60)
    assert "'lxml'" in done.stderr.splitlines()[-1]
    assert "请重新安装 reportmine" in done.stderr.splitlines()[-1]
    assert list((place / "temporary").iterdir()) == []


def test_a_file_whose_parser_somebody_killed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes(SMALL, "a.docx")
    asked: list[int] = []

    def killing(pipe: object, message: bytes) -> None:
        if not asked:
            asked.append(guard._current[0].child.process.pid)
            os.kill(asked[0], signal.SIGKILL)
        write(pipe, message)

    write = guard.write_frame
    monkeypatch.setattr(guard, "write_frame", killing)
    assert read_bytes(SMALL, "b.docx").text == "组织学习12次。"
    assert guard._current[0].child.process.pid != asked[0]


def test_a_parser_ends_at_its_limit_when_nobody_watches_its_time(place: Path) -> None:
    """What bounds a parser where the system does not end it with its parent."""
    parser = subprocess.Popen(
        [sys.executable, "-P", "-m", "reportmine.readers.worker"],
        env=environment(place, HANG) | {"TMPDIR": str(place)}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    request = {"task": "read", "format": "docx", "name": "a.docx", "lexicon": "", "limits": asdict(Limits(seconds=0.1))}
    assert parser.stdin is not None
    write_frame(parser.stdin, json.dumps(request).encode())
    write_frame(parser.stdin, SMALL)
    assert parser.wait(60) == 1
