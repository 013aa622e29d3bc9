"""What is said when something goes wrong: in both languages, in one line, with the right exit status, and nothing in pipes."""

import ast
import os
import pickle
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmine import errors
from reportmine.archive.faults import StoppedError
from reportmine.cli import main

SOURCE = Path(errors.__file__).parent
SENTENCE = "组织12次学习，追回资金3万元，完成整改30余项，印发《暂行办法》。"
ERRORS = {"StoppedError"} | {n for n, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.ReportmineError)}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "reportmine", *map(str, arguments)]


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "报告"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"第{n}号报告。\n{SENTENCE}\n", encoding="utf-8")
    return folder


def _errors(path: Path) -> list[ast.Call]:
    calls = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))
    return [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ERRORS]


def test_every_error_is_worded_twice() -> None:
    single = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call in _errors(path)
        if len(call.args) != 2 and not isinstance(call.args[0], ast.Starred)
    ]
    assert single == []


def _literal(node: ast.expr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(p.value) for p in parts if isinstance(p, ast.Constant))


def test_the_first_wording_is_chinese_and_the_second_is_not() -> None:
    """Samples such as 正文 may stand in the English wording; its sentences may not be Chinese."""
    swapped = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in sorted(SOURCE.rglob("*.py"))
        for call in _errors(path)
        if len(call.args) == 2 and not (max(_literal(call.args[0]) or "一") >= "\u4e00" and "。" not in _literal(call.args[1]))
    ]
    assert swapped == []


def test_an_error_says_chinese_and_knows_english() -> None:
    error = errors.DataError("缺少一列。", "A column is missing.")
    assert str(error) == "缺少一列。" and error.words == ("缺少一列。", "A column is missing.")


def test_a_single_wording_serves_both() -> None:
    assert errors.ModelError("damaged").words == ("damaged", "damaged")


def test_an_error_survives_the_way_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(StoppedError("已停止。", "Stopped.")))  # noqa: S301
    assert type(error) is StoppedError and error.words == ("已停止。", "Stopped.")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["compare", "没有"], "没有：这里没有 extract 的结果", "no results of extract here"),
        (["check", "没有"], "先运行 reportmine extract", "run reportmine extract"),
        (["usage", "kwic", "没有", "整改"], "没有：这里没有 extract 的结果", "no results of extract here"),
        (["train", "--weak", ".", "-o", "m"], "这里没有 extract 的结果", "no results of extract here"),
        (["tag", "无标注.jsonl", "-o", "没有/t.jsonl"], "打不开文件 '没有/t.jsonl'", "Could not open file"),
        (["extract", "坏.jsonl", "-o", "o", "--engine", "dask"], "--engine dask 需要", "--engine dask needs"),
        (["extract", "坏.jsonl", "-o", "坏.jsonl/o"], "不能用作结果文件夹", "cannot be the output folder"),
    ],
)
def test_what_cannot_go_on_is_one_line_and_ends_with_1(arguments: list[str], zh: str, en: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("坏.jsonl").write_text("{}\n", encoding="utf-8")
    Path("无标注.jsonl").write_text('{"id": "a", "text": "举办读书班3期。"}\n', encoding="utf-8")
    for lang, words in (("zh", zh), ("en", en)):
        result = CliRunner().invoke(main, [*arguments, "--lang", lang], catch_exceptions=False)
        assert result.exit_code == 1
        assert words in result.output and result.output.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["tag", "坏.jsonl"], "坏.jsonl:1：不是段落记录", "坏.jsonl:1: no paragraph record"),
        (["tag", "空.jsonl"], "空.jsonl：文件是空的", "空.jsonl: the file is empty"),
        (["train", "错标.jsonl", "-o", "m"], "错标.jsonl:1：没有标签 'theroy'", "错标.jsonl:1: no label 'theroy'"),
        (["evaluate", "--key-measures", "无标注.jsonl"], "没有一段带标注", "not one paragraph has labels"),
        (["evaluate", ".", "坏.jsonl"], "坏.jsonl:1：不是标注记录", "坏.jsonl:1: no gold record"),
        (["extract", "坏.jsonl", "-o", "o", "--organizations", "没有.csv"], "没有.csv：找不到或读不了", "没有.csv: cannot be read"),
        (["extract", "坏.jsonl", "-o", "o", "--organizations", "空.jsonl"], "文件是空的", "the file is empty"),
        (["extract", "坏.jsonl", "-o", "o", "--lexicon", "没有"], "--lexicon 要给", "--lexicon takes a folder"),
        (["extract", "坏.jsonl", "-o", "o", "--lexicon", "词库"], "units.csv:2：factor（系数）列写的是 '-5'", "units.csv:2: column factor holds '-5'"),
        (["explain", SENTENCE, "--lexicon", "词库"], "units.csv:2：factor（系数）列写的是 '-5'", "units.csv:2: column factor holds '-5'"),
        (["extract", "坏.jsonl", "-o", "o", "--taxonomy", "表.csv"], "表.csv:1：这是表格（CSV），不是 TOML", "表.csv:1: this is a table (CSV), not TOML"),
        (["extract", "坏.jsonl", "-o", "o", "--taxonomy", "没有"], "没有分类体系 '没有'", "no taxonomy '没有'"),
    ],
)
def test_a_wrong_data_file_is_one_line_like_a_wrong_command_and_nothing_is_written(
    arguments: list[str], zh: str, en: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("坏.jsonl").write_text("{}\n", encoding="utf-8")
    Path("空.jsonl").write_text("\n", encoding="utf-8")
    Path("无标注.jsonl").write_text('{"id": "a", "text": "举办读书班3期。"}\n', encoding="utf-8")
    Path("错标.jsonl").write_text('{"id": "a", "text": "举办读书班3期。", "labels": ["theroy"]}\n', encoding="utf-8")
    Path("表.csv").write_text("name,cues\n", encoding="utf-8")
    Path("词库").mkdir()
    Path("词库/units.csv").write_text("单位名,类别,量纲,系数,基本单位,例子,后面不是,可脱敏\n炉,count,event,-5,次,冶炼3炉,,yes\n", encoding="utf-8")
    for lang, words in (("zh", zh), ("en", en)):
        result = CliRunner().invoke(main, [*arguments, "--lang", lang], catch_exceptions=False)
        assert result.exit_code == 2
        assert words in result.output and result.output.count("\n") == 1
    assert not Path("o").exists() and not Path("m").exists()


def test_a_disk_fault_nobody_foresaw_is_one_line_too(reports: Path, tmp_path: Path) -> None:
    run("extract", reports, "-o", tmp_path / "o", "--quiet")
    (tmp_path / "o" / "comparison.xlsx").mkdir()
    done = run("compare", tmp_path / "o")
    assert done.returncode == 1 and done.stderr.startswith("错误：") and "Traceback" not in done.stderr


def test_files_that_failed_are_told_in_the_language_asked_for_and_stored_in_chinese(reports: Path, tmp_path: Path) -> None:
    (reports / "坏.pdf").write_bytes(b"%PDF-1.4 cut short")
    (reports / "包.rar").write_bytes(bytes.fromhex("526172211a07") + bytes(50))
    english = run("extract", reports, "-o", tmp_path / "o", "--lang", "en").stderr
    assert "the PDF is damaged" in english and "pack it as zip" in english and "已损坏" not in english
    chinese = run("extract", reports, "-o", tmp_path / "o").stderr
    assert "PDF 已损坏" in chinese and "改用 zip" in chinese
    assert "已损坏" in (tmp_path / "o" / "csv" / "reports.csv").read_text(encoding="utf-8-sig")


def test_no_report_at_all_is_said(tmp_path: Path) -> None:
    done = run("extract", "-", "-o", tmp_path / "o", stdin=subprocess.DEVNULL)
    assert done.returncode == 0 and "INPUT 里没有报告" in done.stderr


def test_closed_standard_input_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command("extract", "-", "-o", tmp_path / "o")], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "标准输入读不了" in done.stderr and "Traceback" not in done.stderr


