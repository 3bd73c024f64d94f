"""Named periods of a year: quarters, half-years, seasons, business years, the week of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import Point, edtf_year, iso_year, week_end
from extractor.recognizers.date_context import begins_sentence, is_word_of, preposition_before
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
    lexeme, short = match.get("year"), match.get("short_year")
    if lexeme is None and short is not None:
        return 2000 + int(value_of(short))
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
    ranks = [_rank_of(x) for x in match.all("rank")]
    if len(ranks) == 2 and (ranks[1] != ranks[0] + 1 or preposition_before(match, context, "compared_prep")):
        return []  # "entre le premier et le deuxième trimestre" compares
    size = {"quarter": 3, "half": 6, "month": 1}.get(kind, 0)
    count = 12 // size if size else 0
    if not size or not 1 <= number <= count or (kind == "month"):
        return []
    year = _year_of(match)
    short = match.get("quarter") or match.get("letter")
    if short is not None and (year is None or "letter" in {slot for slot, _ in match.slots}) and not match.surface(short)[0].isupper():
        return []  # "3 t 2024" is three tonnes
    first = (number - 1) * size + 1
    start, end = Point(year, first), Point(year, first + size * max(len(ranks), 1) - 1)
    head = edtf_year(year) if year is not None else "XXXX"
    code = (QUARTER_CODE if kind == "quarter" else HALF_CODE) + number - 1
    if match.get("years") is not None or _is_business(match):
        return _date(match, **{"from": None, "to": None}, grain=kind, fiscal=True)
    return _date(match, **{"from": start.iso(), "to": end.iso()}, edtf=f"{head}-{code}" if len(ranks) < 2 else f"{start.edtf()}/{end.edtf()}", grain=kind)


def _quarter_number(match: Match) -> tuple[str, int]:
    short = match.get("quarter")
    if short is not None:
        code: str = short.data["quarter_short"]
        return ("quarter" if code[0] == "Q" else "half"), int(code[1])
    letter = match.get("letter")
    if letter is not None:
        return ("quarter" if "quarter_letter" in letter.data else "half"), int(value_of(match.all("n")[0]))
    kind: str = match.all("time")[0].data["time"].kind
    rank = match.get("rank")
    number = _rank_of(rank) if rank is not None else {"quarter": 4, "half": 2}.get(kind, 0)
    return kind, number


def _is_business(match: Match) -> bool:
    """Whether the year is a business year: "premier semestre de l'exercice"."""
    return any("fiscal" in match.island.lexemes[at].data for _, at in match.slots)


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


def first_units(match: Match, context: Context) -> list[Date]:
    """ "les neuf premiers mois de l'année", "les trois premiers trimestres 2024"."""
    kind = match.all("time")[0].data["time"].kind
    size = {"month": 1, "quarter": 3, "half": 6}.get(kind)
    count = int(value_of(match.all("n")[0]))
    year = _year_of(match)
    if size is None or not 1 <= count * size <= 12:
        return []
    if _is_business(match):
        return _date(match, **{"from": None, "to": None}, grain=kind, fiscal=True)
    from_end = not any("firsts" in match.island.lexemes[i].data for _, i in match.slots)
    first, last = (13 - count * size, 12) if from_end else (1, count * size)
    start, end = Point(year, first), Point(year, last)
    edtf = f"{start.edtf()}/{end.edtf()}"
    return _date(match, **{"from": start.iso(), "to": end.iso()}, edtf=edtf, grain=kind)


def fiscal(match: Match, context: Context) -> list[Date]:
    """Business and school years: "exercice 2019/2020", "saison 2024-2025", "2018/2019"."""
    years, span = match.all("year"), match.get("years")
    named = _is_business(match)
    short = match.get("ratio")
    if short is not None:
        first, last = (int(n) for n in short.data["ratio"].split("/"))
        if len(short.data["ratio"]) != 5 or last != first + 1:
            return []
    elif span is not None:
        first = int(span.data["years"][:4])
        tail = span.data["years"][5:]
        last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
        if last != first + 1:
            return [] if named else _year_and_month(match, first, tail)
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


def _year_and_month(match: Match, year: int, tail: str) -> list[Date]:
    """ "2016/11": a month, where the second number is no year after the first."""
    if len(tail) != 2 or not 1 <= int(tail) <= 12 or match.slots[0][0] != "years":
        return []
    point = Point(year, int(tail))
    return _date(match, **{"from": point.iso(), "to": point.iso()}, edtf=point.edtf(), grain="month")


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
    """ "l'après-midi", "le matin", "en fin de matinée", "dans la soirée": a part of the day that is being told about."""
    lexeme = match.all("part")[0]
    table = context.pack.table("dates")
    if match.first == match.last:
        surface = match.surface(lexeme)
        within = is_word_of(surface, "inner_parts", context) and preposition_before(match, context, "part_prep")
        article, after = match.before(), match.after()
        definite = article is not None and match.surface(article).lower().split()[-1] in table["lone_part_articles"]["words"]
        if after is not None and "de" in after.data:
            return []  # "le soir du réveillon"
        if not within and not (definite and is_word_of(surface, "lone_parts", context)):
            return []
    code = lexeme.data["part"]
    return [Date(**match.common(**{"from": None, "to": None}, relative=f"part:{code}", grain="part_of_day", part=code))]


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "quarter": quarter, "season": season, "first_units": first_units, "fiscal": fiscal,
    "week_of": week_of, "part": part,
}  # fmt: skip
