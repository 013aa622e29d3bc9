"""Small archives of made-up reports, runs of the command line over them, and the tables they give."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from reportmine.tables.schema import TABLES

UNITS = ("云岭县水务局", "青禾区教育局", "石桥市交通运输局", "北湾县林业局", "东塘区民政局")
BODY = (
    "今年以来，共组织开展理论学习{a}次，举办专题读书班{b}期，覆盖党员干部{c}人次。",
    "班子成员带队深入基层调研{b}次，走访群众{c}户，梳理问题{a}个，已解决{b}个。",
    "争取项目资金{a}.{b}亿元，完成投资*.**亿元，同比增长{b}.{a}%。",
    "聚焦群众反映强烈的问题，建立整改台账{a}份，制定整改措施{c}条，整改完成率达9{b}%。",
    "修订《{d}管理办法》等制度{b}项，印发《{d}工作方案》，形成长效机制{a}个。",
    "新建改建管网约{c}公里，惠及居民{a}万余人，群众满意度提高{b}个百分点。",
)
SPELLED = "全面推行“三访三办”工作法，即访企业、访农户、访项目，办实事、办难事、办急事。深化“四联服务”机制，即联村组、联农户、联企业、联项目。"
BARE = "持续落实“四联服务”机制，推动“五清行动”见效。"
TOPICS = ("河道", "校园安全", "公路养护", "林地", "养老服务")


def report(number: int, sentences: int = 6) -> str:
    """The text of the `number`-th report; always the same."""
    pick = random.Random(number)  # noqa: S311 - variety, no secret
    unit = number % len(UNITS)
    lines = [f"{UNITS[unit]}关于主题教育开展情况的汇报（第{number}号）", "一、主要做法"]
    for _ in range(sentences):
        words = {"a": pick.randint(2, 98), "b": pick.randint(2, 9), "c": pick.randint(100, 9999), "d": TOPICS[unit]}
        lines.append(pick.choice(BODY).format(**words))
    lines.append(SPELLED if number % 7 == unit else BARE)
    return "\n".join(lines) + "\n"


def make(folder: Path, count: int, sentences: int = 6) -> Path:
    """An archive of `count` reports in a few folders; every 40th is a copy of the one before."""
    for number in range(count):
        place = folder / f"{number % 4}室" / f"{number:05d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(report(number - (number % 40 == 39), sentences), encoding="utf-8")
    return folder


def command(folder: Path, out: Path, *options: str) -> list[str]:
    """The command line that works on an archive; small shards, so that there are several."""
    return [sys.executable, "-c", RUN, str(folder), "-o", str(out), *options]


RUN = """
import dataclasses, os, sys
import reportmine.archive.options as o
import reportmine.cli.extract as c
shard = int(os.environ.get("SHARD", "60000"))
c.Options = lambda **k: o.Options(**k, shard=shard)
sys.argv[0] = "reportmine"
from reportmine.cli import main
main(["extract", *sys.argv[1:]])
"""


def run(folder: Path, out: Path, *options: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A finished run."""
    environment = os.environ | (env or {})
    return subprocess.run(  # noqa: S603
        command(folder, out, *options), env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Every table as the contract says it is read: its parts in the order of their names."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in TABLES:
        parts = sorted((out / "tables" / name).glob("part-*.parquet"))
        assert parts, f"table {name} has no part"
        found[name] = [row for part in parts for row in pq.read_table(part, partitioning=None).to_pylist()]
    return found


def children(pid: int) -> list[int]:
    """The processes that a process started (Linux)."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(place.parent.name))
    return sorted(found)


def kill(pid: int) -> None:
    """What a power cut does to a process."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until(what: Any, seconds: float) -> bool:
    """Whether `what()` came true in time."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
