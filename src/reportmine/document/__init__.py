"""One string, the blocks a reader saw in it, and layers of what steps found in it."""

from .builder import CELL, Cell, TextBuilder, is_frame, is_running
from .document import Document
from .layers import Layer
from .words import Words

__all__ = ["CELL", "Cell", "Document", "Layer", "TextBuilder", "Words", "is_frame", "is_running"]
