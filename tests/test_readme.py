"""Both READMEs name every command, option and public name, and their examples print what they show.

Every command in a ```console block is run, in order, in a copy of the checkout; blocks whose first line names a file
(```toml 指标.toml) are written there first. In what is shown, a line … stands for any lines, and … at the end of a line for the
rest of it. `python tests/test_readme.py --update` writes what is printed now into both files, shortened as before.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from unicodedata import east_asian_width

import click
import pandas as pd
import pytest

import reportmine
from reportmine.cli import COMMANDS, main
from reportmine.cli.usage import command as usage
from reportmine.extraction.indicator_sets import parse_indicators
from reportmine.rules import parse_rules
from reportmine.taxonomy import parse_taxonomy

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "zh", "README.en.md": "en"}
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}
PLACES = [[name] for name in COMMANDS] + [["usage", name] for name in usage.commands]
WIDTH = 100
_FENCE = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"^\| ([0-9a-f]{16}:\d+) \|.*$", re.MULTILINE)
_SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
)
each_readme = pytest.mark.parametrize("name", READMES)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is (if it names one), its text, and where that stands in the README."""

    language: str
    file: str
    text: str
    start: int


@dataclass(frozen=True)
class Example:
    """A command in a console block, and the lines shown below it."""

    command: str
    shown: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Every fenced block, in order."""
    return [Block(m[1], m[2] or "", m[3], m.start(3)) for m in _FENCE.finditer(text)]


def examples(console: str) -> list[Example]:
    """The commands of a console block.

    >>> examples("$ a b\\nout\\n$ c\\n")
    [Example(command='a b', shown=('out',)), Example(command='c', shown=())]
    """
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [Example(lines[0], tuple(lines[1:])) for lines in (part.splitlines() for part in parts)]


EXAMPLES = [(name, e) for name, text in TEXTS.items() for b in blocks(text) if b.language == "console" for e in examples(b.text)]


def play(name: str, folder: Path) -> list[str]:
    """What the commands of one README print, in order, run in `folder`, which becomes a copy of the checkout."""
    environment = _prepare(folder, READMES[name])
    printed = []
    for block in blocks((ROOT / name).read_text(encoding="utf-8")):
        if block.file:
            _write(folder, block)
        if block.language == "console":
            printed += [_run(e.command, folder, environment) for e in examples(block.text)]
    return printed


def _prepare(folder: Path, lang: str) -> dict[str, str]:
    for part in ("corpora", "models"):
        (folder / part).symlink_to(ROOT / part)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "bin").mkdir()
    program = folder / "bin" / "reportmine"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportmine "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    with zipfile.ZipFile(folder / {"zh": "汇报.pptx", "en": "slides.pptx"}[lang], "w") as slides:
        slides.writestr("[Content_Types].xml", "<Types/>")
        slides.writestr("ppt/presentation.xml", "<presentation/>")
        slides.writestr("ppt/slides/slide1.xml", _SLIDE.format("组织学习12次。"))
    kept = {k: v for k, v in os.environ.items() if not k.startswith("REPORTMINE_")}
    paths = {"PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder / "pptx")]), "PATH": f"{folder / 'bin'}{os.pathsep}{kept['PATH']}"}
    return kept | paths | {"COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"}


def _write(folder: Path, block: Block) -> None:
    """Write the file that a block is: added to ours if it is one of ours, installed if it declares a reader."""
    place = folder / block.file
    place.parent.mkdir(exist_ok=True)
    with place.open("a", encoding="utf-8") as file:
        file.write(("\n" if place.stat().st_size else "") + block.text)
    if place.name == "pyproject.toml":
        project = tomllib.loads(block.text)["project"]
        installed = place.parent / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        installed.mkdir()
        (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
        points = (f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in found.items()) for group, found in project["entry-points"].items())
        (installed / "entry_points.txt").write_text("".join(points))


def _run(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    ended = f"(exit status {done.returncode})\n" if done.returncode else ""
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines()) + ended


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: tmp_path_factory.mktemp(lang) for name, lang in READMES.items()}


@pytest.fixture(scope="module")
def played(folders: dict[str, Path]) -> dict[str, list[str]]:
    """What every example prints; the two READMEs are played side by side."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(READMES, pool.map(play, folders, folders.values()), strict=True))


