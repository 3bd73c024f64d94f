"""`StatisticRelease`: what a news text says of statistics of labour, prices or trade that an office releases."""

from __future__ import annotations

from typing import ClassVar

from extractor.records.model import Record
from extractor.records.parts import Change
from extractor.records.selectors import ANCHOR, first_of, own, pick
from extractor.schema.records import Quantity


class Part(Record):
    """The indicator for a part of those it measures, or one that goes with it."""

    indicator: str | None = own("measure")
    part: str | None = own("subject")
    value: Quantity | None = own("quantity", role=["level", "share"])
    changes: tuple[Change, ...] = first_of(
        pick("statistic", of=ANCHOR, role="change", many=True), own(role="change", many=True)
    )
    previous: Quantity | None = pick("statistic", "quantity", of=ANCHOR, role="previous", first=True)
    period: str | None = own("period")
    place: str | None = own("place")
    source: str | None = own("source")
    facts: tuple[str, ...] = ()


class Forecast(Record):
    """What somebody expects of it."""

    indicator: str | None = own("measure")
    value: Quantity | None = own("quantity", role="level")
    change: Change | None = own(role="change")
    period: str | None = own("period")
    source: str | None = own("source")
    facts: tuple[str, ...] = ()


class StatisticRelease(Record):
    """The figure that a release is about, with its changes, and the other figures of the indicators in it."""

    record: ClassVar[str] = "release"

    value: Quantity | None = pick(
        "statistic", "quantity", role="level", type=["percent", "number", "money"], measure="@indicators", subject=False,
        modality="asserted", first=True, description="the first level in the text that is of no part",
    )  # fmt: skip
    changes: tuple[Change, ...] = first_of(
        pick("statistic", role="change", of="value", many=True),
        pick("statistic", role="change", belongs=False, measure="@indicators", subject=False, modality="asserted", many=True),
    )
    previous: Quantity | None = first_of(
        pick("statistic", "quantity", role="previous", of="value"),
        pick("statistic", "quantity", role="previous", of="changes", first=True),
    )
    indicator: str | None = first_of(
        pick("statistic", "measure", same="value", first=True), pick("statistic", "measure", same="changes", first=True)
    )
    period: str | None = first_of(
        pick("statistic", "period", same="value", first=True), pick("statistic", "period", same="changes", first=True)
    )
    place: str | None = first_of(
        pick("statistic", "place", same="value", first=True), pick("statistic", "place", same="changes", first=True)
    )
    source: str | None = first_of(
        pick("statistic", "source", same="value", first=True),
        pick("statistic", "source", same="changes", first=True),
        pick("statistic", "source", role=["level", "change"], measure="@indicators", modality="asserted", first=True),
    )
    breakdown: tuple[Part, ...] = pick(
        "statistic", role=["level", "change", "share"], belongs=False, measure="@indicators", modality="asserted",
        rest=True, many=True,
    )  # fmt: skip
    forecasts: tuple[Forecast, ...] = pick(
        "statistic", role=["level", "change"], belongs=False, measure="@indicators", modality="forecast", many=True
    )
