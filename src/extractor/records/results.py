"""`CompanyResults`: what a news text says of a company's results."""

from __future__ import annotations

from typing import ClassVar

from extractor.records.model import Record
from extractor.records.parts import Change, Count, Figure, Money
from extractor.records.selectors import ANCHOR, first_of, own, pick
from extractor.schema.records import Quantity


class Result(Figure):
    """An amount of the accounts, with its change, the level before, and its parts; or a change alone."""

    value: Money | None = own("quantity", role="level")


class Dividend(Record):
    """What a share is paid."""

    amount: Money | None = own("quantity")
    per: str | None = own("per")
    change: Change | None = pick("statistic", of=ANCHOR, role="change")
    previous: Money | None = pick("statistic", "quantity", of=ANCHOR, role="previous")
    modality: str | None = own("modality")
    facts: tuple[str, ...] = ()


class Guidance(Record):
    """What the company expects."""

    measure: str | None = own("measure")
    value: Quantity | None = own("quantity", role=["level", "share"])
    change: Change | None = own(role="change")
    period: str | None = own("period")
    source: str | None = own("source")
    modality: str | None = own("modality")
    facts: tuple[str, ...] = ()


class CompanyResults(Record):
    """What a text says of a company's results: revenue, income, margin, dividend, workforce, and what it expects."""

    record: ClassVar[str] = "results"

    revenue: Result | None = first_of(
        pick("statistic", role="level", type="money", measure="@revenue", modality="asserted"),
        pick("statistic", role="change", type="percent", measure="@revenue", modality="asserted", belongs=False),
    )
    net_income: Result | None = first_of(
        pick("statistic", role="level", type="money", measure="@net_income", not_measure="@operating", modality="asserted"),
        pick(
            "statistic", role="change", type="percent", measure="@net_income", not_measure="@operating",
            modality="asserted", belongs=False,
        ),
    )  # fmt: skip
    operating_result: Result | None = first_of(
        pick("statistic", role="level", type="money", measure="@operating", modality="asserted"),
        pick("statistic", role="change", type="percent", measure="@operating", modality="asserted", belongs=False),
    )
    operating_margin: Quantity | None = first_of(
        pick("statistic", "quantity", role="level", type="percent", measure="@margin", modality="asserted"),
        pick("statistic", "quantity", role="share", type="percent", subject="@margin", modality="asserted"),
    )
    company: str | None = first_of(
        *(
            pick("statistic", "subject", role=role, same=result, not_value="@company_nouns", first=True)
            for result in ("revenue", "net_income", "operating_result")
            for role in ("level", "change")
        )
    )
    workforce: Count | None = pick(
        "statistic", "quantity", role="level", type="number", measure="@employees", modality="asserted"
    )
    dividend: Dividend | None = pick("statistic", role="level", type="money", measure="@dividend", not_modality="negated")
    guidance: tuple[Guidance, ...] = pick(
        "statistic", role=["level", "change", "share"], modality="forecast", type=["money", "percent"], belongs=False,
        rest=True, many=True,
    )  # fmt: skip
