"""`pick`, `own`, `first_of`: which fact fills a field, said where the field is declared.

A selector is checked as soon as it is made, so that one that can never match is an error where it stands, and not an
empty column later.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from extractor.records.words import LIST_MARK
from extractor.schema.facts import BaselineType, Fact
from extractor.schema.mentions import Date, Measured
from extractor.schema.records import RecordError

ANCHOR = "anchor"
"""`of="anchor"`: what belongs to the fact that a nested record is made for."""

NEVER_PICKED = ("kind", "id")
WORDS, WHOLE, CHOICE, FLAG, PRESENCE = "words", "whole", "choice", "flag", "presence"


@dataclass(frozen=True)
class Test:
    """One condition on a fact: a field holds one of some words or values (or holds none of them)."""

    name: str
    how: str
    values: tuple[Any, ...]
    negated: bool = False


@dataclass(frozen=True)
class Selector:
    """Which facts, and which of their fields.

    Attributes:
        kind: kind of fact; None for the anchor of a nested record.
        field: name of a field of the fact, as in the contract; None for the fact itself, for a nested record.
        many: take all, not one.
        tests: all must hold.
        of: the facts that belong to those behind another field of the same record (or to the anchor).
        same: the same facts as those behind another field.
        first: the first in the text; other values are about other things, and no conflict.
        rest: only facts that no field before this one has taken.
    """

    kind: str | None
    field: str | None
    many: bool = False
    tests: tuple[Test, ...] = ()
    of: str | None = None
    same: str | None = None
    first: bool = False
    rest: bool = False


@dataclass
class Choice:
    """The selectors of a field, in order. It rides on the field's `json_schema_extra`.

    Attributes:
        together: all selectors fill the field together, and not the first alone that finds something.
    """

    selectors: tuple[Selector, ...]
    many: bool = False
    together: bool = False

    def __call__(self, schema: dict[str, Any]) -> None:
        """Nothing is added to the JSON schema: pydantic calls this when it writes one."""
        schema.pop("default", None)


def pick(
    kind: str,
    field: str | None = None,
    *,
    many: bool = False,
    first: bool = False,
    rest: bool = False,
    of: str | None = None,
    same: str | None = None,
    description: str | None = None,
    **selectors: Any,
) -> Any:
    """A field of a record that facts fill.

    Args:
        kind: statistic, event, statement, position, publication or enumeration.
        field: a field of that kind of fact, by its name in the contract ("quantity", "name", "from", "places.0");
            without it, the annotation is a record of its own, which is made of the fact.
        many: take all values (a tuple), instead of one.
        first: take the first in the text; others are other things, and no conflict.
        rest: only facts that no field above has taken.
        of: name of another field: statistics that belong (`of`) to those that filled it; "anchor" in a nested record.
        same: name of another field: only the facts that filled it.
        description: for the JSON schema.
        **selectors: a word or words for a field that is a span (`measure=["visiteur"]`: whole words of the head, without
            case, accents and plural; "@visitors" is a word list of the language pack); values for the others
            (`role="level"`, `modality="asserted"`, `type="money"`, `unit="EUR"`); True or False: whether the field is
            filled at all (`belongs=False`: no `of`). `not_measure=…` is the contrary. `after=` looks at
            the words that follow a quantity, `value=` at the whole of what is taken.

    Raises:
        RecordError: the selector can never match.

    >>> pick("statistic", "quantity", role="niveau")
    Traceback (most recent call last):
    ...
    extractor.schema.records.RecordError: pick('statistic', role=…): 'niveau' can never match (one of: level, change, share, equivalent, previous)
    """
    where = f"pick({kind!r}"
    if kind not in kinds():
        raise RecordError(f"no kind of fact is named {kind!r}", where=f"{where}, …)", hint=_near(kind, kinds()))
    if field is not None:
        _check_field(kind, field, f"{where}, {field!r})")
    tests = tuple(_test(name, value, kind, where) for name, value in selectors.items())
    if (of is not None) and kind != "statistic":
        raise RecordError(f"{_a(kind)} belongs to no other fact", where=f"{where}, of=…)", hint="of= goes with statistic; same= with all")
    return _field((Selector(kind, field, many, tests, of, same, first, rest),), many, description)


def own(field: str | None = None, *, many: bool = False, description: str | None = None, **selectors: Any) -> Any:
    """In a nested record: a field of the very fact that the record is made for, if the selectors hold for it.

    Without a field, the annotation is a record that is made of the same fact once more.

    >>> own("quantity", role="level").default is None
    True
    """
    tests = tuple(_test(name, value, None, "own(") for name, value in selectors.items())
    if field is not None and not any(_has_field(kind, field) for kind in kinds()):
        every = sorted({name for model in kinds().values() for name in field_types(model)})
        raise RecordError(f"no fact has a field {field!r}", where=f"own({field!r})", hint=_near(field, every))
    return _field((Selector(None, field, many, tests),), many, description)


def first_of(*fields: Any, description: str | None = None) -> Any:
    """The first of several `pick` or `own` that finds something fills the field.

    >>> first_of(own("subject"), own("measure")).default is None
    True
    """
    return _several(fields, False, description, "first_of(…)")


def any_of(*fields: Any, description: str | None = None) -> Any:
    """All facts that one of several `pick(…, many=True)` takes fill the field, in the order of the text.

    >>> any_of(pick("position", "person", many=True), pick("statement", "speaker", many=True)).default_factory()
    ()
    """
    return _several(fields, True, description, "any_of(…)")


def _several(fields: tuple[Any, ...], together: bool, description: str | None, where: str) -> Any:
    choices = [choice_of(given) for given in fields]
    if not choices or any(choice is None for choice in choices):
        raise RecordError("takes what pick and own give", where=where)
    selectors = tuple(selector for choice in choices if choice for selector in choice.selectors)
    if len({selector.many for selector in selectors}) > 1:
        raise RecordError("many=True stands on all of them, or on none", where=where)
    if together and not selectors[0].many:
        raise RecordError("gives several values", where=where, hint="say many=True")
    return _field(selectors, selectors[0].many, description, together)


def choice_of(info: Any) -> Choice | None:
    """The selectors of a field; None when no fact fills it."""
    extra = info.json_schema_extra if isinstance(info, FieldInfo) else None
    return extra if isinstance(extra, Choice) else None


def _field(selectors: tuple[Selector, ...], many: bool, description: str | None, together: bool = False) -> Any:
    extra: Any = Choice(selectors, many, together)
    if many:
        return Field(default_factory=tuple, description=description, json_schema_extra=extra)
    return Field(default=None, description=description, json_schema_extra=extra)


# What facts have ------------------------------------------------------------------------------------------------------


@cache
def kinds() -> dict[str, type[BaseModel]]:
    """Kind of fact → its model."""
    return {model.model_fields["kind"].default: model for model in get_args(get_args(Fact)[0])}


@cache
def field_types(model: type[BaseModel]) -> dict[str, Any]:
    """Field of a fact, by its name in the contract → its type."""
    named = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return {name: kind for name, kind in named.items() if name not in NEVER_PICKED}


def attribute(name: str) -> str:
    """The attribute that holds a field: "from" is a word of Python's."""
    return "from_" if name == "from" else name


