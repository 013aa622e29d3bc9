"""The command line: one file per command, imported only when it is called."""

import sys
from importlib import import_module

import click

from ..errors import ReportmineError
from .words import tr

COMMANDS = {
    "extract": "extract", "explain": "explain", "tag": "tag", "train": "train", "evaluate": "evaluate", "compare": "compare",
    "check": "check", "usage": "usage",
}  # fmt: skip


class Commands(click.Group):
    """A group that imports a command when it is named, and shows our errors as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"reportmine.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ReportmineError as error:
            click.echo(f"{tr('错误：', 'Error: ')}{error}", err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reportmine")
def main() -> None:
    """从中文工作报告中挖出事实：数量、金额、脱敏数字、数字缩略语、文件和重点措施，逐字可追溯。

    \b
    示例：
      reportmine extract 汇报文件夹/ -o 结果
    """
