"""`reportmine evaluate`: figures against gold, and the gate that keeps them."""

import sys
from pathlib import Path

import click
import pandas as pd

from ..archive.memory import extract
from ..evaluation.gate import below, load_floors, raise_floors
from ..evaluation.gold import load_gold
from ..evaluation.score import score
from ..tables import TABLES, read_tables
from .words import tr


@click.command("evaluate")
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.argument("gold", type=click.Path(path_type=Path, exists=True), nargs=-1)
@click.option("--gate", type=click.Path(path_type=Path, dir_okay=False), help=tr("下限文件：有指标低于下限则退出码 1", "file of floors: exit status 1 if a figure is under"))
@click.option("--pin", is_flag=True, help=tr("把 --gate 文件改写为当前水平", "write the present figures to the --gate file"))
@click.option("--reason", default="", help=tr("降低下限的理由", "why a floor is lowered"))
@click.option("--errors", type=click.IntRange(min=0), default=0, help=tr("列出至多 N 条漏报和误报", "list up to N misses and false finds"))
@click.option("--key-measures", type=click.Path(path_type=Path, exists=True), help=tr("改为评测重点措施分类：标注段落 JSONL", "score the key-measure classifier on labelled paragraphs (JSONL) instead"))
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help=tr("同时写出 SVG 图", "also write an SVG picture"))
@click.option("--taxonomy", default="2023", help=tr("分类体系", "taxonomy"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("语言", "language"))
def command(
    source: Path | None, gold: tuple[Path, ...], gate: Path | None, pin: bool, reason: str, errors: int,
    key_measures: Path | None, picture: Path | None, taxonomy: str, lang: str,
) -> None:  # fmt: skip
    """用人工标注检验结果。SOURCE 是 extract 的结果文件夹，或存放报告的文件夹；GOLD 是标注文件（JSONL）。

    \b
    示例：
      reportmine evaluate corpora/reports corpora/gold/*.jsonl --gate corpora/gold/floors.json
      reportmine evaluate --key-measures 段落标注.jsonl
    """
    if key_measures is not None:
        from .key_measures import show

        show(key_measures, taxonomy, picture)
        return
    if source is None or not gold:
        raise click.UsageError(tr("请给出结果文件夹和标注文件", "give an output folder and gold files"))
    figures, wrong = score(_tables(source), load_gold(gold))
    for name, value in figures.items():
        click.echo(f"{name:20} {value:.4f}")
    for line in wrong[:errors]:
        click.echo(line)
    if gate and pin:
        raise_floors(gate, figures, reason)
    elif gate:
        _gate(below(figures, load_floors(gate)))


def _tables(source: Path) -> dict[str, pd.DataFrame]:
    """Tables of an output folder, or made now from a folder of reports."""
    if (source / "tables").is_dir():
        return read_tables(source)
    made = extract(source)
    return {name: getattr(made, name) for name in TABLES}


def _gate(under: list[str]) -> None:
    if under:
        click.echo(tr("低于下限：", "Under the floor: ") + "；".join(under), err=True)
        sys.exit(1)
    click.echo(tr("各项指标均不低于下限。", "Every figure holds its floor."))
