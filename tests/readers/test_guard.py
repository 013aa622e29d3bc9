"""The process that parses: a crash, a hang or a bomb costs one file, and nothing is left behind."""

import os
import signal
import threading
from pathlib import Path

import pytest
from docx_parts import docx, p

from reportmine.errors import FormatError
from reportmine.readers import Limits, guard, read_bytes

SMALL = docx(p("正文"))
LARGE = docx(p("全年组织开展专项检查12次，发现问题45个。") * 150_000)


def process_id() -> int:
    return guard._current[0].child.process.pid


def test_the_process_is_kept_for_the_next_file():
    read_bytes(SMALL, "a.docx")
    first = process_id()
    assert read_bytes(SMALL, "b.docx").text == "正文"
    assert process_id() == first


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read():
    with pytest.raises(FormatError, match=r"a\.docx：读了 0\.2 秒还没读完"):
        read_bytes(LARGE, "a.docx", Limits(seconds=0.2))
    assert read_bytes(SMALL, "b.docx").text == "正文"


def test_a_crash_costs_one_file():
    read_bytes(SMALL, "a.docx")
    timer = threading.Timer(0.2, lambda pid: os.kill(pid, signal.SIGSEGV), [process_id()])
    timer.start()
    with pytest.raises(FormatError, match=r"b\.docx：解析程序崩溃"):
        read_bytes(LARGE, "b.docx")
    timer.join()
    assert read_bytes(SMALL, "c.docx").text == "正文"


def test_memory_is_bounded():
    read_bytes(SMALL, "a.docx")
    used = int(Path(f"/proc/{process_id()}/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    with pytest.raises(FormatError):
        read_bytes(LARGE, "a.docx", Limits(memory=used + (40 << 20)))
    assert read_bytes(SMALL, "b.docx").text == "正文"


def test_temporary_files_go_with_the_process():
    read_bytes(SMALL, "a.docx")
    folder = guard._current[0].folder.path
    (folder / "left.docx").write_bytes(b"x")
    guard.stop()
    assert not folder.exists()


def test_a_bad_file_gives_the_same_error_here_and_there():
    errors = []
    for limits in (Limits(), Limits(seconds=0)):
        with pytest.raises(FormatError) as caught:
            read_bytes(SMALL[:-40], "a.docx", limits)
        errors.append(str(caught.value))
    assert errors[0] == errors[1]


def test_threads_take_turns():
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(read_bytes(SMALL, "a.docx").text)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["正文"] * 8