def value_type(kind: str, path: str) -> Any:
    """The type of what a field holds, without None: Span, int, `Measured` …; of an item, for "places.0"."""
    name, _, item = path.partition(".")
    found = without_none(field_types(kinds()[kind])[name])
    if item:
        return get_args(found)[0]
    return found


def without_none(annotation: Any) -> Any:
    """`int | None` → `int`; what has no None stays what it is."""
    if get_origin(annotation) in (Union, UnionType):
        left = [member for member in get_args(annotation) if member is not NoneType]
        return left[0] if len(left) == 1 else annotation
    return annotation


def _has_field(kind: str, path: str) -> bool:
    name, dot, item = path.partition(".")
    types = field_types(kinds()[kind])
    return name in types and (not dot or (item.isdecimal() and get_origin(types[name]) is tuple))


def _check_field(kind: str, path: str, where: str) -> None:
    if not _has_field(kind, path):
        raise RecordError(f"{_a(kind)} has no field {path!r}", where=where, hint=_near(path, field_types(kinds()[kind])))


# Conditions -----------------------------------------------------------------------------------------------------------


def _test(name: str, value: Any, kind: str | None, where: str) -> Test:
    """A keyword of `pick` as a condition, checked."""
    negated = name.startswith("not_")
    bare = name.removeprefix("not_").rstrip("_")
    place = f"{where}, {name}=…)" if kind else f"{where}{name}=…)"
    models = [kinds()[kind]] if kind else list(kinds().values())
    known = {selector: how for model in models for selector, how in _conditions(model).items()}
    if bare not in known:
        what = _a(kind or "fact")
        raise RecordError(f"{what} has nothing named {bare!r} to select by", where=place, hint=_near(bare, known))
    how, allowed = known[bare]
    if isinstance(value, bool):
        return Test(bare, FLAG if how == FLAG else PRESENCE, (value,), negated)
    values = (value,) if isinstance(value, str | int) else tuple(value) if isinstance(value, Iterable) else (value,)
    if not values:
        raise RecordError("an empty list can never match", where=place, hint="give a word, or leave the selector out")
    for item in values:
        _check_value(item, how, allowed, place)
    return Test(bare, how, values, negated)


