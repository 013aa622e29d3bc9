"""`reportmine completion`: the script that lets a shell complete our commands."""

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from .command import bilingual, lang_option
from .guide import COMMANDS
from .terminal import give

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@bilingual(
    "completion",
    about=(
        "打印补全脚本：装好后按 Tab 键补全命令和选项。把下面示例中自己所用的那一行（bash、zsh 或 fish）运行一次，重开终端即可。",
        "Print the script with which the Tab key completes commands and options. Run the line below that is for your shell "
        "(bash, zsh or fish) once and open a new terminal.",
    ),
    example=COMMANDS["completion"].example,
)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@lang_option()
def command(shell: str) -> None:
    """Print the script of one shell."""
    from . import main

    for line in _SHELLS[shell](main, {}, "reportmine", "_REPORTMINE_COMPLETE").source().split("\n"):
        give(line)
