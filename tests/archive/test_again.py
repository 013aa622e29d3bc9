"""A second run does only what is new or changed, and the tables become those of a first run over what there is now."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import archive_of
import pytest

import reportmine
from reportmine.archive import Options, Settings, Summary, extract
from reportmine.errors import ReportmineError
from reportmine.tables.schema import TABLES
from reportmine.tables.store import arrow_table, frame


def done(folder: Path, out: Path, **options: object) -> Summary:
    return extract([folder], Options(out=out, jobs=1, shard=30_000, **options))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("first")
    folder = archive_of.make(base / "档案", 40)
    done(folder, base / "out")
    return folder, base / "out"


@pytest.fixture
def run(first: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """An archive that was run over once; changed files are put back afterwards, since paths stand in the tables."""
    folder, out = first
    shutil.copytree(folder, tmp_path / "kept")
    shutil.copytree(out, tmp_path / "out")
    yield folder, tmp_path / "out"
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "kept", folder)


def same_as_new(folder: Path, out: Path) -> bool:
    """Whether the tables are those of a first run; that in memory gives them too (`test_same_tables`), and faster."""
    new, found = reportmine.extract([folder]), archive_of.tables(out)
    return all(getattr(new, name).equals(frame(arrow_table(name, found[name]))) for name in TABLES)


def test_nothing_changed_nothing_done(run: tuple[Path, Path]) -> None:
    folder, out = run
    before = {p: p.stat().st_mtime_ns for p in out.glob("tables/*/*.parquet")}
    begun = time.perf_counter()
    summary = done(folder, out)
    assert time.perf_counter() - begun < 1.5
    assert (summary.reports, summary.reused, summary.changed) == (40, 40, False)
    assert before == {p: p.stat().st_mtime_ns for p in out.glob("tables/*/*.parquet")}


def test_a_changed_file_alone_is_done_again(run: tuple[Path, Path]) -> None:
    folder, out = run
    (folder / "2室" / "00010.txt").write_text(archive_of.report(777), encoding="utf-8")
    summary = done(folder, out)
    assert (summary.reports, summary.reused, summary.changed) == (40, 39, True)
    assert same_as_new(folder, out)


def test_a_new_file_alone_is_done(run: tuple[Path, Path]) -> None:
    folder, out = run
    (folder / "0室" / "00001x.txt").write_text(archive_of.report(778), encoding="utf-8")
    summary = done(folder, out)
    assert (summary.reports, summary.reused) == (41, 40)
    assert same_as_new(folder, out)


def test_a_removed_file_leaves_the_tables(run: tuple[Path, Path]) -> None:
    folder, out = run
    gone = folder / "1室" / "00005.txt"
    gone.unlink()
    summary = done(folder, out)
    assert (summary.reports, summary.reused) == (39, 39)
    assert gone.name not in {Path(r["path"]).name for r in archive_of.tables(out)["reports"]}
    assert same_as_new(folder, out)


def test_when_the_first_of_two_copies_goes_the_second_has_the_facts(run: tuple[Path, Path]) -> None:
    folder, out = run
    (folder / "2室" / "00038.txt").unlink()  # of which 00039 is a copy
    done(folder, out)
    assert not [r for r in archive_of.tables(out)["reports"] if r["copy_of"]]
    assert same_as_new(folder, out)


def test_when_the_report_that_explains_a_name_goes_the_name_is_bare_again(run: tuple[Path, Path]) -> None:
    folder, out = run
    explained = [n for n in archive_of.tables(out)["named_measures"] if n["source"] == "archive"]
    for row in archive_of.tables(out)["reports"]:
        if row["report_id"] == explained[0]["explained_in"]:
            Path(row["path"]).unlink()
    done(folder, out)
    after = archive_of.tables(out)["named_measures"]
    assert explained[0]["explained_in"] not in {n["explained_in"] for n in after}
    assert same_as_new(folder, out)


def test_other_settings_do_everything_again(run: tuple[Path, Path]) -> None:
    folder, out = run
    summary = done(folder, out, settings=Settings(words="jieba"))
    assert summary.reused == 0
    assert len(list((out / ".reportmine" / "shards").iterdir())) == 1


def test_fresh_forgets_the_earlier_run(run: tuple[Path, Path]) -> None:
    folder, out = run
    assert done(folder, out, fresh=True).reused == 0


def test_a_part_that_somebody_deleted_comes_back(run: tuple[Path, Path]) -> None:
    folder, out = run
    before = archive_of.tables(out)
    next(out.glob("tables/facts/*.parquet")).unlink()
    done(folder, out)
    assert archive_of.tables(out) == before


def test_an_archive_that_cannot_be_found_does_not_empty_the_tables(run: tuple[Path, Path]) -> None:
    folder, out = run
    before = archive_of.tables(out)
    with pytest.raises(ReportmineError, match="一份报告也找不到"):
        done(folder.parent / "没有连上的网络盘", out)
    assert archive_of.tables(out) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_could_not_be_opened_is_tried_again(run: tuple[Path, Path]) -> None:
    folder, out = run
    locked = folder / "3室" / "00003.txt"
    locked.write_text(archive_of.report(779), encoding="utf-8")
    locked.chmod(0)
    assert done(folder, out).failed == 1
    locked.chmod(0o644)
    assert done(folder, out).failed == 0
    assert same_as_new(folder, out)
