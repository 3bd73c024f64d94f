"""`Record`: a Pydantic model whose fields are filled from the facts of a document (docs: contract, section 3)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import PrivateAttr, SerializerFunctionWrapHandler, model_serializer

from extractor.records.selectors import (
    ANCHOR,
    Choice,
    Selector,
    choice_of,
    field_types,
    kinds,
    value_type,
    without_none,
)
from extractor.schema.facts import Baseline
from extractor.schema.mentions import Date
from extractor.schema.records import Conflict, Quantity, RecordError
from extractor.schema.spans import Span, Strict

if TYPE_CHECKING:
    from extractor.schema.document import Extraction

FACTS = "facts"
"""A field of this name is filled with the ids of the facts behind the record."""

_SEQUENCES = (tuple, list)


class Record(Strict):
    """Base of all records; a subclass says with `pick` which facts fill its fields.

    Attributes:
        record: the name that output gives to it; the class name if a class says nothing.
        origins: field → ids of the facts behind it, in the order of the text; nested fields by their path.
        conflicts: where facts disagree, or say what cannot be. Nothing is settled in silence.

    An empty field is None (or an empty tuple), and left out of the JSON. A field `facts: tuple[str, ...] = ()` is filled
    with the ids of the facts behind the record, which is of use in nested records.

    Raises:
        RecordError: when the class is made, for a selector or an annotation that can never match.

    >>> from extractor.records.selectors import pick
    >>> class Visitors(Record):
    ...     total: Quantity | None = pick("statistic", "quantity", role="level", measure="visiteur")
    >>> from extractor.schema.document import Document, Extraction
    >>> Visitors.fill(Extraction(document=Document(text="", lang="xx"))).total is None
    True
    """

    record: ClassVar[str] = ""

    _origins: dict[str, tuple[str, ...]] = PrivateAttr(default_factory=dict)
    _conflicts: tuple[Conflict, ...] = PrivateAttr(default=())

    @property
    def origins(self) -> dict[str, tuple[str, ...]]:
        """Field → ids of the facts behind it."""
        return dict(self._origins)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where facts disagree, or say what cannot be."""
        return self._conflicts

    @classmethod
    def fill(cls, extraction: Extraction) -> Self:
        """The record of a document.

        Raises:
            RecordError: a word list is not in the pack, or nothing can be made of what was found.
            PackError: there is no pack for the document's language.
        """
        from extractor.records.filling import fill

        return fill(cls, extraction)

    @classmethod
    def record_name(cls) -> str:
        """The name that output gives to records of this class."""
        return cls.__dict__.get("record") or cls.__name__

    @classmethod
    def choices(cls) -> dict[str, Choice]:
        """Field → the selectors that fill it, in the order of the class."""
        return dict(_choices(cls))

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        names: list[str] = []
        for name, choice in cls.choices().items():
            for selector in choice.selectors:
                _check(cls, name, selector, names)
            names.append(name)

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return {key: value for key, value in data.items() if value is not None and value not in ((), [])}


@cache
def _choices(cls: type[Record]) -> dict[str, Choice]:
    found = {name: choice_of(info) for name, info in cls.model_fields.items()}
    return {name: choice for name, choice in found.items() if choice}


def nested(annotation: Any) -> type[Record] | None:
    """The record class that an annotation holds: `Deals | None`, `tuple[Session, ...]`; None if it holds none."""
    inner = member(annotation)
    return inner if isinstance(inner, type) and issubclass(inner, Record) else None


def member(annotation: Any) -> Any:
    """The type of one value: `tuple[str, ...]` → str, `Quantity | None` → Quantity."""
    inner = without_none(annotation)
    if get_origin(inner) in _SEQUENCES:
        inner = without_none(get_args(inner)[0])
    return get_args(inner)[0] if get_origin(inner) is not None and hasattr(inner, "__metadata__") else inner


# Checks of a class ----------------------------------------------------------------------------------------------------


def _check(cls: type[Record], name: str, selector: Selector, before: list[str]) -> None:
    where = f"{cls.__name__}.{name}"
    annotation = cls.model_fields[name].annotation
    for word, target in (("of", selector.of), ("same", selector.same)):
        if target is not None and target not in before and not (word == "of" and target == ANCHOR):
            raise RecordError(
                f"{word}={target!r} names no field above it", where=where, hint=f"there are: {', '.join(before) or 'none'}"
            )
    is_sequence = get_origin(without_none(annotation)) in _SEQUENCES
    if selector.many and not is_sequence:
        raise RecordError("many=True gives several values", where=where, hint="annotate tuple[…, ...]")
    if is_sequence and not selector.many:
        raise RecordError("one value does not fill a tuple", where=where, hint="say many=True")
    if not is_sequence and without_none(annotation) is annotation:
        raise RecordError("may find nothing", where=where, hint="annotate … | None")
    _check_type(where, annotation, selector)


def _check_type(where: str, annotation: Any, selector: Selector) -> None:
    wanted = member(annotation)
    if selector.field is None:
        if nested(annotation) is None:
            hint = "name a field of the fact, or annotate a subclass of Record"
            raise RecordError("a whole fact fills a record only", where=where, hint=hint)
        return
    path = selector.field
    holders = [selector.kind] if selector.kind else [k for k, m in kinds().items() if path.partition(".")[0] in field_types(m)]
    types = [value_type(kind, path) for kind in holders]
    if wanted is not Any and not any(_fills(given, wanted) for given in types):
        able = sorted({getattr(kind, "__name__", str(kind)) for given in types for kind in _fillable(given)})
        raise RecordError(
            f"{path!r} does not fill {getattr(wanted, '__name__', wanted)}", where=where, hint=f"annotate {' or '.join(able)}"
        )


def _fills(given: Any, wanted: Any) -> bool:
    able = _fillable(given)
    return wanted in able or (str in able and (get_origin(wanted) is Literal or wanted in (date, datetime)))


def _fillable(given: Any) -> tuple[Any, ...]:
    """The annotations that a value of a fact can fill."""
    kind = get_args(given)[0] if get_origin(given) is tuple else given
    if kind in (bool, int):
        return (kind,)
    if not isinstance(kind, type):  # a union: the measured mentions, literals, a label
        is_measured = any(isinstance(m, type) and issubclass(m, Span) and "type" in m.model_fields for m in get_args(kind))
        return (Quantity, Decimal, str) if is_measured else (str,)
    if issubclass(kind, Baseline | Date):
        return (str,)
    return (str, Span) if issubclass(kind, Span) else (kind,)
