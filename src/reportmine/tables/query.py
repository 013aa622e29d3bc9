"""The tables of an output folder as DataFrames and typed rows, with filters, order and pages: `reportmine.open("结果")`.

DuckDB reads the Parquet files, so that a page of a large table costs what the page costs. Nothing is written, nothing is
fetched: extensions are neither installed nor loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import DataError
from . import store
from .columns import tables
from .schema import SCHEMAS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

OPERATORS = {"=": "= ?", "!=": "is distinct from ?", "<": "< ?", "<=": "<= ?", ">": "> ?", ">=": ">= ?", "contains": "like ? escape '\\'"}
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "2"}


@dataclass(frozen=True, slots=True)
class Condition:
    """A column compared with a value: `Condition("value", ">", 100)`, `Condition("object", "contains", "课题")`.

    A value of None asks for what is empty (`=`) or not (`!=`); a list of values for any of them (`=`) or none (`!=`).
    """

    column: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows of a table, in which order, and which of them: `order` names columns, `-` before one turns it round."""

    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0


ALL = Query()


class Results:
    """An output folder of `extract`. Every table is an attribute (`results.facts`), a DataFrame read when first asked for."""

    def __init__(self, out: str | Path) -> None:
        """Raises `DataError` if the folder holds no tables."""
        self.out = Path(out)
        self._seen: dict[str, list[tuple[Path, int, int]]] = {}
        store.parts(self.out, "reports")

    def frame(self, table: str, query: Query = ALL) -> "pd.DataFrame":
        """Rows as a DataFrame; list columns hold lists. Raises `DataError` for an unknown table, column or operator."""
        return store.frame(self.arrow(table, query))

    def frames(self, names: Iterable[str]) -> "dict[str, pd.DataFrame]":
        """Whole tables by name, all of one state."""
        with store.unchanged(self.out):
            return {name: self.frame(name) for name in names}

    def rows(self, table: str, query: Query = ALL) -> list[Any]:
        """Rows as named tuples of the class `row_class(table)`, at most `query.limit` of them."""
        made = row_class(table) if not query.columns else _row_class(table, query.columns)
        return [made(*values) for values in _tuples(self.arrow(table, query))]

    def count(self, table: str, where: Sequence[Condition] = ()) -> int:
        """How many rows fit."""
        if not where:
            return sum(map(store.row_count, store.parts(self.out, _known(table))))
        condition, values = _where(table, where)
        return int(self._run(table, f"select count(*) from {table}{condition}", values)[0][0].as_py())  # noqa: S608

    def arrow(self, table: str, query: Query = ALL) -> "pa.Table":
        """Rows as an Arrow table with the types of the schema."""
        columns = tuple(_column(table, c) for c in query.columns) or tuple(SCHEMAS[_known(table)].names)
        if query == Query(columns=query.columns):
            return store.read_arrow(self.out, table, columns)
        condition, values = _where(table, query.where)
        order = ", ".join(f'"{_column(table, c.removeprefix("-"))}"{" desc" if c.startswith("-") else ""} nulls last' for c in query.order)
        selected = ", ".join(f'"{c}"' for c in columns)
        text = f"select {selected} from {table}{condition}"  # noqa: S608 - names are those of the declaration
        text += f" order by {order}" if order else ""
        text += f" limit {int(query.limit)}" if query.limit is not None else ""
        text += f" offset {int(query.offset)}" if query.offset else ""
        import pyarrow as pa

        wanted = pa.schema([SCHEMAS[table].field(c) for c in columns])
        return self._run(table, text, values).cast(wanted)

    def _run(self, table: str, text: str, values: Sequence[Any]) -> "pa.Table":
        import duckdb

        try:
            self._engine(table)
            return self._connection.sql(text, params=list(values)).to_arrow_table()
        except duckdb.Error as error:
            raise DataError(
                f"{self.out}：查询 {table} 表时出错（{type(error).__name__}）。请重新运行 reportmine extract 修复结果，或改正条件的取值。",
                f"{self.out}: the query of table {table} failed ({type(error).__name__}). Run reportmine extract again to repair the results, "
                "or correct the values of the conditions.",
            ) from error

    @cached_property
    def _connection(self) -> "duckdb.DuckDBPyConnection":
        import duckdb

        return duckdb.connect(":memory:", config=_SETTINGS)  # type: ignore[arg-type]

    def _engine(self, table: str) -> None:
        """Make the table known to the engine, as it is on disk now; looked through again only if it was published anew."""
        files = store.parts(self.out, _known(table))
        state = [(p, p.stat().st_mtime_ns, p.stat().st_ino) for p in files]
        if self._seen.get(table) == state:
            return
        if store.sound_parts(self.out, table):
            self._connection.read_parquet([str(p) for p in files]).create_view(table, replace=True)
        else:
            self._connection.from_arrow(SCHEMAS[table].empty_table()).create_view(table, replace=True)
        self._seen[table] = state

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in SCHEMAS:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}; tables are {', '.join(SCHEMAS)}")
        found = self.frame(name)
        setattr(self, name, found)
        return found


