"""Dates counted from the day of writing: "lundi", "hier soir", "la semaine dernière", "il y a deux ans".

Here they get their `relative` period; from and to are filled later, where the publication date is known
(recognizers.resolution).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import Point, nth_weekday_of
from extractor.normalizers.units import TimeUnit
from extractor.recognizers.date_context import begins_sentence
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.schema import Date
from extractor.schema.spans import plain

NONE = {"from": None, "to": None}
GRAIN = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}


def _time_fields(match: Match) -> dict[str, Any]:
    """Part of day and clock time of a relative day: "hier soir", "demain, à 15h"."""
    fields: dict[str, Any] = {}
    part = match.get("part")
    if part is not None:
        fields |= {"part": part.data["part"], "grain": "part_of_day"}
    point = _clock_point(match)
    if point is not None:
        fields |= {"time": point.time(), "grain": "minute" if point.minute is not None else "hour"}
    return fields


def _clock_point(match: Match) -> Point | None:
    clock, word, hour = match.get("clock"), match.get("clockword"), match.get("hour")
    if clock is not None:
        numbers = [int(d) for d in "".join(c if c.isdigit() else " " for c in clock.data["clock"]).split()]
        return Point(hour=numbers[0] % 24, minute=numbers[1])
    if word is not None:
        return Point(hour=word.data["clockword"])
    if hour is None:
        return None
    minute, half = match.get("minute"), match.get("half")
    if half is not None:
        return Point(hour=int(value_of(hour)) % 24, minute=60 // half.data["frac"])
    return Point(hour=int(value_of(hour)) % 24, minute=int(value_of(minute)) if minute is not None else None)


def deictic(match: Match, context: Context) -> list[Date]:
    """ "hier", "aujourd'hui", "demain, à 15h", "hier en fin d'après-midi"."""
    days = match.all("deictic")[0].data["deictic"]
    fields = {"relative": f"P{days}D", "grain": "day"} | _time_fields(match)
    return [Date(**match.common(**NONE, **fields, modifier=date_modifier_of(match)))]


def eve(match: Match, context: Context) -> list[Date]:
    """ "la veille", "le lendemain matin"."""
    days = match.all("eve")[0].data["eve"]
    fields = {"relative": f"P{days}D", "grain": "day"} | _time_fields(match)
    return [Date(**match.common(**NONE, **fields))]


def unit_part(match: Match, context: Context) -> list[Date]:
    """ "la fin de l'année", "début du mois": of the period that is going on."""
    unit = match.all("time")[0]
    surface = match.surface(unit).lower()
    if surface not in context.pack.table("dates")["part_units"]["words"]:
        return []
    time: TimeUnit = unit.data["time"]
    period = match.all("period")[0]
    part = next(name for name in ("early", "mid", "late") if name in period.data)
    return [Date(**match.common(**NONE, relative=_zero(time), grain=_grain(time), part=part))]


def weekday(match: Match, context: Context) -> list[Date]:
    """ "lundi", "ce lundi", "mardi matin", "vendredi prochain"; with an article in front it may repeat ("le lundi")."""
    lexeme = match.all("weekday")[0]
    surface = match.surface(lexeme)
    if surface.endswith(".") or len(surface) < 5 or (surface[0].isupper() and not begins_sentence(context, lexeme.start)):
        return []  # "le Journal du Dimanche"
    fields: dict[str, Any] = {"relative": f"weekday:{lexeme.data['weekday']}", "grain": "day"} | _time_fields(match)
    rel = match.get("rel")  # its direction is read from the words by recognizers.resolution
    before = match.before()
    if rel is None and len(match.slots) == 1 and before is not None and _repeats(match, before, context):
        fields["recurring"] = True
    return [Date(**match.common(**NONE, **fields, modifier=date_modifier_of(match)))]


def _repeats(match: Match, before: Lexeme, context: Context) -> bool:
    return "article" in before.data and match.surface(before).lower() in context.pack.table("dates")["repeating_article"]["words"]


def nth_weekday(match: Match, context: Context) -> list[Date]:
    """ "le 1er dimanche de juin", "le dernier vendredi de novembre 2024": from and to are the month's unless the year is given."""
    rank, year = match.get("rank"), match.get("year")
    number = -1 if rank is None else rank.data.get("rank") or rank.data["ordinal"]
    if not -1 <= number <= 5:
        return []
    day = match.all("weekday")[0].data["weekday"]
    fields: dict[str, Any] = {"relative": f"weekday:{day}#{number}", "grain": "day"}
    if match.get("month") is None:  # "le premier jeudi de chaque mois"
        kind = match.all("time")[0].data["time"].kind
        return [Date(**match.common(**NONE, recurring=True, **fields))] if kind == "month" else []
    month = match.all("month")[0].data["month"]
    if year is None:
        point = Point(month=month)
        return [Date(**match.common(**{"from": point.iso(), "to": point.iso()}, recurring=True, **fields))]
    found = nth_weekday_of(int(value_of(year)), month, day, number)
    if found is None:
        return []
    return [Date(**match.common(**{"from": found.isoformat(), "to": found.isoformat()}, edtf=found.isoformat(), **fields))]


