"""`reportmine compare`: units side by side."""

from pathlib import Path

import click

from ..comparison.run import compare
from .words import tr


@click.command("compare")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--indicators", type=click.Path(path_type=Path, exists=True, dir_okay=False), multiple=True, help=tr("自己的指标文件（TOML），可重复", "your own indicator file (TOML); repeatable"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("页面与表头语言", "language of pages and headers"))
@click.option("--quiet", is_flag=True, help=tr("不显示小结", "no summary"))
def command(out: Path, indicators: tuple[Path, ...], lang: str, quiet: bool) -> None:
    """各单位并列比较：写出比较工作簿和可离线打开的网页。OUT 是 extract 的结果文件夹。

    \b
    示例：
      reportmine compare 结果
    """
    done = compare(out, lang=lang, indicator_files=indicators)
    if quiet:
        return
    click.echo(
        tr(
            f"报告 {done.reports} 份，指标 {done.indicators} 个（其中 {done.shared_indicators} 个有两家以上单位填报），核对提示 {done.problems} 条。",
            f"{done.reports} reports, {done.indicators} indicators ({done.shared_indicators} reported by two or more units), {done.problems} findings.",
        )
    )
    click.echo(tr(f"网页：{done.index}", f"Page: {done.index}"))
    click.echo(tr(f"比较工作簿：{done.workbook}", f"Comparison workbook: {done.workbook}"))
