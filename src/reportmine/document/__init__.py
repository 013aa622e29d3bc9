"""One string, the blocks a reader saw in it, and layers of what steps found in it."""

from .builder import Cell, TextBuilder
from .document import Document
from .layers import Layer
from .words import Words

__all__ = ["Cell", "Document", "Layer", "TextBuilder", "Words"]
