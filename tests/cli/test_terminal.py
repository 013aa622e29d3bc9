"""Nothing that comes from a file reaches a terminal as a command to it."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reportmine.cli import main, terminal
from reportmine.cli.terminal import give, shown

COMMANDS = Path(terminal.__file__).parent
EVIL = "\x1b]0;权\x07\x1b[2J\x9b31m\u202e\u2066\u2028"
OBEYED = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u2028", "\u2029"}


def said(*arguments: object, code: int = 0) -> list[str]:
    """The lines of a command, none of which may hold what a terminal obeys."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    assert not OBEYED & set(result.output.replace("\n", ""))
    return result.output.split("\n")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Results of reports with evil names, units and texts."""
    source = tmp_path / "报告"
    source.mkdir()
    for n in (1, 2):
        text = f"{EVIL}局整改报告\n共完成整改30项，其中已完成整改20项，未完成整改{n}5项。{EVIL}召开会议12次，开展“三个{EVIL}一”活动。\n"
        (source / f"{n}{EVIL}\n=换行.txt").write_text(text, encoding="utf-8")
    (source / f"坏{EVIL}\n第二行.docx").write_bytes(b"PK\x03\x04")
    lines = said("extract", source, "-o", tmp_path / "out", "--jobs", "1")
    assert len([line for line in lines if "坏" in line]) == 1
    return tmp_path / "out"


@given(st.text())
def test_what_is_shown_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    assert not OBEYED & set(shown(text))
    shown(text).encode("utf-8")


def test_a_plain_line_is_shown_as_it_is() -> None:
    assert shown("⟦12次⟧ 2–5　数值：12 × 𠮷") == "⟦12次⟧ 2–5　数值：12 × 𠮷"


def test_file_names_texts_and_messages_are_shown(out: Path) -> None:
    assert any("\\u001b" in line for line in said("usage", "kwic", out, "整改"))
    for call in (["check"], ["compare"], ["usage", "profile"], ["usage", "reuse", "--table", "matrix"], ["usage", "diffusion", "会议"]):
        said(*call[:2], out, *call[2:]) if call[0] == "usage" else said(*call, out)


def test_what_a_user_types_is_shown_in_errors() -> None:
    assert any("\\u001b" in line for line in said("explain", "一", EVIL, code=2))
    assert any("\\u001b" in line for line in said("compare", EVIL, code=1))
    said(EVIL, code=2)


def test_explain_shows_the_sentence_on_its_lines() -> None:
    assert any("\\u001b" in line for line in said("explain", f"组织{EVIL}12次学习，印发《办{EVIL}法》。"))


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes on Unix alone")
@pytest.mark.parametrize(("argument", "found"), [("组织\udcff12次".encode("utf-8", "surrogateescape"), "⟦12次⟧ 3–6"), ("组织12次学习".encode("gb18030"), "⟦12次⟧ 2–5")])
def test_explain_takes_any_bytes(argument: bytes, found: str) -> None:
    command = [os.fsencode(sys.executable), b"-m", b"reportmine", b"explain", argument]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONUTF8": "1"})
    assert done.returncode == 0 and found in done.stdout.decode() and not done.stderr


def test_lines_of_data_are_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = json.dumps({"id": "甲\x1b\x7f\u202e"}, ensure_ascii=False)
    give(line)
    assert capsys.readouterr().out == line + "\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    give(line)
    on_terminal = capsys.readouterr().out
    assert not OBEYED & set(on_terminal[:-1]) and json.loads(on_terminal) == json.loads(line)


def test_every_line_of_every_command_goes_through_the_one_place() -> None:
    others = []
    for path in sorted(COMMANDS.glob("*.py")):
        if path.name in ("terminal.py", "progress.py"):  # the one place; a bar of our own words
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("print") | ast.Attribute(attr="echo" | "secho" | "echo_via_pager")):
                    others.append(f"{path.name}:{node.lineno}")
                case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="stdout" | "stderr"), attr="write" | "writelines")):
                    others.append(f"{path.name}:{node.lineno}")
    assert others == []
