"""What records are made of: exact amounts, conflicts, and the error of a record that cannot be.

>>> Quantity(value="360000", modifier="more_than").model_dump(mode="json")
{'value': '360000', 'modifier': 'more_than'}
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, JsonValue, SerializerFunctionWrapHandler, model_serializer

from extractor.errors import InputError
from extractor.schema.mentions import Duration, Duration_, Entity, Mention, Modifier
from extractor.schema.spans import Exact, Strict


class RecordError(InputError):
    """A record that is declared wrongly: a selector that can never match, a class or a file that is no record."""


class Quantity(Strict):
    """An amount of a record: exact, with its unit and what was said of its exactness, and without its place in the text.

    Fields that are empty are left out of the JSON; `modifier` never is.

    >>> Quantity(value="2.5", unit="%").model_dump(mode="json")
    {'value': '2.5', 'unit': '%', 'modifier': 'exact'}
    """

    value: Exact | None = Field(default=None, description="null for a range, a duration, or a fraction without a finite decimal")
    low: Exact | None = None
    high: Exact | None = None
    fraction: str | None = Field(default=None, pattern=r"^\d+/\d+$")
    duration: Duration_ | None = Field(default=None, description="ISO 8601, for a length of time")
    unit: str | None = Field(default=None, description="ISO 4217, UCUM, %, pp, bp or ‰; null for a count")
    modifier: Modifier = "exact"

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return {key: value for key, value in data.items() if value is not None}

    @classmethod
    def of(cls, mention: Mention) -> Quantity:
        """The amount that a numeric mention has.

        >>> from extractor.schema.mentions import Percent
        >>> Quantity.of(Percent(start=0, end=3, text="8 %", value="8", unit="%"))
        Quantity(value=Decimal('8'), low=None, high=None, fraction=None, duration=None, unit='%', modifier='exact')
        """
        if isinstance(mention, Duration):
            return cls(duration=mention.value, fraction=mention.fraction, modifier=mention.modifier)
        if isinstance(mention, Entity):
            raise RecordError("a name is no amount", where=mention.text)
        names = ("value", "low", "high", "fraction", "unit")
        return cls(**{name: getattr(mention, name, None) for name in names}, modifier=mention.modifier)


class Reading(Strict):
    """One of the values that a field could have, and the facts that say so."""

    value: JsonValue
    facts: tuple[str, ...] = Field(description="ids of the facts")


class Conflict(Strict):
    """Facts that disagree about a field, or that cannot be true together; nothing here was settled in silence."""

    field: str = Field(description="path of the field: attendance.total, indicators.0.change")
    readings: tuple[Reading, ...] = Field(
        description="the field holds the first, about which the text says most; none, after a problem"
    )
    problem: str | None = Field(default=None, description="why a value was refused; null when facts only disagree")
