"""`reportmine check`: what does not add up."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 10


@bilingual(
    "check",
    about=(
        "核对报告内部和报告之间对不上的数。只提示，不改动任何数字。OUT 是 extract 的结果文件夹。\n"
        "打印各类的条数和最要紧的十条，全部提示写入 OUT/tables/problems 和 OUT/problems.xlsx。",
        "What does not add up, inside a report and across reports. Nothing is ever corrected. OUT is a folder written by extract.\n"
        "Prints how many there are of every kind and the ten worst; all findings go to OUT/tables/problems and OUT/problems.xlsx.",
    ),
    example=COMMANDS["check"].example,
)
@argument_path("out")
@option("--indicators", type=path(exists=True, dir_okay=False), multiple=True, help=("自己的指标文件（TOML），可重复", "your own indicator file (TOML); repeatable"))
@lang_option(expose=True)
@option("--quiet", is_flag=True, help=("只写表，不打印", "write the table, print nothing"))
def command(out: Path, indicators: tuple[Path, ...], lang: str, quiet: bool) -> None:
    """Write the findings, count them and print the worst."""
    from ..comparison.run import check

    table = check(out, lang=lang, indicator_files=indicators)
    if quiet:
        return
    written = tr("{} 和 {}", "{} and {}").format(out / "tables" / "problems", out / "problems.xlsx")
    if table.empty:
        say(tr(f"没有发现对不上的数。空表已写入 {written}。", f"Nothing was found that does not add up. The empty table is in {written}."))
        return
    _count(table, lang)
    _worst(table, lang)
    rest = len(table) - SHOWN
    only = tr(f"，另 {rest} 条这里没有列出", f", {rest} of them not shown here") if rest > 0 else ""
    say(tr(f"共 {len(table)} 条提示{only}；全部已写入 {written}。", f"{len(table)} findings{only}; all are in {written}."))


def _count(table: "pd.DataFrame", lang: str) -> None:
    """How many findings there are of every kind, the worst kinds first."""
    from ..comparison.captions import captions
    from ..comparison.check_data import SEVERITIES
    from ..comparison.checks import kind_name

    counts = Counter(zip(table["severity"], table["check"], strict=True))
    for severity, check in sorted(counts, key=lambda kind: (SEVERITIES.index(kind[0]), -counts[kind])):
        count = tr(f"：{counts[severity, check]} 条", f": {counts[severity, check]}")
        say(f"{captions()[lang][severity]} · {kind_name(check, lang)}{count}")


def _worst(table: "pd.DataFrame", lang: str) -> None:
    """The first findings of the table, in which the worst come first."""
    from ..comparison.captions import captions

    say(tr(f"其中最要紧的 {SHOWN} 条：", f"The {SHOWN} worst:") if len(table) > SHOWN else tr("逐条如下：", "One by one:"))
    for row in table.head(SHOWN).itertuples():
        say(f"[{captions()[lang][str(row.severity)]}] {row.organization}{tr('：', ': ')}{row.message}")
