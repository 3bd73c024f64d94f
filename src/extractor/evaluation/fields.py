"""What shape each field of a fact has, read off the schema, so that a new field is read and scored without a line here.

>>> shapes(Publication)
{'title': 'span', 'first': 'scalar', 'occasion': 'span', 'source': 'span', 'modality': 'scalar'}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from extractor.schema import MENTION
from extractor.schema.facts import BaseFact, Enumeration, Event, Position, Publication, Statement, Statistic
from extractor.schema.mentions import Label
from extractor.schema.spans import Span

Shape = Literal["span", "spans", "label", "scalar"]
"""A span of the text, a list of spans, a span or a short text, or anything else that is equal or not."""

MODELS: Mapping[str, type[BaseFact]] = {
    "statistic": Statistic,
    "event": Event,
    "statement": Statement,
    "position": Position,
    "publication": Publication,
    "enumeration": Enumeration,
}
"""The class of each kind of fact."""

KEYS: Mapping[str, tuple[str, str | None]] = {
    "event": ("name", None),
    "statement": ("speaker", "content"),
    "position": ("person", None),
    "publication": ("title", None),
    "enumeration": ("label", "items"),
}
"""The first span field of each kind, by which facts are matched (docs: contract, section 4), and the field to fall
back on where that one holds no span: a statement without a speaker, an enumeration under a label of its own words."""

LETTERS: Mapping[str, str] = {
    "statistic": "s",
    "event": "e",
    "statement": "t",
    "position": "p",
    "publication": "b",
    "enumeration": "l",
}
"""The letter that the ids of a kind start with."""

LABELS: tuple[str, ...] = get_args(Label)
"""The labels of entities."""

_UNSCORED = frozenset({"id", "kind", "evidence", "rule", "warnings"})


def shapes(model: type[BaseFact]) -> dict[str, Shape]:
    """The fields of a kind of fact that say something, in the contract's order, then `source` and `modality`.

    Args:
        model: a class of `MODELS`.

    Returns:
        The shape of each field, by the name it has in JSON.
    """
    own = {name: info for name, info in model.model_fields.items() if name not in BaseFact.model_fields}
    shared = {name: info for name, info in model.model_fields.items() if name in BaseFact.model_fields}
    return {
        info.alias or name: _shape(info.annotation) for name, info in (own | shared).items() if name not in _UNSCORED
    }


def value(fact: BaseFact, field: str) -> Any:
    """The value of a field by the name it has in JSON ("from", not "from_").

    >>> s = Span(start=0, end=5, text="Salon")
    >>> value(Event(id="e1", evidence=s, name=s, type="salon", from_="2025"), "from")
    '2025'
    """
    return getattr(fact, field if field in type(fact).model_fields else field + "_")


def _mention_fields() -> dict[str, frozenset[str]]:
    schema = MENTION.json_schema()
    classes = [schema["$defs"][option["$ref"].rsplit("/", 1)[-1]] for option in schema["oneOf"]]
    return {c["properties"]["type"]["const"]: frozenset(c["properties"]) for c in classes}


MENTION_FIELDS: Mapping[str, frozenset[str]] = _mention_fields()
"""The JSON fields of each type of mention, in the contract's order of types."""


def _shape(annotation: Any) -> Shape:
    options = get_args(annotation) or (annotation,)
    if Ellipsis in options:
        return "spans"
    if Span in options:
        return "label" if str in options else "span"
    return "scalar"
