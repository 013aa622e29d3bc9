"""`reportmine compare`: units side by side."""

from pathlib import Path

from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr


@bilingual(
    "compare",
    about=(
        "各单位并列比较：写出比较工作簿和可离线打开的网页。OUT 是 extract 的结果文件夹。\n"
        "网页从 OUT/pages/index.html 打开，工作簿是 OUT/comparison.xlsx。",
        "Units side by side: a comparison workbook and pages that open offline. OUT is a folder written by extract.\n"
        "The pages begin at OUT/pages/index.html, the workbook is OUT/comparison.xlsx.",
    ),
    example=COMMANDS["compare"].example,
)
@argument_path("out")
@option("--indicators", type=path(exists=True, dir_okay=False), multiple=True, help=("自己的指标文件（TOML），可重复", "your own indicator file (TOML); repeatable"))
@lang_option(expose=True)
@option("--quiet", is_flag=True, help=("不显示小结", "no summary"))
def command(out: Path, indicators: tuple[Path, ...], lang: str, quiet: bool) -> None:
    """Write pages and workbook and say where they are."""
    from ..comparison.run import compare

    done = compare(out, lang=lang, indicator_files=indicators)
    if quiet:
        return
    total = done.reports + done.copies
    copies = tr(f"（其中 {done.copies} 份与其他文件内容相同，只比一次）", f", {done.copies} of them copies, compared once") if done.copies else ""
    say(
        tr(
            f"报告 {total} 份{copies}，指标 {done.indicators} 个（其中 {done.shared_indicators} 个有两家以上单位填报），核对提示 {done.problems} 条。",
            f"{total} reports{copies}, {done.indicators} indicators ({done.shared_indicators} reported by two or more units), {done.problems} findings.",
        )
    )
    say(tr(f"网页：{done.index}", f"Page: {done.index}"))
    say(tr(f"比较工作簿：{done.workbook}", f"Comparison workbook: {done.workbook}"))
