"""The tables of the contract: one schema, rows from analyses, parts on disk."""

from .schema import SCHEMAS, TABLES
from .store import read_table, read_tables

__all__ = ["SCHEMAS", "TABLES", "read_table", "read_tables"]
