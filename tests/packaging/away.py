"""Running things as a user far from the checkout does: another folder, no network, no setting of this machine's."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = """青禾县审计局主题教育情况汇报

一、抓好理论学习
目前，已组织12次局党组会议“第一议题”学习，开展30余次研讨，建立“六学联动”机制。

二、推动审计发展
追回资金3.25亿元，办结率由93.8%提高到95.5%。
"""
CHECKOUT = (sys.executable, "-m", "reportmine")
_CUT = ["unshare", "--map-root-user", "--net"]


def _permitted() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run([*_CUT, "true"], capture_output=True).returncode == 0


CUT = _CUT if _permitted() else []
needs_cut = pytest.mark.skipif(not CUT, reason="`unshare --net` is not permitted here, so the network cannot be cut")


def environment(home: Path) -> dict[str, str]:
    """The machine's variables less those that steer Python and pip, with a home of its own and this Python first."""
    kept = {k: v for k, v in os.environ.items() if not re.match("PIP_|PYTHON|VIRTUAL_ENV|COVERAGE", k)}
    path = os.pathsep.join([str(Path(sys.base_prefix) / "bin"), kept["PATH"]])
    return kept | {"HOME": str(home), "PATH": path, "PIP_CONFIG_FILE": os.devnull}


def run(*command: str | Path, folder: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    """A command in `folder`, with the network cut where that is permitted."""
    return subprocess.run(
        [*CUT, *map(str, command)], cwd=folder, env=environment(folder) | environ, capture_output=True, text=True
    )


def said(*command: str | Path, folder: Path, **environ: str) -> str:
    """What a command that ends well prints."""
    done = run(*command, folder=folder, **environ)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