def pattern(shown: tuple[str, ...]) -> str:
    """A regular expression for the output that `shown` shortens.

    >>> pattern(("a", "…", "b…"))
    'a\\n(?:.*\\n)*b.*\\n'
    """
    lines = ("(?:.*\n)*" if s == "…" else re.escape(s.removesuffix("…")) + (".*" if s.endswith("…") else "") + "\n" for s in shown)
    return "".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=lambda n: f"{EXAMPLES[n][0]} {EXAMPLES[n][1].command}")
def test_an_example_prints_what_it_shows(number: int, played: dict[str, list[str]]) -> None:
    name, example = EXAMPLES[number]
    printed = [p for n in READMES for p in played[n]][number]
    difference = "\n".join(difflib.ndiff(example.shown, printed.splitlines()))
    assert re.fullmatch(pattern(example.shown), printed), f"{example.command}\n{difference}\nSee `python tests/test_readme.py --update`."


@pytest.mark.slow
@each_readme
def test_no_example_fails(name: str, played: dict[str, list[str]]) -> None:
    assert [p for p in played[name] if failure(p)] == []


def failure(printed: str) -> bool:
    """Whether this is what a command prints that goes wrong."""
    return "(exit status " in printed or "Traceback" in printed


@pytest.mark.slow
@each_readme
def test_the_shown_facts_are_rows_of_the_table(name: str, played: dict[str, list[str]], folders: dict[str, Path]) -> None:
    rows = facts_of(folders[name])
    shown = [(m[0], row_of(rows, m[1])) for m in _FACT.finditer(TEXTS[name])]
    assert len(shown) > 5 and [s for s, _ in shown] == [r for _, r in shown]


def facts_of(folder: Path) -> pd.DataFrame:
    """The facts of the sample reports."""
    out = next(p.parents[1] for p in sorted(folder.glob("*/pages/index.html")) if (p.parents[1] / "problems.xlsx").is_file())
    return pd.read_parquet(out / "tables" / "facts").set_index("fact_id", drop=False)


def row_of(rows: pd.DataFrame, fact_id: str) -> str:
    """A fact as a row of the README's table."""
    columns = ["fact_id", "organization", "text", "action", "object", "exact", "mask", "unit", "modifier", "relation", "indicator"]
    cells = ["" if pd.isna(rows.loc[fact_id][c]) else str(rows.loc[fact_id][c]).replace("*", r"\*") for c in columns]
    return f"| {' | '.join(cells)} |"


@pytest.mark.slow
@each_readme
def test_its_python_runs(name: str, played: dict[str, list[str]], folders: dict[str, Path]) -> None:
    code = "\n".join(b.text for b in blocks(TEXTS[name]) if b.language == "python" and not b.file)
    done = subprocess.run([sys.executable, "-c", code], cwd=folders[name], capture_output=True, text=True)
    assert done.returncode == 0 and "12次" in done.stdout, done.stderr


def _command(place: list[str]) -> click.Command:
    context, found = click.Context(main), main
    for name in place:
        found = found.get_command(context, name)  # type: ignore[assignment, union-attr]
    return found


def _options(place: list[str]) -> set[str]:
    context = click.Context(_command(place), help_option_names=["-h", "--help"])
    return {o for p in _command(place).get_params(context) if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}


def _row(text: str, *heads: str) -> set[str]:
    """The options named in the rows of these heads."""
    found = [line for line in text.splitlines() if any(line.startswith(f"| {head} |") for head in heads)]
    assert len(found) == len(heads), heads
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", "".join(found)))


@each_readme
@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_every_option_is_named_in_the_row_of_its_command(name: str, place: list[str]) -> None:
    every, shared = {"zh": ("每个命令", "`usage` 各命令"), "en": ("every command", "`usage` commands")}[READMES[name]]
    common = _row(TEXTS[name], every) | (_row(TEXTS[name], shared) if len(place) == 2 else set())
    own = _row(TEXTS[name], f"`{' '.join(place)}`") if place != ["usage"] else set()
    assert _options(place) <= own | common
    assert own <= _options(place)


@each_readme
@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_every_command_has_an_example(name: str, place: list[str]) -> None:
    commands = [e.command for n, e in EXAMPLES if n == name]
    assert place == ["usage"] or any(c.startswith(f"reportmine {' '.join(place)} ") for c in commands)


@each_readme
def test_every_command_stands_in_the_table_of_commands(name: str) -> None:
    assert [c for c in COMMANDS if f"| `reportmine {c} " not in TEXTS[name]] == []


