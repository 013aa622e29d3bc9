"""Help in both languages: the map, every command's page, click's own words, completion."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from message_catalogue import MO, compiled, messages

import reportmine.cli.layout as layout
from reportmine.cli import COMMANDS, main
from reportmine.cli.usage import command as usage

PAGES = [[name] for name in COMMANDS] + [["usage", name] for name in usage.commands]
HAN = re.compile(r"[\u4e00-\u9fff]")
# what click says to programmers, or in prompts, which we have none of
NOT_SAID = re.compile(
    r"deprecated|Deprecat|declaration|defined twice|Boolean option|invalid start|Invalid start|Confirm|continue\?|UUID|^Choice\("
    r"|No options defined|match the format|values are required|%\(prog\)s|^file$|^directory$|^path$"
)


def shown(*arguments: str, **env: str) -> str:
    """What a command line prints."""
    result = CliRunner().invoke(main, list(arguments), env={"COLUMNS": "100", "REPORTMINE_LANG": "", **env})
    return result.output


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_is_chinese_and_ends_in_an_example(page: list[str]) -> None:
    text = shown(*page, "--help")
    assert text.startswith("用法：") and f"{page[-1]} [选项]" in text.partition("\n")[0]
    assert "显示这段说明" in text and "Options" not in text and "Show this" not in text
    assert f"reportmine {' '.join(page)}" in text.partition("示例：\n")[2]


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_is_english_under_lang_en(page: list[str]) -> None:
    text = shown(*page, "--help", "--lang", "en")
    told, _, example = text.partition("Example:\n")
    assert "Options:" in told and f"reportmine {' '.join(page)}" in example
    assert not HAN.search(re.sub("国务院|总结|汇报", "", told))  # samples of conditions


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_option_is_explained(page: list[str]) -> None:
    context = click.Context(main)
    found: click.Command = main
    for name in page:
        assert isinstance(found, click.Group)
        context = click.Context(found, parent=context, info_name=name)
        found = found.get_command(context, name)  # type: ignore[assignment]
    assert [p.name for p in found.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("arguments", [["--lang", "en", "check", "-h"], ["check", "--lang=en", "-h"], ["check", "-h", "--lang", "en"]], ids=" ".join)
def test_the_language_is_found_anywhere_on_the_line(arguments: list[str]) -> None:
    assert "Options:" in shown(*arguments)


def test_the_environment_may_say_the_language_and_the_line_overrules_it() -> None:
    assert "Options:" in shown("check", "-h", REPORTMINE_LANG="en")
    assert "选项：" in shown("check", "-h", "--lang", "zh", REPORTMINE_LANG="en")


def test_a_sentence_that_speaks_of_lang_does_not_change_it() -> None:
    assert "没有数量" in shown("explain", "--", "--lang")


@pytest.mark.parametrize(("lang", "words"), [("zh", ("档案员", "各科室", "研究者", "结果在哪里", "退出码")), ("en", ("archivist", "office staff", "researcher", "Where results are", "Exit codes"))])
def test_the_map_says_who_where_and_how_it_ends(lang: str, words: tuple[str, ...]) -> None:
    text = shown("--help", "--lang", lang)
    assert all(word in text for word in words)
    assert all(re.search(rf"^  {name}\b", text, re.MULTILINE) for name in COMMANDS)


def test_no_line_of_help_is_wider_than_the_screen() -> None:
    pages = [shown("--help", COLUMNS="80"), *(shown(*p, "--help", COLUMNS="80") for p in PAGES)]
    wide = [line for text in pages for line in text.partition("示例：")[0].splitlines() if layout.columns(line) > 80]
    assert wide == []


def test_no_line_begins_with_a_closing_mark() -> None:
    assert layout.wrapped("读取报告，写出表格。", 8) == ["读取报", "告，写出", "表格。"]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["extrct"], "没有命令 extrct", "No such command 'extrct'"),
        (["extrct"], "是不是 'extract'", "Did you mean 'extract'"),
        (["usage", "kwik"], "没有命令 kwik", "No such command 'kwik'"),
        (["check"], "缺少参数 'OUT'", "Missing argument 'OUT'"),
        (["extract", "a"], "缺少选项 '-o' / '--out'", "Missing option '-o' / '--out'"),
        (["check", "out", "--fast"], "没有选项 --fast", "No such option '--fast'"),
        (["tag", "没有.jsonl"], "文件 '没有.jsonl' 不存在", "File '没有.jsonl' does not exist"),
        (["extract", "a", "-o", __file__], "是文件，这里要文件夹", "is a file"),
        (["extract", "a", "-o", "o", "--jobs", "x"], "'x' 不是合适的数", "'x' is not a valid integer"),
        (["extract", "a", "-o", "o", "--engine", "x"], "可选", "is not one of"),
        (["extract", "a", "-o"], "缺少值", "requires an argument"),
        (["explain", "a", "b"], "多了参数：b", "Got unexpected extra argument (b)"),
        (["explain", " "], "句子是空的", "The sentence is empty"),
        (["train", "-o", "m"], "请给出标注文件", "Give labelled files"),
        (["evaluate", "out"], "请给出结果文件夹和标注文件", "Give an output folder"),
    ],
)
def test_a_wrong_line_is_explained_and_ends_with_2(arguments: list[str], zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = CliRunner().invoke(main, [*arguments, "--lang", lang] if arguments[-1] != "-o" else ["--lang", lang, *arguments])
        assert result.exit_code == 2 and words in result.output


def _said_by_click() -> set[str]:
    """Every message that the installed click passes to gettext."""
    found = set()
    for name in ("core", "exceptions", "types", "parser", "formatting", "decorators"):
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        for call in (c for c in calls if c.func.id in ("_", "ngettext")):  # type: ignore[attr-defined]
            found |= {str(call.args[0].value)} if isinstance(call.args[0], ast.Constant) else set()
    return found


def test_everything_click_says_is_in_the_catalogue() -> None:
    known = {key.partition("\0")[0] for key in messages()}
    assert {m for m in _said_by_click() - known if not NOT_SAID.search(m)} == set()


def test_the_catalogue_that_is_read_is_the_one_that_is_written() -> None:
    assert MO.read_bytes() == compiled()


def test_a_translation_names_only_what_click_fills_in() -> None:
    names = re.compile(r"\{(\w+)")
    assert [k for k, v in messages().items() if k and not set(names.findall(v)) <= set(names.findall(k))] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str) -> None:
    assert "_REPORTMINE_COMPLETE" in shown("completion", shell)


def test_the_tab_key_completes_commands_without_importing_the_pipeline() -> None:
    env = os.environ | {"_REPORTMINE_COMPLETE": "zsh_complete", "COMP_WORDS": "reportmine ex", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-c", "from reportmine.cli import main; main(prog_name='reportmine')"], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[:3] == ["plain", "extract", "读取报告，切分，抽取，标注，写出表格和工作簿"]


@pytest.mark.parametrize("page", [[], *PAGES], ids=" ".join)
def test_help_does_not_import_the_pipeline(page: list[str]) -> None:
    code = (
        "import sys\nfrom reportmine.cli import main\n"
        f"try: main({[*page, '--help']!r}, prog_name='reportmine')\n"
        "except SystemExit: print(sorted(set(sys.modules) & {'spacy', 'pandas', 'sklearn', 'pyarrow', 'rich'}), file=sys.stderr)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.strip() == "[]"
