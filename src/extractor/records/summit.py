"""`SummitFacts`: what a news text says of a summit, a fair, a forum.

The words that the selectors look for are lists of the language pack (`records.toml`).
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from extractor.records.model import Record
from extractor.records.parts import Breakdown, Change, Count, Figure, Money, Share
from extractor.records.selectors import ANCHOR, any_of, first_of, own, pick
from extractor.schema.records import Quantity

_AREAS = ("m2", "har")
_SAID = ("asserted", "conditional")


class Host(Record):
    """Where it takes place, of places that come smallest first."""

    venue: str | None = own("places.0", places="@venues")
    city: str | None = first_of(
        own("places.0", not_places="@venues", not_value=["@regions", "@territories"]),
        own("places.1", places="@venues", not_value=["@regions", "@territories"]),
    )
    region: str | None = first_of(
        own("places.0", value="@regions"),
        own("places.1", value="@regions"),
        own("places.1", not_places="@venues", not_value="@territories"),
        own("places.2", places="@venues", not_value="@territories"),
    )
    country: str | None = first_of(*(own(f"places.{at}", value="@territories") for at in range(4)))


class Attendance(Record):
    """How many came."""

    total: Count | None = first_of(
        pick("statistic", "quantity", role="level", type="number", measure="@visitors", modality=_SAID, per=False),
        pick(
            "statistic", "quantity", role="level", type="number", measure="@people", predicate="@attending",
            modality=_SAID, per=False,
        ),
    )  # fmt: skip
    change: Change | None = pick("statistic", role="change", of="total")
    previous: Quantity | None = pick("statistic", "quantity", role="previous", of="total")
    breakdown: tuple[Breakdown, ...] = pick("statistic", role="share", of="total", many=True)
    expected: Count | None = first_of(
        pick("statistic", "quantity", role="level", type="number", measure="@visitors", modality="forecast", per=False),
        pick("statistic", "quantity", role="level", type="number", measure="@visitors", predicate="@expecting", per=False),
    )
    facts: tuple[str, ...] = ()


class Deals(Record):
    """What was signed there, and what it is worth."""

    count: Count | None = first_of(
        pick("statistic", "quantity", role="level", type="number", measure="@deals", not_modality="negated"),
        pick("statistic", "quantity", role="level", type="number", measure="@projects", predicate="@signing"),
    )
    count_change: Change | None = pick("statistic", role="change", of="count")
    amount: Money | None = first_of(
        pick("statistic", "quantity", role="level", type="money", subject="@deals", not_modality="negated"),
        pick("statistic", "quantity", role="level", type="money", measure="@deals", not_modality="negated"),
        pick("statistic", "quantity", role="level", type="money", subject="@projects", predicate="@signing"),
    )
    amount_equivalents: tuple[Money, ...] = pick("statistic", "quantity", role="equivalent", of="amount", many=True)
    amount_change: Change | None = pick("statistic", role="change", of="amount")
    facts: tuple[str, ...] = ()


class Session(Record):
    """Forums, talks and rounds, and how many."""

    what: str | None = own("measure")
    count: Count | None = own("quantity")
    facts: tuple[str, ...] = ()


class Exhibit(Record):
    """Something shown: how many, how large, how much of it for the first time."""

    what: str | None = first_of(own("subject", type="quantity"), own("measure"))
    count: Count | None = own("quantity", role="level", type="number")
    area: Quantity | None = own("quantity", role="level", type="quantity")
    first_shown: Share | None = first_of(
        own("quantity", role="share"),
        pick("statistic", "quantity", role="share", type="percent", of=ANCHOR, after="@first_shown"),
    )
    facts: tuple[str, ...] = ()


class Published(Record):
    """A report, an index, a study that was released."""

    title: str | None = own("title")
    first: bool | None = own("first", description="for the first time")


class Person(Record):
    """Somebody who holds an office."""

    name: str | None = own("person")
    title: str | None = own("title")
    organisation: str | None = own("organisation")
    former: bool | None = own("former", former=True)


class SummitFacts(Record):
    """What a text says of a summit, a fair or a forum: the event, who came, what was signed, shown and published."""

    record: ClassVar[str] = "summit"

    name: str | None = pick("event", "name", type="@summits", not_type="@no_summits", first=True)
    edition: int | None = pick("event", "edition", same="name")
    theme: str | None = pick("event", "theme", same="name", first=True)
    start: str | None = pick("event", "from", same="name", description="first day, ISO 8601")
    end: str | None = pick("event", "to", same="name", description="last day")
    host: Host | None = pick("event", same="name")
    organisers: tuple[str, ...] = pick("event", "organisers", same="name", many=True)
    attendance: Attendance | None = None
    deals: Deals | None = None
    exhibitors: Count | None = pick("statistic", "quantity", role="level", type="number", measure="@exhibitors")
    countries: Count | None = pick("statistic", "quantity", role="level", type="number", measure="@countries")
    sessions: tuple[Session, ...] = pick(
        "statistic", role="level", type="number", measure="@sessions", not_modality="negated", rest=True, many=True
    )
    exhibits: tuple[Exhibit, ...] = any_of(
        pick("statistic", role="level", type="quantity", unit=_AREAS, subject="@areas", rest=True, many=True),
        pick("statistic", role="level", type="number", measure="@exhibits", rest=True, many=True),
        pick("statistic", role="level", type="number", subject="@areas", measure=True, rest=True, many=True),
        pick("statistic", role="share", type="percent", measure="@exhibits", after="@first_shown", rest=True, many=True),
    )
    area: Quantity | None = pick("statistic", "quantity", role="level", type="quantity", unit=_AREAS, rest=True)
    sectors: tuple[str, ...] = pick("enumeration", "items", label="@sectors", many=True)
    technologies: tuple[str, ...] = pick("enumeration", "items", label="@technologies", many=True)
    publications: tuple[Published, ...] = pick("publication", many=True)
    people: tuple[Person, ...] = pick("position", many=True)
    indicators: tuple[Figure, ...] = pick(
        "statistic", role=["level", "share"], type=["money", "percent"], measure=True, belongs=False, rest=True, many=True
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> SummitFacts:
        start, end = self.start or "", self.end or ""
        known = min(len(start), len(end))
        if start[:1].isdecimal() and end[:1].isdecimal() and end[:known] < start[:known]:
            raise PydanticCustomError("order", "it ends before it starts", {"fields": ("start", "end")})
        return self
