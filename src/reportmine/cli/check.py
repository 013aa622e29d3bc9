"""`reportmine check`: what does not add up."""

from pathlib import Path

import click

from ..comparison.run import check
from .words import tr


@click.command("check")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--indicators", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True, help=tr("自己的指标文件（TOML），可重复", "your own indicator file (TOML); repeatable"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("说明的语言", "language of the messages"))
@click.option("--quiet", is_flag=True, help=tr("只写表，不打印", "write the table, print nothing"))
def command(out: Path, indicators: tuple[Path, ...], lang: str, quiet: bool) -> None:
    """核对报告内部和报告之间对不上的数。只提示，不改动任何数字。OUT 是 extract 的结果文件夹。

    \b
    示例：
      reportmine check 结果
    """
    table = check(out, lang=lang, indicator_files=indicators)
    if quiet:
        return
    for row in table.itertuples():
        click.echo(f"[{row.severity}] {row.organization}  {row.check}：{row.message}")
    click.echo(tr(f"共 {len(table)} 条提示，已写入 {out / 'tables' / 'problems'} 和 {out / 'problems.xlsx'}。", f"{len(table)} findings, written to {out / 'tables' / 'problems'} and {out / 'problems.xlsx'}."))
