"""Help pages laid out by the width that characters take on a screen, where a Chinese one takes two columns."""

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

import click

from .words import tr

_OPEN, _CLOSE = "（“《〔", "，。；：、）”》〕！？…"
# what a line may not break: a Latin word or one Chinese character, with the marks that belong to it
_PIECE = re.compile(rf" +|[{_OPEN}]*(?:[^\s\u2e80-\uffff{_OPEN}{_CLOSE}]+|[^\s{_OPEN}])[{_CLOSE}]*|[{_OPEN}]")


def columns(text: str) -> int:
    """How many columns `text` takes on a screen.

    >>> columns("结果 OUT")
    8
    """
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """`text` as lines of at most `width` columns, none of which begins with a closing mark."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1].strip() and columns((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] or len(lines) == 1 else piece.lstrip()
    return [line.rstrip() for line in lines]


class Formatter(click.HelpFormatter):
    """Every line of a text stays a line, unless it is too long."""

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of its language."""
        self.write(f"{'':{self.current_indent}}{heading}{tr('：', ':')}\n")

    def write_text(self, text: str) -> None:
        """Lines, each wrapped for itself."""
        for line in text.splitlines():
            for part in wrapped(line, self.width - self.current_indent):
                self.write(f"{'':{self.current_indent}}{part}".rstrip() + "\n")

    def write_lines(self, text: str) -> None:
        """Lines to be pasted: never wrapped."""
        for line in text.splitlines():
            self.write(f"{'':{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms to the left, what they mean to the right; a term that is too long has a line of its own."""
        table = list(rows)
        first = min(max((columns(term) for term, _ in table), default=0), col_max) + col_spacing
        margin = " " * (self.current_indent + first)
        for term, meaning in table:
            head = f"{'':{self.current_indent}}{term}"
            if columns(term) > first - col_spacing and meaning:
                self.write(head + "\n")
                head = ""
            lines = wrapped(meaning, max(self.width - len(margin), 10))
            self.write((head + " " * (len(margin) - columns(head)) + lines[0]).rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{margin}{line}\n")
