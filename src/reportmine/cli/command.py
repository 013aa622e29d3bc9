"""Commands and options whose help is worded twice and chosen when it is shown, not when the module is imported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click

from .layout import Formatter
from .words import LANGUAGES, Words, language, tr

Function = Callable[..., Any]
_NAMED = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
_METAVARS = {"TEXT": "文字", "INTEGER": "整数", "INTEGER RANGE": "整数", "FLOAT": "数", "FLOAT RANGE": "数", "FILENAME": "文件"}


class Context(click.Context):
    """A context whose help pages know wide characters."""

    formatter_class = Formatter


class Command(click.Command):
    """A command that is told about in two languages, and whose help ends in an example that can be pasted."""

    context_class = Context

    def __init__(self, *arguments: Any, about: Words, example: Words, **attributes: Any) -> None:
        self.about, self.example = about, example
        super().__init__(*arguments, **attributes)

    @property
    def help(self) -> str | None:
        """What the command does."""
        return tr(*self.about)

    @help.setter
    def help(self, value: str | None) -> None:
        """click sets it to the docstring of the function; `about` has the words."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, which click words once and keeps."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = tr("显示这段说明", "show this page and exit")
        return found

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for lists of commands and for the Tab key."""
        return tr(*self.about).partition(tr("。", ". "))[0].rstrip(".")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """`[选项] OUT`"""
        return [tr(_NAMED.get(piece, piece), piece) for piece in super().collect_usage_pieces(ctx)]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, never wrapped."""
        with formatter.section(tr("示例", "Example")):
            cast("Formatter", formatter).write_lines(tr(*self.example))


class Group(Command, click.Group):
    """A group of such commands, listed in the order of the file."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which the commands were defined."""
        return list(self.commands)


class Option(click.Option):
    """An option with two wordings of its help."""

    def __init__(self, *arguments: Any, help: Words, **attributes: Any) -> None:
        self.words = help
        super().__init__(*arguments, **attributes)

    @property
    def help(self) -> str | None:
        """What the option does."""
        return tr(*self.words)

    @help.setter
    def help(self, value: str | None) -> None:
        """click sets it; `words` has the words."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value: `整数`, `INTEGER`."""
        shown = super().make_metavar(ctx)
        return tr(_METAVARS.get(shown, shown), shown)


class FilePath(click.Path):
    """A path that is called by the language spoken when it is asked for its name."""

    @property
    def name(self) -> str:
        """`文件夹`, `directory`"""
        if not self.file_okay:
            return tr("文件夹", "directory")
        return tr("路径", "path") if self.dir_okay else tr("文件", "file")

    @name.setter
    def name(self, value: str) -> None:
        """click sets it once and for all."""


def bilingual(name: str, *, about: Words, example: Words) -> Callable[[Function], Command]:
    """A function as a command; its docstring is for its readers, `about` and `example` are for its users."""
    return click.command(name, cls=Command, about=about, example=example)


def option(*names: str, help: Words, **attributes: Any) -> Callable[[Function], Function]:
    """An option, as click's."""
    return click.option(*names, cls=Option, help=help, **attributes)


def argument_path(name: str, *, required: bool = True, **attributes: Any) -> Callable[[Function], Function]:
    """An argument that is a path."""
    return click.argument(name, type=path(**attributes), required=required)


def path(**attributes: Any) -> FilePath:
    """The type of options and arguments that are paths."""
    return FilePath(path_type=Path, **attributes)


def lang_option(*, expose: bool = False) -> Callable[[Function], Function]:
    """`--lang`, which every command has; it was found before the command was (see `words.settle`)."""
    help = ("说中文还是英文（也可设 REPORTMINE_LANG=en）", "language of what people read (or set REPORTMINE_LANG=en)")
    return option("--lang", type=click.Choice(LANGUAGES), default=language, expose_value=expose, help=help)
