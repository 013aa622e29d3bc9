"""Files with the same bytes are all in the table of reports, each but the first says of what it is a copy; facts stand once."""

import json
import zipfile
from pathlib import Path

import archive_of
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

import reportmine
from reportmine.archive import Options, extract
from reportmine.archive.summary import Summary
from reportmine.cli import main
from reportmine.evaluation.gold import load_gold
from reportmine.evaluation.score import score

SENTENCE = "全年组织开展专项检查12次，协会发现问题45个。"
USAGE = (
    ["kwic", "检查"], ["keyness", "--a", "path=*一.txt", "--min-count", "1"], ["collocations", "检查"], ["panel"], ["phrases"], ["reuse"],
    ["diffusion", "检查"], ["profile"], ["export"],
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Summary]:
    """Four files of the same bytes, one of them in a zip, and another report."""
    base = tmp_path_factory.mktemp("copies")
    folder = base / "报告"
    (folder / "深").mkdir(parents=True)
    for name in ("一.txt", "二.txt", "深/三.txt"):
        (folder / name).write_text(SENTENCE, encoding="utf-8")
    (folder / "丁.txt").write_text("另一份。" + SENTENCE, encoding="utf-8")
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("四.txt", SENTENCE)
    return folder, base / "out", extract([folder], Options(base / "out", jobs=1, books="zh"))


def copies(out: Path) -> dict[str, str]:
    return {Path(r["path"]).name: Path(r["copy_of"]).name for r in archive_of.tables(out)["reports"] if r["copy_of"]}


def test_each_copy_names_the_first_path_of_its_content(run: tuple[Path, Path, Summary]) -> None:
    assert copies(run[1]) == {"二.txt": "一.txt", "三.txt": "一.txt", "四.txt": "一.txt"}
    assert {r["error"] for r in archive_of.tables(run[1])["reports"]} == {""}


def test_facts_of_copies_stand_once(run: tuple[Path, Path, Summary]) -> None:
    facts = archive_of.tables(run[1])["facts"]
    assert len(facts) == len({f["fact_id"] for f in facts}) == run[2].facts == 4


def test_copies_are_counted_and_shown_in_the_workbook(run: tuple[Path, Path, Summary]) -> None:
    _, out, summary = run
    rows = list(load_workbook(out / "reportmine.xlsx", read_only=True)["报告"].iter_rows(values_only=True))
    column = rows[0].index("与之相同的文件")
    assert summary.copies == sum(bool(row[column]) for row in rows[1:]) == 3
    assert [row.split(",")[0] for row in (out / "csv" / "changes.csv").read_text("utf-8-sig").splitlines()] == ["change", *["copy"] * 3]


def test_in_memory_copies_are_the_same(run: tuple[Path, Path, Summary]) -> None:
    table = reportmine.extract(run[0]).reports
    found = table[table["copy_of"].notna()]
    assert {Path(p).name: Path(c).name for p, c in zip(found["path"], found["copy_of"], strict=True)} == copies(run[1])


@pytest.mark.parametrize("words", USAGE, ids=lambda words: words[0])
def test_usage_counts_what_is_there_once(words: list[str], run: tuple[Path, Path, Summary], tmp_path: Path) -> None:
    more = [str(tmp_path / "导出")] if words[0] == "export" else []
    result = CliRunner().invoke(main, ["usage", words[0], str(run[1]), *words[1:], *more], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_kwic_has_a_hit_once(run: tuple[Path, Path, Summary]) -> None:
    from reportmine.usage import kwic, load_corpus

    assert len(kwic(load_corpus(run[1]), "检查")) == 2


def test_compare_says_how_many_are_copies_and_check_reads_them_once(run: tuple[Path, Path, Summary]) -> None:
    said = CliRunner().invoke(main, ["compare", str(run[1])], catch_exceptions=False).output
    assert "报告 5 份（其中 3 份与其他文件内容相同，只比一次）" in said
    said = CliRunner().invoke(main, ["compare", str(run[1]), "--lang", "en"], catch_exceptions=False).output
    assert "5 reports, 3 of them copies, compared once" in said
    assert CliRunner().invoke(main, ["check", str(run[1])], catch_exceptions=False).exit_code == 0


def test_a_copy_goes_by_the_unit_of_the_first_path(tmp_path: Path) -> None:
    from reportmine.comparison.study import load_study

    (tmp_path / "in").mkdir()
    for name in ("一.txt", "二.txt"):
        (tmp_path / "in" / name).write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "单位.csv").write_text("path,organization,period\n一.txt,乙局,\n二.txt,甲局,\n", encoding="utf-8")
    extract([tmp_path / "in"], Options(tmp_path / "out", jobs=1, organizations=tmp_path / "单位.csv"))
    study = load_study(tmp_path / "out")
    assert list(study.reports["unit"]) == ["乙局"] and set(study.facts["organization"]) == {"乙局"}


def test_gold_for_either_of_two_copies_is_scored(run: tuple[Path, Path, Summary], tmp_path: Path) -> None:
    start = SENTENCE.index("12次")
    record = {"type": "quantity", "kind": "count", "start": start, "end": start + 3, "text": "12次", "value": 12, "unit": "次"}
    lines = [
        {"doc": doc, **r}
        for doc in ("一", "二")
        for r in ({"type": "passage", "from": 0, "to": SENTENCE.index("，")}, record)
    ]
    (tmp_path / "金.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in lines), encoding="utf-8")
    tables = reportmine.extract(run[0])
    frames = {t: getattr(tables, t) for t in ("reports", "facts", "named_measures", "documents")}
    figures, _ = score(frames, load_gold([tmp_path / "金.jsonl"]))
    assert figures["found"] == 1.0
