"""What a field of a fact is worth in a record: text, an exact amount, an ISO period."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.records.selectors import attribute
from extractor.schema.facts import Baseline, Fact
from extractor.schema.mentions import BaseMention, Date
from extractor.schema.records import Quantity
from extractor.schema.spans import Span


def take(fact: Fact, path: str, wanted: Any) -> Any:
    """The value of a fact's field as the annotation of a record wants it; a tuple for a field that holds several.

    Args:
        path: name of the field, with the number of an item for one of several: "places.0".
        wanted: the type of one value: str, int, Quantity, Decimal …
    """
    name, _, item = path.partition(".")
    value = getattr(fact, attribute(name))
    if item:
        value = value[int(item)] if int(item) < len(value) else None
    if isinstance(value, tuple):
        return tuple(_one(one, wanted) for one in value)
    return _one(value, wanted)


def _one(value: Any, wanted: Any) -> Any:
    if isinstance(value, Date):
        return period(value)
    if isinstance(value, Baseline):
        return value.type
    if isinstance(value, Span) and wanted is Span:
        return value
    if isinstance(value, BaseMention) and wanted is Quantity:
        return Quantity.of(value)  # type: ignore[arg-type]
    if isinstance(value, BaseMention) and wanted is Decimal:
        return getattr(value, "value", None)
    return value.text if isinstance(value, Span) else value


def period(date: Date) -> str | None:
    """A date as an ISO 8601 date or interval, as precise as known; its EDTF when it has no ends.

    >>> period(Date(start=0, end=4, text="2024", from_="2024", to="2024", grain="year"))
    '2024'
    >>> period(Date(start=0, end=9, text="le T2 24 ", from_="2024-04", to="2024-06", grain="quarter"))
    '2024-04/2024-06'
    """
    if date.from_ == date.to:
        return date.from_ or date.edtf
    return f"{date.from_ or '..'}/{date.to or '..'}"


def is_empty(value: Any) -> bool:
    """Whether there is nothing in a value."""
    return value is None or value == () or value == [] or value == ""
