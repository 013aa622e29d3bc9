"""`reportmine usage …`: research on how reporting language is used, on the tables of `extract`."""

import shlex
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
import pandas as pd

from .words import tr

Command = Callable[..., Any]
_BY = ("unit", "when")


class Group(click.Group):
    """A group whose commands are listed in the order of the file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group("usage", cls=Group)
def command() -> None:
    """报告语言怎样使用：索引、主题词、搭配、概念面板、短语、文本复用、扩散、风格概貌、导出。

    每个命令都写出表格（.csv 或 .parquet），旁边是它的来历（.provenance.json），并印出能重做它的一条命令。
    条件写成 字段=值：year=1994，organization=国务院,year=2019..2025，genre=*总结|*汇报，measure=theory。

    \b
    示例：
      reportmine usage kwic 结果 高质量发展
    """


def _outputs(function: Command) -> Command:
    """The options that every command has, and what is done with the table it returns."""

    @click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=tr("写到这个 .csv 或 .parquet（默认 OUT/usage/命令.csv）", "write this .csv or .parquet (default OUT/usage/COMMAND.csv)"))
    @click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help=tr("另画一张图（.svg .png .pdf）", "draw a picture as well (.svg .png .pdf)"))
    @click.option("--show", default=20, show_default=True, help=tr("在屏幕上显示多少行", "rows to show"))
    @click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("界面语言", "language of messages"))
    @wraps(function)
    def wrapper(out: Path, output: Path | None, picture: Path | None, show: int, lang: str, **settings: Any) -> None:
        from ..usage import load_corpus, write_result

        frame: pd.DataFrame = function(load_corpus(out), **settings)
        name = frame.attrs["provenance"]["result"]
        path = write_result(frame, output or out / "usage" / f"{name}.csv")
        _print(frame, path, show)
        if picture is not None:
            from ..usage.pictures import draw

            click.echo(f"{tr('图：', 'Picture: ')}{draw(name, frame, picture)}")
        again = frame.attrs["provenance"]["command"]
        click.echo(f"{tr('复现：', 'Again: ')}{again}" + (f" -o {shlex.quote(str(output))}" if output else ""))

    return click.argument("out", type=click.Path(path_type=Path, file_okay=False))(wrapper)


def _print(frame: pd.DataFrame, path: Path, show: int) -> None:
    options = ("display.width", 0, "display.unicode.east_asian_width", True, "display.max_columns", None, "display.max_colwidth", 40)
    with pd.option_context(*options):
        if show and len(frame):
            click.echo(frame.head(show).to_string(index=False))
    for note in frame.attrs["provenance"]["notes"]:
        click.echo(note)
    click.echo(f"{tr('共', 'Rows:')} {len(frame)} {tr('行', '')} → {path}")


def _where() -> Callable[[Command], Command]:
    return click.option("--where", default="", help=tr("只看符合条件的报告", "only reports that fit"))


def _switch(name: str, zh: str, en: str, *, default: bool) -> Callable[[Command], Command]:
    return click.option(f"--{name}/--no-{name}", default=default, help=tr(zh, en))


def _ritual() -> Callable[[Command], Command]:
    return _switch("ritual", "是否计入仪式性套语", "whether ritual formulas count", default=True)


def _stops() -> Callable[[Command], Command]:
    return _switch("stops", "是否略去停用词", "leave stop words out", default=True)


def _unit() -> Callable[[Command], Command]:
    return click.option("--unit", type=click.Choice(["word", "char"]), default="word", help=tr("按词或按字", "words or characters"))


def _dictionary() -> Callable[[Command], Command]:
    return click.option("--dictionary", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=tr("词典 CSV：concept,term", "CSV of concept,term"))


def _groups(by: tuple[str, ...]) -> Callable[[Command], Command]:
    return click.option("--by", multiple=True, default=by, show_default=True, help=tr("按哪些列分组", "columns to group by"))


@command.command("kwic")
@_outputs
@click.argument("query")
@click.option("--regex", is_flag=True, help=tr("检索词是正则表达式", "the query is a regular expression"))
@click.option("--pattern", is_flag=True, help=tr("检索词是 词/词性 序列", "the query is a sequence of word/tag"))
@_where()
@click.option("--width", default=20, show_default=True, help=tr("左右各多少字", "characters to either side"))
@click.option("--sort", type=click.Choice(["text", "left", "right", "node", "time", "unit"]), default="text", help=tr("排序", "order"))
@click.option("--limit", default=0, help=tr("最多多少行（0：全部）", "at most so many (0: all)"))
def kwic(corpus: Any, query: str, **settings: Any) -> pd.DataFrame:
    """逐词索引：每处用例及其左右文，带偏移。

    \b
    示例：
      reportmine usage kwic 结果 高质量发展 --sort right --where year=2025
      reportmine usage kwic 结果 "开展/v */n" --pattern
    """
    from ..usage import kwic as measure

    return measure(corpus, query, **settings)


@command.command("keyness")
@_outputs
@click.option("--a", required=True, help=tr("甲组的条件", "group A"))
@click.option("--b", default="", help=tr("乙组的条件（默认：其余）", "group B (default: the rest)"))
@click.option("--ngram", default=1, show_default=True, help=tr("最多几个词连成一项", "runs of up to so many"))
@_unit()
@click.option("--min-count", default=5, show_default=True, help=tr("最少次数", "least count"))
@_stops()
@_ritual()
@_switch("numbers", "是否计入数字类", "whether the classes of numbers count", default=False)
@click.option("--part", default=1000, show_default=True, help=tr("离散度按多少词一段计", "tokens per part for dispersion"))
def keyness(corpus: Any, **settings: Any) -> pd.DataFrame:
    """主题词：甲组比乙组多用什么（对数似然、效应量、离散度）。

    \b
    示例：
      reportmine usage keyness 结果 --a year=1994 --b year=2025 --picture 主题词.svg
    """
    from ..usage import keyness as measure

    return measure(corpus, **settings)


@command.command("collocations")
@_outputs
@click.argument("node", default="")
@click.option("--window", default=5, show_default=True, help=tr("左右各几个词；0：同句", "words to either side; 0: same sentence"))
@_where()
@click.option("--min-count", default=3, show_default=True, help=tr("最少共现次数", "least count together"))
@_stops()
@_ritual()
@_unit()
def collocations(corpus: Any, node: str, **settings: Any) -> pd.DataFrame:
    """搭配：什么词常与它为伴（logDice、MI、t）；不给词而 --window 0，则列出全部同句词对。

    \b
    示例：
      reportmine usage collocations 结果 整改
    """
    from ..usage import collocations as measure

    return measure(corpus, node, **settings)


@command.command("panel")
@_outputs
@_dictionary()
@_groups(_BY)
@_where()
@_ritual()
def panel(corpus: Any, **settings: Any) -> pd.DataFrame:
    """概念面板：单位 × 时期 × 概念的次数、分母和份额。

    \b
    示例：
      reportmine usage panel 结果 --dictionary 我的词典.csv --by organization --by year
    """
    from ..usage import panel as measure

    return measure(corpus, **settings)


@command.command("phrases")
@_outputs
@click.option("--kind", type=click.Choice(["set", "four", "runs", "ritual"]), default="set", help=tr("提法、四字格、排比、套语", "set phrases, four-character, parallel runs, ritual"))
@_where()
@_unit()
@click.option("--min-count", default=3, show_default=True, help=tr("最少次数", "least count"))
@click.option("--min-reports", default=2, show_default=True, help=tr("最少见于几份报告", "least reports"))
@click.option("--cohesion", default=0.3, show_default=True, help=tr("凝固度下限", "least cohesion"))
@click.option("--freedom", default=0.4, show_default=True, help=tr("自由度下限", "least freedom"))
@_ritual()
@_switch("nominal", "排比是否含名词罗列", "whether runs include mere lists", default=False)
def phrases(corpus: Any, **settings: Any) -> pd.DataFrame:
    """短语：不用词典发现的提法，四字格，排比，仪式性套语。

    \b
    示例：
      reportmine usage phrases 结果 --kind runs --min-reports 1
    """
    from ..usage import phrases as measure

    return measure(corpus, **settings)


@command.command("reuse")
@_outputs
@click.option("--table", type=click.Choice(["passages", "pairs", "matrix", "alignment"]), default="passages", help=tr("段落、两两、方阵、对照", "passages, pairs, matrix, alignment"))
@_where()
@click.option("--min-characters", default=15, show_default=True, help=tr("句子最少几字", "least letters of a sentence"))
@click.option("--similarity", default=0.7, show_default=True, help=tr("近似的下限", "least similarity"))
@_switch("near", "是否找近似的", "whether to look for near ones", default=True)
@_switch("ritual", "套语是否算字数", "whether ritual formulas count", default=False)
@click.option("--common", default=200, show_default=True, help=tr("多于几份报告共有的算模板", "shared by more reports: a template"))
@click.option("--a", default="", help=tr("对照：甲报告（编号或路径）", "alignment: report A (id or path)"))
@click.option("--b", default="", help=tr("对照：乙报告", "alignment: report B"))
def reuse(corpus: Any, **settings: Any) -> pd.DataFrame:
    """文本复用：几份报告共有的句子（数字不计），谁在先，改了什么。

    \b
    示例：
      reportmine usage reuse 结果 --table pairs
    """
    from ..usage import reuse as measure

    return measure(corpus, **settings)


@command.command("diffusion")
@_outputs
@click.argument("phrase", nargs=-1)
@_dictionary()
@click.option("--named", is_flag=True, help=tr("全部数字缩略语", "all named measures"))
@_where()
@click.option("--over", type=click.Choice(["units", "time"]), default="units", help=tr("按单位或按时间", "by unit or by time"))
@click.option("--min-units", default=1, show_default=True, help=tr("最少几个单位用过", "least units"))
def diffusion(corpus: Any, phrase: tuple[str, ...], **settings: Any) -> pd.DataFrame:
    """扩散：短语或数字缩略语最早见于何处，怎样传开。

    \b
    示例：
      reportmine usage diffusion 结果 新质生产力 高质量发展 --over time --picture 扩散.svg
    """
    from ..usage import diffusion as measure

    return measure(corpus, phrase, **settings)


@command.command("profile")
@_outputs
@_groups(("report_id",))
@_where()
@click.option("--window", default=100, show_default=True, help=tr("类符形符比的窗口", "window of the type/token ratio"))
def profile(corpus: Any, **settings: Any) -> pd.DataFrame:
    """风格概貌：数字密度、脱敏比例、套语比例、词汇丰富度、句长、各重点措施的篇幅。

    \b
    示例：
      reportmine usage profile 结果 --by unit
    """
    from ..usage import profile as measure

    return measure(corpus, **settings)


@command.command("export")
@_outputs
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["docbin", "conllu", "quanteda", "antconc"]), default="conllu", help=tr("格式", "format"))
@_where()
@click.option("--tags", is_flag=True, help=tr("写成 词_词性", "write word_tag"))
def export(corpus: Any, target: Path, **settings: Any) -> pd.DataFrame:
    """导出给别的工具：spaCy DocBin、CoNLL-U、quanteda、AntConc。

    \b
    示例：
      reportmine usage export 结果 语料.conllu
      reportmine usage export 结果 antconc语料 --format antconc --tags
    """
    from ..usage import export as measure

    return measure(corpus, target, **settings)
