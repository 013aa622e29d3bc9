"""What the commands write is the old file or the new one, whatever happens: a full disk, a kill, a second run."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmine.archive.lock import locked
from reportmine.classification import load
from reportmine.cli import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and mounts of Linux")
UNITS = ("市水利局", "市教育局", "市民政局")
LABELS = (
    ("theory", "组织理论学习"), ("research", "走访调研群众"), ("development", "新建项目公路"), ("rectification", "完成问题整改"),
    ("institution", "制定管理制度"),
)  # fmt: skip
COMMANDS = {
    "compare": "compare OUT --quiet",
    "check": "check OUT --quiet",
    "kwic": "usage kwic OUT 整改 -o OUT/用例.csv --show 0",
    "parquet": "usage keyness OUT --a path=*水利局* -o OUT/主题词.parquet --min-count 1 --show 0",
    "picture": "usage profile OUT -o OUT/概貌.csv --picture OUT/概貌.svg --show 0",
    "conllu": "usage export OUT OUT/语料.conllu -o OUT/a.csv --show 0",
    "antconc": "usage export OUT OUT/antconc --format antconc -o OUT/b.csv --show 0",
    "quanteda": "usage export OUT OUT/q.csv --format quanteda -o OUT/c.csv --show 0",
    "docbin": "usage export OUT OUT/语料.spacy --format docbin -o OUT/d.csv --show 0",
    "train": "train OUT/标注.jsonl -o OUT/模型",
    "tag": "tag OUT/标注.jsonl -o OUT/t.jsonl",
}  # fmt: skip
# kills itself just before the n-th time that something in a folder is opened for writing, renamed or removed
STRUCK = """
import os, signal, sys
moment, folder = int(sys.argv.pop(1)), sys.argv.pop(1)
count = 0
def watch(event, about):
    global count
    writes = event in ("os.rename", "os.remove") or event == "open" and isinstance(about[1], str) and set(about[1]) & set("wax+")
    if writes and str(about[0]).startswith(folder) and not str(about[0]).endswith("lock"):
        count += 1
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from reportmine.cli import main
try:
    main()
finally:
    print(count, file=sys.stderr)
