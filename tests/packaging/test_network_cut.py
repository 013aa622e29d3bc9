"""Every command does its work with the network cut."""

import json
import socket
from pathlib import Path

import away
import pytest

pytestmark = away.needs_cut


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a run over two reports with the network cut."""
    folder = tmp_path_factory.mktemp("cut")
    (folder / "报告").mkdir()
    for county in ("青禾", "白榆"):
        text = away.REPORT.replace("青禾", county)
        (folder / "报告" / f"{county}.txt").write_text(text, encoding="utf-8")
    away.said(*away.CHECKOUT, "extract", "报告", "-o", "out", folder=folder)
    return folder / "out"


def test_not_even_this_machine_is_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)"
        done = away.run(away.CHECKOUT[0], "-c", code, folder=tmp_path)
    assert "unreachable" in done.stderr


def test_extract(out: Path) -> None:
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]["reports"] == 2


def test_compare(out: Path) -> None:
    away.said(*away.CHECKOUT, "compare", out, folder=out.parent)
    assert (out / "pages" / "index.html").is_file()


def test_check(out: Path) -> None:
    away.said(*away.CHECKOUT, "check", out, folder=out.parent)
    assert any((out / "tables" / "problems").glob("*.parquet"))


def test_usage(out: Path) -> None:
    assert "第一议题" in away.said(*away.CHECKOUT, "usage", "kwic", out, "第一议题", folder=out.parent)


def test_tag(tmp_path: Path) -> None:
    paragraph = {"id": "1", "text": "组织12次局党组会议“第一议题”学习。", "heading": "一、抓好理论学习"}
    (tmp_path / "段落.jsonl").write_text(json.dumps(paragraph, ensure_ascii=False), encoding="utf-8")
    shown = away.said(*away.CHECKOUT, "tag", "段落.jsonl", folder=tmp_path)
    assert json.loads(shown)["labels"] == ["theory"]


def test_explain(tmp_path: Path) -> None:
    assert "⟦12次⟧ 2–5" in away.said(*away.CHECKOUT, "explain", "组织12次学习。", folder=tmp_path)
