"""Facts: what the text claims (docs: contract, section 2), six kinds in the discriminated union `Fact`.

>>> s = Publication(id="b1", evidence=Span(start=0, end=2, text="Le"), title=Span(start=0, end=2, text="Le"))
>>> s.kind, s.first, s.modality
('publication', False, 'asserted')
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, Field, TypeAdapter

from extractor.schema.mentions import Date, Measured
from extractor.schema.spans import Span, Strict

Modality = Literal["asserted", "forecast", "conditional", "negated"]
Role = Literal["level", "change", "share", "equivalent", "previous"]
BaselineType = Literal["year_on_year", "previous_edition", "previous_period", "date", "other"]


class BaseFact(Strict):
    """What all facts share."""

    id: str = Field(description="stable within the document")
    evidence: Span = Field(description="the sentence")
    source: Span | None = Field(None, description="who the text says it comes from")
    modality: Modality = "asserted"
    rule: str | None = Field(None, description="the rule that linked it, e.g. statistic.share_after_dont")
    warnings: Annotated[
        tuple[str, ...], Field(description="why the fact may be misread; left out of lines when there are none")
    ] = ()


class Baseline(Span):
    """What a change is measured against: the words and their type."""

    type: BaselineType


class Statistic(BaseFact):
    """A quantity and what it measures."""

    kind: Literal["statistic"] = "statistic"
    quantity: Measured
    role: Role
    measure: Span | None = Field(None, description="what is counted or measured; for a share, the whole")
    subject: Span | None = Field(None, description="who or what has the measure; for a share, the part")
    predicate: str | None = Field(None, description="lemma of the governing verb or event noun")
    of: str | None = Field(None, description="id of the statistic it belongs to")
    direction: Literal["increase", "decrease", "stable"] | None = None
    baseline: Baseline | None = None
    period: Date | None = Field(None, description="the date mention that says when it holds")
    place: Span | None = None
    per: Span | None = Field(None, description="denominator of a rate: 'an', 'habitant'")


class Event(BaseFact):
    """Something that takes place."""

    kind: Literal["event"] = "event"
    name: Span
    type: str = Field(description="head noun: sommet, salon, conférence …")
    edition: int | None = None
    from_: str | None = Field(None, alias="from", validation_alias=AliasChoices("from", "from_"))
    to: str | None = None
    places: tuple[Span, ...] = Field((), description="smallest first")
    organisers: tuple[Span, ...] = ()
    theme: Span | None = None


class Statement(BaseFact):
    """Somebody said something."""

    kind: Literal["statement"] = "statement"
    speaker: Span | None = None
    cue: str | None = Field(None, description="lemma of the verb, or 'selon'")
    content: Span
    quoted: bool = Field(False, description="direct speech")
    date: str | None = None
    occasion: Span | None = None


class Position(BaseFact):
    """Somebody holds an office."""

    kind: Literal["position"] = "position"
    person: Span
    title: Span
    organisation: Span | None = None
    former: bool = False


class Publication(BaseFact):
    """Something is released."""

    kind: Literal["publication"] = "publication"
    title: Span
    first: bool = False
    occasion: Span | None = None


class Enumeration(BaseFact):
    """A list that the text gives for a heading."""

    kind: Literal["enumeration"] = "enumeration"
    label: Span | str
    items: tuple[Span, ...]
    complete: bool = True


Fact = Annotated[
    Statistic | Event | Statement | Position | Publication | Enumeration, Field(discriminator="kind")
]
"""Any fact."""

FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
"""Validates any fact."""
