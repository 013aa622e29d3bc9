"""A table as lines of text: a row a line, cells apart by a tab; a cell that holds running text keeps its
own lines.
"""

from collections.abc import Sequence

CELL = "\t"
_RUNNING = 80


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row, given the lines of each cell; empty cells leave no trace.

    >>> row_lines([["追回资金"], ["3亿元"]])
    ['追回资金\\t3亿元']
    """
    filled = [cell for cell in ([line for line in c if line] for c in cells) if cell]
    if len(filled) == 1 or any(len(c) > 1 and sum(map(len, c)) > _RUNNING for c in filled):
        return [line for cell in filled for line in cell]
    return [CELL.join(" ".join(cell) for cell in filled)] if filled else []