"""


def report(n: int, times: int) -> str:
    body = f"坚持真抓实干。全局召开会议{times}次，走访群众{times * 3}人，完成整改{times + n}项，其中已完成{times + n + 1}项。\n"
    return f"{UNITS[n]}整改工作总结\n一、抓整改\n{body * 2}"


def fill(out: Path, times: int) -> None:
    """Results of three reports, and labelled paragraphs."""
    source = out.parent / "报告"
    source.mkdir(exist_ok=True)
    for n in range(3):
        (source / f"{UNITS[n]}整改工作总结.txt").write_text(report(n, times), encoding="utf-8")
    assert run("extract", source, "-o", out, "--jobs", 1, "--quiet").exit_code == 0
    lines = [
        {"id": f"{label}{n}", "text": f"{words}{n}次，{'成效明显' if times > 9 else '进展顺利'}。", "heading": "", "labels": [label]}
        for label, words in LABELS
        for n in range(8)
    ]
    (out / "标注.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def run(*arguments: object):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def arguments(name: str, out: Path) -> list[str]:
    return [part.replace("OUT", str(out)) for part in COMMANDS[name].split()]


def files(out: Path) -> dict[str, bytes]:
    """What stands in the folder, drafts as well, but for the lock."""
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file() and p.name != "lock"}


def held(out: Path, name: str, old: dict[str, bytes], new: dict[str, bytes]) -> bool:
    """Whether a failed command left the old files: of an export or a picture, which is whole by itself, perhaps the new one."""
    now = {p: data for p, data in files(out).items() if "words-" not in p}  # words of a corpus may be kept although a command fails
    pairs = {"picture": "概貌.csv", "conllu": "语料.conllu", "docbin": "语料.spacy", "quanteda": "q.csv", "antconc": "antconc"}
    mine = tuple(p for p in now if name in pairs and p.startswith(pairs[name]))
    return now.keys() == {p for p in old if "words-" not in p} and all(data == old[p] or (p in mine and data == new[p]) for p, data in now.items())


def again(out: Path, copy: Path) -> None:
    """The folder as it was."""
    shutil.rmtree(out)
    shutil.copytree(copy, out)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An output folder, and its copy: with the results of every command for older reports, and the tables of newer ones."""
    base = tmp_path_factory.mktemp("whole")
    out = base / "out"
    fill(out, 12)
    for name in COMMANDS:
        done = run(*arguments(name, out))
        assert done.exit_code == 0, done.output
    fill(out, 9)
    shutil.copytree(out, base / "copy")
    return out, base / "copy"


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """A disk that is full after `size` bytes of a file: the write that goes beyond fails in the middle."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_one_line_that_names_the_file_and_leaves_the_old_ones(name: str, stages: tuple[Path, Path]) -> None:
    out, copy = stages
    again(out, copy)
    before = files(out)
    pick = random.Random(name)
    assert run(*arguments(name, out)).exit_code == 0
    after = files(out)
    sizes = [len(data) for path, data in after.items() if before.get(path) != data]
    again(out, copy)
    assert sizes
    for size in (0, pick.randrange(max(sizes)), max(sizes) - 1):
        with no_file_beyond(size):
            done = run(*arguments(name, out))
        assert done.exit_code == 1 and done.stderr.count("\n") == 1, done.output
        assert "磁盘已满" in done.stderr
        assert held(out, name, before, after)


@pytest.mark.parametrize("name", ["compare", "check"])
def test_a_full_temporary_folder_is_named(name: str, stages: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, copy = stages
    again(out, copy)
    before = files(out)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with no_file_beyond(100):
        done = run(*arguments(name, out))
    assert done.exit_code == 1 and done.output.count("\n") == 1 and str(tmp_path) in done.output
    assert files(out) == before and not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_disk_that_is_really_full(stages: tuple[Path, Path], tmp_path: Path) -> None:
    out, copy = stages
    again(out, copy)
    disk = tmp_path / "盘"
    disk.mkdir()
    size = sum(p.stat().st_blocks * 512 for p in out.rglob("*"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + 2_000_000}", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        shutil.copytree(out, disk / "out")
        before = files(disk / "out")
        for name in COMMANDS:
            for left in (1_000_000, random.Random(name).randrange(1, 30) * 1000, 0):
                (disk / "ballast").write_bytes(bytes(max(shutil.disk_usage(disk).free - left, 0)))
                done = run(*arguments(name, disk / "out"))
                (disk / "ballast").unlink()
                if done.exit_code == 0:  # it fitted, which shows what the new files are
                    after = files(disk / "out")
                    shutil.rmtree(disk / "out")
                    shutil.copytree(out, disk / "out")
                    continue
                assert "磁盘已满" in done.stderr and done.stderr.count("\n") == 1, (name, done.output)
                assert held(disk / "out", name, before, after)
            assert done.exit_code == 1, name
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["compare", "check", "kwic", "conllu", "train"])
def test_after_a_kill_every_file_is_the_old_or_the_new_one(name: str, stages: tuple[Path, Path]) -> None:
    out, copy = stages
    again(out, copy)
    old = files(out)
    whole = struck(0, name, out)
    assert whole.returncode == 0, whole.stderr
    new = files(out)
    steps = int(whole.stderr.split()[-1])
    for moment in {*random.Random(name).sample(range(1, steps), 3), steps}:
        again(out, copy)
        assert struck(moment, name, out).returncode == -signal.SIGKILL
        now = files(out)
        assert all(data in (old.get(p), new.get(p)) for p, data in now.items() if not p.endswith(".tmp")), moment
        assert {p for p in old if p in new} <= now.keys()
        if name == "train":
            load(path=out / "模型")
    assert struck(0, name, out).returncode == 0
    assert files(out) == new


def struck(moment: int, name: str, out: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", STRUCK, str(moment), str(out), *arguments(name, out)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("name", ["compare", "check"])
def test_a_second_run_in_the_folder_is_refused_in_one_line(name: str, stages: tuple[Path, Path]) -> None:
    out, copy = stages
    again(out, copy)
    before = files(out)
    with locked(out / ".reportmine"):
        done = run(*arguments(name, out))
    assert done.exit_code == 1 and done.output.count("\n") == 1 and str(os.getpid()) in done.output
    assert files(out) == before


def test_a_card_of_a_report_that_is_gone_and_drafts_of_a_killed_run_are_removed(stages: tuple[Path, Path]) -> None:
    out, copy = stages
    again(out, copy)
    run("compare", out)
    cards = out / "pages" / "reports"
    wanted = {p.name for p in cards.iterdir()}
    for left in ("旧.html", ".旧.html.tmp"):
        (cards / left).write_text("旧", encoding="utf-8")
    run("compare", out)
    assert {p.name for p in cards.iterdir()} == wanted and len(wanted) == 3
