"""`reportmine extract`: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import Words, tr

if TYPE_CHECKING:
    from ..archive import Summary

SHOWN = 20
KINDS = {"new": ("新增", "new"), "changed": ("改动", "changed"), "gone": ("不见了", "gone"), "copy": ("内容相同", "copies")}


@bilingual(
    "extract",
    about=(
        "读取报告，切分，抽取，标注，写出表格和工作簿。INPUT 可以是文件、文件夹、通配符、.zip，或 -（从标准输入读路径，每行一个）。\n"
        "同样的命令再运行一遍，只处理新的和变了的文件；中断了也是再运行一遍。",
        "Read reports, cut them up, extract, tag, write tables and a workbook. INPUT is a file, a folder, a glob, a .zip, or - "
        "(paths on standard input, one a line).\n"
        "Running the same command again does only what is new or changed, and continues what was interrupted.",
    ),
    example=COMMANDS["extract"].example,
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@option("-o", "--out", type=path(file_okay=False), required=True, help=("结果文件夹", "output folder"))
@option("--organizations", type=path(dir_okay=False), help=("单位对照表 CSV（path,organization,period 或 路径,单位,时期）", "CSV of path,organization,period"))
@option("--taxonomy", default="", help=("重点措施分类体系：名称或 TOML 文件（默认自动识别，识别不出用 2023）", "taxonomy name or TOML file (default: detected, else 2023)"))
@option("--lexicon", type=path(), help=("自己的词库文件夹", "folder with your own word lists"))
@option("--segmenter", "--words", type=click.Choice(["rjieba", "jieba"]), default="rjieba", help=("分词器", "word segmenter"))
@option("--jobs", type=click.IntRange(min=0), default=0, help=("进程数（默认全部核心）", "processes (default: all cores)"))
@option("--engine", type=click.Choice(["local", "dask"]), default="local", help=("本机或 Dask 集群", "this machine or a Dask cluster"))
@option("--scheduler", default="", help=("Dask 调度器地址", "address of the Dask scheduler"))
@option("--time-limit", type=click.FloatRange(min=1), default=300.0, show_default=True, help=("每份文件最多处理多少秒", "seconds one file may take"))
@option("--fresh", is_flag=True, help=("不沿用上次的结果", "forget an earlier run"))
@lang_option(expose=True)
@option("--quiet", is_flag=True, help=("不显示进度和小结", "no progress, no summary"))
@option("--strict", is_flag=True, help=("有文件读取失败时退出码为 1", "exit status 1 if a file failed"))
def command(
    inputs: tuple[str, ...], out: Path, organizations: Path | None, taxonomy: str, lexicon: Path | None, segmenter: str,
    jobs: int, engine: str, scheduler: str, time_limit: float, fresh: bool, lang: str, quiet: bool, strict: bool,
) -> None:  # fmt: skip
    """Run the archive and say what was done."""
    from ..archive import Options, Settings, extract
    from ..archive.paths import misplaced, missing
    from .progress import Bar

    if wrong := missing(inputs) or misplaced(inputs, out):
        raise click.UsageError(tr(*wrong))
    settings = Settings(taxonomy=taxonomy, words=segmenter, lexicon=lexicon, seconds=time_limit)
    options = Options(
        out=out, settings=settings, jobs=jobs, engine=engine, scheduler=scheduler, fresh=fresh,
        organizations=organizations, books=lang,
    )  # fmt: skip
    with Bar(tr("读取报告", "Reading reports"), show=not quiet) as bar:
        summary = extract(inputs, options, bar.update)
    if not quiet:
        _report(summary, out)
    if not summary.reports:
        say(tr("INPUT 里没有报告。请核对路径。", "No report in INPUT. Check the path."), err=True)
    if summary.failed:
        say(tr(f"{summary.failed} 份文件读取失败，详见报告表的“说明”列。", f"{summary.failed} files failed; see column error of table reports."), err=True)
    if strict and summary.failed:
        click.get_current_context().exit(1)


def _report(s: "Summary", out: Path) -> None:
    """One summary: read, failed, facts, masked facts, seconds, what has changed, and where the workbook is."""
    _told(s, out)
    again = tr(f"（{s.reused} 份文件沿用上次结果）", f" ({s.reused} files from the earlier run)") if s.reused else ""
    copies = tr(f"（其中 {s.copies} 份与其他文件内容相同）", f" ({s.copies} of them copies of other files)") if s.copies else ""
    say(
        tr(
            f"读取报告 {s.read} 份{copies}，空 {s.empty} 份，失败 {s.failed} 份{again}；事实 {s.facts} 条，其中脱敏 {s.masked} 条；"
            f"数字缩略语 {s.named} 处；用时 {s.seconds:.1f} 秒。",
            f"{s.read} reports read{copies}, {s.empty} empty, {s.failed} failed{again}; {s.facts} facts, {s.masked} of them masked; "
            f"{s.named} named measures; {s.seconds:.1f} seconds.",
        )
    )
    _changes(s, out)
    say(tr(f"工作簿：{out / 'reportmine.xlsx'}", f"Workbook: {out / 'reportmine.xlsx'}"))
    _old(s, out)


def _told(s: "Summary", out: Path) -> None:
    """What could not be read, what does not fit the workbook, and which folders were not read."""
    for file, words in s.errors[:SHOWN]:
        why = tr(*words)
        say("  " + (why if file in why else file + tr("：", ": ") + why), err=True)
    for note in (*s.notes, *(tr(*words) for words in s.lost)):
        say(f"  {note}", err=True)
    if s.mended:
        say(f"  {tr(*_mended([p.absolute().relative_to(out.absolute()) for p in s.mended]))}", err=True)
    if s.left_out:
        some = tr("、", ", ").join(s.left_out[:SHOWN]) + (tr(" 等", " and more") if len(s.left_out) > SHOWN else "")
        say(tr(f"  是以前的结果，没有当报告读：{some}", f"  Earlier results, not read as reports: {some}"), err=True)


def _mended(places: list[Path]) -> Words:
    """What of the earlier run was damaged, the first few by name."""
    count, shown, more = len(places), [str(p) for p in places[:5]], len(places) > 5
    return (
        f"上次的结果有 {count} 处损坏、缺失或不是这个版本写的，已重新写好：{'、'.join(shown)}{' 等' if more else ''}。",
        f"{count} places in the earlier run's results were damaged, missing or of another version, and are written anew: "
        f"{', '.join(shown)}{' and more' if more else ''}.",
    )


def _changes(s: "Summary", out: Path) -> None:
    """What is different from the run before: how many files, and the names of the first of each kind."""
    if s.again:
        counts = tr("，", ", ").join(f"{tr(*KINDS[k])} {s.changes[k].count}" for k in ("new", "changed", "gone"))
        say(tr(f"与上次相比（份）：{counts}。", f"Against the run before (files): {counts}."))
    for kind, change in s.changes.items():
        for file, first in change.first:
            same = tr(f"（同 {first}）", f" (as {first})") if first else ""
            say(f"  {tr(*KINDS[kind])}{tr('：', ': ')}{file}{same}")
        if change.count > len(change.first):
            more, where = change.count - len(change.first), out / "csv" / "changes.csv"
            say(tr(f"  …… 还有 {more} 份，见 {where}", f"  … {more} more, see {where}"))


def _old(s: "Summary", out: Path) -> None:
    """Which results of other commands are of earlier tables, and what makes them anew."""
    if s.old:
        between = tr("、", ", ")
        files = between.join(name for names in s.old.values() for name in names)
        commands = between.join(f"reportmine {what} {out}" for what in s.old)
        say(tr(f"{files} 还是用以前的表做的，请重新运行：{commands}", f"{files}: made from earlier tables; run again: {commands}"))
