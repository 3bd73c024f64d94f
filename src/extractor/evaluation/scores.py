"""Counting: precision, recall and F1 by type, and each field by itself, over any number of documents.

The scores of an evaluation are named tallies. `mentions.strict` is the micro-average over the numeric types, dates and
ordinals, `mentions.strict.money` one of them; `mentions.relaxed`, and by label `entities.strict` and
`entities.relaxed`, go alike. Of facts, `statistic.quantity` says how many were found at all, `statistic.amount` how
often type, value and unit of the quantity were right, `statistic.role` and so on how often the field was,
`statistic.role+of` both, `statistic.whole` the whole fact; `event.found`, `event.type` and so on likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TypeVar

from extractor.errors import InputError
from extractor.evaluation import alignment
from extractor.evaluation.alignment import STATISTIC_FIELDS, WHOLE, Head, other_field_names
from extractor.evaluation.fields import LABELS, MENTION_FIELDS, MODELS
from extractor.evaluation.gold import GoldDocument
from extractor.schema import Entity, Extraction, Fact, Mention, Span, Statistic

METRICS = ("precision", "recall", "f1", "accuracy")
"""What can be asked of a tally."""

M = TypeVar("M", bound=Span)


@dataclass(frozen=True)
class Tally:
    """How many were right, out of how many in gold and from the system.

    Attributes:
        right: right ones.
        gold: all that gold has.
        system: all that the system gave.
        matched: for a field of a fact, how many facts answer each other at all, so that the field could be compared.
    """

    right: int = 0
    gold: int = 0
    system: int = 0
    matched: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right, self.gold + other.gold, self.system + other.system, self.matched + other.matched
        )

    @property
    def precision(self) -> Fraction | None:
        """Right out of what the system gave; None if it gave nothing."""
        return _ratio(self.right, self.system)

    @property
    def recall(self) -> Fraction | None:
        """Right out of what gold has; None if it has nothing."""
        return _ratio(self.right, self.gold)

    @property
    def f1(self) -> Fraction | None:
        """Harmonic mean of precision and recall; None if there is nothing on either side.

        >>> Tally(right=3, gold=4, system=5).f1
        Fraction(2, 3)
        """
        return _ratio(2 * self.right, self.gold + self.system)

    @property
    def accuracy(self) -> Fraction | None:
        """Right out of the matched; None if nothing matched."""
        return _ratio(self.right, self.matched)


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def rounded(ratio: Fraction | None, places: int = 4) -> Decimal | None:
    """A ratio as a decimal of so many places.

    >>> rounded(Fraction(2, 3))
    Decimal('0.6667')
    """
    if ratio is None:
        return None
    return (Decimal(ratio.numerator) / Decimal(ratio.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


Scores = dict[str, Tally]
"""Named tallies."""


def tally_names() -> list[str]:
    """The names that tallies can have, in the order of a report.

    >>> tally_names()[:3]
    ['mentions.strict', 'mentions.strict.number', 'mentions.strict.ordinal']
    """
    types = [name for name in MENTION_FIELDS if name != "entity"]
    names = []
    for part, rows in (("mentions", types), ("entities", LABELS)):
        for how in ("strict", "relaxed"):
            names += [f"{part}.{how}", *(f"{part}.{how}.{row}" for row in rows)]
    for kind in MODELS:
        if kind == "statistic":
            fields = ["quantity", "amount", *STATISTIC_FIELDS, "role+of", "whole"]
        else:
            fields = ["found", *other_field_names(kind)]
        names += [f"{kind}.{name}" for name in fields]
    return names


def total(parts: Iterable[Scores]) -> Scores:
    """The sum of several scores, name by name, in the order of `tally_names`."""
    out: Scores = {}
    for part in parts:
        for name, tally in part.items():
            out[name] = out.get(name, Tally()) + tally
    return {name: out[name] for name in tally_names() if name in out}


def metric(scores: Scores, name: str) -> Fraction | None:
    """The figure behind a name such as "mentions.strict.f1"; None where there was nothing to count.

    Args:
        name: `<tally>.<precision|recall|f1|accuracy>`, the tally one of `tally_names`.

    Raises:
        InputError: there is no such figure.

    >>> metric({"event.found": Tally(1, 2, 1)}, "event.found.recall")
    Fraction(1, 2)
    """
    tally, _, which = name.rpartition(".")
    if which not in METRICS or tally not in tally_names():
        known = f"a tally of the report, such as mentions.strict or statistic.whole, and one of {', '.join(METRICS)}"
        raise InputError(f"no metric {name!r}", hint=f"give {known}, joined by a dot")
    figure: Fraction | None = getattr(scores.get(tally, Tally()), which)
    return figure


@dataclass(frozen=True)
class Comparison:
    """Gold and system side by side in one document.

    Attributes:
        gold: the gold document.
        system: what the system made of it.
        mentions: strict pairs of mentions (numeric, ordinal, date), leftovers of both sides included.
        entities: the same for entities.
        facts: pairs of facts, each with whether its fields are right.
        scores: the tallies.
    """

    gold: GoldDocument
    system: Extraction
    mentions: list[tuple[Mention | None, Mention | None]] = field(default_factory=list)
    entities: list[tuple[Mention | None, Mention | None]] = field(default_factory=list)
    facts: list[tuple[Fact | None, Fact | None, dict[str, bool]]] = field(default_factory=list)
    scores: Scores = field(default_factory=dict)


def compare(
    gold: GoldDocument, system: Extraction, head: Head, kinds: Sequence[str], parts: frozenset[str]
) -> Comparison:
    """Score one document.

    Args:
        head: finds the head token of a span of this document.
        kinds: the kinds of fact to score.
        parts: which of "mentions", "entities", "facts" to score, as far as gold has them.
    """
    parts = parts & gold.annotated
    out = Comparison(gold, system)
    for part, is_part in (("mentions", _is_plain), ("entities", _is_entity)):
        if part in parts:
            mine = [m for m in gold.extraction.mentions if is_part(m)]
            theirs = [m for m in system.mentions if is_part(m)]
            exact = alignment.match(mine, theirs, alignment.strict)
            (out.mentions if part == "mentions" else out.entities).extend(exact)
            loose = alignment.match(mine, theirs, alignment.relaxed)
            out.scores.update(_tally_types(f"{part}.strict", exact) | _tally_types(f"{part}.relaxed", loose))
    if "facts" in parts:
        for kind in kinds:
            pairs = _pair_facts(gold.extraction.facts, system.facts, kind, head)
            out.facts.extend(pairs)
            out.scores.update(_tally_facts(kind, pairs, gold.named[kind]))
    return out


def _is_entity(mention: Mention) -> bool:
    return isinstance(mention, Entity)


def _is_plain(mention: Mention) -> bool:
    return not isinstance(mention, Entity)


def _tally_types(name: str, pairs: Sequence[tuple[Mention | None, Mention | None]]) -> Scores:
    """The micro-average under `name` and each type (of entities, each label) under `name.type`."""
    scores = {name: Tally()}
    for gold, system in pairs:
        one = Tally(int(gold is not None and system is not None), int(gold is not None), int(system is not None))
        mention = gold if gold is not None else system
        assert mention is not None
        kind = mention.label if isinstance(mention, Entity) else mention.type
        for key in (name, f"{name}.{kind}"):
            scores[key] = scores.get(key, Tally()) + one
    return scores


def _pair_facts(
    gold: Sequence[Fact], system: Sequence[Fact], kind: str, head: Head
) -> list[tuple[Fact | None, Fact | None, dict[str, bool]]]:
    if kind == "statistic":
        mine, theirs = ([f for f in facts if isinstance(f, Statistic)] for facts in (gold, system))
        of_mine, of_theirs = ({f.id: f.quantity for f in facts} for facts in (mine, theirs))
        pairs = alignment.match(mine, theirs, alignment.same_quantity)
        return [
            (
                g,
                s,
                alignment.statistic_fields(g, s, head, of_mine, of_theirs) if g is not None and s is not None else {},
            )
            for g, s in pairs
        ]
    return [
        (g, s, alignment.other_fields(g, s) if g is not None and s is not None else {})
        for g, s in alignment.match(
            [f for f in gold if f.kind == kind], [f for f in system if f.kind == kind], alignment.same_key
        )
    ]


def _tally_facts(
    kind: str, pairs: Sequence[tuple[Fact | None, Fact | None, dict[str, bool]]], named: frozenset[str]
) -> Scores:
    gold = sum(g is not None for g, _, _ in pairs)
    system = sum(s is not None for _, s, _ in pairs)
    matched = [(g, s, fields) for g, s, fields in pairs if g is not None and s is not None]

    def tally(right: Iterable[bool]) -> Tally:
        return Tally(sum(right), gold, system, len(matched))

    found = "quantity" if kind == "statistic" else "found"
    scores = {f"{kind}.{found}": tally(True for _ in matched)}
    for name in scored_fields(kind, named):
        scores[f"{kind}.{name}"] = tally(fields[name] for _, _, fields in matched)
    if kind == "statistic":
        scores["statistic.amount"] = tally(_same_amount(g, s) for g, s, _ in matched)
        scores["statistic.role+of"] = tally(fields["role"] and fields["of"] for _, _, fields in matched)
        scores["statistic.whole"] = tally(is_whole(g, s, fields) for g, s, fields in matched)
    return scores


def scored_fields(kind: str, named: frozenset[str]) -> list[str]:
    """The fields that are scored for a kind of fact: those that the gold file names; for statistics always the same."""
    if kind == "statistic":
        return list(STATISTIC_FIELDS)
    return [name for name in other_field_names(kind) if name in named]


def _same_amount(gold: Fact, system: Fact) -> bool:
    assert isinstance(gold, Statistic) and isinstance(system, Statistic)
    return alignment.relaxed(gold.quantity, system.quantity) is not None


def is_whole(gold: Fact, system: Fact, fields: dict[str, bool]) -> bool:
    """Whether a statistic is right as a whole: its quantity strictly, role, measure, of, direction and period."""
    assert isinstance(gold, Statistic) and isinstance(system, Statistic)
    return not alignment.differences(gold.quantity, system.quantity) and all(fields[f] for f in WHOLE)
