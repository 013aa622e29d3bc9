"""The distributions, the wheelhouse and one environment installed from it, each made once."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import away
from building import ROOT, build

_OFFLINE = re.compile("NewConnectionError|ConnectTimeout|ProxyError|Name or service not known|No route to host")


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder, "wheel", "sdist")
    return folder


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `make wheelhouse` makes, with the interpreter of these tests."""
    folder = tmp_path_factory.mktemp("wheelhouse") / "轮子"
    folder.mkdir()
    variables = [f"WHEELHOUSE={folder}", f"BIN={Path(sys.executable).parent}"]
    done = subprocess.run(["make", "wheelhouse", "-o", "setup", *variables], cwd=ROOT, capture_output=True, text=True)
    if done.returncode and (wrong := _OFFLINE.search(done.stderr)):
        pytest.skip(f"no package index to fill a wheelhouse from ({wrong[0]})")
    assert done.returncode == 0, done.stderr
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def commands(wheelhouse: Path) -> list[str]:
    """The commands that 安装.txt tells the user to give."""
    lines = (wheelhouse / "安装.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.isascii() and line]


@pytest.fixture(scope="session")
def installed(wheelhouse: Path, commands: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program `reportmine`, installed without network by those commands alone."""
    home = tmp_path_factory.mktemp("home")
    for command in commands:
        # pip reads this one the other way round: 0 leaves out the byte code, which no test needs
        away.said("sh", "-c", command, folder=wheelhouse, HOME=str(home), PIP_NO_COMPILE="0")
    yield home / "reportmine" / "bin" / "reportmine"
    shutil.rmtree(home)