def test_names_on_standard_input_need_not_be_utf8(tmp_path: Path) -> None:
    done = subprocess.run(command("extract", "-", "-o", tmp_path / "o"), input="汉字.txt\n".encode("gb18030"), capture_output=True, check=False)
    assert done.returncode == 0 and "汉字.txt：找不到".encode() in done.stderr


def test_a_sentence_without_facts_is_answered() -> None:
    assert "没有数量" in run("explain", "你好").stdout


def test_what_is_no_quantity_has_a_reason_in_words() -> None:
    assert "固定说法" in run("explain", "一方面抓学习。").stdout and "set-phrase" in run("explain", "一方面抓学习。", "--lang", "en").stdout


@pytest.mark.parametrize("arguments", [["explain", SENTENCE], ["--help"], ["completion", "zsh"]], ids=lambda a: a[0])
def test_a_reader_that_leaves_early_is_no_fault(arguments: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(command(*arguments), stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    assert done.stderr == ""


def test_what_the_output_cannot_encode_does_not_stop_it() -> None:
    done = subprocess.run(command("explain", SENTENCE), env=os.environ | {"PYTHONIOENCODING": "gbk"}, capture_output=True, check=False)
    assert done.returncode == 0 and "12次".encode("gbk") in done.stdout


def _on_a_terminal(arguments: list[str], env: dict[str, str]) -> bytes:
    """What a terminal is sent."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, arguments, env)  # noqa: S606
    sent = b""
    while True:
        try:
            sent += os.read(terminal, 4096)
        except OSError:  # the child is gone
            os.waitpid(child, 0)
            return sent


def test_a_terminal_gets_a_bar(reports: Path, tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    assert b"\x1b[" in _on_a_terminal(command("extract", reports, "-o", tmp_path / "o"), env)


def test_no_color_means_no_escape_codes_on_a_terminal_either(reports: Path, tmp_path: Path) -> None:
    sent = _on_a_terminal(command("extract", reports, "-o", tmp_path / "o"), os.environ | {"TERM": "xterm", "NO_COLOR": "1"})
    assert b"\x1b" not in sent and "读取报告 3 份".encode() in sent


def test_a_pipe_gets_no_escape_codes(reports: Path, tmp_path: Path) -> None:
    done = run("extract", reports, "-o", tmp_path / "o")
    assert "\x1b" not in done.stdout + done.stderr and done.stderr == ""


@pytest.mark.parametrize(("lang", "line"), [("zh", "已中断。再次运行同一条命令，即从中断处继续。\n"), ("en", "Interrupted. Run the same command again to continue.\n")])
def test_ctrl_c_is_one_line_and_130_and_the_next_run_continues(lang: str, line: str, tmp_path: Path) -> None:
    archive = tmp_path / "many"
    archive.mkdir()
    for n in range(60):
        (archive / f"{n:03}.txt").write_text(f"第{n}号。\n" + f"{SENTENCE}\n" * 600, encoding="utf-8")
    running = subprocess.Popen(command("extract", archive, "-o", tmp_path / "o", "--lang", lang, "--jobs", "1"), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "o" / ".reportmine").glob("shards/*/*.spill")) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=30)[1] == line
    assert running.returncode == 130
    for file in sorted(archive.iterdir())[5:]:
        file.unlink()
    assert run("extract", archive, "-o", tmp_path / "o").returncode == 0
    shutil.rmtree(archive)