@each_readme
def test_every_public_name_is_named(name: str) -> None:
    assert [n for n in reportmine.__all__ if f"`reportmine.{n}`" not in TEXTS[name]] == []


def _named(name: str, ending: str) -> Iterator[str]:
    return (b.text for b in blocks(TEXTS[name]) if b.file.endswith(ending))


@each_readme
def test_the_rule_to_copy_loads(name: str) -> None:
    (text,) = _named(name, "named.toml")
    assert [r.id for r in parse_rules(text, name)] == ["colour-levels"]


@each_readme
def test_the_indicator_and_the_taxonomy_to_copy_load(name: str) -> None:
    own = [b for b in _named(name, ".toml") if "[[indicator]]" in b or "[[label]]" in b]
    assert [i.id for b in own if "[[indicator]]" in b for i in parse_indicators(b, name)] == ["own_night_visits"]
    assert [parse_taxonomy(b, name).ids for b in own if "[[label]]" in b] == [("inspection", "repair")]


@each_readme
def test_links_lead_to_files(name: str) -> None:
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", TEXTS[name]) + re.findall(r"`(tests/[\w/.]+)`", TEXTS[name])
    assert [link for link in links if not (ROOT / link).exists()] == []


@each_readme
def test_pictures_are_small(name: str) -> None:
    pictures = [ROOT / p for p in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXTS[name])]
    assert len(pictures) == 2 and all(p.stat().st_size < 300_000 for p in pictures)


def test_the_picture_of_the_layers_names_every_package() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    picture = (ROOT / ".github/pictures/architecture.svg").read_text(encoding="utf-8")
    assert [m for layer in contract["layers"] for m in layer.split(" : ") if f">{m}</text>" not in picture] == []


def test_both_have_the_same_parts_and_examples() -> None:
    zh, en = (_shape(name) for name in READMES)
    assert zh == en


def _shape(name: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Headings by depth, blocks by language, and every example's command and options, all but `--lang`."""
    found = [re.findall(r"^reportmine(?: usage)? \w+| --?[a-z][a-z-]*", e.command.replace(" --lang en", "")) for n, e in EXAMPLES if n == name]
    return re.findall(r"^(#+) ", _FENCE.sub("", TEXTS[name]), re.MULTILINE), [b.language for b in blocks(TEXTS[name])], found


def shortened(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """What is printed now, shortened where `shown` is: lines left out where it has a line …, lines cut where it cuts them.

    >>> shortened(("a", "…", "ab…"), ["x", "y", "z", "xyz"])
    ['x', '…', 'xy…']
    """
    assert shown.count("…") <= 1, "one gap an example"
    if "…" not in shown:
        return [cut(line, shown[n] if n < len(shown) else "") for n, line in enumerate(printed)]
    head, tail = shown[: shown.index("…")], shown[shown.index("…") + 1 :]
    ending = printed[len(printed) - len(tail) :]
    return [*map(cut, printed, head), "…", *map(cut, ending, tail)]


def cut(line: str, shown: str) -> str:
    """A line cut where the shown one is, else at the width of a page."""
    if shown.endswith("…"):
        return line[: len(shown) - 1] + "…"
    width = 0
    for n, character in enumerate(line):
        width += 2 if east_asian_width(character) in "WF" else 1
        if width > WIDTH:
            return line[:n] + "…"
    return line


def update(name: str, folder: Path) -> None:
    """Write what the examples of a README print now into it, and the facts of its table."""
    outputs = play(name, folder)
    if failed := [p for p in outputs if failure(p)]:
        sys.exit(f"{name}: an example fails; nothing was written.\n{failed[0]}")
    text, printed = (ROOT / name).read_text(encoding="utf-8"), iter(outputs)

    def console(block: re.Match[str]) -> str:
        if block[1] != "console":
            return block[0]
        lines = [line for e in examples(block[3]) for line in (f"$ {e.command}", *shortened(e.shown, next(printed).splitlines()))]
        return "```console\n" + "\n".join(lines) + "\n```"

    rows = facts_of(folder)
    text = _FACT.sub(lambda m: row_of(rows, m[1]), _FENCE.sub(console, text))
    (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python tests/test_readme.py --update")
    for readme in READMES:
        print(readme)
        with tempfile.TemporaryDirectory() as place:
            update(readme, Path(place))
