"""From characters on paper to paragraphs: for pdf, ofd and recognised pictures alike.

`rows` finds lines, `ruled` the cells of ruled tables, `columns` the reading order, `furniture` running
heads and page numbers, `paragraphs` joins what the page width broke.
"""

from .glyphs import Glyph, Page, Rule
from .text import page_text

__all__ = ["Glyph", "Page", "Rule", "page_text"]
