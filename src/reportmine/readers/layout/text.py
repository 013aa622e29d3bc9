"""Pages of glyphs → text, a paragraph a line, with the offset at which every page begins."""

from collections.abc import Sequence
from statistics import median

from .columns import find_gutter, in_order
from .furniture import without_furniture
from .glyphs import Line, Page
from .notes import numbered_notes, split_notes
from .paragraphs import Text, paragraphs, with_margins
from .rows import Row, cleaned, line, rows
from .ruled import table_lines


def page_text(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """The text of a document, footnotes apart at its end, and where in it each page begins.

    Raises nothing: pages without text contribute none.
    """
    parted = [table_lines(cleaned(page.glyphs, page.rules), page.rules, i) for i, page in enumerate(pages)]
    printed = [(tables, rows(rest)) for tables, rest in parted]
    gutters = [x for _, lines in printed if (x := find_gutter(lines)) is not None]
    usual = median(gutters) if gutters and len(gutters) * 2 >= len(pages) else None
    blocks = [_blocks(tables, lines, number, usual) for number, (tables, lines) in enumerate(printed)]
    flat = without_furniture([[x for block in page for x in block] for page in blocks], pages)
    kept = [{id(x) for x in page} for page in flat]
    bodies: list[list[Line]] = []
    notes: list[Line] = []
    for page, ids in zip(blocks, kept, strict=True):
        body, below = split_notes([[x for x in block if id(x) in ids] for block in page])
        bodies += body
        notes += below
    widths = [page.width for page in pages]
    exact = all(page.exact for page in pages)
    texts = paragraphs(with_margins([b for b in bodies if b], widths), exact=exact)
    marked = numbered_notes([t.text for t in paragraphs(with_margins([notes] if notes else []))])
    return "\n".join([*(t.text for t in texts), *marked]), _offsets(texts, len(pages))


def _blocks(tables: list[Line], rest: Sequence[Row], number: int, gutter: float | None) -> list[list[Line]]:
    """The lines of one page in reading order, the rows of tables among them by height."""
    blocks = [_lines(block, number, column) for column, block in in_order(rest, gutter)]
    if not tables:
        return blocks
    return [sorted([*(x for block in blocks for x in block), *tables], key=lambda x: x.base)]


def _lines(block: Sequence[Row], number: int, column: int) -> list[Line]:
    """The lines of a block; a row of nothing but struck-out text is none."""
    return [x for row in block if (x := line(row, number, column)).text.strip()]


def _offsets(texts: Sequence[Text], pages: int) -> tuple[int, ...]:
    """Where each page begins; a page without text begins where the next one does."""
    begins: dict[int, int] = {}
    at = 0
    for text in texts:
        begins.setdefault(text.page, at)
        for page, offset in text.turns:
            begins.setdefault(page, at + offset)
        at += len(text.text) + 1
    found: list[int] = []
    following = max(at - 1, 0)
    for page in range(pages - 1, -1, -1):
        following = begins.get(page, following)
        found.append(following)
    return tuple(reversed(found))
