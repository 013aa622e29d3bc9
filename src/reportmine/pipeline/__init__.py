"""One spaCy `Language` from text to facts: a protecting tokenizer and one component per extractor."""

from .load import load, process

__all__ = ["load", "process"]
