"""Spans of text and the exact numbers that mentions carry.

Offsets are 0-based code points into the document's text exactly as read, end exclusive
(docs: contract, first paragraph).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

MAX_DIGITS = 60
"""More digits than any amount in a text; a longer one is not a number, and must not cost memory."""


class Strict(BaseModel):
    """Base of all models here: frozen, and no field that the contract does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def plain(value: Decimal) -> str:
    """A decimal in plain notation, without exponent or trailing zeros of a fraction.

    >>> plain(Decimal("2.28E+11")), plain(Decimal("5.50")), plain(Decimal("-0"))
    ('228000000000', '5.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _exact(value: Any) -> Any:
    """Accept a string, int or Decimal; refuse floats, infinities and absurd lengths (design, law 2: no float)."""
    if isinstance(value, bool | float):
        raise ValueError("numbers are exact: give a string, an int or a Decimal, not a float")
    if isinstance(value, str) and len(value) > MAX_DIGITS:
        raise ValueError(f"more than {MAX_DIGITS} digits")
    if isinstance(value, str | int):
        try:
            value = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"not a decimal number: {value!r}") from None
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS):
        raise ValueError("not a finite number of reasonable size")
    if isinstance(value, Decimal) and value.as_tuple().exponent not in (0, "n", "N", "F"):
        value = Decimal(plain(value))  # "3200000000.0" and "3.2E+9" are one number, and print as one
    return value


Exact = Annotated[
    Decimal,
    BeforeValidator(_exact),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "exact decimal, plain notation"}),
]
"""An exact decimal, written in JSON as a plain string ("228000000000", never "2.28E+11")."""

ExactInt = Annotated[
    int,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+$", "description": "integer, plain notation"}),
]
"""An integer, written in JSON as a string like every number of a mention."""


class Span(Strict):
    """A stretch of the document's text.

    >>> Span(start=3, end=5, text="8e").model_dump()
    {'start': 3, 'end': 5, 'text': '8e'}
    """

    start: int = Field(ge=0, description="first code point")
    end: int = Field(ge=0, description="code point after the last")
    text: str = Field(description="the words, exactly as they stand in the document")

    @model_validator(mode="after")
    def _consistent(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} cannot hold {len(self.text)} characters: {self.text!r}")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `start:end` of `text`.

        >>> Span.of("Le 8e Sommet", 3, 5).text
        '8e'
        """
        return cls(start=start, end=end, text=text[start:end])
