"""Key measures of sentences and paragraphs: which of a taxonomy's labels a text reports on."""

from .classifier import Classifier, Example
from .store import load, save

__all__ = ["Classifier", "Example", "load", "save"]
