"""Records as JSON lines: `extract --emit records`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import Field

from extractor.records.model import Record
from extractor.schema.document import Document, Extraction
from extractor.schema.records import Conflict, RecordError
from extractor.schema.spans import Strict

OnFailure = Callable[[Document, Exception], None]


class RecordsLine(Strict):
    """A line of `extract --emit records`: what one record holds of a document."""

    doc: str = Field(description="the document's id: its file name, or the id of its JSON line")
    record: str = Field(description="name of the record")
    fields: dict[str, Any] = Field(description="what was found; by the schema of the record")
    facts: dict[str, tuple[str, ...]] = Field(description="path of a field → ids of the facts behind it")
    conflicts: tuple[Conflict, ...] = Field(description="where facts disagree, or say what cannot be")


def record_data(doc: str, record: Record) -> dict[str, Any]:
    """A record as the data of a line.

    >>> class Empty(Record):
    ...     pass
    >>> record_data("a.txt", Empty())
    {'doc': 'a.txt', 'record': 'Empty', 'fields': {}, 'facts': {}, 'conflicts': []}
    """
    line = RecordsLine(
        doc=doc,
        record=record.record_name(),
        fields=record.model_dump(mode="json", by_alias=True),
        facts=record.origins,
        conflicts=record.conflicts,
    )
    return line.model_dump(mode="json")


def lines(extraction: Extraction, classes: Iterable[type[Record]], on_failure: OnFailure | None = None) -> list[str]:
    """One JSON line a class, without line ends.

    Args:
        on_failure: told of a record that cannot be made, and the others still are; without it the error is raised.
    """
    found = []
    for cls in classes:
        try:
            data = record_data(extraction.document.id, cls.fill(extraction))
        except RecordError as error:
            if on_failure is None:
                raise
            on_failure(extraction.document, error)
            continue
        line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        found.append(line.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
    return found
