"""Percentages, points and per mille."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.lexer import Lexeme
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import modifier_of
from extractor.recognizers.ranges import low_end, may_share, modifier_between, moves, shared_spans
from extractor.schema import Percent

MOST_POINTS = 100
MOST_DECIMALS = 4
"""A fraction of a point with more decimals than this is not finite."""
NEAR = 200
"""How far around bare "points" a percent sign makes them percentage points, in characters."""


def build(match: Match, context: Context) -> list[Percent]:
    """The percentages of a match: one, a range, or several that share the sign."""
    unit = _unit(match, context)
    if unit is None or _is_computer(match):
        return []
    numbers = match.all("n")
    if match.get("low") is not None:
        low, high = match.all("low")[0], match.all("high")[0]
        if moves(match, context):
            return [_one(match, low, unit, match.start, low_end(match)), _one(match, high, unit, high.start, match.end)]
        if value_of(low) > value_of(high):
            return []
        return [Percent(**match.common(low=value_of(low), high=value_of(high), unit=unit, modifier=modifier_of(match)))]
    if len(numbers) > 1:
        if not may_share(match, context, numbers):
            return []
        return [_one(match, n, unit, start, end) for n, (start, end) in zip(numbers, shared_spans(match, numbers), strict=True)]
    value = _amount(match, numbers)
    return [] if value is None else [Percent(**match.common(value=value, unit=unit, modifier=modifier_of(match)))]


def _amount(match: Match, numbers: list[Lexeme]) -> Decimal | None:
    """The number with what stands around it: "moins 3 %", "trois quarts de point", "un point et demi", "un demi-point"."""
    value = value_of(numbers[0]) if numbers else Decimal(1)
    fraction, half = match.get("fraction"), match.get("half")
    if fraction is not None:
        if not numbers and fraction.data["frac"] != 2:
            return None  # "le huitième point du plan"
        value /= Decimal(fraction.data["frac"])
        return value if -value.adjusted() <= MOST_DECIMALS and value == round(value, MOST_DECIMALS) else None
    if half is not None:
        return value + Decimal(1) / Decimal(half.data["frac"])
    return -value if match.get("minus") is not None else value


def _is_computer(match: Match) -> bool:
    """ "12 pc" are per cent, "un PC" and "12 PC" are computers."""
    surface = match.surface(match.all("unit")[-1])
    numbers = match.all("n") or match.all("high")
    if not numbers:
        return False
    return surface.isalpha() and len(surface) == 2 and (surface.isupper() or "digits" not in numbers[-1].data)


def _one(match: Match, number: Lexeme, unit: Any, start: int, end: int) -> Percent:
    modifier = modifier_of(match) if start == match.start else modifier_between(match)
    return Percent(**match.common(start=start, end=end, value=value_of(number), unit=unit, modifier=modifier))


def _unit(match: Match, context: Context) -> str | None:
    lexeme = match.all("unit")[-1]
    for name in ("pct", "pp", "bp"):
        if name in lexeme.data:
            unit: str = lexeme.data[name]
            return unit
    return "pp" if _are_percentage_points(match, context) else None


def _sentence(match: Match, context: Context) -> str:
    """The words around a match in its sentence, folded."""
    before = context.folded[max(0, match.start - NEAR) : match.start].rpartition(". ")[2]
    return before + context.folded[match.end : match.end + NEAR].partition(". ")[0]


def _are_percentage_points(match: Match, context: Context) -> bool:
    """Bare "points" are percentage points with decimals ("0,6 point"), or when a percentage or a rate is near by.

    Elsewhere they are counts: "12 points en dix matches", "le CAC 40 perd 35 points".
    """
    if match.get("fraction") is not None or match.get("half") is not None:
        return True  # "un quart de point"
    numbers = match.all("n") or match.all("low")
    sentence = _sentence(match, context)
    if any(word in context.pack.table("cues")["near"]["sport_points"] for word in sentence.replace(",", " ").replace(")", " ").split()):
        return False  # "27 points, 14 rebonds", "84,6 points par match"
    if value_of(numbers[-1]) > MOST_POINTS:
        return False  # "le CAC 40, à 7 521,35 points"
    if any(value_of(n) != value_of(n).to_integral_value() for n in numbers) and value_of(numbers[0]) < Decimal(30):
        return True
    around = context.folded[max(0, match.start - NEAR) : match.end + NEAR]
    return "%" in around or any(word in around for word in context.pack.table("cues")["near"]["rate"])
