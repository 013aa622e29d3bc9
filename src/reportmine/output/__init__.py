"""Tables for people: CSV that Excel and WPS open right, and one workbook; both written part by part in flat memory."""

from .csvs import write_csvs
from .workbook import Workbook, write_workbook

__all__ = ["Workbook", "write_csvs", "write_workbook"]
