"""Units side by side, and what does not add up: read from the tables of an output folder, written beside them."""

from .run import ComparePaths, check, compare

__all__ = ["ComparePaths", "check", "compare"]
