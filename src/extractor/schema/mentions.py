"""Mentions: words of the text with an exact, coded value (docs: contract, section 1).

One class a type, joined in the discriminated union `Mention`. A field that holds its default is left out of
the JSON, so that a mention reads like the gold files; `from` and `to` of a date are always written.

>>> m = Money(start=14, end=36, text="228 milliards de yuans", value="228000000000", unit="CNY")
>>> m.model_dump_json()
'{"type":"money","start":14,"end":36,"text":"228 milliards de yuans","value":"228000000000","unit":"CNY"}'
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AliasChoices, Field, SerializerFunctionWrapHandler, TypeAdapter, field_validator, model_serializer

from extractor.schema.spans import Exact, ExactInt, Span

Modifier = Literal["exact", "approximate", "more_than", "at_least", "less_than", "at_most", "before", "after"]
Grain = Literal[
    "second", "minute", "hour", "part_of_day", "day", "weekend", "week", "month", "quarter", "half", "season",
    "year", "decade", "century", "millennium",
]  # fmt: skip
Label = Literal["PER", "ORG", "LOC", "MISC", "EVENT"]

_ALWAYS = frozenset({"start", "end", "text"})

Duration_ = Annotated[str, Field(pattern=r"^-?P[\dYMWDTHS.]+$", max_length=60)]
"""An ISO 8601 duration ("P3W")."""


class BaseMention(Span):
    """What all mentions share."""

    _KEPT: ClassVar[frozenset[str]] = _ALWAYS
    """Fields that are written whatever they hold."""

    modifier: Modifier = Field("exact", description="'plus de' → more_than, 'environ' → approximate …")
    rule: str | None = Field(None, description="the rule that read it, e.g. money.amount_currency")

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        kept = self._KEPT
        short = {"type": data.pop("type")} if "type" in data else {}
        for key, value in data.items():
            if key in kept or not (value is None or value is False or (value == "exact" and key == "modifier")):
                short[key] = value
        return short


class Number(BaseMention):
    """A cardinal, a fraction or an approximative noun ("une quarantaine")."""

    type: Literal["number"] = "number"
    value: Exact | None = Field(None, description="null for a range, or for a fraction that has no finite decimal")
    low: Exact | None = None
    high: Exact | None = None
    fraction: str | None = Field(None, pattern=r"^\d+/\d+$", description="'un tiers' → 1/3")


class Ordinal(BaseMention):
    """A rank ("8e", "premier")."""

    type: Literal["ordinal"] = "ordinal"
    value: ExactInt


class Percent(BaseMention):
    """A percentage, as written, or a number of points."""

    type: Literal["percent"] = "percent"
    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: Literal["%", "pp", "bp", "‰"]


class Money(BaseMention):
    """An amount with a currency, scale applied."""

    type: Literal["money"] = "money"
    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217")
    unit_ambiguous: bool = Field(False, description="true when the currency rests on a default ('dollars' → USD)")


class Quantity(BaseMention):
    """An amount with a physical or information unit, scale applied."""

    type: Literal["quantity"] = "quantity"
    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    unit: str = Field(min_length=1, description="UCUM code, case sensitive")


class Duration(BaseMention):
    """A length of time or an age, as an ISO 8601 duration."""

    type: Literal["duration"] = "duration"
    value: Duration_ | None = None
    low: Duration_ | None = None
    high: Duration_ | None = None
    fraction: str | None = Field(None, pattern=r"^\d+/\d+$")
    age: bool = False


class Date(BaseMention):
    """A date or time expression; `from` and `to` are inclusive and as precise as known."""

    _KEPT: ClassVar[frozenset[str]] = _ALWAYS | {"from", "from_", "to"}

    type: Literal["date"] = "date"
    from_: str | None = Field(None, alias="from", validation_alias=AliasChoices("from", "from_"))
    to: str | None = None
    edtf: str | None = Field(None, description="EDTF level 2, where it can be said")
    grain: Grain
    part: str | None = Field(None, description="early | mid | late, or a part of day: MO MI AF EV NI")
    time: str | None = Field(None, description="clock time of a relative day, T15:00")
    relative: str | None = Field(None, description="ISO 8601 period, weekday:1 … weekday:7, part:AF, last, next")
    recurring: bool = False
    fiscal: bool = Field(False, description="a business or school year")
    resolved: bool = Field(False, description="true when the year is not in the words themselves")
    resolved_by: Literal["sentence", "document", "published"] | None = Field(
        None, description="where the missing year, or the anchor of a relative date, was taken from"
    )

    @field_validator("from_", "to")
    @classmethod
    def _iso(cls, value: str | None) -> str | None:
        if value is not None and not (0 < len(value) <= 25 and set(value) <= set("0123456789-:T")):
            raise ValueError(f"not an ISO 8601 date as far as it is known: {value!r}")
        return value

class Entity(BaseMention):
    """A name."""

    type: Literal["entity"] = "entity"
    label: Label


Mention = Annotated[
    Number | Ordinal | Percent | Money | Quantity | Duration | Date | Entity, Field(discriminator="type")
]
"""Any mention."""

Measured = Annotated[Number | Percent | Money | Quantity | Duration, Field(discriminator="type")]
"""The mentions that a statistic can have as its quantity."""

MENTION: TypeAdapter[Mention] = TypeAdapter(Mention)
"""Validates any mention: `MENTION.validate_python({"type": "ordinal", …})`."""
