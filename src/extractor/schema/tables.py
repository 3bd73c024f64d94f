"""Mentions and facts as rows of a table. The columns and their types are said here once; data frames, Arrow tables,
CSV and Parquet are all made from this description (`extractor.schema.frames`, `extractor.writers`).

The columns depend on the kind of table alone, never on what was read: a table of nothing has them too.

>>> [(column.name, column.type) for column in columns("mentions")[:6]]
[('doc', 'string'), ('type', 'string'), ('start', 'int64'), ('end', 'int64'), ('text', 'string'), ('modifier', 'string')]
"""

from __future__ import annotations

import types
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractor.errors import InputError
from extractor.schema.document import Extraction
from extractor.schema.facts import Baseline, Fact
from extractor.schema.mentions import BaseMention, Date, Duration, Entity, Measured, Mention
from extractor.schema.spans import Span, plain

ColumnType = Literal["string", "int64", "bool", "decimal", "date", "strings"]
"""A text, an integer, true or false, an exact number, a day, or a list of texts."""

Row = dict[str, Any]
"""Column → cell: str, int, bool, Decimal, date, or a tuple of str; None, or left out, where there is nothing."""

SEPARATOR = " · "
"""Stands between the texts of a list where a table has no lists."""

_NUMBERS = ("value", "low", "high")
_OF_SPAN = frozenset({"start", "end", "text", "type", "rule"})
_ISO_FIELDS = frozenset({"from_", "to", "date"})
_FIRST_OF_FACT = ("doc", "id", "kind", "role")
_FIRST_OF_MENTION = ("doc", "type", "start", "end", "text")
_LAST = ("source", "modality", "rule", "warnings", "evidence")


@dataclass(frozen=True)
class Column:
    """A column: its name, and what its cells hold."""

    name: str
    type: ColumnType


@cache
def columns(what: str = "facts") -> tuple[Column, ...]:
    """The columns of a table: what a row is comes first, where it comes from last.

    A span takes three columns (`measure`, `measure_start`, `measure_end`: its words and their code-point offsets); so
    does the quantity of a statistic, next to its `type`, `value`, `low`, `high` and `unit`. `exact` is the number as
    text, however long (`low..high` for a range). The value of a duration stands in `iso` (`low/high`). A date has
    its two ends as exact as they are known (`from`, `to`: "2024", "2024-05") and as days (`first_day`, `last_day`).

    Args:
        what: "facts", "mentions", or a kind of fact ("statistic", "event" …) for its own columns alone.

    Raises:
        InputError: there is no such table.
    """
    found: dict[str, ColumnType] = {"doc": "string"}
    for model in _models(what):
        for name, kind in _columns(model):
            found.setdefault(name, kind)
    first = _FIRST_OF_MENTION if what == "mentions" else _FIRST_OF_FACT
    return tuple(Column(name, found[name]) for name in sorted(found, key=lambda name: _rank(name, first)))


def rows(extraction: Extraction, what: str = "facts") -> Iterator[Row]:
    """The rows of an extraction, in the order of the text; cells that hold nothing are left out.

    >>> from extractor.schema import Document, Percent
    >>> m = Percent(start=0, end=3, text="8 %", value="8", unit="%")
    >>> read = Extraction(document=Document(id="a.txt", text="8 %", lang="xx"), mentions=(m,))
    >>> [(row["doc"], row["value"], row["unit"]) for row in rows(read, "mentions")]
    [('a.txt', Decimal('8'), '%')]
    """
    models = _models(what)
    found = extraction.mentions if what == "mentions" else extraction.facts
    for model in found:
        if isinstance(model, models):
            yield {"doc": extraction.document.id} | dict(_cells(model))


