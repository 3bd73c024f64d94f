"""What went wrong, one by one: what gold expects, what came instead, and the rule that fired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.evaluation import alignment
from extractor.evaluation.fields import KEYS, value
from extractor.evaluation.scores import Comparison, is_whole, scored_fields
from extractor.schema import Date, Entity, Fact, Mention, Span, Statistic

WRONG, MISSED, SPURIOUS, SLIGHT = 0, 1, 2, 3
"""How bad: a wrong value or field misleads, a missed one is a gap, a spurious one noise, an edge or modifier slight."""

_SLIGHT = frozenset({"span", "modifier"})


@dataclass(frozen=True)
class Miss:
    """One disagreement with gold.

    Attributes:
        badness: sorts the worst first: `WRONG` … `SLIGHT`, then minus the number of wrong properties or fields.
        file: name of the gold file.
        document: id of the document.
        what: the type of mention or kind of fact.
        verdict: "missed", "spurious", or what is wrong ("wrong value, unit").
        span: where in the text.
        text: the document's text.
        expected: what gold says; None if it has nothing there.
        came: what the system gave; None if nothing.
        rule: the rule behind what came, if it says.
    """

    badness: tuple[int, int]
    file: str
    document: str
    what: str
    verdict: str
    span: Span
    text: str
    expected: str | None
    came: str | None
    rule: str | None


def misses(comparison: Comparison) -> Iterator[Miss]:
    """All disagreements in a document: of mentions, of entities, of each kind of fact."""
    for pairs in (comparison.mentions, comparison.entities):
        gold = [g for g, s in pairs if s is None and g is not None]
        system = [s for g, s in pairs if g is None and s is not None]
        for g, s in alignment.match(gold, system, alignment.touching):
            yield _mention_miss(comparison, g, s)
    yield from _fact_misses(comparison)


def _mention_miss(comparison: Comparison, gold: Mention | None, system: Mention | None) -> Miss:
    wrong: list[str] | None = None
    badness = WRONG
    if gold is not None and system is not None:
        wrong = alignment.differences(gold, system)
        badness = SLIGHT if set(wrong) <= _SLIGHT else WRONG
    shown = gold if gold is not None else system
    assert shown is not None
    sides = [None if mention is None else describe(mention) for mention in (gold, system)]
    return _miss(comparison, badness, shown.type, shown, wrong, sides, None if system is None else system.rule)


def _fact_misses(comparison: Comparison) -> Iterator[Miss]:
    gold = [g for g, s, _ in comparison.facts if s is None and g is not None]
    system = [s for g, s, _ in comparison.facts if g is None and s is not None]
    for one, other, fields in comparison.facts:
        if one is not None and other is not None:
            names = scored_fields(one.kind, comparison.gold.named[one.kind])
            wrong = [name for name in names if not fields[name]]
            slight = isinstance(one, Statistic) and is_whole(one, other, fields)
            if wrong:
                yield _fact_miss(comparison, SLIGHT if slight else WRONG, one, other, wrong)
    for g, s in alignment.match(gold, system, _about_the_same):
        yield _fact_miss(comparison, WRONG, g, s, None if g is None or s is None else ["span"])


def _about_the_same(gold: Fact, system: Fact) -> tuple[int, ...] | None:
    """For `alignment.match`, to show side by side two facts of one kind that touch and yet do not answer each other."""
    return alignment.touching(_place(gold), _place(system)) if gold.kind == system.kind else None


def _fact_miss(
    comparison: Comparison, badness: int, gold: Fact | None, system: Fact | None, wrong: list[str] | None
) -> Miss:
    shown = gold if gold is not None else system
    assert shown is not None
    names = scored_fields(shown.kind, comparison.gold.named[shown.kind])
    if wrong is not None and "span" not in wrong:
        names = wrong
    sides = [
        None if fact is None else _tell(fact, [n for n in names if n in (wrong or ()) or _says(fact, n)], facts)
        for fact, facts in ((gold, comparison.gold.extraction.facts), (system, comparison.system.facts))
    ]
    return _miss(comparison, badness, shown.kind, _place(shown), wrong, sides, None if system is None else system.rule)


def _miss(
    comparison: Comparison,
    badness: int,
    what: str,
    span: Span,
    wrong: list[str] | None,
    sides: Sequence[str | None],
    rule: str | None,
) -> Miss:
    """A miss; `wrong` is None when one of the two sides, expected and came, is empty."""
    verdict = "wrong " + ", ".join(wrong) if wrong else "missed" if sides[1] is None else "spurious"
    if wrong is None:
        badness = MISSED if sides[1] is None else SPURIOUS
    document = comparison.gold.document
    rank = (badness, -len(wrong or ()))
    return Miss(rank, comparison.gold.file, document.id, what, verdict, span, document.text, sides[0], sides[1], rule)


# --- in words --------------------------------------------------------------------------------------------------------


def describe(mention: Mention) -> str:
    """A mention in a line: its words, type and scored properties.

    >>> from extractor.schema import Money
    >>> describe(Money(start=0, end=3, text="3 €", value="3", unit="EUR", modifier="at_most"))
    '"3 €" money 3 EUR at_most'
    """
    parts = [f'"{mention.text}"', mention.type]
    if isinstance(mention, Entity):
        return " ".join([*parts, mention.label])
    if isinstance(mention, Date):
        parts.append(f"{mention.from_ or '?'}/{mention.to or '?'}" if mention.from_ or mention.to else "open")
        parts.extend([f"relative {mention.relative}"] if mention.relative else [])
    else:
        fields = mention.model_dump(mode="json")
        low, high = fields.get("low"), fields.get("high")
        parts.append(str(fields.get("value") or fields.get("fraction") or f"{low or ''}..{high or ''}"))
        parts.extend([fields["unit"]] if fields.get("unit") else [])
    return " ".join(parts + ([mention.modifier] if mention.modifier != "exact" else []))


def _place(fact: Fact) -> Span:
    """Where a fact stands: its quantity, its first span field, or its sentence."""
    if isinstance(fact, Statistic):
        return fact.quantity
    found = [value(fact, key) for key in KEYS[fact.kind] if key is not None]
    return next((span for span in found if isinstance(span, Span)), fact.evidence)


def _get(fact: Fact, name: str) -> Any:
    if isinstance(fact, Statistic) and name == "baseline.type":
        return fact.baseline.type if fact.baseline else None
    return value(fact, name)


def _says(fact: Fact, name: str) -> bool:
    """Whether a field is worth showing: it holds something other than its default."""
    return _get(fact, name) not in (None, (), False, "asserted")


def _tell(fact: Fact, names: Sequence[str], facts: Sequence[Fact]) -> str:
    """Some fields of a fact in words: `"8%" role=change of="455"`."""
    quantities = {f.id: f.quantity for f in facts if isinstance(f, Statistic)}
    out = [f'"{_place(fact).text}"']
    for name in names:
        found = _get(fact, name)
        out.append(f"{name}={_show(quantities.get(found, found) if name == 'of' else found)}")
    return " ".join(out)


def _show(found: Any) -> str:
    if isinstance(found, Span):
        return f'"{found.text}"'
    if isinstance(found, tuple):
        return "[" + ", ".join(map(_show, found)) + "]"
    return "none" if found is None else str(found)
