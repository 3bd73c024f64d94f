"""Which part of the system's output answers which part of the gold, and where the two say the same.

The rules are those of the contract, section 4. Where it leaves a choice open, this is what is done:

- A statistic answers another when the spans of their quantities are equal, and `of` is right when the quantities of the
  statistics it refers to have equal spans (or both are null).
- The `head token` of a span is its first word, unless the caller knows better (`Heads`).
- A list field is right when every item of gold is overlapped by one of the system and the other way round.
- Values are equal as numbers: 2.50 is 2.5, a fraction without a value is a value, and PT90M is PT1H30M (a week has
  7 days and a day 24 hours; months and days are never converted into each other).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from extractor.evaluation.fields import KEYS, MODELS, shapes, value
from extractor.schema import Date, Entity, Fact, Mention, Span, Statistic

Head = Callable[[Span], tuple[int, int]]
"""The offsets of a span's head token."""

STATISTIC_FIELDS = ("role", "measure", "of", "direction", "baseline.type", "period", "source", "modality")
"""The scored fields of a statistic."""

WHOLE = ("role", "measure", "of", "direction", "period")
"""The fields that must be right, with the quantity, for a whole fact."""

G = TypeVar("G")
S = TypeVar("S")

_WORD = re.compile(r"\w+")
_DURATION = re.compile(r"(-?)P([\d.YMWD]*)(?:T([\d.HMS]+))?")
_PART = re.compile(r"(\d+(?:\.\d+)?)([YMWDHS])")
_MONTHS = {"Y": 12, "M": 1}
_SECONDS = {"W": 7 * 86400, "D": 86400, "H": 3600, "M": 60, "S": 1}


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character.

    >>> overlaps(Span(start=0, end=2, text="un"), Span(start=2, end=3, text=" "))
    False
    """
    return a.start < b.end and b.start < a.end


def match(
    gold: Sequence[G], system: Sequence[S], score: Callable[[G, S], tuple[int, ...] | None]
) -> list[tuple[G | None, S | None]]:
    """Pair gold with system one to one, the best pairs first.

    Args:
        score: how well two go together, more is better; None when they do not.

    Returns:
        All of `gold` in its order, each with its partner or None, then what is left of `system`, with None for gold.
    """
    scores = ((score(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(system))
    best = sorted((tuple(-part for part in found), i, j) for found, i, j in scores if found is not None)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in best:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    left: list[tuple[G | None, S | None]] = [(None, s) for j, s in enumerate(system) if j not in taken]
    return [(g, system[partner[i]] if i in partner else None) for i, g in enumerate(gold)] + left


# --- mentions --------------------------------------------------------------------------------------------------------


def differences(gold: Mention, system: Mention) -> list[str]:
    """In which of the scored properties two mentions differ: type, label, span, value, unit, modifier.

    Of entities only type, label and span count; of dates `from`, `to` and `relative` are the value.

    >>> from extractor.schema import Percent
    >>> a = Percent(start=0, end=3, text="70%", value="70", unit="%", modifier="more_than")
    >>> differences(a, a.model_copy(update={"modifier": "exact", "value": Decimal(7)}))
    ['value', 'modifier']
    """
    span = [] if (gold.start, gold.end) == (system.start, system.end) else ["span"]
    if gold.type != system.type:
        return ["type", *span]
    if isinstance(gold, Entity) and isinstance(system, Entity):
        return ([] if gold.label == system.label else ["label"]) + span
    found = span
    if _value(gold) != _value(system):
        found.append("value")
    if getattr(gold, "unit", None) != getattr(system, "unit", None):
        found.append("unit")
    if gold.modifier != system.modifier:
        found.append("modifier")
    return found


def strict(gold: Mention, system: Mention) -> tuple[int, ...] | None:
    """For `match`: same type, span, value, unit and modifier (entities: span and label)."""
    return None if differences(gold, system) else (1,)


def relaxed(gold: Mention, system: Mention) -> tuple[int, ...] | None:
    """For `match`: overlapping spans, same type, value and unit (entities: label); the longest overlap first."""
    if not overlaps(gold, system) or set(differences(gold, system)) - {"span", "modifier"}:
        return None
    return touching(gold, system)


def touching(gold: Span, system: Span) -> tuple[int, ...] | None:
    """For `match`: overlapping spans; equal ones first, then the longest overlap."""
    if not overlaps(gold, system):
        return None
    shared = min(gold.end, system.end) - max(gold.start, system.start)
    return int((gold.start, gold.end) == (system.start, system.end)), shared


def _value(mention: Mention) -> tuple[object, ...]:
    if isinstance(mention, Date):
        return mention.from_, mention.to, mention.relative
    amount = getattr(mention, "value", None)
    if amount is None and getattr(mention, "fraction", None) is not None:
        return (_fraction(str(getattr(mention, "fraction", None))),)
    if amount is not None:
        return (_number(amount),)
    return "range", _number(getattr(mention, "low", None)), _number(getattr(mention, "high", None))


def _number(amount: Decimal | int | str | None) -> object:
    if isinstance(amount, str):
        return iso_duration(amount)
    return None if amount is None else Fraction(amount)


def _fraction(text: str) -> object:
    top, _, bottom = text.partition("/")
    return Fraction(int(top), int(bottom)) if int(bottom) else text


def iso_duration(text: str) -> tuple[Fraction, Fraction] | str:
    """An ISO 8601 duration as months and seconds, which cannot be converted into each other; as it stands if malformed.

    >>> iso_duration("P3W") == iso_duration("P21D"), iso_duration("P1Y") == iso_duration("P365D")
    (True, False)
    """
    whole = _DURATION.fullmatch(text)
    if whole is None:
        return text
    sign = -1 if whole[1] else 1
    days, clock = _PART.findall(whole[2] or ""), _PART.findall(whole[3] or "")
    months = sum((Fraction(n) * _MONTHS[unit] for n, unit in days if unit in _MONTHS), Fraction(0))
    seconds = sum((Fraction(n) * _SECONDS[unit] for n, unit in days if unit not in _MONTHS), Fraction(0))
    return sign * months, sign * (seconds + sum(Fraction(n) * _SECONDS.get(unit, 0) for n, unit in clock))


# --- facts -----------------------------------------------------------------------------------------------------------


def first_word(span: Span) -> tuple[int, int]:
    """The first word of a span, its head token as far as one can tell without a parse.

    >>> first_word(Span(start=10, end=17, text="« Salon"))
    (12, 17)
    """
    word = _WORD.search(span.text)
    return (span.start + word.start(), span.start + word.end()) if word else (span.start, span.end)


def root_of(doc: Any) -> Head:
    """The head token of a span by the parse of its document: the root of the tokens that the span touches.

    Args:
        doc: a parsed `spacy.tokens.Doc` of the document's text.
    """

    def head(span: Span) -> tuple[int, int]:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            return first_word(span)
        return tokens.root.idx, tokens.root.idx + len(tokens.root)

    return head


def same_head(gold: Span | None, system: Span | None, head: Head = first_word) -> bool:
    """Whether one span contains the head token of the other; two that are null agree."""
    if gold is None or system is None:
        return gold is system
    return any(a.start <= head(b)[0] and head(b)[1] <= a.end for a, b in ((gold, system), (system, gold)))


def same_quantity(gold: Statistic, system: Statistic) -> tuple[int, ...] | None:
    """For `match`: quantities with the same span; among several, those that are equal, then of one role and measure."""
    a, b = gold.quantity, system.quantity
    if (a.start, a.end) != (b.start, b.end):
        return None
    return int(not differences(a, b)), int(gold.role == system.role), int(_agree(gold.measure, system.measure))


def statistic_fields(
    gold: Statistic,
    system: Statistic,
    head: Head,
    gold_quantities: Mapping[str, Mention],
    system_quantities: Mapping[str, Mention],
) -> dict[str, bool]:
    """Whether each scored field of a statistic is right.

    Args:
        gold_quantities, system_quantities: the quantities of all statistics of the document, by id.
    """

    def target(fact: Statistic, quantities: Mapping[str, Mention]) -> tuple[int, int] | None:
        mention = quantities.get(fact.of) if fact.of is not None else None
        return (mention.start, mention.end) if mention is not None else None

    return {
        "role": gold.role == system.role,
        "measure": same_head(gold.measure, system.measure, head),
        "of": target(gold, gold_quantities) == target(system, system_quantities),
        "direction": gold.direction == system.direction,
        "baseline.type": getattr(gold.baseline, "type", None) == getattr(system.baseline, "type", None),
        "period": _agree(gold.period, system.period),
        "source": _agree(gold.source, system.source),
        "modality": gold.modality == system.modality,
    }


def same_key(gold: Fact, system: Fact) -> tuple[int, ...] | None:
    """For `match`, of two facts of one kind: overlap of their first span field, of its fall-back where one has none."""
    key, instead = KEYS[gold.kind]
    a, b = value(gold, key), value(system, key)
    rest = _shared(value(gold, instead), value(system, instead)) if instead else 0
    if isinstance(a, Span) and isinstance(b, Span):
        return (_shared(a, b), rest) if overlaps(a, b) else None
    return (0, rest) if rest else None


def other_field_names(kind: str) -> list[str]:
    """The fields that are compared once two facts match; not the one they match by, unless it can be without a span."""
    key, instead = KEYS[kind]
    return [field for field in shapes(MODELS[kind]) if field != key or instead is not None]


def other_fields(gold: Fact, system: Fact) -> dict[str, bool]:
    """Whether each field of a fact is right: spans and list items overlap, anything else is equal."""
    return {field: _agree(value(gold, field), value(system, field)) for field in other_field_names(gold.kind)}


def _agree(gold: Any, system: Any) -> bool:
    if isinstance(gold, Span) and isinstance(system, Span):
        return overlaps(gold, system)
    if isinstance(gold, tuple) and isinstance(system, tuple):
        both_ways = ((gold, system), (system, gold))
        return all(any(overlaps(a, b) for b in theirs) for mine, theirs in both_ways for a in mine)
    return bool(gold == system)


def _shared(a: Any, b: Any) -> int:
    """How many characters two spans, or two lists of spans, share."""
    mine, theirs = (x if isinstance(x, tuple) else (x,) if isinstance(x, Span) else () for x in (a, b))
    return sum(max(min(x.end, y.end) - max(x.start, y.start), 0) for x in mine for y in theirs)
