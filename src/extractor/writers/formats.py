"""The formats that the command writes, and the one way to write any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from extractor.errors import InputError
from extractor.schema.document import Extraction
from extractor.schema.tables import columns, rows
from extractor.writers import delimited
from extractor.writers.jsonl import lines

FORMATS = ("jsonl", "csv", "parquet")
"""JSON lines, or a table of one row a fact or mention."""

TABLES = ("facts", "mentions")
"""What there is a table of."""

Write = Callable[[Extraction], None]
"""Writes what was read out of a document."""


def check(emit: str, format: str = "jsonl", *, dialect: str | None = None, terminal: bool = False) -> None:
    """Refuse, before any work, what cannot be written.

    Args:
        emit: what to write: "facts", "mentions", "documents" …
        format: one of `FORMATS`.
        dialect: of CSV; None when none was asked for.
        terminal: whether somebody would see the bytes.

    Raises:
        InputError: these do not go together.
        MissingDependencyError: Parquet without pyarrow.

    >>> check("documents", "csv")
    Traceback (most recent call last):
    ...
    extractor.errors.InputError: documents are no table (give --emit facts or --emit mentions, or --format jsonl)
    """
    if format not in FORMATS:
        raise InputError(f"unknown format {format!r}", hint=f"one of {', '.join(FORMATS)}")
    if format != "jsonl" and emit not in TABLES:
        raise InputError(f"{emit} are no table", hint="give --emit facts or --emit mentions, or --format jsonl")
    if dialect is not None:
        if format != "csv":
            raise InputError(f"a CSV dialect says nothing about {format}", hint="give --format csv")
        delimited.dialect(dialect)
    if format == "parquet":
        if terminal:
            raise InputError("Parquet is not for a terminal", hint="write to a file with -o, or into a pipe")
        from extractor.schema.frames import library

        library("pyarrow", extra="parquet")


@contextmanager
def sink(out: IO[bytes], emit: str = "facts", format: str = "jsonl", *, dialect: str | None = None) -> Iterator[Write]:
    """What takes extractions, one after the other, and writes them to `out`; all is written when the block ends.

    Args:
        out: as from `open_output`.
        emit: "facts", "mentions", or (as JSON lines) "documents".
        format: one of `FORMATS`.
        dialect: of CSV; that of English spreadsheets if None.

    Raises:
        InputError: these do not go together.
        MissingDependencyError: Parquet without pyarrow.

    >>> import io
    >>> from extractor.schema import Document, Percent
    >>> m = Percent(start=0, end=3, text="8 %", value="8", unit="%")
    >>> out = io.BytesIO()
    >>> with sink(out, "mentions", "csv") as write:
    ...     write(Extraction(document=Document(id="a.txt", text="8 %", lang="xx"), mentions=(m,)))
    >>> out.getvalue().decode().splitlines()[1][:23]
    'a.txt,percent,0,3,8 %,e'
    """
    check(emit, format, dialect=dialect)
    if format == "jsonl":

        def write(found: Extraction) -> None:
            out.write("".join(f"{line}\n" for line in lines(found, emit)).encode("utf-8"))
            out.flush()

        yield write
    elif format == "csv":
        how, described = delimited.dialect(dialect), columns(emit)
        out.write(delimited.header(described, how))

        def write_csv(found: Extraction) -> None:
            out.write(b"".join(delimited.line(row, described, how) for row in rows(found, emit)))
            out.flush()

        yield write_csv
    else:
        from extractor.writers.parquet import parquet_rows

        with parquet_rows(out, emit) as write_rows:
            yield lambda found: write_rows(rows(found, emit))
