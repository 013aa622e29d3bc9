"""`reportmine usage …`: research on how reporting language is used, on the tables of `extract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command import Group, lang_option, option, path
from .guide import COMMANDS
from .usage_options import dictionary, groups, outputs, ritual, stops, switch, unit, where

if TYPE_CHECKING:
    import pandas as pd


@click.group(
    "usage",
    cls=Group,
    about=(
        "报告语言怎样使用：索引、主题词、搭配、概念面板、短语、文本复用、扩散、风格概貌、导出。\n"
        "每个命令都写出表格（.csv 或 .parquet），旁边是它的来历（.provenance.json），并印出能重做它的一条命令。\n"
        "条件写成 字段=值：year=1994，organization=国务院,year=2019..2025，genre=*总结|*汇报，measure=theory。",
        "How reporting language is used: concordance, keyness, collocations, panel of concepts, phrases, reuse, diffusion, profile, "
        "export.\n"
        "Every command writes a table (.csv or .parquet) with its provenance beside it (.provenance.json), and prints the one "
        "command that makes it again.\n"
        "Conditions are field=value: year=1994, organization=国务院,year=2019..2025, genre=*总结|*汇报, measure=theory.",
    ),
    example=COMMANDS["usage"].example,
)
@lang_option()
def command() -> None:
    """The group."""


@command.command(
    "kwic",
    about=(
        "逐词索引：每处用例及其左右文，带偏移。",
        "Concordance: every use with what stands left and right of it, and offsets.",
    ),
    example=(
        'reportmine usage kwic 结果 高质量发展 --sort right --where year=2025\nreportmine usage kwic 结果 "开展/v */n" --pattern',
        'reportmine usage kwic results 高质量发展 --sort right --where year=2025\nreportmine usage kwic results "开展/v */n" --pattern',
    ),
)
@outputs
@click.argument("query")
@option("--regex", is_flag=True, help=("检索词是正则表达式", "the query is a regular expression"))
@option("--pattern", is_flag=True, help=("检索词是 词/词性（或词类）序列", "the query is a sequence of word/tag (or word class)"))
@where()
@option("--width", default=20, show_default=True, help=("左右各多少字", "characters to either side"))
@option("--sort", type=click.Choice(["text", "left", "right", "node", "time", "unit"]), default="text", help=("排序", "order"))
@option("--limit", default=0, help=("最多多少行（0：全部）", "at most so many (0: all)"))
def kwic(corpus: Any, query: str, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.kwic`."""
    from ..usage import kwic as measure

    return measure(corpus, query, **settings)


