"""Parquet: the columns of `extractor.schema.tables` as an Arrow schema, written a row group at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from extractor.schema.frames import BATCH_ROWS, arrow_schema, batches, library
from extractor.schema.tables import Row


@contextmanager
def parquet_rows(out: IO[bytes], what: str) -> Iterator[Callable[[Iterable[Row]], None]]:
    """What takes rows and writes them to `out` as Parquet; the file is whole when the block ends.

    No more rows than a row group's are held. A table without rows has its columns and types too.

    Args:
        out: where the bytes go; it need not be seekable.
        what: "facts", "mentions", or a kind of fact.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """
    pyarrow = library("pyarrow", extra="parquet")
    parquet = library("pyarrow.parquet", extra="parquet")
    waiting: list[Row] = []
    with parquet.ParquetWriter(pyarrow.PythonFile(_Counted(out), mode="w"), arrow_schema(what), compression="zstd") as file:

        def flush(least: int) -> None:
            while len(waiting) >= least:
                for batch in batches(waiting[:BATCH_ROWS], what):
                    file.write_batch(batch)
                del waiting[:BATCH_ROWS]

        def write(rows: Iterable[Row]) -> None:
            waiting.extend(rows)
            flush(BATCH_ROWS)

        yield write
        flush(1)


class _Counted:
    """A stream that knows how much was written to it, as a pipe does not, and that is not closed with the table."""

    closed = False

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._count = 0

    def write(self, data: bytes) -> int:
        self._count += len(data)
        self._out.write(data)
        return len(data)

    def tell(self) -> int:
        return self._count

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        self.flush()