def _check_value(item: Any, how: str, allowed: tuple[Any, ...], place: str) -> None:
    if how in (FLAG, PRESENCE):
        raise RecordError(f"{item!r} can never match", where=place, hint="True or False")
    if how == CHOICE and allowed == (int,):
        if not isinstance(item, int):
            raise RecordError(f"{item!r} can never match", where=place, hint="a whole number")
    elif not isinstance(item, str):
        raise RecordError(f"{item!r} can never match", where=place, hint="give words, as strings")
    elif how == CHOICE and allowed and item not in allowed:
        raise RecordError(f"{item!r} can never match", where=place, hint=f"one of: {', '.join(map(str, allowed))}")
    elif how in (WORDS, WHOLE) and not any(map(str.isalnum, item.removeprefix(LIST_MARK))):
        raise RecordError(f"{item!r} can never match: there is no word in it", where=place)


@cache
def _conditions(model: type[BaseModel]) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """What a kind of fact can be selected by: name → how it is compared, and the values there can be."""
    found: dict[str, tuple[str, tuple[Any, ...]]] = {"value": (WHOLE, ())}
    for name, annotation in field_types(model).items():
        kind = without_none(annotation)
        if get_origin(kind) is Literal:
            found[name] = (CHOICE, get_args(kind))
        elif kind is bool:
            found[name] = (FLAG, ())
        elif kind is int:
            found[name] = (CHOICE, (int,))
        elif kind is Date or name in ("rule", "quantity"):
            found[name] = (PRESENCE if kind is Date or name == "quantity" else CHOICE, ())
        elif name == "of":
            found["belongs"] = (PRESENCE, ())
        else:
            found[name] = (WORDS, ())
    if "quantity" in found:
        members = get_args(get_args(Measured)[0])
        del found["quantity"]
        found["type"] = (CHOICE, tuple(member.model_fields["type"].default for member in members))
        found["unit"] = (CHOICE, ())
        found["fraction"] = (PRESENCE, ())
        found["modifier"] = (CHOICE, get_args(members[0].model_fields["modifier"].annotation))
        found["baseline"] = (CHOICE, get_args(BaselineType))
        found["after"] = (WORDS, ())
    return found


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in {"a", "e", "i", "o", "u"} else f"a {noun}"


def _near(name: str, known: Mapping[str, Any] | Iterable[str]) -> str:
    """What was meant, or all there is."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"one of: {', '.join(names)}"

