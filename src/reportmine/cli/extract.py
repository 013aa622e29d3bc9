"""`reportmine extract`: the main job."""

import sys
from pathlib import Path

import click

from ..archive import Options, Settings, Summary, extract
from ..errors import ReportmineError
from .progress import Bar
from .words import tr


@click.command("extract")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help=tr("结果文件夹", "output folder"))
@click.option("--organizations", type=click.Path(path_type=Path, dir_okay=False), help=tr("单位对照表 CSV（path,organization,period）", "CSV of path,organization,period"))
@click.option("--taxonomy", default="", help=tr("重点措施分类体系：名称或 TOML 文件（默认自动识别，识别不出用 2023）", "taxonomy name or TOML file (default: detected, else 2023)"))
@click.option("--lexicon", type=click.Path(path_type=Path), help=tr("自己的词库文件夹", "folder with your own word lists"))
@click.option("--words", type=click.Choice(["rjieba", "jieba"]), default="rjieba", help=tr("分词引擎", "word segmenter"))
@click.option("--jobs", type=click.IntRange(min=0), default=0, help=tr("进程数（默认全部核心）", "processes (default: all cores)"))
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help=tr("本机或 Dask 集群", "this machine or a Dask cluster"))
@click.option("--scheduler", default="", help=tr("Dask 调度器地址", "address of the Dask scheduler"))
@click.option("--time-limit", type=click.FloatRange(min=1), default=300.0, show_default=True, help=tr("每份文件最多处理多少秒", "seconds one file may take"))
@click.option("--fresh", is_flag=True, help=tr("不沿用上次的结果", "forget an earlier run"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("界面与表头语言", "language of help and headers"))
@click.option("--quiet", is_flag=True, help=tr("不显示进度和小结", "no progress, no summary"))
@click.option("--strict", is_flag=True, help=tr("有文件读取失败时退出码为 1", "exit status 1 if a file failed"))
def command(
    inputs: tuple[str, ...], out: Path, organizations: Path | None, taxonomy: str, lexicon: Path | None, words: str,
    jobs: int, engine: str, scheduler: str, time_limit: float, fresh: bool, lang: str, quiet: bool, strict: bool,
) -> None:  # fmt: skip
    """读取报告，切分，抽取，标注，写出表格。INPUT 可以是文件、文件夹、通配符、.zip，或 -（从标准输入读路径）。

    \b
    示例：
      reportmine extract 汇报文件夹/ -o 结果
      reportmine extract "*.docx" 旧档案.zip -o 结果 --organizations 单位.csv
    """
    settings = Settings(taxonomy=taxonomy, words=words, lexicon=lexicon, seconds=time_limit)
    options = Options(
        out=out, settings=settings, jobs=jobs, engine=engine, scheduler=scheduler, fresh=fresh,
        organizations=organizations, books=lang,
    )  # fmt: skip
    try:
        with Bar(tr("读取报告", "Reading reports"), show=not quiet) as bar:
            summary = extract(inputs, options, bar.update)
    except KeyboardInterrupt:
        raise ReportmineError(tr("已中断。再次运行即从中断处继续。", "Interrupted. Run again to continue.")) from None
    if not quiet:
        _report(summary, out)
    if summary.failed:
        click.echo(tr(f"{summary.failed} 份文件读取失败，详见报告表的“说明”列。", f"{summary.failed} files failed; see column error of table reports."), err=True)
    if strict and summary.failed:
        sys.exit(1)


def _report(s: Summary, out: Path) -> None:
    """One summary: read, failed, facts, masked facts, seconds, and where the workbook is."""
    for path, error in s.errors[:20]:
        click.echo(f"  {error if path in error else f'{path}: {error}'}", err=True)
    for note in s.notes:
        click.echo(f"  {note}", err=True)
    again = tr(f"（其中 {s.reused} 份沿用上次结果）", f" ({s.reused} from the earlier run)") if s.reused else ""
    click.echo(
        tr(
            f"读取报告 {s.read} 份{again}，空 {s.empty} 份，失败 {s.failed} 份；事实 {s.facts} 条，其中脱敏 {s.masked} 条；"
            f"数字缩略语 {s.named} 处；用时 {s.seconds:.1f} 秒。",
            f"{s.read} reports read{again}, {s.empty} empty, {s.failed} failed; {s.facts} facts, {s.masked} of them masked; "
            f"{s.named} named measures; {s.seconds:.1f} seconds.",
        )
    )
    click.echo(tr(f"工作簿：{out / 'reportmine.xlsx'}", f"Workbook: {out / 'reportmine.xlsx'}"))
