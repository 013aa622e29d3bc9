"""The command line: one file per command, imported only when it is called."""

import sys
from importlib import import_module

import click

from ..errors import ReportmineError
from .words import language, tr

# each command with what it is for, so that `reportmine --help` need not import any
COMMANDS = {
    "extract": ("读取报告，写出表格和工作簿", "Read reports (files, folders, globs, .zip, or - for paths on standard input); write the tables."),
    "compare": ("各单位并列比较：工作簿和可离线打开的网页", "Units side by side: a comparison workbook and offline pages."),
    "check": ("核对对不上的数，只提示，不改动", "What does not add up, inside and across reports. Nothing is ever corrected."),
    "usage": ("报告语言的使用研究", "How reporting language is used: concordance, keyness, collocations, panels, phrases, reuse, diffusion."),
    "explain": ("说明一句话里的每个事实由哪条规则得出", "Take one sentence apart: every fact, the rule that found it, and what is no quantity."),
    "tag": ("给段落标注重点措施", "Key measures of paragraphs: JSON lines in, JSON lines out."),
    "train": ("训练重点措施分类器", "Train a key-measure classifier from labelled paragraphs, or from an archive's own headings."),
    "evaluate": ("用人工标注检验结果", "Score an output folder, or a folder of reports, against gold files."),
}  # fmt: skip


class Commands(click.Group):
    """A group that imports a command when it is named, and shows our errors as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"reportmine.cli.{cmd_name}").command
        if language() == "en" and "示例：\n" in (command.help or ""):
            command.help = f"{COMMANDS[cmd_name][1]}\n\n\b\nExample:\n" + (command.help or "").partition("示例：\n")[2]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(tr("命令", "Commands")):
            formatter.write_dl([(name, tr(*words)) for name, words in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ReportmineError as error:
            click.echo(f"{tr('错误：', 'Error: ')}{error}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportmine")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("界面语言", "language of what people read"), expose_value=False)
def main() -> None:
    """从中文工作报告中挖出事实：数量、金额、脱敏数字、数字缩略语、文件和重点措施，逐字可追溯。

    \b
    示例：
      reportmine extract 汇报文件夹/ -o 结果
    """
