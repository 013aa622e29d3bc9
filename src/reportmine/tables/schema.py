"""The Arrow schema of every table, made of the declaration of columns."""

import pyarrow as pa

from .columns import tables

_TYPES = {
    "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "yes_no": pa.bool_(), "texts": pa.list_(pa.string()),
    "wholes": pa.list_(pa.int64()), "numbers": pa.list_(pa.float64()),
}  # fmt: skip
SCHEMAS: dict[str, pa.Schema] = {
    name: pa.schema([(c.name, _TYPES[c.type]) for c in table.columns]) for name, table in tables().items()
}
TABLES = tuple(t for t in SCHEMAS if t != "problems")
