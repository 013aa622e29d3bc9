"""A docx that LibreOffice writes, read by the installed program."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import away
import pyarrow.parquet as pq
import pytest

OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]
Tables = dict[str, list[dict[str, Any]]]
HTML = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"></head><body>
<h1>青禾县审计局主题教育情况汇报</h1>
<h2>一、抓好理论学习</h2>
<p>目前，已组织12次局党组会议“第一议题”学习，开展30余次研讨。</p>
<h2>二、推动审计发展</h2>
<ol><li>追回资金3.25亿元。</li><li>办结率由93.8%提高到95.5%。</li></ol>
<table border="1">
<tr><th>项目</th><th>完成情况</th></tr>
<tr><td>审计项目</td><td>完成26个</td></tr>
<tr><td>走访群众</td><td>走访1350人次</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def tables(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    """The tables that the installed program makes of the docx."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "汇报.html").write_text(HTML, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    away.said(
        OFFICE, profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "汇报.html",
        folder=folder,
    )  # fmt: skip
    away.said(installed, "extract", "汇报.docx", "-o", "out", folder=folder)
    yield {p.name: pq.read_table(p).to_pylist() for p in (folder / "out" / "tables").glob("[a-z]*")}
    shutil.rmtree(folder)


def test_it_is_read_as_docx(tables: Tables) -> None:
    assert [(r["status"], r["format"], r["title"]) for r in tables["reports"]] == [("ok", "docx", "青禾县审计局主题教育情况汇报")]


def test_its_headings_are_sections(tables: Tables) -> None:
    sections = {p["text"]: p["section"] for p in tables["paragraphs"]}
    assert sections["目前，已组织12次局党组会议“第一议题”学习，开展30余次研讨。"] == "一、抓好理论学习"
    assert sections["1.追回资金3.25亿元。"] == "二、推动审计发展"


def test_its_numbers_are_found_in_text_list_and_table(tables: Tables) -> None:
    found = [(f["text"], f["value"], f["unit"]) for f in tables["facts"]]
    assert found == [
        ("12次", 12, "次"), ("30余次", 30, "次"), ("3.25亿元", 325_000_000, "元"), ("93.8%", 93.8, "%"), ("95.5%", 95.5, "%"),
        ("26个", 26, "个"), ("1350人次", 1350, "人次"),
    ]  # fmt: skip


def test_every_row_is_its_slice(tables: Tables) -> None:
    text = tables["reports"][0]["text"]
    for name in ("paragraphs", "sentences", "facts"):
        assert tables[name] and all(text[r["start"] : r["end"]] == r["text"] for r in tables[name])