def first_day(text: str) -> date | None:
    """The first day of an ISO 8601 date as precise as it is known; None when its year is not known, or not of our era.

    >>> first_day("2024"), first_day("2024-05"), first_day("--04-29")
    (datetime.date(2024, 1, 1), datetime.date(2024, 5, 1), None)
    """
    year, month, day = _parts(text)
    return None if year is None else date(year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day of an ISO 8601 date as precise as it is known; None when its year is not known, or not of our era.

    >>> last_day("2024"), last_day("2024-02"), last_day("2025-04-01T14:30")
    (datetime.date(2024, 12, 31), datetime.date(2024, 2, 29), datetime.date(2025, 4, 1))
    """
    year, month, day = _parts(text)
    if year is None:
        return None
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int | None, int, int]:
    """Year, month and day, 0 for what is not said; no year when the text is no date of the calendar."""
    numbers = text.partition("T")[0].split("-")
    if not (len(numbers[0]) == 4 and all(part.isdecimal() for part in numbers) and len(numbers) <= 3):
        return None, 0, 0
    year, month, day = (*map(int, numbers), 0, 0)[:3]
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None, 0, 0
    return year, month, day


def kinds() -> Mapping[str, type[BaseModel]]:
    """The kinds of facts, each with its model.

    >>> list(kinds())[:2]
    ['statistic', 'event']
    """
    return {model.model_fields["kind"].default: model for model in _members(Fact)}


def _models(what: str) -> tuple[type[BaseModel], ...]:
    if what == "mentions":
        return _members(Mention)
    if what == "facts":
        return tuple(kinds().values())
    if what in kinds():
        return (kinds()[what],)
    raise InputError(f"no table of {what!r}", hint=f"one of facts, mentions, {', '.join(kinds())}")


def _rank(column: str, first: tuple[str, ...]) -> int:
    if column in first:
        return first.index(column)
    return len(first) + (column.split("_")[0] in _LAST)


def _columns(model: type[BaseModel]) -> Iterator[tuple[str, ColumnType]]:
    """The columns that a mention or fact fills."""
    for name, field in model.model_fields.items():
        column, types_ = field.alias or name, set(_flat(field.annotation))
        if name in _NUMBERS:
            yield column, "decimal"
            if name == "value":
                yield from (("exact", "string"), ("iso", "string"))
        elif tuple in types_:
            yield column, "strings"
        elif any(issubclass(kind, Span) for kind in types_):
            yield from _columns_of_span(column, types_)
        else:
            yield column, "bool" if types_ == {bool} else "int64" if types_ == {int} else "string"
            if name in _ISO_FIELDS:
                yield from ((day, "date") for day in _days(column) if name != "from_")


def _columns_of_span(column: str, types_: set[type]) -> Iterator[tuple[str, ColumnType]]:
    yield from ((column, "string"), (f"{column}_start", "int64"), (f"{column}_end", "int64"))
    if Baseline in types_:
        yield f"{column}_type", "string"
    if Date in types_:
        yield from ((f"{column}_from", "string"), (f"{column}_to", "string"))
        yield from ((f"{column}_{day}", "date") for day in _days("to"))
    elif any(issubclass(kind, BaseMention) for kind in types_):
        yield f"{column}_type", "string"
        for kind in (kind for kind in _members(Measured) if kind in types_):
            yield from (pair for pair in _columns(kind) if pair[0] not in _OF_SPAN)


def _days(column: str) -> tuple[str, str]:
    """The columns of the days that an ISO date in `column` begins and ends with."""
    before = "" if column in ("from", "to") else f"{column}_"
    return f"{before}first_day", f"{before}last_day"


def _cells(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """What a mention or fact puts into its columns."""
    if any(name in type(model).model_fields for name in _NUMBERS):
        yield from _number_cells(model)
    for name, field in type(model).model_fields.items():
        column, value = field.alias or name, getattr(model, name)
        if value is None or name in _NUMBERS:
            continue
        if isinstance(value, Span):
            yield from _span_cells(column, value)
        else:
            yield column, tuple(_said(item) for item in value) if isinstance(value, tuple) else value
            if name in _ISO_FIELDS:
                yield from _day_cells(column, value)


def _number_cells(model: Any) -> Iterator[tuple[str, Any]]:
    value = model.value
    low, high = getattr(model, "low", None), getattr(model, "high", None)
    if isinstance(model, Duration):
        iso = value if value is not None else f"{low}/{high}" if low and high else None
        yield "iso", iso
        return
    numbers = {"value": value, "low": low, "high": high}
    exact = {name: Decimal(number) for name, number in numbers.items() if number is not None}
    yield from exact.items()
    if "value" in exact:
        yield "exact", plain(exact["value"])
    elif exact:
        yield "exact", "..".join(plain(exact[name]) if name in exact else "" for name in ("low", "high"))


def _span_cells(column: str, span: Span) -> Iterator[tuple[str, Any]]:
    yield from ((column, span.text), (f"{column}_start", span.start), (f"{column}_end", span.end))
    if isinstance(span, Date):
        yield from ((f"{column}_from", span.from_), (f"{column}_to", span.to))
        for name, text in (("from", span.from_), ("to", span.to)):
            yield from ((f"{column}_{day}", value) for day, value in _day_cells(name, text))
    elif isinstance(span, Baseline):
        yield f"{column}_type", span.type
    elif isinstance(span, BaseMention) and not isinstance(span, Entity):  # a name is words in a fact, no more
        yield f"{column}_type", getattr(span, "type")  # noqa: B009 (each member of the union has one)
        yield from (pair for pair in _cells(span) if pair[0] not in _OF_SPAN)


def _day_cells(column: str, text: str | None) -> Iterator[tuple[str, date | None]]:
    first, last = _days(column)
    if text is not None and column != "to":
        yield first, first_day(text)
    if text is not None and column != "from":
        yield last, last_day(text)


def _said(item: Any) -> str:
    return item.text if isinstance(item, Span) else str(item)


def _flat(annotation: Any) -> Iterator[type]:
    """The plain types that an annotation allows; any tuple is `tuple`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _flat(member)
    elif origin is Literal:
        yield str
    elif annotation is not type(None):
        yield origin or annotation


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The models of an annotated union."""
    return get_args(get_args(union)[0])
