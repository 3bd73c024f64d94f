"""CSV for spreadsheets: RFC 4180 lines of the columns of `extractor.schema.tables`, in the dialect of a language.

A number stands whole, with the dialect's decimal sign, and a date as 2024-05-31, which every spreadsheet takes for a
date. A text that a spreadsheet would run as a formula (`=`, `+`, `-` or `@` in front) gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from extractor.errors import InputError
from extractor.schema.spans import plain
from extractor.schema.tables import SEPARATOR, Column, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula (OWASP, "CSV injection")."""


@dataclass(frozen=True)
class Dialect:
    """How a table is written as CSV; each field is explained in `dialects.toml`."""

    delimiter: str
    decimal: str
    bom: bool
    true: str
    false: str


@cache
def dialects() -> dict[str, Dialect]:
    """The dialects that there are, by the language of the spreadsheet.

    >>> dialects()["en"].delimiter
    ','
    """
    text = resources.files("extractor.writers").joinpath("dialects.toml").read_text(encoding="utf-8")
    return {name: Dialect(**fields) for name, fields in tomllib.loads(text).items()}


def dialect(name: str | None = None) -> Dialect:
    """A dialect by its name; the first of all if None.

    Raises:
        InputError: there is no such dialect.
    """
    name = name or next(iter(dialects()))
    if name not in dialects():
        raise InputError(f"no CSV dialect {name!r}", hint=f"one of {', '.join(dialects())}")
    return dialects()[name]


def header(columns: Iterable[Column], how: Dialect) -> bytes:
    """The line of the columns' names, after the byte-order mark if the dialect has one.

    >>> header((Column("doc", "string"), Column("value", "decimal")), dialect("en"))
    b'doc,value\\r\\n'
    """
    return (b"\xef\xbb\xbf" if how.bom else b"") + _line((column.name for column in columns), how)


def line(row: Row, columns: Iterable[Column], how: Dialect) -> bytes:
    """A row as a line of CSV.

    >>> both = (Column("text", "string"), Column("value", "decimal"))
    >>> line({"text": "-1,3 %", "value": Decimal("-1.3")}, both, dialect("en"))
    b'"\\'-1,3 %",-1.3\\r\\n'
    """
    return _line((_cell(row.get(column.name), column, how) for column in columns), how)


def _line(cells: Iterable[str], how: Dialect) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=how.delimiter, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue().encode("utf-8")


def _cell(value: Any, column: Column, how: Dialect) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return how.true if value else how.false
    if isinstance(value, Decimal):
        return plain(value).replace(".", how.decimal)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = SEPARATOR.join(value) if isinstance(value, tuple) else str(value)
    if column.name == "exact":  # digits alone; "5.5" would be the fifth of May to some
        return "..".join(number.replace(".", how.decimal) for number in text.split(".."))
    return f"'{text}" if text.startswith(_FORMULA) else text
