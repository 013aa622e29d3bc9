"""An archive and the tables of an undisturbed run over it, made once."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import archive_of

SABOTAGE = """
import os, re, signal, time
import reportmine.readers as readers
_real = readers.load
def _load(source, *options):
    report = _real(source, *options)
    if "〔崩溃〕" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "〔卡死〕" in report.text:
        re.match(r"(a+)+$", "a" * 60 + "b")
    if "〔膨胀〕" in report.text:
        hold = []
        while True:
            hold.append(bytearray(os.urandom(1 << 20) * 16))
    if "〔慢〕" in report.text:
        time.sleep(0.3)
    return report
readers.load = _load
"""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty reports in eight shards or so."""
    return archive_of.make(tmp_path_factory.mktemp("archive") / "档案", 60)


@pytest.fixture(scope="session")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The tables of a run that nothing happened to."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    done = archive_of.run(archive, out, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return archive_of.tables(out)


@pytest.fixture
def sabotage(tmp_path: Path) -> dict[str, str]:
    """An environment in which some words in a report crash, hang, bloat or slow the process that reads it."""
    place = tmp_path / "sabotage"
    place.mkdir()
    (place / "sitecustomize.py").write_text(SABOTAGE, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(place), os.environ.get("PYTHONPATH"))))}
