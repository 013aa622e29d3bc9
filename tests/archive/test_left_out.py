"""What lies in the input and is no report: results of earlier runs, and the files that were given with options."""

import json
import shutil
import zipfile
from pathlib import Path

import archive_of
import pytest
from click.testing import CliRunner

from reportmine import readers
from reportmine.archive import Options, Settings, extract
from reportmine.archive.paths import misplaced
from reportmine.cli import main
from reportmine.errors import ReportmineError


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run over three reports wrote."""
    base = tmp_path_factory.mktemp("earlier")
    extract([archive_of.make(base / "档案", 3)], Options(base / "out", jobs=1, books="zh"))
    return base / "out"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return archive_of.make(tmp_path / "档案", 3)


def names(*inputs: Path | str, **options: object) -> tuple[list[str], list[str]]:
    """The names of the reports found, and the folders told of."""
    told: list[str] = []
    found = [Path(s.path).name for s in readers.discover(inputs, tell=told.append, **options)]  # type: ignore[arg-type]
    return found, told


def test_results_are_left_out_under_any_name_at_any_depth_and_told(folder: Path, results: Path) -> None:
    shutil.copytree(results, folder / "去年" / "交上来的")
    found, told = names(folder)
    assert found == ["00000.txt", "00001.txt", "00002.txt"]
    assert told == [str(folder / "去年" / "交上来的")]


def test_results_whose_hidden_folder_was_lost_are_known_by_their_manifest(folder: Path, results: Path) -> None:
    shutil.copytree(results, folder / "甲", ignore=shutil.ignore_patterns(".reportmine"))
    assert names(folder)[1] == [str(folder / "甲")]


def test_an_unfinished_run_is_known_by_its_hidden_folder(folder: Path) -> None:
    (folder / "甲" / ".reportmine" / "shards").mkdir(parents=True)
    (folder / "甲" / "半截.csv").write_text("a,b\n", encoding="utf-8")
    assert names(folder)[1] == [str(folder / "甲")]


def test_a_run_json_of_another_program_is_no_sign(folder: Path) -> None:
    (folder / "0室" / "run.json").write_text(json.dumps({"version": 1}), encoding="utf-8")
    assert len(names(folder)[0]) == 4


def test_a_glob_does_not_find_results_either(folder: Path, results: Path) -> None:
    shutil.copytree(results, folder / "甲")
    found, told = names(str(folder / "**" / "*.csv"), str(folder / "**" / "*.xlsx"))
    assert found == [] and set(told) == {str(folder / "甲")}


def test_results_packed_into_a_zip_are_left_out(folder: Path, results: Path) -> None:
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("汇报.txt", archive_of.report(9))
        for path in sorted(results.rglob("*")):
            archive.write(path, f"结果/{path.relative_to(results)}")
    found, told = names(folder / "包.zip")
    assert found == ["汇报.txt"] and told == [f"{folder}/包.zip/结果"]


def test_reports_below_a_results_folder_are_read_when_they_are_named(results: Path, tmp_path: Path) -> None:
    shutil.copytree(results, tmp_path / "项目")
    reports = archive_of.make(tmp_path / "项目" / "汇报", 3)
    assert len(names(reports)[0]) == 3 and misplaced([reports], tmp_path / "项目") is None


def test_the_summary_says_in_one_line_what_was_left_out(folder: Path, results: Path, tmp_path: Path) -> None:
    shutil.copytree(results, folder / "甲")
    said = CliRunner().invoke(main, ["extract", str(folder), "-o", str(tmp_path / "o")], catch_exceptions=False).output
    assert [line for line in said.splitlines() if str(folder / "甲") in line] == [f"  是以前的结果，没有当报告读：{folder / '甲'}"]
    assert "读取报告 3 份" in said
    assert json.loads((tmp_path / "o" / "run.json").read_text(encoding="utf-8"))["left_out"] == [str(folder / "甲")]


def test_files_given_with_options_are_no_reports(folder: Path, tmp_path: Path) -> None:
    table, words, taxonomy = folder / "单位.csv", folder / "词库", folder / "分类.toml"
    table.write_text("path,organization,period\n00001.txt,某局,\n", encoding="utf-8")
    words.mkdir()
    (words / "units.csv").write_text("unit,kind,factor,base_unit,flags\n", encoding="utf-8")
    own = Path(readers.__file__).parents[1] / "data" / "taxonomies" / "2023.toml"
    shutil.copy(own, taxonomy)
    settings = Settings(lexicon=words, taxonomy=str(taxonomy))
    options = Options(tmp_path / "o", settings=settings, organizations=table)
    found = names(folder, exclude=options.places)[0]
    assert found == ["00000.txt", "00001.txt", "00002.txt"]


@pytest.mark.parametrize("place", ["", "0室/.."])
def test_the_input_itself_is_refused_as_output(place: str, folder: Path) -> None:
    done = CliRunner().invoke(main, ["extract", str(folder), "-o", str(folder / place)], catch_exceptions=False)
    assert done.exit_code == 2 and "结果会混进报告里" in done.output
    assert not (folder / ".reportmine").exists()
    with pytest.raises(ReportmineError, match="结果会混进报告里"):
        extract([folder], Options(folder / place))


def test_results_as_input_are_refused(results: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["extract", str(results), "-o", str(tmp_path / "o"), "--lang", "en"], catch_exceptions=False)
    assert done.exit_code == 2 and "holds results of reportmine, not reports" in done.output
    assert not (tmp_path / "o").exists()


def test_reports_where_results_are_written_are_refused(tmp_path: Path) -> None:
    reports = archive_of.make(tmp_path / "项目" / "csv", 1)
    done = CliRunner().invoke(main, ["extract", str(reports), "-o", str(tmp_path / "项目")], catch_exceptions=False)
    assert done.exit_code == 2 and "要在那里写结果" in done.output


def test_of_several_inputs_the_results_are_left_out(folder: Path, results: Path) -> None:
    """The second run of `extract * -o out`: the shell names `out` as well."""
    assert misplaced([folder, results], results) is None
    assert len(names(folder, results)[0]) == 3
