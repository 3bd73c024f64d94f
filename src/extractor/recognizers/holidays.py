"""Feasts that are days: "à Noël", "Pâques 2025", "la veille de la Toussaint"; and the day before or after any date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from extractor.lang.fold import fold, unaccented
from extractor.lang.pack import LanguagePack
from extractor.lexer.tokens import split
from extractor.normalizers.calendar import Point, easter, nearest_year, parse_published
from extractor.recognizers.date_context import preposition_before
from extractor.recognizers.eras import rank_of
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.recognizers.months import month_of, year_of
from extractor.schema import Date

REACH = 20
COMMON_YEAR = 2001
"""A year without 29 February, to count a day from a date whose year is open."""


def holiday(match: Match, context: Context) -> list[Date]:
    """ "Noël 2024", "à Noël", "avant la Toussaint": a feast with a year or behind a preposition of time ("marché de Noël" is none)."""
    lexeme = match.all("holiday")[0]
    year = year_of(match)
    after = context.folded[match.end : match.end + REACH].split()
    name = context.text[match.end : match.end + 2].strip()[:1].isupper()
    if after and after[0].strip(",.;:") in context.pack.table("dates")["holiday_not"]["words"]:
        return []
    if year is None and (name or not preposition_before(match, context, "holiday_prep")):
        return []
    point = _day_of(match.surface(lexeme), year, context)
    if point is None:
        return []
    moved = year is None and point.year is not None
    return _date(match, point, **({"resolved": True, "resolved_by": "published"} if moved else {}))


def eve_of(match: Match, context: Context) -> list[Date]:
    """ "la veille du 14 juillet", "le lendemain de Noël"; "au lendemain de" is some time after."""
    if preposition_before(match, context, "figurative_eve"):
        return []
    feast, year = match.get("holiday"), year_of(match)
    if feast is not None:
        point = _day_of(match.surface(feast), year, context)
    else:
        day = match.all("day")[0]
        number = rank_of(day)
        point = Point(year, month_of(match), 1 if number == 1 else int(value_of(day))) if number in (0, 1) else None
    if point is None or not point.is_real() or point.month is None or point.day is None:
        return []
    anchor = date(point.year or COMMON_YEAR, point.month, point.day) if (point.month, point.day) != (2, 29) or point.year else None
    if anchor is None:
        return []
    found = anchor + timedelta(days=match.all("eve")[0].data["eve"])
    return _date(match, Point(point.year and found.year, found.month, found.day))


def _day_of(name: str, year: int | None, context: Context) -> Point | None:
    """The day of a feast: "12-25", or so many days from Easter, which moves: in its year, or the one near the publication."""
    said = _feasts(context.pack)[_words(name)]
    if isinstance(said, str):
        month, day = said.split("-")
        return Point(year, int(month), int(day))
    published = parse_published(context.document.published)
    if year is None and published is None:
        return None
    if year is None and published is not None:
        near = easter(published.year) + timedelta(days=said)
        year = nearest_year(near.month, near.day, published, None)
    found = easter(year or COMMON_YEAR) + timedelta(days=said)
    return Point(found.year, found.month, found.day)


@lru_cache(maxsize=8)
def _feasts(pack: LanguagePack) -> dict[tuple[str, ...], str | int]:
    return {_words(name): said for name, said in pack.table("dates")["holidays"].items()}


def _words(name: str) -> tuple[str, ...]:
    """As the vocabulary compares surfaces: "Noel" is Noël, and white space between the words is of any width."""
    return tuple(unaccented(token) for token in split(fold(name)))


def _date(match: Match, point: Point, **more: Any) -> list[Date]:
    fields: dict[str, Any] = {"from": point.iso(), "to": point.iso(), "edtf": point.edtf(), "grain": "day"} | more
    return [Date(**match.common(**fields, modifier=date_modifier_of(match)))]


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {"holiday": holiday, "eve_of": eve_of}
