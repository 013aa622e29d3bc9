"""Lines for a terminal: all that the commands say goes through here, and what a terminal would obey is shown instead.

A name such as `报告\\x1b]0;…\\x07.txt` could otherwise set the title of the window, move the cursor over what stands there, turn the
order of characters round, or pass for two lines.
"""

import re
import sys

import click

# control characters (C0, DEL, C1), line and paragraph separators, what turns the direction of writing, halves of pairs
_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def shown(text: str) -> str:
    """`text` on one line, with what a terminal would obey written as `\\n` or `\\u001b`.

    >>> shown("汇报\\n（终稿）\\x1b[2J.txt")
    '汇报\\\\n（终稿）\\\\u001b[2J.txt'
    """
    return _OBEYED.sub(lambda found: _NAMED.get(found[0]) or f"\\u{ord(found[0]):04x}", text)


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line to standard output, or to standard error."""
    click.echo(shown(line), err=err)


def give(line: str) -> None:
    """Print one line of data to standard output: as it is into a file or a pipe, as `say` does on a terminal."""
    click.echo(shown(line) if sys.stdout.isatty() else line)
