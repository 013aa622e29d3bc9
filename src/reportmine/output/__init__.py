"""Tables for people: CSV that Excel and WPS open right, and one workbook."""

from .csvs import write_csvs
from .workbook import write_workbook

__all__ = ["write_csvs", "write_workbook"]
