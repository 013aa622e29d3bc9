"""Pages of glyphs → text, a paragraph a line, with the offset at which every page begins."""

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from ...document import TextBuilder
from .columns import find_gutter, in_order
from .furniture import without_furniture
from .glyphs import Line, Page
from .notes import numbered_notes, split_notes
from .paragraphs import Text, paragraphs, with_margins
from .rows import Row, cleaned, line, rows
from .ruled import table_lines


def page_text(pages: Sequence[Page]) -> tuple[TextBuilder, tuple[int, ...]]:
    """The text and blocks of a document, footnotes apart at its end, and where in the text each page begins.

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
    builder, begins = _built(texts)
    for note in marked:
        builder.paragraph(note, kind="note")
    return builder, _filled(begins, len(pages), builder)


def _built(texts: Sequence[Text]) -> tuple[TextBuilder, dict[int, int]]:
    """The texts with their tables as blocks, and where the pages that have text begin."""
    builder, begins = TextBuilder(), dict[int, int]()
    for (page, table), group in groupby(texts, key=lambda t: (t.page, t.grid.table if t.grid else -1)):
        begins.setdefault(page, builder.position)
        if table >= 0:
            grids = [t.grid for t in group if t.grid]
            numbered = {g.number: g.cells for g in grids}
            builder.table([numbered.get(n, ()) for n in range(max(numbered) + 1)], page=page)
            continue
        for text in group:
            for turned, offset in text.turns:
                begins.setdefault(turned, builder.position + offset)
            builder.paragraph(text.text, page=page)
    return builder, begins


def _blocks(tables: list[Line], rest: Sequence[Row], number: int, gutter: float | None) -> list[list[Line]]:
    """The lines of one page in reading order, the rows of tables among them by height."""
    blocks = [_lines(block, number, column) for column, block in in_order(rest, gutter)]
    if not tables:
        return blocks
    return [sorted([*(x for block in blocks for x in block), *tables], key=lambda x: x.base)]


def _lines(block: Sequence[Row], number: int, column: int) -> list[Line]:
    """The lines of a block; a row of nothing but struck-out text is none."""
    return [x for row in block if (x := line(row, number, column)).text.strip()]


def _filled(begins: dict[int, int], pages: int, builder: TextBuilder) -> tuple[int, ...]:
    """Where each page begins; a page without text begins where the next one does."""
    found: list[int] = []
    following = len(builder.text)
    for page in range(pages - 1, -1, -1):
        following = begins.get(page, following)
        found.append(following)
    return tuple(reversed(found))
