"""Dates counted from the day of writing: "lundi", "hier soir", "la semaine dernière", "il y a deux ans".

Here they get their `relative` period; from and to are filled later, where the publication date is known
(recognizers.resolution).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.units import TimeUnit
from extractor.recognizers.clocks import clock_point
from extractor.recognizers.date_context import begins_sentence, is_spent, is_word_of
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
    point = clock_point(match)
    if point is not None:
        fields |= {"time": point.time(), "grain": "minute" if point.minute is not None else "hour"}
    return fields


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
    if not is_word_of(match.surface(unit), "part_units", context):
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
    rel = match.get("rel")  # its direction is read from the words by recognizers.anchoring
    before = match.before()
    if rel is None and len(match.slots) == 1 and before is not None and _repeats(match, before, context):
        fields["recurring"] = True
    return [Date(**match.common(**NONE, **fields, modifier=date_modifier_of(match)))]


def _repeats(match: Match, before: Lexeme, context: Context) -> bool:
    return "article" in before.data and match.surface(before).lower() in context.pack.table("dates")["repeating_article"]["words"]


def weekdays(match: Match, context: Context) -> list[Date]:
    """ "les mercredis ou les vendredis", "chaque lundi", "tous les jeudis"."""
    numbers = [x.data.get("weekdays") or x.data["weekday"] for x in match.all("weekday")]
    fields: dict[str, Any] = {"relative": ",".join(f"weekday:{n}" for n in numbers), "grain": "day"} | _time_fields(match)
    first = match.all("weekday")[0]
    return [Date(**match.common(start=first.start, **NONE, recurring=True, **fields))]


def weekday_range(match: Match, context: Context) -> list[Date]:
    """ "du lundi au vendredi", "dans la nuit de dimanche à lundi", "samedi et dimanche", "mardi et jeudi derniers"."""
    days = [x.data["weekday"] for x in match.all("weekday")]
    before = match.before()
    together = match.pattern.set.get("join") == "list"
    row = [(a % 7) + 1 == b for a, b in pairwise(days)]
    if together and any(match.surface(x)[0].isupper() and not begins_sentence(context, x.start) for x in match.all("weekday")):
        return []
    apart = together and not all(row)
    relative = ",".join(f"weekday:{d}" for d in days) if apart else f"weekday:{days[0]}/weekday:{days[-1]}"
    fields: dict[str, Any] = {"relative": relative, "grain": "day"} | _time_fields(match)
    if "night" in match.island.lexemes[match.first].data:
        fields |= {"part": "NI", "grain": "part_of_day"}
    elif before is not None and match.get("rel") is None and match.get("this") is None:
        words = context.pack.table("dates")["repeating_article" if together else "repeating_from"]["words"]
        fields["recurring"] = match.surface(before).lower() in words
    return [Date(**match.common(**NONE, **fields, modifier=date_modifier_of(match)))]


def part_of(match: Match, context: Context) -> list[Date]:
    """ "la soirée de lundi", "la nuit de jeudi", "la nuit dernière"."""
    weekday_, part = match.get("weekday"), match.get("part")
    code = "NI" if part is None else part.data["part"]
    fields: dict[str, Any] = {"part": code, "grain": "part_of_day"}
    if weekday_ is not None:
        return [Date(**match.common(**NONE, relative=f"weekday:{weekday_.data['weekday']}", **fields, modifier=date_modifier_of(match)))]
    if code != "NI":  # "l'après-midi dernier" is nobody's French
        return []
    return [Date(**match.common(**NONE, relative="P-1D", **fields, modifier=date_modifier_of(match)))]


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
    if not is_word_of(match.surface(unit), "this_units", context):
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
    if not is_word_of(match.surface(unit), "relative_units", context):
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
    return _counted(match, context, -1)


def ahead(match: Match, context: Context) -> list[Date]:
    """ "dans deux ans", "d'ici trois mois"."""
    return _counted(match, context, 1)


SMALLER = {"Y": ("M", 12), "TH": ("TM", 60), "W": ("D", 7)}


def _counted(match: Match, context: Context, sign: int) -> list[Date]:
    """ "il y a deux ans", "il y a deux ans et demi", "dans 1 an et 11 mois", "il y a 5 min": in the finer unit if there are two."""
    numbers, units = match.all("n"), [unit_of(match, x) for x in match.all("time")]
    first = units[0]
    if is_spent(match, context) or first is None or any(u is None for u in units):
        return []
    amount = value_of(numbers[0 if len(units) == 2 else -1]) * first.count
    iso, grain = first.iso, first
    share, half = match.get("share"), match.get("half")
    if share is not None:  # "un demi-siècle", "trois quarts d'heure"
        amount, grain = amount / share.data["frac"], TimeUnit("", iso, GRAIN[iso])
    if half is not None or len(units) == 2 or amount != amount.to_integral_value():
        iso, size = SMALLER.get(first.iso, ("", 0))
        second = units[-1]
        if not size or (len(units) == 2 and (second is None or second.iso != iso)):
            return []
        rest = Decimal(size) / half.data["frac"] if half is not None else value_of(numbers[-1]) if len(units) == 2 else Decimal(0)
        amount = amount * size + rest
        grain = TimeUnit("", iso, GRAIN[iso])
    if amount != amount.to_integral_value():
        return []
    body = plain(amount * sign) + iso[-1]
    modifier: Any = "approximate" if "approx" in numbers[-1].data else "exact"
    for _, at in match.slots:
        modifier = match.island.lexemes[at].data.get("mod_left", modifier)
    relative = f"PT{body}" if iso.startswith("T") else f"P{body}"
    return [Date(**match.common(**NONE, relative=relative, grain=_grain(grain), modifier=modifier))]


def unit_of(match: Match, lexeme: Lexeme) -> TimeUnit | None:
    """The unit of time that a word or, in its own case, a symbol stands for."""
    if "time" in lexeme.data:
        time: TimeUnit = lexeme.data["time"]
        return time
    symbol: TimeUnit | None = lexeme.data["tsym"].get(match.surface(lexeme))
    return symbol


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {
    "deictic": deictic, "eve": eve, "unit_part": unit_part, "weekday": weekday, "weekdays": weekdays, "weekday_range": weekday_range, "weekday_list": weekday_range, "part_of": part_of, "this_part": this_part,
    "this_unit": this_unit, "unit_relative": unit_relative, "ago": ago, "in": ahead,
}  # fmt: skip
