"""The same run on a Dask cluster: a real scheduler, two workers, one of which is killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import archive_of
import pytest

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'reportmine[cluster]'")


@pytest.fixture
def cluster(tmp_path: Path, sabotage: dict[str, str]) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """The address of a scheduler, and its two workers."""
    place = tmp_path / "scheduler.json"
    environment = os.environ | sabotage
    local = ["--host", "127.0.0.1", "--no-dashboard"]

    def dask(kind: str, *more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *local, "--scheduler-file", str(place), *more]
        return subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.DEVNULL)  # noqa: S603

    scheduler = dask("scheduler", "--port", "0")
    assert archive_of.until(place.exists, 60)
    workers = [dask("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
    time.sleep(0.5)
    yield json.loads(place.read_text())["address"], workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def test_a_lost_worker_and_a_poison_file_do_not_show(
    tmp_path: Path, sabotage: dict[str, str], cluster: tuple[str, list["subprocess.Popen[bytes]"]]
) -> None:
    address, workers = cluster
    folder = archive_of.make(tmp_path / "档案", 40)
    for number, path in enumerate(sorted(folder.rglob("*.txt"))):
        word = "〔崩溃〕" if number == 5 else "〔慢〕" if number % 4 == 0 else ""
        path.write_text(path.read_text(encoding="utf-8") + word + "\n", encoding="utf-8")
    dask = ("--engine", "dask", "--scheduler", address)
    out = tmp_path / "dask"
    process = subprocess.Popen(  # noqa: S603
        archive_of.command(folder, out, *dask), env=os.environ | sabotage | {"SHARD": "30000"}, stderr=subprocess.PIPE, text=True
    )
    begun = archive_of.until(lambda: list(out.glob(".reportmine/shards/*/*.spill")) or process.poll() is not None, 120)
    assert begun and process.poll() is None, process.communicate()
    time.sleep(0.5)
    workers[0].kill()
    _, stderr = process.communicate(timeout=240)
    assert process.returncode == 0, stderr
    local = archive_of.run(folder, tmp_path / "local", "--jobs", "1", env=sabotage | {"SHARD": "30000"})
    assert local.returncode == 0, local.stderr
    tables = archive_of.tables(out)
    assert tables == archive_of.tables(tmp_path / "local")
    failed = [r for r in tables["reports"] if r["status"] == "failed"]
    assert len(failed) == 1 and "已隔离" in failed[0]["error"]


def test_without_an_address_the_error_says_what_to_give(archive: Path, tmp_path: Path) -> None:
    done = archive_of.run(archive, tmp_path / "out", "--engine", "dask")
    assert done.returncode == 1
    assert "--scheduler" in done.stderr and "Traceback" not in done.stderr
