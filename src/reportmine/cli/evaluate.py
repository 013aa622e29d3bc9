"""`reportmine evaluate`: figures against gold, and the gate that keeps them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr

if TYPE_CHECKING:
    import pandas as pd


@bilingual(
    "evaluate",
    about=(
        "用人工标注检验结果。SOURCE 是 extract 的结果文件夹，或存放报告的文件夹；GOLD 是标注文件（JSONL）。",
        "Score results against labels made by hand. SOURCE is a folder written by extract, or a folder of reports; GOLD are "
        "files of labels (JSONL).",
    ),
    example=COMMANDS["evaluate"].example,
)
@argument_path("source", required=False)
@click.argument("gold", type=path(exists=True, dir_okay=False), nargs=-1)
@option("--gate", type=path(dir_okay=False), help=("下限文件：有指标低于下限则退出码 1", "file of floors: exit status 1 if a figure is under"))
@option("--pin", is_flag=True, help=("把 --gate 文件改写为当前水平", "write the present figures to the --gate file"))
@option("--reason", default="", help=("降低下限的理由", "why a floor is lowered"))
@option("--errors", type=click.IntRange(min=0), default=0, help=("列出至多 N 条漏报和误报", "list up to N misses and false finds"))
@option("--key-measures", type=path(exists=True, dir_okay=False), help=("改为评测重点措施分类：标注段落 JSONL", "score the key-measure classifier on labelled paragraphs (JSONL) instead"))
@option("--picture", type=path(dir_okay=False), help=("同时写出 SVG 图", "also write an SVG picture"))
@option("--taxonomy", default="2023", help=("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@lang_option()
def command(
    source: Path | None, gold: tuple[Path, ...], gate: Path | None, pin: bool, reason: str, errors: int,
    key_measures: Path | None, picture: Path | None, taxonomy: str,
) -> None:  # fmt: skip
    """Print the figures; hold them against the floors."""
    if key_measures is not None:
        from .key_measures import show

        show(key_measures, taxonomy, picture)
        return
    if source is None or not gold:
        raise click.UsageError(tr("请给出结果文件夹和标注文件。", "Give an output folder and files of labels."))
    from ..evaluation.gate import below, load_floors, raise_floors
    from ..evaluation.gold import load_gold
    from ..evaluation.score import score

    floors = load_floors(gate) if gate and not pin else {}  # a wrong file is said before a report is read
    figures, wrong = score(_tables(source), load_gold(gold))
    for name, value in figures.items():
        say(f"{name:20} {value:.4f}")
    for line in wrong[:errors]:
        say(line)
    if gate and pin:
        raise_floors(gate, figures, reason)
    elif gate:
        _gate(below(figures, floors))


def _tables(source: Path) -> "dict[str, pd.DataFrame]":
    """Tables of an output folder, or made now from a folder of reports."""
    from ..archive.memory import extract
    from ..tables import TABLES, Results

    if (source / "tables").is_dir():
        return Results(source).frames(TABLES)
    made = extract(source)
    return {name: getattr(made, name) for name in TABLES}


def _gate(under: list[str]) -> None:
    if under:
        say(tr("低于下限：", "Under the floor: ") + tr("；", "; ").join(under), err=True)
        click.get_current_context().exit(1)
    say(tr("各项指标均不低于下限。", "Every figure holds its floor."))