def weekdays(match: Match, context: Context) -> list[Date]:
    """ "les mercredis ou les vendredis", "chaque lundi", "tous les jeudis"."""
    numbers = [x.data.get("weekdays") or x.data["weekday"] for x in match.all("weekday")]
    fields: dict[str, Any] = {"relative": ",".join(f"weekday:{n}" for n in numbers), "grain": "day"} | _time_fields(match)
    first = match.all("weekday")[0]
    return [Date(**match.common(start=first.start, **NONE, recurring=True, **fields))]


def weekday_range(match: Match, context: Context) -> list[Date]:
    """ "du lundi au vendredi", "dans la nuit de dimanche à lundi"."""
    a, b = (x.data["weekday"] for x in match.all("weekday"))
    before = match.before()
    fields: dict[str, Any] = {"relative": f"weekday:{a}/weekday:{b}", "grain": "day"}
    if "night" in match.island.lexemes[match.first].data:
        fields |= {"part": "NI", "grain": "part_of_day"}
    else:
        fields["recurring"] = before is not None and "de" in before.data
    return [Date(**match.common(**NONE, **fields))]


def this_part(match: Match, context: Context) -> list[Date]:
    """ "ce matin", "cet après-midi", "ce matin, à 9h"."""
    fields = {"relative": "P0D", "grain": "part_of_day"} | _time_fields(match)
    return [Date(**match.common(**NONE, **fields, modifier=date_modifier_of(match)))]


def this_unit(match: Match, context: Context) -> list[Date]:
    """ "cette année", "ce mois", "cette semaine", "ce week-end"; "cette journée", "cette heure" are vague."""
    unit = match.get("time")
    if unit is None and any("fiscal" in match.island.lexemes[at].data for _, at in match.slots):
        return [Date(**match.common(**NONE, relative="P0Y", grain="year", fiscal=True))]
    if unit is None:
        return [Date(**match.common(**NONE, relative="weekend", grain="weekend"))]
    time: TimeUnit = unit.data["time"]
    surface = match.surface(unit).lower()
    if surface not in context.pack.table("dates")["this_units"]["words"]:
        return []
    return [Date(**match.common(**NONE, relative=_zero(time), grain=_grain(time)))]


def _zero(time: TimeUnit) -> str:
    return {"quarter": "P0Q", "half": "P0H", "century": "P0C", "decade": "P0E"}.get(time.kind, f"P0{time.iso[-1]}")


def _grain(time: TimeUnit) -> str:
    return time.kind if time.kind in ("quarter", "half", "decade", "century", "millennium") else GRAIN[time.iso]


def unit_relative(match: Match, context: Context) -> list[Date]:
    """ "la semaine dernière", "l'an prochain", "le mois précédent", "l'année suivante"."""
    unit = match.get("time")
    if match.get("rel") is None:
        return [Date(**match.common(**NONE, relative="weekend", grain="weekend", modifier=date_modifier_of(match)))]
    rel = match.all("rel")[0]
    back = bool({"last", "previous"} & rel.data.keys())
    if any("fiscal" in match.island.lexemes[at].data for _, at in match.slots):
        return [Date(**match.common(**NONE, relative="P-1Y" if back else "P1Y", grain="year", fiscal=True))]
    if unit is None:
        return [Date(**match.common(**NONE, relative="weekend", grain="weekend"))]
    time: TimeUnit = unit.data["time"]
    if time.iso.startswith("T") or time.kind in ("century", "decade", "millennium"):
        return []
    if match.surface(unit).lower() not in context.pack.table("dates")["relative_units"]["words"]:
        return []
    lead = match.slots[0][0] == "rel"
    if lead and not _leads(match, rel, context):
        return []
    count = int(time.count) * (-1 if back else 1)
    return [Date(**match.common(**NONE, relative=f"P{count}{time.iso}", grain=_grain(time), modifier=date_modifier_of(match)))]


def _leads(match: Match, rel: Lexeme, context: Context) -> bool:
    """ "la prochaine semaine", "l'précédente année": in front only some adjectives place in time ("dernier trimestre" does)."""
    return match.surface(rel).lower() in context.pack.table("dates")["leading"]["words"]


def ago(match: Match, context: Context) -> list[Date]:
    """ "il y a deux ans", "voici trois semaines", "il y a une dizaine d'années"."""
    return _counted(match, -1)


def ahead(match: Match, context: Context) -> list[Date]:
    """ "dans deux ans", "d'ici trois mois"."""
    return _counted(match, 1)


def _counted(match: Match, sign: int) -> list[Date]:
    number, unit = match.all("n")[-1], match.all("time")[0]
    time: TimeUnit = unit.data["time"]
    amount = value_of(number) * time.count * sign
    body = plain(amount) + time.iso[-1]
    relative = f"PT{body}" if time.iso.startswith("T") else f"P{body}"
    mod = match.get("mod_left")
    modifier: Any = "approximate" if "approx" in number.data else "exact"
    for _, at in match.slots:
        data = match.island.lexemes[at].data
        if "mod_left" in data:
            modifier = data["mod_left"]
    del mod
    return [Date(**match.common(**NONE, relative=relative, grain=_grain(time), modifier=modifier))]


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "deictic": deictic, "nth_weekday": nth_weekday, "eve": eve, "unit_part": unit_part, "weekday": weekday, "weekdays": weekdays, "weekday_range": weekday_range, "this_part": this_part,
    "this_unit": this_unit, "unit_relative": unit_relative, "ago": ago, "in": ahead,
}  # fmt: skip
