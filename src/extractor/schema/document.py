"""Documents and what was read out of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, field_validator, model_validator

from extractor.errors import SpanError
from extractor.schema.facts import Fact
from extractor.schema.mentions import Mention
from extractor.schema.spans import Span, Strict

if TYPE_CHECKING:  # optional and heavy
    import pandas
    import polars
    import pyarrow

PUBLISHED = r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$"
"""An ISO date, date-time, or only a year or a month (docs: contract, section 5)."""


class Document(Strict):
    """A text as read; it never changes from here on.

    >>> Document(id="note", text="Bonjour.", lang="fr", published="2025-04").published
    '2025-04'
    """

    id: str = Field("text", description="file name, or the id of the JSON line")
    text: str = Field(repr=False)
    lang: str = Field(description="BCP 47 language tag")
    published: str | None = Field(None, pattern=PUBLISHED)

    @field_validator("published")
    @classmethod
    def _is_real(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat((value + "-01-01")[:10] if len(value) < 7 else (value + "-01")[:10])
        return value


class Extraction(Strict):
    """A document with its mentions and facts; every span is checked against the text."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @model_validator(mode="after")
    def _spans_agree(self) -> Extraction:
        text = self.document.text
        for mention in self.mentions:
            _check(text, mention)
        for fact in self.facts:
            for span in spans_of(fact):
                _check(text, span)
        ids = {fact.id for fact in self.facts}
        if len(ids) != len(self.facts):
            raise SpanError("two facts share an id", where=self.document.id)
        for fact in self.facts:
            if fact.kind == "statistic" and fact.of is not None and fact.of not in ids:
                raise SpanError(f"fact {fact.id} belongs to {fact.of!r}, which is not there", where=self.document.id)
        return self

    def to_pandas(self, what: str = "facts") -> pandas.DataFrame:
        """The facts as a data frame, one row each, with columns and types that depend on `what` alone.

        Args:
            what: "facts", "mentions", or a kind of fact ("statistic") for its own columns alone.

        Raises:
            InputError: there is no such table.
            MissingDependencyError: pandas is not installed.

        >>> Extraction(document=Document(text="", lang="fr")).to_pandas().empty  # doctest: +SKIP
        True
        """
        from extractor.schema.frames import tables

        frame: pandas.DataFrame = tables([self], what, as_="pandas")
        return frame

    def to_polars(self, what: str = "facts") -> polars.DataFrame:
        """The same table as `to_pandas` gives, as a Polars data frame; needs polars."""
        from extractor.schema.frames import tables

        frame: polars.DataFrame = tables([self], what, as_="polars")
        return frame

    def to_arrow(self, what: str = "facts") -> pyarrow.Table:
        """The same table as `to_pandas` gives, as an Arrow table; needs pyarrow."""
        from extractor.schema.frames import tables

        table: pyarrow.Table = tables([self], what, as_="arrow")
        return table

    def _repr_html_(self) -> str:
        from extractor.schema.display import html

        return html(self)


def spans_of(model: BaseModel) -> Iterator[Span]:
    """All spans inside a fact, the fact's mentions included.

    >>> from extractor.schema.facts import Publication
    >>> s = Span(start=0, end=2, text="Le")
    >>> len(list(spans_of(Publication(id="b1", evidence=s, title=s))))
    2
    """
    for name in type(model).model_fields:
        value: Any = getattr(model, name)
        if isinstance(value, Span):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Span))


def _check(text: str, span: Span) -> None:
    if text[span.start : span.end] != span.text:
        raise SpanError(
            f"offsets {span.start}:{span.end} hold {text[span.start : span.end]!r}, not {span.text!r}",
            hint="offsets are code points into the text as read",
        )
