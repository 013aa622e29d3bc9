"""The command line: one file per command, imported only when it is called."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from ..errors import ReportmineError, UserDataError
from .command import Group, Option, lang_option
from .guide import ABOUT, COMMANDS, EXIT_CODES, RESULTS, STEPS
from .terminal import say, shown
from .words import Words, settle, tr

_USAGE, _INTERRUPTED = 2, 130
_FULL = frozenset(getattr(errno, n) for n in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, n))
_FAULTS = {
    errno.ENOENT: "找不到", errno.EACCES: "没有权限，或正被其他程序打开", errno.EPERM: "没有权限", errno.EROFS: "只读",
    errno.EISDIR: "这是文件夹", errno.ENOTDIR: "上级不是文件夹",
}  # fmt: skip


class Commands(Group):
    """A group that imports a command when it is named, and says in one line what went wrong."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The language is settled before anything is said; what a terminal cannot show must not stop us."""
        settle(args)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        with _plain_usage():
            return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the map."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"reportmine.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The map: commands by step, then where results are and what exit codes mean."""
        for step, entries in STEPS.items():
            with formatter.section(tr(*step)):
                for name, entry in entries.items():
                    example = tr(*entry.example).splitlines()[0]
                    formatter.write_dl([(f"{name:10}", tr(*entry.what)), ("", example)])
        _table(formatter, ("结果在哪里（OUT 是 -o 给的文件夹）", "Where results are (OUT is the folder given with -o)"), RESULTS)
        _table(formatter, ("退出码", "Exit codes"), EXIT_CODES)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Our errors and those of the disk are one line and exit status 1; a wrong file of the user's 2; Ctrl-C 130."""
        try:
            with _plain_usage():
                return super().invoke(ctx)
        except ReportmineError as error:
            _stop(ctx, error.words, _USAGE if isinstance(error, UserDataError) else 1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # `… | head`: click ends quietly
                raise
            _stop(ctx, _disk(error))
        except KeyboardInterrupt:
            if sys.stderr.isatty():
                say(err=True)  # the terminal shows ^C, and our line begins below it
            say(tr("已中断。再次运行同一条命令，即从中断处继续。", "Interrupted. Run the same command again to continue."), err=True)
            ctx.exit(_INTERRUPTED)


@contextmanager
def _plain_usage() -> Iterator[None]:
    """What click says of wrong arguments quotes some of them as they are."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:  # a page of ours
        raise
    except click.UsageError as error:
        raise click.UsageError(shown(error.format_message()), error.ctx) from None


def _table(formatter: click.HelpFormatter, title: Words, rows: dict[str, Words]) -> None:
    with formatter.section(tr(*title)):
        formatter.write_dl([(name, tr(*words)) for name, words in rows.items()])


def _stop(ctx: click.Context, words: Words, status: int = 1) -> NoReturn:
    say(f"{tr('错误：', 'Error: ')}{tr(*words)}", err=True)
    ctx.exit(status)


def _disk(error: OSError) -> Words:
    """A fault of the disk that nobody worded before."""
    place, what = error.filename or "", error.strerror or str(error)
    if error.errno in _FULL:
        return (
            f"{place}：磁盘已满（或超出配额），写不下去。请腾出空间后再次运行；原有的文件没有改动。".removeprefix("："),
            f"{place}: the disk is full, or the quota is used up. Make room and run again; the old files are as they were.".removeprefix(": "),
        )
    return (
        f"{place}：读写不了（{_FAULTS.get(error.errno or 0, what)}）。请检查路径、权限和磁盘空间。".removeprefix("："),
        f"{place}: cannot be read or written ({what}). Check the path, the permissions and the room on the disk.".removeprefix(": "),
    )


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, about=ABOUT,
    example=COMMANDS["extract"].example,
    commands={name: click.Command(name) for name in COMMANDS},  # only names, so that click can guess which was meant
)  # fmt: skip
@click.version_option(package_name="reportmine", message="reportmine %(version)s", cls=Option, help=("显示版本", "show the version and exit"))
@lang_option()
def main() -> None:
    """The program."""
