"""The checkout, and distributions built from a source tree with what is installed here."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(source: Path, folder: Path, *targets: str) -> None:
    """Put the `wheel` or the `sdist` of a source tree into a folder."""
    wanted = [word for target in targets for word in ("--target", target)]
    command = [sys.executable, "-m", "hatchling", "build", *wanted, "--directory", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
