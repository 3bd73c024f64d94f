"""The data contract as Pydantic v2 models."""

from extractor.schema.document import Document, Extraction, spans_of
from extractor.schema.facts import (
    FACT,
    Baseline,
    Enumeration,
    Event,
    Fact,
    Position,
    Publication,
    Statement,
    Statistic,
)
from extractor.schema.mentions import (
    MENTION,
    Date,
    Duration,
    Entity,
    Measured,
    Mention,
    Money,
    Number,
    Ordinal,
    Percent,
    Quantity,
)
from extractor.schema.spans import Exact, ExactInt, Span, plain

__all__ = [
    "FACT", "MENTION", "Baseline", "Date", "Document", "Duration", "Entity", "Enumeration", "Event", "Exact",
    "ExactInt", "Extraction", "Fact", "Measured", "Mention", "Money", "Number", "Ordinal", "Percent", "Position",
    "Publication", "Quantity", "Span", "Statement", "Statistic", "plain", "spans_of",
]  # fmt: skip
