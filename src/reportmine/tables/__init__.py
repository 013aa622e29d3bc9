"""The tables of the contract: one schema, rows from analyses, parts on disk, queries."""

from .query import Condition, Query, Results
from .schema import SCHEMAS, TABLES

__all__ = ["SCHEMAS", "TABLES", "Condition", "Query", "Results"]
