"""Named periods: quarters, half-years, seasons, decades, centuries, business years, weeks of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import Point, edtf_year, iso_year, week_end
from extractor.recognizers.date_context import begins_sentence
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.schema import Date

SEASON_CODE = {3: 21, 6: 22, 9: 23, 12: 24}
QUARTER_CODE = 33
HALF_CODE = 40
THIRD_CODE = 37


def _date(match: Match, **fields: Any) -> list[Date]:
    return [Date(**match.common(**fields, modifier=date_modifier_of(match)))]


def _year_of(match: Match) -> int | None:
    lexeme = match.get("year")
    return None if lexeme is None else int(value_of(lexeme))


def _rank_of(lexeme: Lexeme) -> int:
    for name in ("rank", "ordinal", "roman"):
        if name in lexeme.data:
            rank: int = lexeme.data[name]
            return rank
    return 0


def quarter(match: Match, context: Context) -> list[Date]:
    """ "premier trimestre 2024", "T1 2024", "second semestre", "dernier trimestre 2023"."""
    kind, number = _quarter_number(match)
    size = {"quarter": 3, "half": 6, "month": 1}.get(kind, 0)
    count = 12 // size if size else 0
    if not size or not 1 <= number <= count or (kind == "month"):
        return []
    year = _year_of(match)
    fiscal = match.get("years") is not None
    if match.get("quarter") is not None and year is None and not match.surface(match.all("quarter")[0])[0].isupper():
        return []
    first = (number - 1) * size + 1
    start, end = Point(year, first), Point(year, first + size - 1)
    head = edtf_year(year) if year is not None else "XXXX"
    code = (QUARTER_CODE if kind == "quarter" else HALF_CODE) + number - 1
    if fiscal:
        return _date(match, **{"from": None, "to": None}, grain=kind, fiscal=True)
    return _date(match, **{"from": start.iso(), "to": end.iso()}, edtf=f"{head}-{code}", grain=kind)


def _quarter_number(match: Match) -> tuple[str, int]:
    short = match.get("quarter")
    if short is not None:
        code: str = short.data["quarter_short"]
        return ("quarter" if code[0] == "Q" else "half"), int(code[1])
    kind: str = match.all("time")[0].data["time"].kind
    rank = match.get("rank")
    number = _rank_of(rank) if rank is not None else {"quarter": 4, "half": 2}.get(kind, 0)
    return kind, number


def season(match: Match, context: Context) -> list[Date]:
    """ "été 2023", "l'hiver 2022-2023", "cet été", "l'été dernier", "au printemps"."""
    lexeme = match.all("season")[0]
    month: int = lexeme.data["season"]
    if match.surface(lexeme)[0].isupper() and not match.all("year") and not begins_sentence(context, lexeme.start):
        return []  # "le Printemps arabe"
    fields: dict[str, Any] = {"grain": "season"}
    this, rel = match.get("this"), match.get("rel")
    if this is not None:
        return _date(match, **{"from": None, "to": None}, relative="P0Y", **fields)
    if rel is not None:
        fields["relative"] = "last" if "last" in rel.data else "next"
    years = match.all("year")
    span = match.get("years")
    year = None
    if years:
        year = int(value_of(years[0]))
    elif span is not None:
        year = int(span.data["years"][:4])
    start, end = lexeme.start, match.end
    if not years and span is None and rel is None:
        end = lexeme.end
    first, last = Point(year, month), Point(None if year is None else year + (month == 12), (month + 1) % 12 + 1)
    head = edtf_year(year) if year is not None else "XXXX"
    return _date(match, start=start, end=end, **{"from": first.iso(), "to": last.iso()}, edtf=f"{head}-{SEASON_CODE[month]}", **fields)


def decade(match: Match, context: Context) -> list[Date]:
    """ "années 1990", "années 90", "années quatre-vingt-dix"."""
    lexeme = match.all("decade")[0]
    number = int(value_of(lexeme))
    if number < 100:
        number += 1900
    if number % 10 or not 1000 <= number < 2200:
        return []
    return _date(match, **{"from": iso_year(number), "to": iso_year(number + 9)}, edtf=f"{number // 10}X", grain="decade")


def century(match: Match, context: Context) -> list[Date]:
    """ "XIXe siècle" runs from 1801 to 1900; before Christ years are astronomical."""
    lexeme = match.all("century_n")[0]
    number = _rank_of(lexeme)
    if "roman" in lexeme.data and not match.surface(lexeme)[0].isupper():
        return []
    long = any("millennium" in match.island.lexemes[i].data for _, i in match.slots)
    size = 1000 if long else 100
    if not 1 <= number <= (10 if long else 40):
        return []
    if match.get("bc") is not None:
        first, last = 1 - number * size, -(number - 1) * size
    else:
        first, last = (number - 1) * size + 1, number * size
    fields: dict[str, Any] = {"from": iso_year(first), "to": iso_year(last), "grain": "millennium" if long else "century"}
    part = match.get("period")
    if part is not None:
        fields["part"] = next(name for name in ("early", "mid", "late") if name in part.data)
    return _date(match, edtf=f"{edtf_year(first)}/{edtf_year(last)}", **fields)


def first_units(match: Match, context: Context) -> list[Date]:
    """ "les neuf premiers mois de l'année", "les trois premiers trimestres 2024"."""
    kind = match.all("time")[0].data["time"].kind
    size = {"month": 1, "quarter": 3, "half": 6}.get(kind)
    count = int(value_of(match.all("n")[0]))
    year = _year_of(match)
    if size is None or not 1 <= count * size <= 12:
        return []
    from_end = not any("firsts" in match.island.lexemes[i].data for _, i in match.slots)
    first, last = (13 - count * size, 12) if from_end else (1, count * size)
    start, end = Point(year, first), Point(year, last)
    edtf = f"{start.edtf()}/{end.edtf()}"
    return _date(match, **{"from": start.iso(), "to": end.iso()}, edtf=edtf, grain=kind)


def fiscal(match: Match, context: Context) -> list[Date]:
    """Business and school years: "exercice 2019/2020", "saison 2024-2025", "2018/2019"."""
    years, span = match.all("year"), match.get("years")
    named = match.get("fiscal") is not None or any("fiscal" in match.island.lexemes[i].data for _, i in match.slots)
    if span is not None:
        first = int(span.data["years"][:4])
        tail = span.data["years"][5:]
        last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
        if last != first + 1:
            return []
    elif len(years) == 2:
        first, last = (int(value_of(y)) for y in years)
        if last < 100:
            last += first // 100 * 100
        if last != first + 1:
            return []
    else:
        first = int(value_of(years[0]))
        if not named:
            return []
        return _date(match, **{"from": iso_year(first), "to": iso_year(first)}, edtf=edtf_year(first), grain="year", fiscal=True)
    return _date(match, **{"from": None, "to": None}, grain="year", fiscal=True)


def week_of(match: Match, context: Context) -> list[Date]:
    """ "la semaine du 5 mai", "le week-end du 14 juin"."""
    unit = match.get("time")
    if unit is not None and unit.data["time"].kind != "week":
        return []
    month = match.get("month") or match.all("month_short")[0]
    year = _year_of(match)
    point = Point(year, month.data.get("month") or month.data.get("month_short"), int(value_of(match.all("day")[0])))
    if not point.is_real():
        return []
    grain = "week" if unit is not None else "weekend"
    end = week_end(point.iso(), grain)
    return _date(match, **{"from": point.iso(), "to": end}, edtf=f"{point.iso()}/{end}" if end else None, grain=grain)


def part(match: Match, context: Context) -> list[Date]:
    """ "l'après-midi", "le matin": a part of the day that is being told about."""
    lexeme = match.all("part")[0]
    surface = match.surface(lexeme).lower()
    if surface not in context.pack.table("dates")["lone_parts"]["words"]:
        return []
    code = lexeme.data["part"]
    return [Date(**match.common(start=lexeme.start, **{"from": None, "to": None}, relative=f"part:{code}", grain="part_of_day", part=code))]


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "quarter": quarter, "season": season, "decade": decade, "century": century, "first_units": first_units, "fiscal": fiscal,
    "week_of": week_of, "part": part,
}  # fmt: skip
