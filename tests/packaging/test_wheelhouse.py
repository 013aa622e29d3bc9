"""The folder that `make wheelhouse` makes is all that a machine without network needs."""

import re
from pathlib import Path

import away
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.slow
SENTENCE = "目前，已组织12次局党组会议“第一议题”学习，追回资金*.**亿元。"


def test_everything_in_it_is_a_wheel(wheelhouse: Path) -> None:
    others = {p.name for p in wheelhouse.iterdir() if p.suffix != ".whl"}
    assert others == {"requirements.txt", "安装.txt"}


@pytest.mark.parametrize("name", ["reportmine", "jieba"])
def test_what_is_no_wheel_on_the_index_is_built(wheelhouse: Path, name: str) -> None:
    assert len(list(wheelhouse.glob(f"{name}-*-py3-none-any.whl"))) == 1


def test_every_wheel_is_required_with_its_version_and_hash(wheelhouse: Path) -> None:
    lines = (wheelhouse / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {m[1] for line in lines if (m := re.fullmatch(r"(\S+)==\S+ --hash=sha256:[0-9a-f]{64}", line))}
    assert len(pinned) == len(lines)
    assert pinned == {p.name.partition("-")[0] for p in wheelhouse.glob("*.whl")}


def test_the_user_gives_two_commands(commands: list[str]) -> None:
    assert len(commands) == 2
    assert "-m venv" in commands[0] and "--no-index" in commands[1]


def test_its_help_is_shown(installed: Path, tmp_path: Path) -> None:
    assert "extract" in away.said(installed, "--help", folder=tmp_path)


def test_it_explains_a_sentence(installed: Path, tmp_path: Path) -> None:
    shown = away.said(installed, "explain", SENTENCE, folder=tmp_path)
    assert "⟦12次⟧ 6–9" in shown and "⟦*.**亿元⟧ 27–33" in shown


def test_it_has_the_model_and_not_just_cue_words(installed: Path, tmp_path: Path) -> None:
    code = "from reportmine.classification.store import default_folder as f; print(f('2023'))"
    model = Path(away.said(installed.parent / "python", "-c", code, folder=tmp_path).strip())
    assert model.is_relative_to(installed.parents[1]) and model.parts[-2:] == ("models", "key_measures_2023")


def test_it_reads_a_report_into_tables_in_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "汇报.txt").write_text(away.REPORT, encoding="utf-8")
    away.said(installed, "extract", "汇报.txt", "-o", "结果", folder=tmp_path)
    facts = pq.read_table(tmp_path / "结果" / "tables" / "facts").to_pylist()
    assert [f["text"] for f in facts] == ["12次", "30余次", "3.25亿元", "93.8%", "95.5%"]


def test_it_finds_what_the_checkout_finds(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "汇报.txt").write_text(away.REPORT, encoding="utf-8")
    away.said(installed, "extract", "汇报.txt", "-o", "installed", folder=tmp_path)
    away.said(*away.CHECKOUT, "extract", "汇报.txt", "-o", "checkout", folder=tmp_path)
    for table in ("reports", "paragraphs", "sentences", "facts", "named_measures", "documents"):
        there, here = (pq.read_table(tmp_path / out / "tables" / table) for out in ("installed", "checkout"))
        assert there.equals(here)
