"""Data frames and Arrow tables of what was read, made from the columns of `extractor.schema.tables`.

| column | Arrow | Polars | pandas |
|---|---|---|---|
| string | string | String | string |
| int64 | int64 | Int64 | Int64 |
| bool | bool | Boolean | boolean |
| decimal | decimal128(38, 9) | Decimal(38, 9) | object (`Decimal`) |
| date | date32 | Date | datetime64[s] |
| strings | list<string> | List(String) | string, joined by " · " |

A number that 29 digits before the point and 9 after it cannot hold exactly is never rounded: its Arrow or Polars cell is
null, and the column `exact` has it as text, as it has every number. In pandas a `Decimal` holds any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from extractor.errors import InputError, MissingDependencyError
from extractor.schema.document import Extraction
from extractor.schema.tables import SEPARATOR, Column, Row, columns, rows

if TYPE_CHECKING:  # all three are optional and heavy
    import pandas
    import polars
    import pyarrow

PRECISION, SCALE = 38, 9
"""Digits of a decimal, and those of them after the point: the widest that Arrow, Polars, Parquet and DuckDB share."""

_STEP = Decimal(1).scaleb(-SCALE)
_CONTEXT = Context(prec=PRECISION, traps=[Inexact, InvalidOperation])
"""For numbers that fit; some versions of Polars want all of a column written with the same number of decimals."""

BATCH_ROWS = 8192
"""Rows of a record batch, and of a row group in Parquet."""

AS = ("arrow", "batches", "pandas", "polars")
"""What `tables` makes."""


def tables(
    extractions: Iterable[Extraction], what: str = "facts", as_: Literal["arrow", "batches", "pandas", "polars"] = "arrow"
) -> Any:
    """One table of many extractions, read as they come.

    Args:
        extractions: what was read, as from `extract_all`.
        what: "facts", "mentions", or a kind of fact for its own columns alone.
        as_: "arrow" (a `pyarrow.Table`), "batches" (a `pyarrow.RecordBatchReader`, which never holds more than one
            batch), "pandas" or "polars" (a data frame).

    Raises:
        InputError: there is no such table, or no such `as_`.
        MissingDependencyError: the package that it needs is not installed.

    >>> tables([], "statistic").num_rows  # doctest: +SKIP
    0
    """
    described = columns(what)
    found = (row for extraction in extractions for row in rows(extraction, what))
    if as_ == "pandas":
        return _pandas(described, list(found))
    if as_ == "polars":
        return _polars(described, list(found))
    if as_ not in AS:
        raise InputError(f"no tables as {as_!r}", hint=f"one of {', '.join(AS)}")
    pyarrow = library("pyarrow")
    reader = pyarrow.RecordBatchReader.from_batches(arrow_schema(what), batches(found, what))
    return reader if as_ == "batches" else reader.read_all()


def arrow_schema(what: str = "facts") -> pyarrow.Schema:
    """The Arrow schema of a table, with `extractor` (the version) and `table` (`what`) in its metadata.

    Raises:
        InputError: there is no such table.
        MissingDependencyError: pyarrow is not installed.
    """
    from importlib.metadata import version

    described = columns(what)
    pyarrow = library("pyarrow")
    kinds = {
        "string": pyarrow.string(), "int64": pyarrow.int64(), "bool": pyarrow.bool_(), "date": pyarrow.date32(),
        "decimal": pyarrow.decimal128(PRECISION, SCALE), "strings": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    fields = [pyarrow.field(column.name, kinds[column.type]) for column in described]
    return pyarrow.schema(fields, metadata={"extractor": version("extractor"), "table": what})


def batches(found: Iterable[Row], what: str = "facts") -> Iterator[pyarrow.RecordBatch]:
    """Rows as record batches of the table's schema, each made when it is asked for.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """
    pyarrow, schema, described, found = library("pyarrow"), arrow_schema(what), columns(what), iter(found)
    while chunk := list(islice(found, BATCH_ROWS)):
        data = [
            pyarrow.array([_cell(row, column) for row in chunk], type=field.type)
            for column, field in zip(described, schema, strict=True)
        ]
        yield pyarrow.RecordBatch.from_arrays(data, schema=schema)


def library(name: str, extra: str = "notebook") -> ModuleType:
    """An optional package.

    Args:
        name: of the package.
        extra: the extra of ours that installs it.

    Raises:
        MissingDependencyError: it is not installed.
    """
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        hint = f"pip install 'extractor[{extra}]'"
        raise MissingDependencyError(f"this needs {name}, which is not installed", hint=hint) from None


def _pandas(described: tuple[Column, ...], found: list[Row]) -> pandas.DataFrame:
    package = library("pandas")
    types: Mapping[str, str] = {
        "string": "string", "int64": "Int64", "bool": "boolean", "date": "datetime64[s]", "decimal": "object",
        "strings": "string",
    }  # fmt: skip

    def cell(row: Row, column: Column) -> Any:
        value = row.get(column.name)
        return SEPARATOR.join(value) if column.type == "strings" and value is not None else value

    series = {
        column.name: package.Series([cell(row, column) for row in found], dtype=types[column.type])
        for column in described
    }
    frame: pandas.DataFrame = package.DataFrame(series)
    return frame


def _polars(described: tuple[Column, ...], found: list[Row]) -> polars.DataFrame:
    package = library("polars")
    types = {
        "string": package.String, "int64": package.Int64, "bool": package.Boolean, "date": package.Date,
        "decimal": package.Decimal(PRECISION, SCALE), "strings": package.List(package.String),
    }  # fmt: skip
    series = [
        package.Series(column.name, [_cell(row, column) for row in found], dtype=types[column.type], strict=True)
        for column in described
    ]
    frame: polars.DataFrame = package.DataFrame(series)
    return frame


def _cell(row: Row, column: Column) -> Any:
    """The cell for Arrow and Polars: a number that its type cannot hold exactly is left out."""
    value = row.get(column.name)
    if value is None:
        return None
    if column.type == "strings":
        return list(value)
    if column.type == "decimal":
        return value.quantize(_STEP, context=_CONTEXT) if _fits(value) else None
    return value


def _fits(value: Decimal) -> bool:
    """Whether a number can be held exactly.

    >>> _fits(Decimal("5.5")), _fits(Decimal("0.0000000001")), _fits(Decimal(10) ** 29)
    (True, False, False)
    """
    if not value:
        return True
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # numbers here are finite
    while digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    return exponent >= -SCALE and value.adjusted() < PRECISION - SCALE
