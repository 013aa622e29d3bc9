"""What the commands of `usage` have in common: their options, and what is done with the table that each returns."""

import shlex
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command import Function, argument_path, lang_option, option, path
from .terminal import say, shown
from .words import tr

if TYPE_CHECKING:
    import pandas as pd

Decorator = Callable[[Function], Function]


def outputs(function: Function) -> Function:
    """`OUT`, where the table goes, and how much of it is shown."""

    @option("-o", "--output", type=path(dir_okay=False), help=("写到这个 .csv 或 .parquet（默认 OUT/usage/命令.csv）", "write this .csv or .parquet (default OUT/usage/COMMAND.csv)"))
    @option("--picture", type=path(dir_okay=False), help=("另画一张图（.svg .png .pdf）", "draw a picture as well (.svg .png .pdf)"))
    @option("--show", type=click.IntRange(min=0), default=20, show_default=True, help=("在屏幕上显示多少行", "rows to show"))
    @lang_option()
    @wraps(function)
    def wrapper(out: Path, output: Path | None, picture: Path | None, show: int, **settings: Any) -> None:
        from ..usage import load_corpus, write_result

        frame: pd.DataFrame = function(load_corpus(out), **settings)
        name = frame.attrs["provenance"]["result"]
        written = write_result(frame, output or out / "usage" / f"{name}.csv")
        _print(frame, written, show)
        if picture is not None:
            from ..usage.pictures import draw

            say(f"{tr('图：', 'Picture: ')}{draw(name, frame, picture)}")
        again = frame.attrs["provenance"]["command"]
        say(f"{tr('复现：', 'Again: ')}{again}" + (f" -o {shlex.quote(str(output))}" if output else ""))

    return argument_path("out", file_okay=False)(wrapper)


def _print(frame: "pd.DataFrame", written: Path, show: int) -> None:
    import pandas as pd

    options = ("display.width", 0, "display.unicode.east_asian_width", True, "display.max_columns", None, "display.max_colwidth", 40)
    with pd.option_context(*options):
        for line in _plain(frame.head(show)).to_string(index=False).split("\n") if show and len(frame) else ():
            say(line)
    for note in frame.attrs["provenance"][tr("notes", "notes_en")]:
        say(note)
    say(tr(f"共 {len(frame)} 行 → {written}", f"Rows: {len(frame)} → {written}"))


def _plain(frame: "pd.DataFrame") -> "pd.DataFrame":
    """The table with what a terminal would obey shown, so that columns are as wide as they look."""
    texts = frame.select_dtypes(exclude="number")
    return frame.assign(**{str(c): texts[c].map(lambda v: shown(v) if isinstance(v, str) else v) for c in texts}).rename(columns=shown)


def where() -> Decorator:
    """Which reports are meant."""
    return option("--where", default="", help=("只看符合条件的报告，如 year=2025", "only reports that fit, such as year=2025"))


def switch(name: str, zh: str, en: str, *, default: bool) -> Decorator:
    """A pair `--name/--no-name`."""
    return option(f"--{name}/--no-{name}", default=default, help=(zh, en))


def ritual() -> Decorator:
    """Whether formulas such as 高举…旗帜 count."""
    return switch("ritual", "是否计入仪式性套语", "whether ritual formulas count", default=True)


def stops() -> Decorator:
    """Whether stop words are left out."""
    return switch("stops", "是否略去停用词", "leave stop words out", default=True)


def unit() -> Decorator:
    """What is counted."""
    return option("--unit", type=click.Choice(["word", "char"]), default="word", help=("按词或按字", "words or characters"))


def dictionary() -> Decorator:
    """The user's own concepts."""
    return option("--dictionary", type=path(exists=True, dir_okay=False), help=("词典 CSV：concept,term（或 概念,词）", "CSV of concept,term"))


def groups(by: tuple[str, ...]) -> Decorator:
    """What rows are grouped by."""
    return option("--by", multiple=True, default=by, show_default=True, help=("按哪些列分组", "columns to group by"))
