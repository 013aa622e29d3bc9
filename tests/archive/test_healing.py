"""Whatever becomes of the results, the next run finds it and writes the same bytes again; until then it is one line."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import archive_of
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from reportmine.archive import Options, Summary, extract, spill
from reportmine.archive.results import Done
from reportmine.cli import main
from reportmine.errors import DataError, ReportmineError
from reportmine.tables import TABLES, Results
from reportmine.tables.seals import Seal, dumped, loaded
from reportmine.tables.store import arrow_table, encoded

Files = dict[str, bytes]
PARTS = [f"tables/{t}/part-00000.parquet" for t in ("reports", "facts", "named_measures")]
BOOKS = ["csv/reports.csv", "csv/facts.csv", "reportmine.xlsx"]
STATES = ["tables/.parts.json", ".reportmine/books.json", "STORE/done.json"]
OF_THE_RUN = ("run.json", "changes.csv")
STORE = ["STORE/facts.parquet", "STORE/reports.parquet"]


def run(folder: Path, out: Path, **options: object) -> Summary:
    return extract([folder], Options(out=out, jobs=1, shard=12_000, books="zh", **options))  # type: ignore[arg-type]


def files(out: Path) -> Files:
    """All that a run leaves but the files that tell of the run itself."""
    found = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return {name: data for name, data in found.items() if Path(name).name not in OF_THE_RUN}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Files]:
    """An archive with a copy and with names that other reports explain, and what an undisturbed run makes of it."""
    base = tmp_path_factory.mktemp("clean")
    folder = archive_of.make(base / "档案", 14, sentences=3)
    shutil.copy(folder / "0室" / "00000.txt", folder / "3室" / "副本.txt")
    run(folder, base / "out")
    return folder, base / "out", files(base / "out")


@pytest.fixture
def made(clean: tuple[Path, Path, Files], tmp_path: Path) -> tuple[Path, Path]:
    """The archive, and results of its own for one test; a part and its shard are one file, as a run leaves them."""
    seen: dict[int, str] = {}

    def copy(source: str, target: str) -> None:
        if (first := seen.setdefault(Path(source).stat().st_ino, target)) != target:
            os.link(first, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(clean[1], tmp_path / "out", copy_function=copy)
    return clean[0], tmp_path / "out"


def at(out: Path, name: str) -> Path:
    """A file of the results; STORE is the first shard, whose part is the first of every table."""
    facts = (out / "tables/facts/part-00000.parquet").stat().st_ino
    store = next(p.parent for p in out.glob(".reportmine/shards/*/*/facts.parquet") if p.stat().st_ino == facts)
    return store / name.removeprefix("STORE/") if name.startswith("STORE/") else out / name


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def flip(path: Path) -> None:
    """Ten bytes are others; size and time are as they were."""
    before, data = path.stat(), bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 10] = bytes(b ^ 1 for b in data[middle : middle + 10])
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: list[Callable[[Path], None]] = [truncate, empty, flip, Path.unlink, folder_instead]


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "zh"])


def refused(*arguments: object) -> str:
    """The one line that a command ends with."""
    done = invoke(*arguments)
    lines = done.output.strip().splitlines()
    assert done.exit_code == 1 and len(lines) == 1, done.output
    return lines[0]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
@pytest.mark.parametrize("name", PARTS + BOOKS + STATES + STORE)
def test_one_run_later_every_file_is_as_an_undisturbed_run_leaves_it(
    name: str, damage: Callable[[Path], None], made: tuple[Path, Path], clean: tuple[Path, Path, Files]
) -> None:
    folder, out = made
    damage(at(out, name))
    assert run(folder, out).mended or (name, damage) == (".reportmine/books.json", Path.unlink)  # which people may delete
    assert files(out) == clean[2]


@pytest.mark.parametrize("name", PARTS[:1] + BOOKS[2:] + STATES[:1])
def test_a_fresh_run_mends_as_well(name: str, made: tuple[Path, Path], clean: tuple[Path, Path, Files]) -> None:
    folder, out = made
    flip(at(out, name))
    assert run(folder, out, fresh=True).reused == 0
    assert files(out) == clean[2]


def without(key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda state: {k: v for k, v in state.items() if k != key}


def entries(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda state: state | {"entries": [change(e) for e in state["entries"]]}


SHAPES: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    **{f"{name} is {shape}": (name, lambda _, shape=shape: shape) for name in STATES for shape in ({}, [], None, 5)},  # type: ignore[misc]
    "a field less": ("STORE/done.json", entries(without("masked"))),
    "a field more": ("STORE/done.json", entries(lambda e: e | {"other": 1})),
    "a wrong type": ("STORE/done.json", entries(lambda e: e | {"counts": "9"})),
    "a wrong number": ("STORE/done.json", entries(lambda e: e | {"counts": [1, 1, 1, 1, 1, 1]})),
    "parts is a number": ("tables/.parts.json", lambda _: {"parts": 5}),
    "parts of an older version": ("tables/.parts.json", lambda state: {"parts": state["parts"]}),
    "books without notes": (".reportmine/books.json", without("notes")),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_state_file_of_another_shape_counts_as_absent(
    case: str, made: tuple[Path, Path], clean: tuple[Path, Path, Files]
) -> None:
    (folder, out), (name, change) = made, SHAPES[case]
    place = at(out, name)
    place.write_text(json.dumps(change(json.loads(place.read_bytes()))), encoding="utf-8")
    assert [p.name for p in run(folder, out).mended] == [place.parent.name if name.startswith("STORE") else place.name]
    assert files(out) == clean[2]


def test_a_state_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    state = Done((Seal(1, "a"),), ())
    (tmp_path / "state").write_bytes(dumped(state))
    assert loaded(tmp_path / "state", Done) == state
    assert loaded(tmp_path / "state", Seal) is None
    assert json.loads((tmp_path / "state").read_bytes())["seals"] == [{"size": 1, "sha256": "a"}]


def test_an_undisturbed_run_has_nothing_to_mend(made: tuple[Path, Path], clean: tuple[Path, Path, Files]) -> None:
    folder, out = made
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*.*") if p.name not in OF_THE_RUN}
    summary = run(folder, out)
    assert not summary.mended and not summary.changed
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_what_was_mended_is_said_once_by_name(made: tuple[Path, Path]) -> None:
    folder, out = made
    arguments = ("extract", folder, "-o", out, "--jobs", 1)
    invoke(*arguments)
    truncate(out / "csv" / "facts.csv")
    (out / "csv" / "reports.csv").unlink()
    said = invoke(*arguments).output
    assert "有 2 处损坏、缺失或不是这个版本写的，已重新写好：csv/reports.csv、csv/facts.csv。" in said
    assert "重新写好" not in invoke(*arguments).output


def test_a_damaged_shard_is_read_again_though_a_new_report_came(made: tuple[Path, Path], tmp_path: Path) -> None:
    folder, out = made
    more = shutil.copytree(folder, tmp_path / "档案")
    run(more, out)
    flip(at(out, "STORE/facts.parquet"))
    (more / "0室" / "00000新.txt").write_text(archive_of.report(900), encoding="utf-8")
    run(more, out)
    run(more, tmp_path / "new")
    assert archive_of.tables(out) == archive_of.tables(tmp_path / "new")


def test_a_damaged_table_does_not_pass_for_an_empty_one_when_the_reports_cannot_be_found(made: tuple[Path, Path]) -> None:
    folder, out = made
    empty(out / "tables" / ".parts.json")
    with pytest.raises(ReportmineError, match="一份报告也找不到"):
        run(folder / "没有连上的网络盘", out)


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
def test_commands_on_damaged_tables_end_in_one_line(damage: Callable[[Path], None], made: tuple[Path, Path]) -> None:
    folder, out = made
    gold = out / "gold.jsonl"
    gold.touch()
    place = out / "tables" / "reports" / "part-00001.parquet"
    damage(place)
    for command in (["check", out], ["compare", out], ["usage", "kwic", out, "学习"], ["usage", "reuse", out], ["evaluate", out, gold]):
        assert f"{place}：这个文件损坏、缺失或被改动过。请再运行一次 reportmine extract 汇报文件夹/ -o {out}" in refused(*command)


def test_a_table_whose_folder_is_gone_is_not_an_empty_table(made: tuple[Path, Path]) -> None:
    _, out = made
    shutil.rmtree(out / "tables" / "facts")
    with pytest.raises(DataError, match="part-00000"):
        Results(out).frame("facts")


def test_a_part_that_is_not_of_the_table_is_no_part_of_it(made: tuple[Path, Path], clean: tuple[Path, Path, Files]) -> None:
    folder, out = made
    shutil.copy(out / "tables/facts/part-00000.parquet", out / "tables/facts/part-00009.parquet")
    with pytest.raises(DataError, match="part-00009"):
        Results(out).frame("facts")
    run(folder, out)
    assert files(out) == clean[2]


@pytest.mark.parametrize("damage", [truncate, empty, flip], ids=lambda d: d.__name__)
def test_tables_without_seals_are_read_and_their_damage_is_one_line(
    damage: Callable[[Path], None], made: tuple[Path, Path]
) -> None:
    _, out = made
    (out / "tables" / ".parts.json").unlink()
    assert len(Results(out).frame("paragraphs"))
    damage(out / "tables" / "paragraphs" / "part-00001.parquet")
    with pytest.raises(DataError, match="paragraphs/part-00001.parquet"):
        Results(out).frame("paragraphs")


def test_a_table_of_an_older_version_names_the_column_it_lacks(made: tuple[Path, Path]) -> None:
    _, out = made
    place = out / "tables" / "reports" / "part-00000.parquet"
    pq.write_table(pq.read_table(place, partitioning=None).drop_columns(["origin", "number"]), place)
    (out / "tables" / ".parts.json").write_text('{"parts": ["0"]}', encoding="utf-8")
    for command in (["check", out], ["usage", "kwic", out, "学习"]):
        assert f"{place}：缺少 number、origin，可能是旧版本写的。请再运行一次 reportmine extract" in refused(*command)


@pytest.mark.parametrize("content", ["[]", "{", "", "null", '{"options": []}', '{"options": {"words": 5}}', '{"tables": 5}', "[" * 100_000, "\udc80"], ids=range(9))
def test_a_manifest_that_is_none_is_one_line_for_usage_and_written_again(content: str, made: tuple[Path, Path]) -> None:
    folder, out = made
    (out / "run.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert f"{out / 'run.json'}：这个文件损坏" in refused("usage", "kwic", out, "学习")
    run(folder, out)
    assert invoke("usage", "kwic", out, "学习").exit_code == 0


@pytest.mark.parametrize("damage", [truncate, empty, flip, folder_instead], ids=lambda d: d.__name__)
def test_words_that_usage_keeps_are_cut_again_if_they_are_damaged(damage: Callable[[Path], None], made: tuple[Path, Path]) -> None:
    _, out = made
    before = invoke("usage", "keyness", out, "--a", "unit=云岭县水务局").output
    damage(next(out.glob("usage/words-*.parquet")))
    assert invoke("usage", "keyness", out, "--a", "unit=云岭县水务局").output == before


def finding(out: Path) -> Path:
    row = {"report_id": "1", "organization": "云岭县水务局", "severity": "notice", "check": "rate", "message": "请核对。", "evidence": []}
    place = out / "tables" / "problems" / "part-00000.parquet"
    place.parent.mkdir()
    place.write_bytes(encoded(arrow_table("problems", [row])))
    return place


def test_findings_stay_when_the_tables_beside_them_are_mended(made: tuple[Path, Path]) -> None:
    folder, out = made
    before = finding(out).read_bytes()
    flip(out / "tables" / "facts" / "part-00000.parquet")
    run(folder, out)
    assert (out / "tables" / "problems" / "part-00000.parquet").read_bytes() == before


@pytest.mark.parametrize("content", ["", "{}", "[1]"])
def test_findings_stay_when_the_file_of_seals_is_of_another_shape(content: str, made: tuple[Path, Path]) -> None:
    folder, out = made
    assert invoke("check", out).exit_code == 0
    run(folder, out)  # puts the findings into the workbook
    before = files(out)
    (out / "tables" / ".parts.json").write_text(content, encoding="utf-8")
    run(folder, out)
    assert (out / "tables" / "problems" / "part-00000.parquet").is_file()
    assert files(out) == before


@pytest.mark.parametrize("damage", [truncate, empty, flip], ids=lambda d: d.__name__)
def test_damaged_findings_are_dropped_and_check_is_asked_for(damage: Callable[[Path], None], made: tuple[Path, Path]) -> None:
    folder, out = made
    damage(finding(out))
    assert [f"reportmine check {out}" in zh for zh, _ in run(folder, out).lost] == [True]
    assert not (out / "tables" / "problems").exists()
    assert not run(folder, out).lost


def test_check_does_not_need_its_own_earlier_findings(made: tuple[Path, Path]) -> None:
    _, out = made
    empty(finding(out))
    assert invoke("check", out).exit_code == 0


def test_drafts_of_killed_runs_are_removed(made: tuple[Path, Path], clean: tuple[Path, Path, Files]) -> None:
    folder, out = made
    (out / "pages").mkdir()
    for name in (".reportmine.xlsx.tmp", ".reportmine/run.json.tmp", "csv/facts.csv.tmp", "csv/.facts.csv.tmp",
                 "pages/.index.html.tmp"):  # fmt: skip
        (out / name).touch()
    finding(out).rename(out / "tables" / "problems" / "part-00000.tmp")
    (out / "我的.tmp").touch()
    run(folder, out)
    assert sorted(files(out).keys() - clean[2].keys()) == ["我的.tmp"]


def test_a_folder_in_the_place_of_a_file_that_somebody_keeps_things_in_is_one_line(made: tuple[Path, Path]) -> None:
    folder, out = made
    folder_instead(out / "reportmine.xlsx")
    (out / "reportmine.xlsx" / "我的.txt").touch()
    with pytest.raises(ReportmineError, match="reportmine.xlsx：这里应是文件"):
        run(folder, out)
    assert (out / "reportmine.xlsx" / "我的.txt").exists()


@pytest.mark.parametrize("content", ["[]", '{"pid": -1, "host": 5}', '{"pid": "x"}', "{"])
def test_a_lock_of_another_shape_is_stale(content: str, made: tuple[Path, Path]) -> None:
    folder, out = made
    (out / ".reportmine" / "lock").write_text(content, encoding="utf-8")
    assert run(folder, out).reused == 15


def test_folders_in_the_place_of_lock_and_spill_make_room(made: tuple[Path, Path], tmp_path: Path) -> None:
    folder, out = made
    folder_instead(out / ".reportmine" / "lock")
    assert run(folder, out).reused == 15
    (tmp_path / "a.spill").mkdir()
    assert spill.finished(tmp_path / "a.spill") == {}
    spill.append(tmp_path / "a.spill", 0, {"reports": []})
    assert spill.finished(tmp_path / "a.spill") == {0: {"reports": []}}


def test_an_empty_archive_has_tables_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run(tmp_path / "in", tmp_path / "out")
    assert [len(Results(tmp_path / "out").frame(table)) for table in TABLES] == [0] * len(TABLES)
    assert not run(tmp_path / "in", tmp_path / "out").changed
