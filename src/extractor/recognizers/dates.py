"""Dates and times of day: which words make which dates. The arithmetic is in normalizers.calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import Point
from extractor.recognizers import date_context, eras, holidays, months, periods, relative
from extractor.recognizers.clocks import DETAILS, clock_of, clock_point
from extractor.recognizers.clocks import SLOTS as CLOCKS
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.schema import Date

_RANK = {"weekday": 0, "day": 1, "month": 2, "year": 3, "time": 4}
TWO_DIGIT_PIVOT = 50
CENTURY = 100


def build(match: Match, context: Context) -> list[Date]:
    """The date of a match, or none when the words are no date here."""
    kind, join = match.pattern.name.split(".")[1], match.pattern.set.get("join")
    check = date_context.CHECKS.get(match.pattern.set.get("check", ""))
    if check is not None and not check(match, context):
        return []
    if kind != "clock" and join is None and match.slots[0][0] in CLOCKS and not date_context.is_clock_in_front(match, context):
        return []
    reader = READERS.get(kind)
    if reader is not None:
        return reader(match, context)
    if len(match.slots) == 1 and kind == "year":
        return _one(match, Point(int(value_of(match.all("year")[0]))), context)
    points = _points(match) if join else _single_point(match)
    if points is None or not all(p.is_real() and p != Point() for p in points):
        return []
    unit = match.get("unit")
    if kind == "day_range" and unit is not None and unit.data["time"].kind != "week":
        return []
    if len(points) > 1 and join:
        return _several(match, points, join)
    return _one(match, points[0], context)


def _one(match: Match, point: Point, context: Context) -> list[Date]:
    fields: dict[str, Any] = {"from": point.iso(), "to": point.iso(), "edtf": point.edtf(), "grain": grain_of(point)}
    if point.hour is None or point.day is not None or point.month is not None:  # "8 heures du soir" is a time alone
        named = part_fields(match)
        fields |= named if point.hour is None else {k: v for k, v in named.items() if k != "grain"}
    if point.month is None and point.year is None and point.day is None:
        del fields["edtf"]
    direction = direction_of(match)
    if direction:
        fields["relative"] = direction
    modifier = date_modifier_of(match)
    if modifier == "approximate" and fields.get("edtf"):
        fields["edtf"] += "~"
    if fields["grain"] in ("year", "month") and point.year is not None and fields.get("edtf") and match.get("weekday"):
        return []
    return [Date(**match.common(**fields, modifier=modifier))]


def _slash(match: Match, context: Context) -> list[Date]:
    """ "04/2025" is a month, "29/04" a day behind "le", "du", "au"; elsewhere they are fractions."""
    first, second = match.all("ratio")[0].data["ratio"].split("/")
    if len(second) == 4 and 1 <= int(first) <= 12 and 1900 <= int(second) <= 2100:
        point = Point(int(second), int(first))
    elif len(second) <= 2 and (int(first) > 12 >= int(second) > 0 or date_context.preposition_before(match, context, "day_month_prep")):
        point = Point(month=int(second), day=int(first))
    else:
        return []
    point = date_and_clock(point, match)
    return _one(match, point, context) if point.is_real() else []


def _month_yy(match: Match, context: Context) -> list[Date]:
    """ "mai 68": the year of a month, where it can be no day and counts nothing."""
    number = int(value_of(match.all("year")[0]))
    if number <= 31 or date_context.counts(match, context):
        return []
    return _one(match, Point(1900 + number, _month(match.all("month")[0])), context)


def date_and_clock(point: Point, match: Match) -> Point:
    """The point with the time of day that the match names."""
    clock = clock_point(match)
    return point if clock is None else replace(point, hour=clock.hour, minute=clock.minute, second=clock.second)


def _hyphen_month(match: Match, context: Context) -> list[Date]:
    """ "11-2016" and "2016-11" are months; "2010-11" is a business year."""
    number, year = match.all("monthnum")[0], int(value_of(match.all("year")[0]))
    month = int(value_of(number))
    if len(match.surface(number)) != 2 and match.slots[0][0] == "year":
        return []
    if match.slots[0][0] == "year" and (year + 1) % CENTURY == month:
        return []
    return _one(match, Point(year, month), context)


def part_fields(match: Match) -> dict[str, Any]:
    """`part` from "début", "mi-", "fin" or a part of the day in the mention."""
    for slot, lexeme in ((s, match.island.lexemes[i]) for s, i in match.slots):
        if "night" in lexeme.data:
            return {"part": "NI", "grain": "part_of_day"}
        if slot == "part":
            return {"part": lexeme.data["part"], "grain": "part_of_day"}
        if slot == "period":
            for name in ("early", "mid", "late"):
                if name in lexeme.data:
                    return {"part": name}
    return {}


def direction_of(match: Match) -> str | None:
    """ "last" or "next" from "dernier", "prochain"."""
    lexeme = match.get("rel")
    if lexeme is None:
        return None
    return "last" if {"last", "lasts"} & lexeme.data.keys() else "next"


def grain_of(point: Point) -> str:
    """The finest thing a point names."""
    if point.second is not None:
        return "second"
    if point.minute is not None:
        return "minute"
    if point.hour is not None:
        return "hour"
    return "day" if point.day is not None else "month" if point.month is not None else "year"


def _single_point(match: Match) -> list[Point] | None:
    """The one point of a pattern that has no more."""
    point = _point(match, {slot: match.island.lexemes[at] for slot, at in match.slots})
    return None if point is None else [point]


def _points(match: Match) -> list[Point] | None:
    """The points that the slots make, in order; earlier ones take month and year from later ones.

    A point ends where a slot comes that it has, or that is finer than what it has: in "29 et 30 avril 2025" the
    second day begins a new point, and the first takes month and year from it.
    """
    rows: list[dict[str, Lexeme]] = [{}]
    for slot, at in match.slots:
        if slot in CLOCKS:
            kind = "time"
        elif slot in ("numdate", "isodate"):
            kind = "day"
            if rows[-1].keys() & {"numdate", "isodate"}:
                rows.append({})
        elif slot in _RANK:
            kind = slot
        else:
            if slot in DETAILS:
                rows[-1][slot] = match.island.lexemes[at]
            continue
        have = {"time" if s in CLOCKS else s for s in rows[-1]}
        if kind in have or (kind in ("day", "month", "weekday") and any(_RANK[h] > _RANK[kind] for h in have if h in _RANK)):
            rows.append({})
        rows[-1][slot] = match.island.lexemes[at]
    points = [_point(match, row) for row in rows]
    if any(p is None for p in points):
        return None
    return _inherit([p for p in points if p is not None])


def _inherit(points: list[Point]) -> list[Point]:
    out = [points[-1]]
    for point in reversed(points[:-1]):
        later = out[0]
        year = point.year
        if year is None and (point.month is not None or point.day is not None):
            year = later.year
        month = point.month
        if month is None and point.day is not None:
            month = later.month
        if year is not None and later.year is not None and year == later.year and month and later.month and month > later.month:
            year -= 1  # "du 28 décembre au 3 janvier 2025"
        out.insert(0, Point(year, month, point.day, point.hour, point.minute, point.second))
    return out


def _point(match: Match, row: dict[str, Lexeme]) -> Point | None:
    if "numdate" in row or "isodate" in row:
        day = _numeric(row.get("numdate") or row["isodate"])
        if day is None:
            return None
    else:
        number = _day_number(row.get("day"))
        if number == 0:
            return None
        day = Point(_year(row.get("year"), match), _month(row.get("month")), number)
    part = match.get("part")
    hour, minute, second = clock_of(row, None if part is None else part.data["part"])
    return day if hour is None else replace(day, hour=hour, minute=minute, second=second)


def _day_number(lexeme: Lexeme | None) -> int | None:
    """1 to 31; "1er" and "premier" are 1, other ranks are no day (0)."""
    if lexeme is None:
        return None
    rank = lexeme.data.get("rank") or lexeme.data.get("ordinal")
    if rank is not None:
        return 1 if rank == 1 else 0
    return int(value_of(lexeme))


def _month(lexeme: Lexeme | None) -> int | None:
    if lexeme is None:
        return None
    month: int = lexeme.data.get("month") or lexeme.data["month_short"]
    return month


def _year(lexeme: Lexeme | None, match: Match) -> int | None:
    if lexeme is None:
        return None
    year = int(value_of(lexeme))
    if "yy" not in match.pattern.source or year >= CENTURY:
        return 1 - year if match.get("bc") is not None else year
    first = next((int(value_of(y)) for y in match.all("year") if value_of(y) >= CENTURY), 1900)
    return first // CENTURY * CENTURY + year


def _numeric(lexeme: Lexeme) -> Point | None:
    """12/05/2024, 2024-05-12, 12.05.24: day first, as everywhere French is written but on some Canadian forms."""
    surface: str = next(iter(lexeme.data.values()))
    date_part, _, clock = surface.replace("t", " ").partition(" ")
    numbers = [int(n) for n in date_part.replace("/", "-").replace(".", "-").split("-")]
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if year < CENTURY:
            year += 2000 if year < TWO_DIGIT_PIVOT else 1900
    if month > 12 >= day:
        day, month = month, day
    if not 1 <= month <= 12:
        return None
    time = [int(n) for n in clock.split(":")] if clock else []
    return Point(year, month, day, *time)


def _several(match: Match, points: list[Point], join: str) -> list[Date]:
    """An interval for a range or consecutive points, an EDTF set for others (contract: coordinated dates)."""
    first, last = points[0], points[-1]
    if join == "range" and not _in_order(first, last):
        return []
    if join == "list" and not all(_in_order(a, b) for a, b in pairwise(points)):
        return []
    fields: dict[str, Any] = {"from": first.iso(), "to": last.iso(), "grain": max((grain_of(p) for p in points), key=_FINE.index)}
    ends = [p.edtf() for p in points]
    if all(ends):
        consecutive = join == "range" or all(_follows(a, b) for a, b in pairwise(points))
        fields["edtf"] = f"{ends[0]}/{ends[-1]}" if consecutive else "{" + ",".join(e for e in ends if e) + "}"
    if len(match.all("period")) < 2 and (first.hour is None or first.day is not None):  # "de fin mai à mi-juin" has no part of its own
        fields |= {k: v for k, v in part_fields(match).items() if k == "part"}
    if any("weekend" in match.island.lexemes[at].data for _, at in match.slots):
        fields["grain"] = "weekend"
    if match.get("unit") is not None and fields["grain"] == "day":
        fields["grain"] = match.all("unit")[0].data["time"].kind
    if any("night" in match.island.lexemes[at].data for _, at in match.slots):
        fields |= {"part": "NI", "grain": "part_of_day"}
    direction = direction_of(match)
    if direction:
        fields["relative"] = direction
    return [Date(**match.common(**fields, modifier=date_modifier_of(match)))]


_FINE = ["year", "month", "day", "hour", "minute", "second"]


def _in_order(a: Point, b: Point) -> bool:
    if a.year is not None and b.year is not None:
        return _key(a) < _key(b)
    if a.year is None and b.year is None and a.month is not None and b.month is not None and a.hour is None:
        return (a.month, a.day or 0) != (b.month, b.day or 0)
    return True


def _key(p: Point) -> tuple[int, ...]:
    return (p.year or 0, p.month or 0, p.day or 0, p.hour or 0, p.minute or 0)


def _follows(a: Point, b: Point) -> bool:
    """Whether b is the next day, month, year or hour after a."""
    if a.hour is not None:
        return b.hour == a.hour + 1 and a.minute == b.minute
    if a.day is not None and b.day is not None:
        return (a.year, a.month) == (b.year, b.month) and b.day == a.day + 1
    if a.month is not None and b.month is not None:
        return a.year == b.year and b.month == a.month + 1
    return a.year is not None and b.year is not None and b.year == a.year + 1


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "slash": _slash, "hyphen_month": _hyphen_month, "month_yy": _month_yy,
    **relative.READERS, **periods.READERS, **eras.READERS, **months.READERS, **holidays.READERS,
}  # fmt: skip
"""Kinds of date patterns that are read by a function of their own."""