def open_results(out: str | Path) -> Results:
    """The results in a folder that `extract` wrote: `reportmine.open("结果").facts`. Raises `DataError` if it holds no tables."""
    return Results(out)


@cache
def row_class(table: str) -> type[Any]:
    """The class of a table's typed rows: a named tuple with the table's columns."""
    return _row_class(table, tuple(c.name for c in tables()[_known(table)].columns))


_PYTHON = {"text": str, "whole": int, "number": float, "yes_no": bool, "texts": list[str], "wholes": list[int], "numbers": list[float]}


@cache
def _row_class(table: str, columns: tuple[str, ...]) -> type[Any]:
    types = {c.name: _PYTHON[c.type] for c in tables()[table].columns}
    name = "".join(part.title() for part in table.removesuffix("s").split("_")) + "Row"
    return NamedTuple(name, [(_column(table, c), types[c] | None) for c in columns])  # type: ignore[return-value]  # mypy knows no named tuple made of data


def _tuples(table: "pa.Table") -> Iterator[tuple[Any, ...]]:
    yield from zip(*(column.to_pylist() for column in table.columns), strict=True)


def _where(table: str, conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    """The conditions as SQL with places for their values, and the values."""
    parts: list[str] = []
    values: list[Any] = []
    for c in conditions:
        name = f'"{_column(table, c.column)}"'
        if c.operator not in OPERATORS:
            raise DataError(
                f"没有 {c.operator!r} 这种比较；可用的有 {' '.join(OPERATORS)}。",
                f"no comparison {c.operator!r}; there are {' '.join(OPERATORS)}.",
            )
        if c.value is None:
            parts.append(f"{name} is {'not ' if c.operator == '!=' else ''}null")
        elif isinstance(c.value, list | tuple | set | frozenset):
            parts.append(f"{'not ' if c.operator == '!=' else ''}list_contains(?, {name})")
            values.append(sorted(c.value))
        else:
            parts.append(f"{name} {OPERATORS[c.operator]}")
            values.append(f"%{_escaped(str(c.value))}%" if c.operator == "contains" else c.value)
    return (f" where {' and '.join(parts)}" if parts else ""), values


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _column(table: str, name: str) -> str:
    known = SCHEMAS[_known(table)].names
    if name not in known:
        raise DataError(
            f"{table} 表没有 {name!r} 这一列；有 {'、'.join(known)}。", f"table {table} has no column {name!r}; it has {', '.join(known)}."
        )
    return name


def _known(table: str) -> str:
    if table not in SCHEMAS:
        raise DataError(f"没有 {table!r} 这张表；有 {'、'.join(SCHEMAS)}。", f"no table {table!r}; there are {', '.join(SCHEMAS)}.")
    return table
