"""Tables on disk: `OUT/tables/<table>/part-00000.parquet`, read as one dataset.

`OUT/tables/.parts.json` has the seal of every part; a reader that takes a whole table looks at them first, so that
damage is one line and never a wrong figure. Tables made by hand have no seals; their pages have checksums of their own.
"""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import DataError
from .schema import SCHEMAS
from .seals import Seal, fits, loaded

if TYPE_CHECKING:
    import pandas as pd


PARTS = ".parts.json"
_BATCH = 1000
_DAMAGE = (None, errno.ENOENT, errno.EISDIR, errno.ENOTDIR)  # Arrow's own errors have no number


@dataclass(frozen=True, slots=True)
class Published:
    """What `extract` published: the signatures of the parts, in order, and the seal of each part of every table."""

    parts: tuple[str, ...]
    seals: dict[str, tuple[Seal, ...]]


def arrow_table(name: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the columns of the schema; missing keys become null."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


def encoded(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; the same table gives the same bytes.

    Made in memory, since a part is small and Python tells a full disk by its number, which Arrow does not.
    """
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue().to_pybytes())


def part_name(part: int) -> str:
    """The file of a part; names sort as numbers do."""
    return f"part-{part:05d}.parquet"


def parts(out: Path, name: str) -> list[Path]:
    """The parts of a table, in order. Raises `DataError` if `out` is no output folder."""
    if not (out / "tables").is_dir():
        raise DataError(
            f"{out}：这里没有 extract 的结果（缺少 tables 文件夹）。请核对路径，或先运行 reportmine extract 汇报文件夹/ -o {out}。",
            f"{out}: no results of extract here (there is no tables folder). Check the path, or run reportmine extract reports/ -o {out} first.",
        )
    return sorted((out / "tables" / name).glob("part-*.parquet"))


def published(out: Path) -> Published | None:
    """What the last run published; None if there are no tables, or if their `.parts.json` is not what a run wrote."""
    return loaded(out / "tables" / PARTS, Published)


def unfit(out: Path, name: str, known: Published) -> list[Path]:
    """The parts of a table that are damaged, missing, or not of it."""
    folder = out / "tables" / name
    sealed = {folder / part_name(n): seal for n, seal in enumerate(known.seals.get(name, ()))}
    return sorted(p for p in {*folder.glob("part-*.parquet"), *sealed} if p not in sealed or not fits(p, sealed[p]))


def read_part(path: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One part of a table, or some of its columns. Raises `DataError` if it is damaged or lacks a column."""
    wanted = SCHEMAS[name] if columns is None else pa.schema([SCHEMAS[name].field(c) for c in columns])
    with _opened(path, wanted.names) as file:
        return file.read(columns=wanted.names).select(wanted.names).cast(wanted)


def row_count(path: Path) -> int:
    """How many rows a part has, which its end says. Raises `DataError` if it is damaged."""
    with _opened(path, ()) as file:
        return int(file.metadata.num_rows)


def batches(path: Path, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Some columns of a part of this run, a thousand rows at a time, so that a large part takes no more memory than a small one."""
    with _opened(path, columns) as file:
        yield from file.iter_batches(_BATCH, columns=list(columns))


def sound_parts(out: Path, name: str) -> list[Path]:
    """The parts of a table, each as it was sealed. Raises `DataError` if one is damaged, missing or of an older version."""
    found = parts(out, name)
    known = published(out) if name != "problems" else None
    if known and name not in known.seals:
        raise _outdated(out / "tables" / name, [name])
    if known and (bad := unfit(out, name, known)):
        raise _damaged(bad[0])
    return found


def read_arrow(out: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A whole table, or some of its columns; empty with its schema if it has no part.

    Raises `DataError` if `out` is no output folder, or if a part is damaged, missing or of an older version.
    """
    with unchanged(out):
        found = sound_parts(out, name)
        empty = SCHEMAS[name].empty_table().select(columns or SCHEMAS[name].names)
        return pa.concat_tables([empty, *(read_part(p, name, columns) for p in found)])


@contextmanager
def unchanged(out: Path) -> Iterator[None]:
    """What is read of the tables inside is of one state. Raises `DataError` if `extract` exchanged them meanwhile."""
    before = _folder(out)
    try:
        yield
    finally:
        if _folder(out) != before:
            raise DataError(
                f"{out}：读取时 extract 换上了新的表格。请再运行一次。",
                f"{out}: extract put new tables in place while these were read. Run again.",
            )


def _folder(out: Path) -> int:
    """Which folder the tables are: `extract` puts another one in its place."""
    try:
        return (out / "tables").stat().st_ino
    except OSError:
        return 0


@contextmanager
def _opened(path: Path, columns: Sequence[str]) -> Iterator[pq.ParquetFile]:
    """A part to be read; whatever is wrong with it is one line."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            if missing := [c for c in columns if c not in file.schema_arrow.names]:
                raise _outdated(path, missing)
            yield file
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _DAMAGE:
            raise
        raise _damaged(path) from error


def _damaged(path: Path) -> DataError:
    zh, en = _remedy(path)
    return DataError(
        f"{path}：这个文件损坏、缺失或被改动过。请再运行一次 {zh}，它会重新写好。",
        f"{path}: this file is damaged, missing or was changed. Run {en} again, which writes it anew.",
    )


def _outdated(path: Path, missing: Sequence[str]) -> DataError:
    zh, en = _remedy(path)
    return DataError(
        f"{path}：缺少 {'、'.join(missing)}，可能是旧版本写的。请再运行一次 {zh}。",
        f"{path}: without {', '.join(missing)}; an older version may have written this. Run {en} again.",
    )


def _remedy(path: Path) -> tuple[str, str]:
    """The command that writes a part, as it is typed."""
    folder = next(p for p in path.parents if p.name == "tables")
    if "problems" in path.relative_to(folder).parts:
        return (f"reportmine check {folder.parent}",) * 2
    return f"reportmine extract 汇报文件夹/ -o {folder.parent}", f"reportmine extract reports/ -o {folder.parent}"


def frame(table: pa.Table) -> "pd.DataFrame":
    """An Arrow table as a DataFrame with Python lists in list columns and nullable integers kept as such."""
    data: pd.DataFrame = table.to_pandas(integer_object_nulls=False)
    for field in table.schema:
        if pa.types.is_list(field.type):
            data[field.name] = [list(v) if v is not None else [] for v in data[field.name]]
    return data
