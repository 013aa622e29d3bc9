"""Thirty kills at random moments, and the tables are those of an undisturbed run."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import archive_of
import pytest

Tables = dict[str, list[dict[str, Any]]]
KILLS = 30
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the processes to kill in /proc")


def start(folder: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = archive_of.command(folder, out, "--jobs", "2", "--quiet")
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


def strike(process: "subprocess.Popen[bytes]", target: str, out: Path, length: float, pick: random.Random) -> bool:
    """Kill at a random moment; false if the run was over before."""
    if target == "final write":
        archive_of.until(lambda: (out / ".reportmine" / "tables.new").exists() or process.poll() is not None, 120)
        time.sleep(pick.uniform(0, 0.1))
    else:
        time.sleep(pick.uniform(0, length))
    victims = archive_of.children(process.pid) if target == "worker" else [process.pid]
    if process.poll() is not None or not victims:
        return False
    archive_of.kill(pick.choice(victims))
    return True


def test_kills_at_random_moments_do_not_show(archive: Path, undisturbed: Tables, tmp_path: Path) -> None:
    pick = random.Random(8)  # noqa: S311
    out = tmp_path / "out"
    begun = time.monotonic()
    assert start(archive, out).wait(120) == 0
    length = time.monotonic() - begun
    shutil.rmtree(out)
    targets = ["parent", "worker", "final write"] * (KILLS // 3)
    for target in targets:
        struck = False
        while not struck:
            process = start(archive, out)
            struck = strike(process, target, out, length, pick)
            status = process.wait(240)
            if (out / "tables").exists():
                assert archive_of.tables(out) == undisturbed, f"after a kill of the {target}"
            if status == 0:
                assert (out / "run.json").exists()
                shutil.rmtree(out)
    assert start(archive, out).wait(240) == 0
    assert archive_of.tables(out) == undisturbed
    assert not list(out.glob(".reportmine/tables*")) and not list(out.glob(".reportmine/shards/*/*.spill"))