@command.command(
    "keyness",
    about=(
        "主题词：甲组比乙组多用什么（对数似然、效应量、离散度）。",
        "Key words: what group A uses more than group B (log-likelihood, effect size, dispersion).",
    ),
    example=(
        "reportmine usage keyness 结果 --a year=1994 --b year=2025 --picture 主题词.svg",
        "reportmine usage keyness results --a year=1994 --b year=2025 --picture keyness.svg",
    ),
)
@outputs
@option("--a", required=True, help=("甲组的条件", "group A"))
@option("--b", default="", help=("乙组的条件（默认：其余）", "group B (default: the rest)"))
@option("--ngram", default=1, show_default=True, help=("最多几个词连成一项", "runs of up to so many"))
@unit()
@option("--min-count", default=5, show_default=True, help=("最少次数", "least count"))
@stops()
@ritual()
@switch("numbers", "是否计入数字类", "whether the classes of numbers count", default=False)
@option("--part", default=1000, show_default=True, help=("离散度按多少词一段计", "tokens per part for dispersion"))
def keyness(corpus: Any, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.keyness`."""
    from ..usage import keyness as measure

    return measure(corpus, **settings)


@command.command(
    "collocations",
    about=(
        "搭配：什么词常与它为伴（logDice、MI、t）；不给词而 --window 0，则列出全部同句词对。",
        "Collocations: which words keep company with this one (logDice, MI, t); without a word and with --window 0, all pairs in a sentence.",
    ),
    example=(
        "reportmine usage collocations 结果 整改",
        "reportmine usage collocations results 整改",
    ),
)
@outputs
@click.argument("node", default="")
@option("--window", default=5, show_default=True, help=("左右各几个词；0：同句", "words to either side; 0: same sentence"))
@where()
@option("--min-count", default=3, show_default=True, help=("最少共现次数", "least count together"))
@stops()
@ritual()
@unit()
def collocations(corpus: Any, node: str, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.collocations`."""
    from ..usage import collocations as measure

    return measure(corpus, node, **settings)


@command.command(
    "panel",
    about=(
        "概念面板：单位 × 时期 × 概念的次数、分母和份额。",
        "Panel of concepts: unit × period × concept, with counts, denominators and shares.",
    ),
    example=(
        "reportmine usage panel 结果 --dictionary 我的词典.csv --by organization --by year",
        "reportmine usage panel results --dictionary dictionary.csv --by organization --by year",
    ),
)
@outputs
@dictionary()
@groups(("unit", "when"))
@where()
@ritual()
def panel(corpus: Any, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.panel`."""
    from ..usage import panel as measure

    return measure(corpus, **settings)


@command.command(
    "phrases",
    about=(
        "短语：不用词典发现的提法，四字格，排比，仪式性套语。",
        "Phrases: set phrases found without a dictionary, four-character phrases, parallel runs, ritual formulas.",
    ),
    example=(
        "reportmine usage phrases 结果 --kind runs --min-reports 1",
        "reportmine usage phrases results --kind runs --min-reports 1",
    ),
)
@outputs
@option("--kind", type=click.Choice(["set", "four", "runs", "ritual"]), default="set", help=("提法、四字格、排比、套语", "set phrases, four-character, parallel runs, ritual"))
@where()
@unit()
@option("--min-count", default=3, show_default=True, help=("最少次数", "least count"))
@option("--min-reports", default=2, show_default=True, help=("最少见于几份报告", "least reports"))
@option("--cohesion", default=0.3, show_default=True, help=("凝固度下限", "least cohesion"))
@option("--freedom", default=0.4, show_default=True, help=("自由度下限", "least freedom"))
@ritual()
@switch("nominal", "排比是否含名词罗列", "whether runs include mere lists", default=False)
def phrases(corpus: Any, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.phrases`."""
    from ..usage import phrases as measure

    return measure(corpus, **settings)


@command.command(
    "reuse",
    about=(
        "文本复用：几份报告共有的句子（数字不计），谁在先，改了什么。",
        "Text reuse: sentences that several reports share (figures aside), who was first, what was changed.",
    ),
    example=(
        "reportmine usage reuse 结果 --table pairs",
        "reportmine usage reuse results --table pairs",
    ),
)
@outputs
@option("--table", type=click.Choice(["passages", "pairs", "matrix", "alignment"]), default="passages", help=("段落、两两、方阵、对照", "passages, pairs, matrix, alignment"))
@where()
@option("--min-characters", default=15, show_default=True, help=("句子最少几字", "least letters of a sentence"))
@option("--similarity", default=0.7, show_default=True, help=("近似的下限", "least similarity"))
@switch("near", "是否找近似的", "whether to look for near ones", default=True)
@switch("ritual", "套语是否算字数", "whether ritual formulas count", default=False)
@option("--common", default=200, show_default=True, help=("多于几份报告共有的算模板", "shared by more reports: a template"))
@option("--a", default="", help=("对照：甲报告（编号或路径）", "alignment: report A (id or path)"))
@option("--b", default="", help=("对照：乙报告", "alignment: report B"))
def reuse(corpus: Any, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.reuse`."""
    from ..usage import reuse as measure

    return measure(corpus, **settings)


@command.command(
    "diffusion",
    about=(
        "扩散：短语或数字缩略语最早见于何处，怎样传开。",
        "Diffusion: where a phrase or a named measure was first used, and how it spread.",
    ),
    example=(
        "reportmine usage diffusion 结果 新质生产力 高质量发展 --over time --picture 扩散.svg",
        "reportmine usage diffusion results 新质生产力 高质量发展 --over time --picture diffusion.svg",
    ),
)
@outputs
@click.argument("phrase", nargs=-1)
@dictionary()
@option("--named", is_flag=True, help=("全部数字缩略语", "all named measures"))
@where()
@option("--over", type=click.Choice(["units", "time"]), default="units", help=("按单位或按时间", "by unit or by time"))
@option("--min-units", default=1, show_default=True, help=("最少几个单位用过", "least units"))
def diffusion(corpus: Any, phrase: tuple[str, ...], **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.diffusion`."""
    from ..usage import diffusion as measure

    return measure(corpus, phrase, **settings)


@command.command(
    "profile",
    about=(
        "风格概貌：数字密度、脱敏比例、套语比例、词汇丰富度、句长、各重点措施的篇幅。",
        "Style: density of figures, share of redacted ones, share of formulas, richness of words, length of sentences, room for each key measure.",
    ),
    example=(
        "reportmine usage profile 结果 --by unit",
        "reportmine usage profile results --by unit",
    ),
)
@outputs
@groups(("report_id",))
@where()
@option("--window", default=100, show_default=True, help=("类符形符比的窗口", "window of the type/token ratio"))
def profile(corpus: Any, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.profile`."""
    from ..usage import profile as measure

    return measure(corpus, **settings)


@command.command(
    "export",
    about=(
        "导出给别的工具：spaCy DocBin、CoNLL-U、quanteda、AntConc。",
        "Export for other tools: spaCy DocBin, CoNLL-U, quanteda, AntConc.",
    ),
    example=(
        "reportmine usage export 结果 语料.conllu\nreportmine usage export 结果 antconc语料 --format antconc --tags",
        "reportmine usage export results corpus.conllu\nreportmine usage export results antconc --format antconc --tags",
    ),
)
@outputs
@click.argument("target", type=path())
@option("--format", "format_", type=click.Choice(["docbin", "conllu", "quanteda", "antconc"]), default="conllu", help=("格式", "format"))
@where()
@option("--tags", is_flag=True, help=("写成 词_词性", "write word_tag"))
def export(corpus: Any, target: Path, **settings: Any) -> "pd.DataFrame":
    """See `reportmine.usage.export`."""
    from ..usage import export as measure

    return measure(corpus, target, **settings)
