"""Folders of reports to tables: the same shard of work done here, over processes, or over the machines of a cluster."""

from .extract import extract
from .options import Options, Settings
from .summary import Summary

__all__ = ["Options", "Settings", "Summary", "extract"]
