"""Merged cells of a worksheet: which places they cover, and how many of the rows that are read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class _Merge:
    """A merged range in the file's numbers (rows from 1, columns from 0), and how many of its rows were read."""

    top: int
    left: int
    bottom: int
    right: int
    read: int = 0


class Merges:
    """The merged ranges of a sheet, met row by row from the top."""

    def __init__(self, ranges: Iterable[str]) -> None:
        found = [_Merge(int(m[2]), column(m[1]), int(m[4]), column(m[3])) for m in map(_RANGE.fullmatch, ranges) if m]
        self._waiting = sorted(found, key=lambda m: (m.top, m.left), reverse=True)
        self._open: dict[int, _Merge] = {}  # by the first column: ranges do not overlap
        self._begun: dict[tuple[int, int], _Merge] = {}
        self.covered = 0
        """How many cells had text that a merged cell hides."""

    def cleared(self, number: int, cells: list[str], position: int) -> list[str]:
        """The cells of row `number` without the text under a merged cell; `position` is its place among the rows read.

        A row that is left without text is not read.
        """
        if not self._waiting and not self._open:
            return cells
        while self._waiting and self._waiting[-1].top <= number:
            merge = self._waiting.pop()
            self._open[merge.left] = merge
        self._open = {m.left: m for m in self._open.values() if m.bottom >= number}
        for merge in self._open.values():
            first = merge.left + (merge.top == number)
            hidden = cells[first : merge.right + 1]
            cells[first : merge.right + 1] = [""] * len(hidden)
            self.covered += sum(map(bool, hidden))
        if any(cells):
            for merge in self._open.values():
                merge.read += 1
                if merge.top == number:
                    self._begun[position, merge.left] = merge
        return cells

    @property
    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns each merged cell spans, by its place among the rows read."""
        return {at: (m.read, m.right - m.left + 1) for at, m in self._begun.items()}


@lru_cache(maxsize=2_048)
def column(letters: str) -> int:
    """The number of a column, from 0.

    >>> column("A"), column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
