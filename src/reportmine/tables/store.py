"""Tables on disk: `OUT/tables/<table>/part-00000.parquet`, read as one dataset."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import DataError
from .schema import SCHEMAS

if TYPE_CHECKING:
    import pandas as pd


_BATCH = 1000


def arrow_table(name: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the columns of the schema; missing keys become null."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


def encoded(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; the same table gives the same bytes.

    Made in memory, since a part is small and Python tells a full disk by its number, which Arrow does not.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def part_name(part: int) -> str:
    """The file of a part; names sort as numbers do."""
    return f"part-{part:05d}.parquet"


def write_part(out: Path, name: str, part: int, table: pa.Table) -> Path:
    """Write one part of a table; replaced as a whole, so that a reader never sees half a file."""
    folder = out / "tables" / name
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / part_name(part)
    draft = target.with_suffix(".tmp")
    draft.write_bytes(encoded(table))
    draft.replace(target)
    return target


def parts(out: Path, name: str) -> list[Path]:
    """The parts of a table, in order. Raises `DataError` if `out` is no output folder."""
    if not (out / "tables").is_dir():
        raise DataError(
            f"{out}：这里没有 extract 的结果（缺少 tables 文件夹）。请核对路径，或先运行 reportmine extract 汇报文件夹/ -o {out}。",
            f"{out}: no results of extract here (there is no tables folder). Check the path, or run reportmine extract reports/ -o {out} first.",
        )
    return sorted((out / "tables" / name).glob("part-*.parquet"))


def read_part(path: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One part of a table, or some of its columns."""
    wanted = SCHEMAS[name] if columns is None else pa.schema([SCHEMAS[name].field(c) for c in columns])
    return pq.read_table(path, schema=wanted, columns=list(wanted.names), partitioning=None)


def batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of a part of this run, a thousand rows at a time, so that a large part takes no more memory than a small one."""
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(_BATCH, columns=list(columns))


def read_arrow(out: Path, name: str) -> pa.Table:
    """A whole table; empty with its schema if it has no part. Raises `DataError` if `out` is no output folder."""
    found = parts(out, name)
    if not found:
        return SCHEMAS[name].empty_table()
    return pa.concat_tables([read_part(p, name) for p in found])


def read_table(out: Path, name: str) -> "pd.DataFrame":
    """A whole table as a DataFrame; list columns hold lists."""
    return frame(read_arrow(Path(out), name))


def read_tables(out: Path, names: Iterable[str] = tuple(SCHEMAS)) -> "dict[str, pd.DataFrame]":
    """Several tables by name."""
    return {name: read_table(out, name) for name in names}


def frame(table: pa.Table) -> "pd.DataFrame":
    """An Arrow table as a DataFrame with Python lists in list columns and nullable integers kept as such."""
    data: pd.DataFrame = table.to_pandas(integer_object_nulls=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            data[field.name] = [list(v) if v is not None else [] for v in data[field.name]]
    return data
