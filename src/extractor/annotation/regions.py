"""What was read as regions and relations, the shape that annotation tools share, and back.

>>> from extractor.schema import Document, Money
>>> m = Money(start=0, end=4, text="3 M€", value="3000000", unit="EUR")
>>> there = to_regions(Extraction(document=Document(text="3 M€", lang="xx"), mentions=(m,)))
>>> there.regions
(Region(id='m1', start=0, end=4, label='money', note={'value': '3000000', 'unit': 'EUR'}),)
>>> from_regions(there, where="a.ann").mentions[0].value
Decimal('3000000')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from extractor.errors import ExtractorError, GoldError
from extractor.evaluation.fields import LABELS, LETTERS, MENTION_FIELDS, MODELS
from extractor.evaluation.gold import line_around
from extractor.schema import FACT, MENTION, Document, Extraction, Fact, Mention, Span
from extractor.schema.facts import Baseline
from extractor.schema.mentions import BaseMention

FACT_PREFIX = "fact-"
SPAN = "span"
"""The label of words that a fact names and that are no mention."""

ANCHORS: Mapping[str, str] = {
    "statistic": "quantity", "event": "name", "statement": "content", "position": "person", "publication": "title",
    "enumeration": "label",
}  # fmt: skip
"""The field of each kind of fact whose words its region stands on; an enumeration under a label of its own words stands
on its first item."""

_MEASURED = frozenset({"number", "percent", "money", "quantity", "duration"})
_OF_SPAN = frozenset({"type", "start", "end", "text", "rule"})
_OF_FACT = frozenset({"kind", "evidence", "rule", "warnings"})

Known = Callable[[Document], Sequence[Mention]]
"""Reads the numeric mentions of a document, for the values of those that people marked without one."""


@dataclass(frozen=True)
class Region:
    """A stretch of the text with a label and a note; offsets are code points."""

    id: str
    start: int
    end: int
    label: str
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """A relation from one region to another, by their ids."""

    source: str
    target: str
    label: str


@dataclass(frozen=True)
class Annotated:
    """A document with its regions and the relations between them."""

    document: Document
    regions: tuple[Region, ...]
    relations: tuple[Relation, ...] = ()


def mention_labels() -> tuple[str, ...]:
    """The labels of mentions: the numeric types, then those of names.

    >>> mention_labels()[-2:]
    ('MISC', 'EVENT')
    """
    return tuple(name for name in MENTION_FIELDS if name != "entity") + LABELS


def fact_labels() -> tuple[str, ...]:
    """The labels of facts.

    >>> fact_labels()[0]
    'fact-statistic'
    """
    return tuple(FACT_PREFIX + kind for kind in MODELS)


def relation_labels(kind: str) -> tuple[str, ...]:
    """The relations that a kind of fact has: its fields of one span or several, its anchor aside.

    >>> relation_labels("position")
    ('source', 'title', 'organisation')
    """
    fields = {
        name
        for name, info in MODELS[kind].model_fields.items()
        if any(word in str(info.annotation) for word in ("Span", "Date", "Baseline")) and name not in _OF_FACT
    } - {ANCHORS[kind]}
    if kind == "statistic":
        fields.add("of")
    return tuple(name for name in MODELS[kind].model_fields if name in fields)


# To regions ---------------------------------------------------------------------------------------------------------


def to_regions(extraction: Extraction, facts: bool = True) -> Annotated:
    """What was read as regions and relations.

    Args:
        extraction: what was read out of a document.
        facts: whether its facts too, or its mentions alone.
    """
    regions: dict[str, Region] = {}
    at: dict[tuple[int, int], str] = {}
    for mention in extraction.mentions:
        _add(regions, at, _of_mention(mention, f"m{len(regions) + 1}"))
    if not facts:
        return Annotated(extraction.document, tuple(regions.values()))
    ids = {fact.id: f"f{number}" for number, fact in enumerate(extraction.facts, 1)}
    for fact in extraction.facts:
        anchor = _anchor(fact)
        regions[ids[fact.id]] = Region(ids[fact.id], anchor.start, anchor.end, FACT_PREFIX + fact.kind, _fact_note(fact))
    relations: list[Relation] = []
    for fact in extraction.facts:
        for name, span in _fact_spans(fact):
            if (span.start, span.end) not in at:
                id = f"x{len(regions) + 1}"
                named = isinstance(span, BaseMention)
                _add(regions, at, _of_mention(span, id) if named else Region(id, span.start, span.end, SPAN))
            if name is not None:
                relations.append(Relation(ids[fact.id], at[span.start, span.end], name))
        if fact.kind == "statistic" and fact.of is not None:
            relations.append(Relation(ids[fact.id], ids[fact.of], "of"))
    return Annotated(extraction.document, tuple(regions.values()), tuple(relations))


def _add(regions: dict[str, Region], at: dict[tuple[int, int], str], region: Region) -> None:
    regions[region.id] = region
    at.setdefault((region.start, region.end), region.id)


def _of_mention(mention: Any, id: str) -> Region:
    data = mention.model_dump(mode="json", by_alias=True)
    label = data.pop("label") if mention.type == "entity" else mention.type
    data["modifier"] = data.pop("modifier", None)  # after the value, as people say it
    note = {name: _written(value) for name, value in data.items() if name not in _OF_SPAN and value is not None}
    return Region(id, mention.start, mention.end, label, note)


def _anchor(fact: Fact) -> Span:
    anchor: Any = getattr(fact, ANCHORS[fact.kind])
    if not isinstance(anchor, Span):  # an enumeration under a label of its own words
        anchor = next((item for item in getattr(fact, "items", ())), fact.evidence)
    found: Span = anchor
    return found


def _fact_note(fact: Fact) -> dict[str, str]:
    note = {"id": fact.id}
    for name, info in type(fact).model_fields.items():
        value = getattr(fact, name)
        if name in _OF_FACT or name in note or name == "of" or value in (None, info.default):
            continue
        if isinstance(value, Baseline):
            note["baseline_type"] = value.type
        elif not isinstance(value, Span | tuple):
            note[info.alias or name] = _written(value)
    return note


def _fact_spans(fact: Fact) -> Iterator[tuple[str | None, Span]]:
    """The spans of a fact with their fields; no field for a quantity, on which the region of the fact stands itself."""
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        if name in _OF_FACT or (name == ANCHORS[fact.kind] and name != "quantity"):
            continue
        for span in value if isinstance(value, tuple) else (value,):
            if isinstance(span, Span):
                yield (None if name == "quantity" else name), span


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# From regions -------------------------------------------------------------------------------------------------------


def from_regions(annotated: Annotated, *, where: str, known: Known | None = None) -> Extraction:
    """The mentions and facts that regions and relations stand for.

    Args:
        annotated: as people left it in a tool, its offsets already checked.
        where: file and item, for errors.
        known: reads mentions, for the values of those marked without a note.

    Raises:
        GoldError: a region or relation that stands for nothing of the contract; it says which, and what to do.
    """
    document = annotated.document
    read = _Lazy(document, known)
    mentions: dict[str, Mention] = {}
    for region in annotated.regions:
        if region.label in mention_labels():
            mentions[region.id] = _mention(document.text, region, read, where)
        elif region.label not in fact_labels() and region.label != SPAN:
            raise GoldError(f"unknown label {region.label!r}", where=_place(where, region, document.text), hint="see --config")
    facts = _facts(annotated, mentions, where)
    ordered = sorted(mentions.values(), key=lambda m: (m.start, m.end))
    try:
        return Extraction(document=document, mentions=tuple(ordered), facts=tuple(facts))
    except ExtractorError as error:
        raise GoldError(str(error), where=where) from error


class _Lazy:
    """The numeric mentions of a document by type and place, read when they are first asked for."""

    def __init__(self, document: Document, known: Known | None) -> None:
        self._document, self._known = document, known
        self._found: dict[tuple[str, int, int], Mention] | None = None

    def get(self, type: str, start: int, end: int) -> Mention | None:
        if self._found is None:
            found = self._known(self._document) if self._known else ()
            self._found = {(m.type, m.start, m.end): m for m in found}
        return self._found.get((type, start, end))


def _mention(text: str, region: Region, known: _Lazy, where: str) -> Mention:
    place = _place(where, region, text)
    label = {"type": "entity", "label": region.label} if region.label in LABELS else {"type": region.label}
    if not region.note and "label" not in label:
        found = known.get(region.label, region.start, region.end)
        if found is None:
            raise GoldError(
                f"a {region.label} without a value, which cannot be read off its words", where=place,
                hint="note its fields in the tool (value=3000000; unit=EUR), mark other words, or take the label away",
            )  # fmt: skip
        return found.model_copy(update={"rule": None})
    span = {"start": region.start, "end": region.end, "text": text[region.start : region.end]}
    mention: Mention = _validated(MENTION, dict(region.note) | span | label, place)
    return mention


@dataclass(frozen=True)
class _Marks:
    """What facts are read from: the text, its regions by id, its mentions by place, and the id of the fact of a region."""

    text: str
    regions: Mapping[str, Region]
    mentions: Mapping[tuple[int, int], Sequence[Mention]]
    ids: Mapping[str, str]

    def span(self, region: Region) -> dict[str, Any]:
        """A region as the data of a span."""
        return {"start": region.start, "end": region.end, "text": self.text[region.start : region.end]}

    def mention(self, region: Region, dates: bool) -> Mention | None:
        """The date on the words of a region, or the quantity."""
        there = self.mentions.get((region.start, region.end), ())
        return next((m for m in there if m.type in (("date",) if dates else _MEASURED)), None)


def _facts(annotated: Annotated, mentions: Mapping[str, Mention], where: str) -> Iterator[Fact]:
    at: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions.values():
        at.setdefault((mention.start, mention.end), []).append(mention)
    heads = [region for region in annotated.regions if region.label in fact_labels()]
    marks = _Marks(annotated.document.text, {region.id: region for region in annotated.regions}, at, _ids(heads))
    relations = _by_source(annotated, marks, where)
    for head in heads:
        yield _fact(head, relations.get(head.id, []), marks, _place(where, head, marks.text))


def _by_source(annotated: Annotated, marks: _Marks, where: str) -> dict[str, list[Relation]]:
    """The relations of each fact, once it is sure that they lead from a fact to a region."""
    found: dict[str, list[Relation]] = {}
    for relation in annotated.relations:
        for end in (relation.source, relation.target):
            if end not in marks.regions:
                raise GoldError(f"relation {relation.label!r} with a region {end!r} that is not there", where=where)
        if relation.source not in marks.ids:
            place = _place(where, marks.regions[relation.source], marks.text)
            hint = f"draw it from the region of a fact ({fact_labels()[0]} …)"
            raise GoldError(f"relation {relation.label!r} from no fact", where=place, hint=hint)
        found.setdefault(relation.source, []).append(relation)
    return found


def _ids(heads: Sequence[Region]) -> dict[str, str]:
    """Region → the id of its fact: the noted one, or for new and copied regions the next that is free."""
    ids: dict[str, str] = {}
    taken = {region.note["id"] for region in heads if "id" in region.note}
    given: set[str] = set()
    last = dict.fromkeys(LETTERS.values(), 0)
    for region in heads:
        own = region.note.get("id")
        if own is None or own in given:
            letter = LETTERS[region.label.removeprefix(FACT_PREFIX)]
            while own is None or own in taken or own in given:
                last[letter] += 1
                own = f"{letter}{last[letter]}"
        given.add(own)
        ids[region.id] = own
    return ids


def _fact(head: Region, relations: Sequence[Relation], marks: _Marks, place: str) -> Fact:
    kind = head.label.removeprefix(FACT_PREFIX)
    note = dict(head.note)
    baseline_type = note.pop("baseline_type", "other")
    evidence = line_around(marks.text, Span.of(marks.text, head.start, head.end))
    data: dict[str, Any] = {**note, "kind": kind, "id": marks.ids[head.id], "evidence": evidence.model_dump()}
    if kind == "statistic":
        data["quantity"] = marks.mention(head, dates=False)
        if data["quantity"] is None:
            hint = "mark the same words as number, percent, money, quantity or duration too"
            raise GoldError("a statistic on words that are no quantity", where=place, hint=hint)
    elif not (kind == "enumeration" and "label" in note):
        data[ANCHORS[kind]] = marks.span(head)
    many = {name for name, info in MODELS[kind].model_fields.items() if "tuple" in str(info.annotation)}
    for relation in relations:
        name = relation.label
        if name not in relation_labels(kind):
            hint = f"one of {', '.join(relation_labels(kind))}"
            raise GoldError(f"a {kind} has no relation {name!r}", where=place, hint=hint)
        value = _target(relation, marks, baseline_type, place)
        if name in many:
            data.setdefault(name, []).append(value)
        elif name in data:
            raise GoldError(f"two relations {name!r}", where=place, hint="a fact has one; make another fact of the other")
        else:
            data[name] = value
    found: Fact = _validated(FACT, data, place)
    return found


def _target(relation: Relation, marks: _Marks, baseline_type: str, place: str) -> Any:
    """What a relation puts into its field."""
    target = marks.regions[relation.target]
    if relation.label == "of":
        if target.id not in marks.ids:
            hint = "draw it to the region of the other statistic, not to its number"
            raise GoldError("relation 'of' to no fact", where=place, hint=hint)
        return marks.ids[target.id]
    if relation.label == "period":
        date = marks.mention(target, dates=True)
        if date is None:
            raise GoldError("relation 'period' to no date", where=place, hint="mark its words as a date")
        return date
    span = marks.span(target)
    return span | {"type": baseline_type} if relation.label == "baseline" else span


def _validated(adapter: Any, data: dict[str, Any], place: str) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        names = [str(name) for name in first["loc"] if str(name) not in (data.get("type"), data.get("kind"))]
        what = f"{'.'.join(names)}: {first['msg']}" if names else first["msg"]
        raise GoldError(what, where=place, hint="correct its note or its relations in the tool") from error


def _place(where: str, region: Region, text: str) -> str:
    return f"{where}, {region.label} {text[region.start : region.end]!r} at {region.start}"
