"""Parts of a month that are counted: "la première semaine de mai", "la seconde quinzaine d'août", "le 15 du mois"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractor.normalizers.calendar import Point, days_in, nth_week_of, nth_weekday_of
from extractor.recognizers.date_context import preposition_before
from extractor.recognizers.eras import rank_of
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.schema import Date

FORTNIGHT = 15
COMMON_YEAR = 2001


def _date(match: Match, start: str | None, end: str | None, edtf: str | None, **fields: Any) -> list[Date]:
    span = {"from": start, "to": end}
    return [Date(**match.common(**span, edtf=edtf, modifier=date_modifier_of(match), **fields))]


def month_of(match: Match) -> int:
    """The month a match names."""
    lexeme = match.get("month") or match.all("month_short")[0]
    month: int = lexeme.data.get("month") or lexeme.data["month_short"]
    return month


def year_of(match: Match) -> int | None:
    """The year a match names, if it does."""
    lexeme = match.get("year")
    return None if lexeme is None else int(value_of(lexeme))


def part_of_month(match: Match, context: Context) -> list[Date]:
    """ "première semaine de mai", "dernier jour de mars 2024", "premier week-end de juin", "seconde quinzaine d'août"."""
    middle = match.get("named_unit")
    if middle is not None and middle.data["time"].kind != "month":
        return []
    rank, unit = match.get("rank"), match.get("time")
    number = -1 if rank is None else rank_of(rank)
    if match.get("fortnight") is not None:
        return _fortnight(match, number)
    kind = "weekend" if unit is None else unit.data["time"].kind
    if kind == "day":
        return _nth_day(match, number)
    if kind not in ("week", "weekend") or not -1 <= number <= 5:
        return []
    return _nth_week(match, number, kind)


def _nth_week(match: Match, number: int, kind: str) -> list[Date]:
    """A full week or week-end of a month; where the year is open, the month, and `relative` says which (resolved later)."""
    month, year = month_of(match), year_of(match)
    if year is None:
        stamp = Point(month=month).iso()
        return _date(match, stamp, stamp, None, relative=f"{kind}#{number}", grain=kind)
    span = nth_week_of(year, month, number, kind)
    return [] if span is None else _date(match, *span, f"{span[0]}/{span[1]}", grain=kind)


def _nth_day(match: Match, number: int) -> list[Date]:
    month, year = month_of(match), year_of(match)
    last = days_in(year or COMMON_YEAR, month)
    point = Point(year, month, last if number == -1 else number)
    if not 1 <= (point.day or 0) <= last or (number == -1 and month == 2 and year is None):
        return []
    return _date(match, point.iso(), point.iso(), point.edtf(), grain="day")


def _fortnight(match: Match, number: int) -> list[Date]:
    month, year = month_of(match), year_of(match)
    last = days_in(year or COMMON_YEAR, month)
    if number not in (1, 2, -1) or (number != 1 and month == 2 and year is None):
        return []
    first, end = (1, FORTNIGHT) if number == 1 else (FORTNIGHT + 1, last)
    start, stop = Point(year, month, first), Point(year, month, end)
    return _date(match, start.iso(), stop.iso(), f"{start.edtf()}/{stop.edtf()}", grain="day")


def half_of_year(match: Match, context: Context) -> list[Date]:
    """ "la première moitié de 2024", "la seconde moitié de l'année"."""
    number, year = rank_of(match.all("which")[0]), year_of(match)
    if number not in (1, 2):
        return []
    start, end = Point(year, 6 * number - 5), Point(year, 6 * number)
    return _date(match, start.iso(), end.iso(), f"{start.edtf()}/{end.edtf()}", grain="half")


def day_of_month(match: Match, context: Context) -> list[Date]:
    """ "le 15 du mois", "du 4 au 22 de ce mois", "le 5 du mois prochain", "le 1er de chaque mois"."""
    before = match.before()
    if match.all("time")[0].data["time"].kind != "month" or before is None or not {"article", "a", "de", "each"} & before.data.keys():
        return []
    days = [rank_of(d) or int(value_of(d)) for d in match.all("day")]
    if any(rank_of(d) > 1 for d in match.all("day")) or any(not 1 <= d <= 31 for d in days) or days != sorted(set(days)):
        return []
    fields: dict[str, Any] = {"grain": "day"}
    rel = match.get("rel")
    if rel is not None:
        fields["relative"] = "P-1M" if "last" in rel.data else "P1M"
    elif match.get("each") is not None or preposition_before(match, context, "each_prep"):
        fields["recurring"] = True
    else:
        fields["relative"] = "P0M"
    return _date(match, Point(day=days[0]).iso(), Point(day=days[-1]).iso(), None, **fields)


def nth_weekday(match: Match, context: Context) -> list[Date]:
    """ "le 1er dimanche de juin", "le dernier vendredi de novembre 2024", "le premier jeudi de chaque mois"."""
    rank = match.get("rank")
    number = -1 if rank is None else rank_of(rank)
    if not -1 <= number <= 5:
        return []
    day = match.all("weekday")[0].data["weekday"]
    fields: dict[str, Any] = {"relative": f"weekday:{day}#{number}", "grain": "day"}
    if match.get("month") is None:
        kind, rel = match.all("time")[0].data["time"].kind, match.get("rel")
        if kind != "month":
            return []
        if rel is not None:  # "le premier mercredi du mois prochain"
            return _date(match, None, None, None, **fields | {"relative": f"weekday:{day}#{number}", "grain": "day"})
        return _date(match, None, None, None, recurring=True, **fields)
    month, year = month_of(match), year_of(match)
    if year is None:
        stamp = Point(month=month).iso()
        return [Date(**match.common(**{"from": stamp, "to": stamp}, recurring=True, **fields))]
    found = nth_weekday_of(year, month, day, number)
    return [] if found is None else _date(match, found.isoformat(), found.isoformat(), found.isoformat(), **fields)


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "part_of_month": part_of_month, "half_of_year": half_of_year, "day_of_month": day_of_month, "nth_weekday": nth_weekday,
}  # fmt: skip
