"""Parts that several records have: a change, a share of a whole, a figure with all that belongs to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from extractor.records.model import Record
from extractor.records.selectors import ANCHOR, first_of, own, pick
from extractor.schema.records import Quantity

HUNDRED = Decimal(100)
_CURRENCY_LETTERS = 3


def _is_share(amount: Quantity) -> Quantity:
    """A part is no more than its whole, and not less than nothing."""
    for value in (amount.value, amount.low, amount.high):
        if amount.unit == "%" and value is not None and not 0 <= value <= HUNDRED:
            raise ValueError("a share is between 0 and 100 %")
    if amount.fraction is not None:
        part, whole = map(int, amount.fraction.split("/"))
        if part > whole:
            raise ValueError("a share is no more than the whole")
    return amount


def _is_money(amount: Quantity) -> Quantity:
    unit = amount.unit or ""
    if not (len(unit) == _CURRENCY_LETTERS and unit.isascii() and unit.isupper()):
        raise ValueError("an amount of money has a currency (ISO 4217)")
    return amount


def _is_count(amount: Quantity) -> Quantity:
    if amount.value is not None and amount.value < 0:
        raise ValueError("a count is not below 0")
    return amount


Share = Annotated[Quantity, AfterValidator(_is_share)]
"""A part of a whole, between 0 and 100 %."""

Money = Annotated[Quantity, AfterValidator(_is_money)]
"""An amount with a currency."""

Count = Annotated[Quantity, AfterValidator(_is_count)]
"""A number of things."""


class Change(Record):
    """By how much something moved, and since when."""

    direction: str | None = own("direction", description="increase, decrease, stable")
    amount: Quantity | None = own("quantity")
    baseline: str | None = own("baseline", description="year_on_year, previous_edition, previous_period, date, other")


class Breakdown(Record):
    """A part of a whole, as a share or as a count."""

    part: str | None = own("subject")
    share: Share | None = first_of(own("quantity", type="percent"), own("quantity", fraction=True))
    count: Quantity | None = own("quantity", type=["number", "money", "quantity"], fraction=False)


class Figure(Record):
    """A level with its equivalents, changes and shares; or a change, or a share, whose level the text does not give."""

    measure: str | None = own("measure")
    subject: str | None = first_of(own("subject"), pick("statistic", "subject", of=ANCHOR, role="change", first=True))
    value: Quantity | None = own("quantity", role="level")
    share: Share | None = own("quantity", role="share")
    equivalents: tuple[Quantity, ...] = pick("statistic", "quantity", of=ANCHOR, role="equivalent", many=True)
    change: Change | None = first_of(pick("statistic", of=ANCHOR, role="change"), own(role="change"))
    previous: Quantity | None = pick("statistic", "quantity", of=ANCHOR, role="previous")
    breakdown: tuple[Breakdown, ...] = pick("statistic", of=ANCHOR, role="share", many=True)
    period: str | None = first_of(own("period"), pick("statistic", "period", of=ANCHOR, role="change", first=True))
    place: str | None = own("place")
    source: str | None = own("source")
    facts: tuple[str, ...] = ()
