"""`reportmine check`: what does not add up."""

from pathlib import Path

from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr


@bilingual(
    "check",
    about=(
        "核对报告内部和报告之间对不上的数。只提示，不改动任何数字。OUT 是 extract 的结果文件夹。\n"
        "提示写入 OUT/tables/problems 和 OUT/problems.xlsx。",
        "What does not add up, inside a report and across reports. Nothing is ever corrected. OUT is a folder written by extract.\n"
        "The findings go to OUT/tables/problems and OUT/problems.xlsx.",
    ),
    example=COMMANDS["check"].example,
)
@argument_path("out")
@option("--indicators", type=path(exists=True, dir_okay=False), multiple=True, help=("自己的指标文件（TOML），可重复", "your own indicator file (TOML); repeatable"))
@lang_option(expose=True)
@option("--quiet", is_flag=True, help=("只写表，不打印", "write the table, print nothing"))
def command(out: Path, indicators: tuple[Path, ...], lang: str, quiet: bool) -> None:
    """Write the findings and print them."""
    from ..comparison.captions import captions
    from ..comparison.run import check

    table = check(out, lang=lang, indicator_files=indicators)
    if quiet:
        return
    for row in table.itertuples():
        say(f"[{captions()[lang][str(row.severity)]}] {row.organization}{tr('：', ': ')}{row.message}")
    written = f"{out / 'tables' / 'problems'}", f"{out / 'problems.xlsx'}"
    say(tr(f"共 {len(table)} 条提示，已写入 {written[0]} 和 {written[1]}。", f"{len(table)} findings, written to {written[0]} and {written[1]}."))
