"""Folders of reports to tables: the same function mapped over sources, here or over processes."""

from .extract import Options, Summary, extract

__all__ = ["Options", "Summary", "extract"]
