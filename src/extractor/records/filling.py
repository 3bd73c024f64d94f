"""Filling a record: facts are selected, their values taken, disagreements listed, and Pydantic checks the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from extractor.lang.pack import load_pack, pack_codes
from extractor.records.matching import holds
from extractor.records.model import FACTS, Record, member, nested
from extractor.records.selectors import ANCHOR, Choice, Selector, attribute, without_none
from extractor.records.values import is_empty, take
from extractor.records.words import Vocabulary, vocabulary
from extractor.schema.document import Extraction
from extractor.schema.facts import Fact
from extractor.schema.records import Conflict, Reading, RecordError

R = TypeVar("R", bound=Record)

_PROBLEM_FIELDS = "fields"
"""Context of a validation error of a whole record: the fields that are not to be believed."""


class _State:
    """The facts of one document, and which of them have been taken so far."""

    def __init__(self, facts: tuple[Fact, ...], known: Vocabulary | None) -> None:
        self.facts = facts
        self.known = known
        self.taken: set[str] = set()
        self._order = {fact.id: at for at, fact in enumerate(facts)}
        self._owned: dict[str, list[str]] = defaultdict(list)
        for fact in facts:
            if fact.kind == "statistic" and fact.of is not None:
                self._owned[fact.of].append(fact.id)

    def belonging(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The statistics that belong to these."""
        return self.sorted(one for owner in set(ids) for one in self._owned.get(owner, ()))

    def weight(self, ids: Iterable[str]) -> int:
        """How many statistics belong to these: the reading that the text says most about is believed first."""
        return sum(len(self._owned.get(one, ())) for one in set(ids))

    def sorted(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids in the order of the text, each once."""
        return tuple(sorted(set(ids), key=lambda one: self._order[one]))

    def of_ids(self, ids: Iterable[str]) -> list[Fact]:
        """The facts of these ids."""
        return [self.facts[self._order[one]] for one in ids]


@dataclass
class _Filled:
    """Values of a record that is being made, by field, with the facts behind them and what disagrees."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inner: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def ids(self) -> list[str]:
        return [one for ids in self.origins.values() for one in ids]

    def drop(self, name: str) -> None:
        del self.values[name], self.origins[name]
        self.inner = {path: ids for path, ids in self.inner.items() if path.partition(".")[0] != name}


def fill(cls: type[R], extraction: Extraction) -> R:
    """The record of class `cls` for a document; see `Record.fill`."""
    lang = extraction.document.lang
    facts = tuple(sorted(extraction.facts, key=_place))
    state = _State(facts, _vocabulary(lang))
    record, conflicts = _record(cls, state, None)
    record._conflicts = tuple(conflicts)
    return record


def _place(fact: Fact) -> tuple[int, int]:
    if fact.kind == "statistic":
        return fact.quantity.start, fact.quantity.end
    return fact.evidence.start, fact.evidence.end


def _vocabulary(lang: str) -> Vocabulary | None:
    """The pack's words; None for a language that has no pack, where words are compared as they stand."""
    tags = (lang, lang.split("-")[0], lang.split("_")[0])
    return vocabulary(load_pack(lang)) if set(tags) & set(pack_codes()) else None


def _record(cls: type[R], state: _State, anchor: Fact | None) -> tuple[R, list[Conflict]]:
    """A record and the conflicts in it."""
    filled = _Filled()
    choices = cls.choices()
    for name, info in cls.model_fields.items():
        inner = nested(info.annotation)
        if name in choices:
            _fill_field(filled, name, choices[name], info.annotation, state, anchor)
        elif inner is not None and without_none(info.annotation) is inner:
            _fill_part(filled, name, inner, state, anchor)
    if FACTS in cls.model_fields and FACTS not in choices:
        ids = filled.ids() + ([anchor.id] if anchor else [])
        filled.values[FACTS] = state.sorted(ids)
        filled.origins[FACTS] = ()
    record = _validated(cls, filled)
    filled.origins.pop(FACTS, None)
    record._origins = {name: state.sorted(ids) for name, ids in (filled.origins | filled.inner).items()}
    return record, filled.conflicts


def _fill_part(filled: _Filled, name: str, cls: type[Record], state: _State, anchor: Fact | None) -> None:
    part, conflicts = _record(cls, state, anchor)
    filled.conflicts += [_under(name, conflict) for conflict in conflicts]
    if not _is_blank(part):
        _put(filled, name, part, [one for ids in part._origins.values() for one in ids])
        filled.inner |= {f"{name}.{path}": ids for path, ids in part._origins.items()}


def _under(name: str, conflict: Conflict) -> Conflict:
    return conflict.model_copy(update={"field": f"{name}.{conflict.field}"})


def _put(filled: _Filled, name: str, value: Any, ids: Iterable[str]) -> None:
    filled.values[name] = value
    filled.origins[name] = tuple(ids)


# One field ------------------------------------------------------------------------------------------------------------


def _fill_field(filled: _Filled, name: str, choice: Choice, annotation: Any, state: _State, anchor: Fact | None) -> None:
    """Fill a field by the first of its selectors that finds something."""
    inner = nested(annotation)
    groups = [choice.selectors] if choice.together else [(selector,) for selector in choice.selectors]
    for selectors in groups:
        found = {fact.id: (fact, one) for one in selectors for fact in _selected(one, filled, state, anchor)}
        chosen = [found[one] for one in state.sorted(found)]
        if inner is not None:
            records = _nested(inner, [fact for fact, _ in chosen], selectors[0], state)
            done = _put_nested(filled, name, records, selectors[0], state)
        else:
            done = _put_readings(filled, name, _readings(chosen, member(annotation)), selectors[0], state)
        if done:
            break
    state.taken.update(filled.origins.get(name, ()))


def _selected(selector: Selector, filled: _Filled, state: _State, anchor: Fact | None) -> Iterator[Fact]:
    """The facts that a selector takes, in the order of the text."""
    if selector.kind is None:
        if anchor is not None and _has(anchor, selector.field) and holds(selector, anchor, state.known):
            yield anchor
        return
    for fact in _candidates(selector, filled, state, anchor):
        if fact.kind == selector.kind and not (selector.rest and fact.id in state.taken) and holds(selector, fact, state.known):
            yield fact


def _candidates(selector: Selector, filled: _Filled, state: _State, anchor: Fact | None) -> Iterable[Fact]:
    """The facts among which a selector looks: all, or those that `of=` and `same=` leave."""
    if selector.of is None and selector.same is None:
        return state.facts
    ids = state.belonging(_owners(selector.of, filled, anchor)) if selector.of else state.sorted(filled.origins.get(selector.same or "", ()))
    if selector.of and selector.same:
        same = set(filled.origins.get(selector.same, ()))
        ids = tuple(one for one in ids if one in same)
    return state.of_ids(ids)


def _has(fact: Fact, path: str | None) -> bool:
    return path is None or hasattr(fact, attribute(path.partition(".")[0]))


def _owners(of: str, filled: _Filled, anchor: Fact | None) -> tuple[str, ...]:
    """The ids that `of=` means."""
    if of == ANCHOR:
        return (anchor.id,) if anchor else ()
    return filled.origins.get(of, ())


def _readings(chosen: list[tuple[Fact, Selector]], wanted: Any) -> list[tuple[Any, list[str]]]:
    """Different values, each with the ids of the facts that say so, in the order of the text."""
    found: dict[Any, tuple[Any, list[str]]] = {}
    for fact, selector in chosen:
        given = take(fact, selector.field or "", wanted)
        for value in given if isinstance(given, tuple) else (given,):
            if not is_empty(value):
                found.setdefault(_key(value), (value, []))[1].append(fact.id)
    return list(found.values())


def _key(value: Any) -> Any:
    """What two values that are one have in common: amounts are what they come to, whatever was said of their exactness."""
    if isinstance(value, BaseModel):
        return value.model_dump_json(exclude={"modifier", "start", "end"})
    return value.casefold() if isinstance(value, str) else value


def _put_readings(
    filled: _Filled, name: str, readings: list[tuple[Any, list[str]]], selector: Selector, state: _State
) -> bool:
    """Put what was found into the field; whether there was anything."""
    if not readings:
        return False
    if selector.many:
        _put(filled, name, [value for value, _ in readings], [one for _, ids in readings for one in ids])
        return True
    if len(readings) > 1 and not selector.first:
        readings = sorted(readings, key=lambda reading: -state.weight(reading[1]))
        listed = tuple(Reading(value=_json(value), facts=tuple(ids)) for value, ids in readings)
        filled.conflicts.append(Conflict(field=name, readings=listed))
    _put(filled, name, *readings[0])
    return True


# Nested records -------------------------------------------------------------------------------------------------------


def _nested(
    cls: type[Record], facts: list[Fact], selector: Selector, state: _State
) -> list[tuple[Record, list[str], list[Conflict]]]:
    """One record a fact; records that say the same are one, with the facts of all."""
    found: dict[str, tuple[Record, list[str], list[Conflict]]] = {}
    for fact in facts:
        if selector.rest and fact.id in state.taken:  # an earlier one of these has taken it
            continue
        record, conflicts = _record(cls, state, fact)
        if _is_blank(record):
            continue
        ids = [fact.id, *(one for ids in record._origins.values() for one in ids)]
        state.taken.update(ids)
        key = record.model_dump_json(exclude={FACTS})
        if key in found:
            twin, others, problems = found[key]
            found[key] = (_joined(twin, record, state), others + ids, problems + conflicts)
        else:
            found[key] = (record, ids, conflicts)
    return list(found.values())


def _is_blank(record: Record) -> bool:
    return all(is_empty(getattr(record, name)) for name in type(record).model_fields if name != FACTS)


def _joined(one: Record, other: Record, state: _State) -> Record:
    paths = one._origins.keys() | other._origins.keys()
    origins = {path: state.sorted(one._origins.get(path, ()) + other._origins.get(path, ())) for path in sorted(paths)}
    if FACTS in type(one).model_fields:
        one = one.model_copy(update={FACTS: state.sorted(getattr(one, FACTS) + getattr(other, FACTS))})
    one._origins = origins
    return one


def _put_nested(
    filled: _Filled, name: str, found: list[tuple[Record, list[str], list[Conflict]]], selector: Selector, state: _State
) -> bool:
    """Put records into the field; whether there was one."""
    if not found:
        return False
    if len(found) > 1 and not selector.many and not selector.first:
        found = sorted(found, key=lambda one: -state.weight(one[1]))
        listed = tuple(Reading(value=_json(record), facts=state.sorted(ids)) for record, ids, _ in found)
        filled.conflicts.append(Conflict(field=name, readings=listed))
    kept = found if selector.many else found[:1]
    for at, (record, _, conflicts) in enumerate(kept):
        path = f"{name}.{at}" if selector.many else name
        filled.conflicts += [_under(path, conflict) for conflict in conflicts]
        filled.inner |= {f"{path}.{inner}": ids for inner, ids in record._origins.items()}
    records = [record for record, _, _ in kept]
    _put(filled, name, records if selector.many else records[0], [one for _, ids, _ in kept for one in ids])
    return True


# The whole ------------------------------------------------------------------------------------------------------------


def _validated(cls: type[R], filled: _Filled) -> R:
    """The record, without the fields that Pydantic refuses; each refusal is a conflict that says why."""
    while True:
        try:
            return cls.model_validate(filled.values)
        except ValidationError as error:
            problems = _problems(error)
            refused = {name: why for name, why in problems.items() if name in filled.values and name != FACTS}
            if not refused:
                first = error.errors(include_url=False, include_context=False)[0]
                raise RecordError(first["msg"], where=cls.record_name()) from None
            for name, why in refused.items():
                reading = Reading(value=_json(filled.values[name]), facts=filled.origins[name])
                filled.conflicts.append(Conflict(field=name, readings=(reading,), problem=why))
            for name in refused:
                filled.drop(name)


def _problems(error: ValidationError) -> dict[str, str]:
    """Field → why it is refused."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False):
        names = [str(one["loc"][0])] if one["loc"] else one.get("ctx", {}).get(_PROBLEM_FIELDS, ())
        found |= {name: one["msg"].removeprefix("Value error, ") for name in names if name not in found}
    return found


def _json(value: Any) -> Any:
    return TypeAdapter(Any).dump_python(value, mode="json") if isinstance(value, BaseModel) else to_jsonable_python(value)
