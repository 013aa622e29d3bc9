"""A run says what is different from the run before, and which results were made from tables that are no more."""

import csv
import json
from pathlib import Path

import archive_of
import pytest
from click.testing import CliRunner

from reportmine.archive import Options, Summary, extract, made
from reportmine.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return archive_of.make(tmp_path / "档案", 6)


def done(folder: Path, **options: object) -> Summary:
    return extract([folder], Options(folder.parent / "o", jobs=1, books="zh", **options))  # type: ignore[arg-type]


def kinds(summary: Summary) -> dict[str, list[str]]:
    return {kind: [Path(p).name for p, _ in change.first] for kind, change in summary.changes.items() if change.count}


def said(*arguments: object) -> str:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False).output


def test_a_first_run_has_nothing_to_compare_with(folder: Path) -> None:
    summary = done(folder)
    assert not summary.again and kinds(summary) == {}


def test_new_changed_and_gone_files_and_copies_are_told(folder: Path) -> None:
    done(folder)
    (folder / "0室" / "新.txt").write_text(archive_of.report(70), encoding="utf-8")
    (folder / "0室" / "抄.txt").write_text(archive_of.report(2), encoding="utf-8")
    (folder / "1室" / "00001.txt").write_text(archive_of.report(71), encoding="utf-8")
    (folder / "3室" / "00003.txt").unlink()
    (folder / "0室" / "00000.txt").touch()  # a date is no change
    summary = done(folder)
    assert kinds(summary) == {"new": ["抄.txt", "新.txt"], "changed": ["00001.txt"], "gone": ["00003.txt"], "copy": ["00002.txt"]}
    with (folder.parent / "o" / "csv" / "changes.csv").open(encoding="utf-8-sig") as file:
        rows = [(r["change"], Path(r["path"]).name, Path(r["copy_of"]).name) for r in csv.DictReader(file)]
    assert sorted(rows) == [
        ("changed", "00001.txt", ""), ("copy", "00002.txt", "抄.txt"), ("gone", "00003.txt", ""), ("new", "抄.txt", ""), ("new", "新.txt", ""),
    ]  # fmt: skip
    counts = json.loads((folder.parent / "o" / "run.json").read_text(encoding="utf-8"))
    assert counts["changes"] == {"new": 2, "changed": 1, "gone": 1, "copy": 1} and counts["counts"]["copies"] == 1


def test_a_run_from_the_beginning_compares_too(folder: Path) -> None:
    done(folder)
    summary = done(folder, fresh=True)
    assert summary.again and kinds(summary) == {}


def test_twenty_names_are_shown_and_the_rest_counted(folder: Path) -> None:
    out = folder.parent / "o"
    said("extract", folder, "-o", out)
    for number in range(23):
        (folder / f"新{number:02}.txt").write_text(f"第{number}份。组织学习12次。", encoding="utf-8")
    lines = said("extract", folder, "-o", out).splitlines()
    assert any("新增 23，改动 0，不见了 0" in line for line in lines)
    assert sum(line.startswith("  新增：") for line in lines) == 20
    assert f"  …… 还有 3 份，见 {out / 'csv' / 'changes.csv'}" in lines


def test_what_was_made_from_earlier_tables_is_said_until_it_is_made_again(folder: Path) -> None:
    out = folder.parent / "o"
    said("extract", folder, "-o", out)
    said("compare", out)
    said("check", out, "--quiet")
    assert made.is_current(out, "compare") and "还是用以前的表做的" not in said("extract", folder, "-o", out)
    (folder / "新.txt").write_text("组织学习12次。", encoding="utf-8")
    line = f"comparison.xlsx、pages/index.html、problems.xlsx 还是用以前的表做的，请重新运行：reportmine compare {out}、reportmine check {out}"
    assert line in said("extract", folder, "-o", out) and line in said("extract", folder, "-o", out)
    assert not made.is_current(out, "compare")
    said("compare", out)
    assert made.old(out) == {"check": ["problems.xlsx"]}


def test_the_state_of_the_tables_is_that_of_their_content(folder: Path) -> None:
    out = folder.parent / "o"
    done(folder)
    first = made.state_of(out)
    (folder / "新.txt").write_text("组织学习12次。", encoding="utf-8")
    done(folder)
    assert made.state_of(out) != first
    (folder / "新.txt").unlink()
    done(folder)
    assert made.state_of(out) == first


@pytest.mark.parametrize("text", ["", "[]", '{"compare": 5}', "not JSON"])
def test_a_damaged_note_counts_as_old(text: str, folder: Path) -> None:
    out = folder.parent / "o"
    done(folder)
    (out / ".reportmine" / "made.json").write_text(text, encoding="utf-8")
    (out / "problems.xlsx").touch()
    assert made.old(out) == {"check": ["problems.xlsx"]}
    made.mark_made(out, "check")
    assert made.old(out) == {}
