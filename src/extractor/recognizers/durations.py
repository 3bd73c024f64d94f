"""Lengths of time and ages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.durations import Part, fraction_parts, iso_duration
from extractor.normalizers.units import TimeUnit
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import modifier_of
from extractor.recognizers.ranges import low_end, may_share, moves, shared_spans
from extractor.schema import Duration
from extractor.schema.mentions import Modifier

MOST_DIGITS = 12
OLDEST = 125
"""Nobody is older, in years."""
YOUNGEST = 14
"""From here on "un X de N ans" is somebody's age rather than a term of years."""


def build(match: Match, context: Context) -> list[Duration]:
    """The durations of a match, or none where the words place something in time instead."""
    kind = match.pattern.name.split(".")[1]
    if kind in ("clock", "race"):
        return _clock(match, context)
    units = [_unit(match, lexeme) for lexeme in match.all("unit")]
    if _is_name(match):
        return []
    if not units or any(u is None for u in units):
        return []
    known = [u for u in units if u is not None]
    if any(value_of(n) < 0 or abs(value_of(n).adjusted()) > MOST_DIGITS for n in match.all("n") + match.all("low") + match.all("high")):
        return []
    if match.get("low") is not None:
        return _range(match, context, known)
    if kind == "shared":
        return _shared(match, context, known[0])
    if kind == "one" and not _is_length(match, context, known[0]):
        return []
    if kind in ("amount_unit", "compound", "and_a_half") and {u.iso for u in known[1:]} <= {"TM"} and match.all("n") and _is_clock_time(match, context, known[0]):
        return []
    return _single(match, context, known, kind)


def _single(match: Match, context: Context, units: list[TimeUnit], kind: str) -> list[Duration]:
    numbers, half = match.all("n"), match.get("half")
    fields: dict[str, Any] = {"age": _is_age(match, context, units[0], match.start)}
    default: Modifier = "approximate" if numbers and "approx" in numbers[0].data else "exact"
    adjective = next((match.surface(x) for x in (match.island.lexemes[i] for i in range(match.first, match.last)) if "adjective" in x.data), None)
    if adjective is not None and adjective.lower() in context.pack.table("cues")["near"]["good_measure"]:
        default = "at_least"  # "une bonne heure et demie"
    if kind == "fraction" and half is not None:
        top = value_of(numbers[0]) if numbers else Decimal(1)
        if match.slots[-1][0] != "unit" or (not numbers and match.surface(half).lower().endswith(match.words.plural)):
            return []  # "quelques dixièmes de seconde"
        parts = fraction_parts(top, half.data["frac"], units[0])
        fields["fraction"] = f"{int(top)}/{half.data['frac']}" if top == top.to_integral_value() else None
    elif kind == "and_a_half" and not numbers:
        if half is None or half.data["frac"] != 2:
            return []  # "vingtième siècle"
        parts = fraction_parts(Decimal(1), 2, units[0])
    elif half is not None:
        parts = fraction_parts(value_of(numbers[0]) * half.data["frac"] + 1, half.data["frac"], units[0])
    else:
        parts = _parts(match, numbers, units)
    modifier = modifier_of(match, default)
    return [Duration(**match.common(value=iso_duration(parts), modifier=modifier, **fields))]


def _parts(match: Match, numbers: list[Lexeme], units: list[TimeUnit]) -> list[Part]:
    parts = [(value_of(n), u) for n, u in zip(numbers, units, strict=False)]
    if len(numbers) == len(units) + 1:  # "2 mn 30": the next smaller unit is not written
        following = {"TH": "TM", "TM": "TS"}.get(units[-1].iso, "D")
        parts.append((value_of(numbers[-1]), TimeUnit("", following, units[-1].kind)))
    for lexeme in match.all("minute"):
        following = {"TH": "TM", "TM": "TS"}.get(units[-1].iso, "D")
        parts.append((value_of(lexeme), TimeUnit("", following, units[-1].kind)))
    return parts


def _shared(match: Match, context: Context, unit: TimeUnit) -> list[Duration]:
    numbers = match.all("n")
    if not may_share(match, context, numbers):
        return []
    age = _is_age(match, context, unit, match.start)
    return [
        Duration(**match.common(start=a, end=b, value=iso_duration([(value_of(n), unit)]), age=age, modifier=modifier_of(match) if i == 0 else "exact"))
        for i, (n, (a, b)) in enumerate(zip(numbers, shared_spans(match, numbers), strict=True))
    ]


def _range(match: Match, context: Context, units: list[TimeUnit]) -> list[Duration]:
    low, high = match.all("low")[0], match.all("high")[0]
    a, b = (iso_duration([(value_of(low), units[0])]), iso_duration([(value_of(high), units[-1])]))
    age = _is_age(match, context, units[-1], match.start)
    if _are_opening_hours(match, context, units):
        return []
    if moves(match, context):
        return [
            Duration(**match.common(end=low_end(match), value=a, age=age, modifier=modifier_of(match))),
            Duration(**match.common(start=high.start, value=b, age=age)),
        ]
    if len({u.iso for u in units}) == 1 and value_of(low) > value_of(high):
        return []
    return [Duration(**match.common(low=a, high=b, age=age, modifier=modifier_of(match)))]


def _are_opening_hours(match: Match, context: Context, units: list[TimeUnit]) -> bool:
    """ "de 9 heures à 17 heures": both ends name the hour, the second one later in the day."""
    if len(units) != 2 or any(u.iso != "TH" for u in units):
        return False
    low, high = value_of(match.all("low")[0]), value_of(match.all("high")[0])
    before = context.folded[max(0, match.start - 12) : match.start].rstrip(" ")
    if low > high:
        return low <= 24 and before.endswith(tuple(context.pack.table("cues")["moves"]["from"]))  # "de 20 heures à 8 heures"
    return low < high <= 24 and high >= 8 and _ends_with(before, context.pack.table("dates")["time_prep"]["words"])


def _clock(match: Match, context: Context) -> list[Duration]:
    """ "en 2h30" is a length of time, "à 14h30" a time of day (recognizers.dates)."""
    digits = "".join(c if c.isdigit() else " " for c in match.island.folded[match.start : match.end]).split()
    before = context.folded[max(0, match.start - 24) : match.start].rstrip(" ")
    if match.slots[-1][0] == "span" and match.ahead > match.last + 1 and _ends_with(before, context.pack.table("dates")["clock_prep"]["words"]):
        return []  # "à 14h30 de Paris"
    units = ("TM", "TS") if match.pattern.name.endswith("race") and len(digits) == 2 else ("TH", "TM", "TS")
    parts = [(Decimal(d), TimeUnit("", iso, "hour")) for d, iso in zip(digits, units, strict=False)]
    return [Duration(**match.common(value=iso_duration(parts), modifier=modifier_of(match)))]


def _unit(match: Match, lexeme: Lexeme) -> TimeUnit | None:
    exact: TimeUnit | None = lexeme.data.get("tsym", {}).get(match.surface(lexeme))
    named: TimeUnit | None = lexeme.data.get("time")
    return exact or named


def _is_name(match: Match) -> bool:
    """ "la guerre de Cent Ans", "les 24 Heures du Mans": a capitalised unit makes a name, and so does the number inside a sentence."""
    surface = match.surface(match.all("unit")[-1])
    if surface[0].isupper() and surface[1:].islower():
        return True
    text, start = match.island.text, match.start
    lone = text[start].isupper() and text[start + 1 : start + 2].islower()
    return lone and start > 1 and text[start - 1] == " " and text[start - 2].isalpha()  # "le quotidien Vingt-quatre heures"


def _is_length(match: Match, context: Context, unit: TimeUnit) -> bool:
    """ "une année d'études" is a length of time, "une journée du championnat" and "un jour, le théâtre" are not."""
    table = context.pack.table("dates")["one_duration"]
    before = context.folded[max(0, match.start - 20) : match.start].rstrip(" ")
    if _ends_with(before, table["not_after"]):
        return False
    behind = context.folded[match.end : match.end + 16].lstrip(" ")
    return unit.kind in table["always"] or _ends_with(before, table["after"]) or behind.startswith(tuple(table["ahead"]))


def _is_clock_time(match: Match, context: Context, unit: TimeUnit) -> bool:
    """Up to 24 hours behind "à", "vers", "dès" are a time of day: "à 14 heures"."""
    number = match.all("n")[0]
    if unit.iso != "TH" or "scaled" in number.data or not 0 <= value_of(number) <= 24 or value_of(number) % 1:
        return False
    before = context.folded[max(0, match.start - 24) : match.start].rstrip(" ")
    table = context.pack.table("dates")
    if is_rate(match, context):
        return False
    if _ends_with(before, table["classes"]["duration_prep"]["words"]):
        return False
    unit_word = match.all("unit")[0]
    if _is_followed_by_an_activity(match, context):
        return False
    glued = {"tsym", "hourmark"} <= unit_word.data.keys() and match.surface(unit_word).islower()
    return glued or _ends_with(before, table["clock_prep"]["words"])


def is_rate(match: Match, context: Context) -> bool:
    """Whether a unit of time is what the match is counted by: "sept heures par jour", not "à 15 h par la commission"."""
    second = match.after(2)
    if second is None or not {"time", "tsym"} & second.data.keys():
        return False
    return context.folded[match.end : match.end + 8].strip().startswith(tuple(context.pack.table("dates")["rate_after"]["words"]))


def _is_followed_by_an_activity(match: Match, context: Context) -> bool:
    """ "après 22 heures de débat", "à trois heures de route": what took so long; "à trois heures du matin" is a time of day."""
    after, second = match.after(), match.after(2)
    if after is None or "de" not in after.data or "article" in after.data or (second is not None and _DAY & second.data.keys()):
        return False
    rest = context.text[after.end : after.end + 2].lstrip(" \u00a0")
    return rest[:1].isalpha() and rest[:1].islower()


_DAY = {"part", "weekday", "month", "article", "day_period", "num"}


def _is_age(match: Match, context: Context, unit: TimeUnit, start: int) -> bool:
    """Years are an age behind "âgé de", between commas behind a name, after "avoir", and in "un homme de 44 ans"."""
    if unit.kind not in ("year", "month") or max(value_of(n) for n in match.all("n") + match.all("high") or [_ONE]) > OLDEST:
        return False
    table = context.pack.table("dates")["age"]
    folded = context.folded
    before = folded[max(0, start - 48) : start].rstrip(" ")
    words = before.replace("'", "' ").replace("-", " ").split()
    if _ends_with(before, table["before"]):
        return True
    if not words:
        return False
    after = folded[match.end : match.end + 12].lstrip(" ")
    if unit.kind == "year":
        if words[-1] in table["have"]:
            return not after.startswith((*table["of"], *table["not_before"]))
        if words[-1] in table["at"] and (after.startswith(",") or (len(words) > 1 and words[-2] in table["died"])):
            return True
        if words[-1] in table["those"] and match.get("low") is not None:
            return True  # "les 15-24 ans"
    linked = False
    while words and (words[-1] in table["skip"] or words[-1] in table["of"]):
        linked = words.pop() in table["of"] or linked
    if linked and words:
        return _is_person(match, words, context, table, start)
    return unit.kind == "year" and _is_apposed(context, start, match.end)


def _years_of_life(match: Match) -> bool:
    numbers = match.all("n")
    return bool(numbers) and match.all("unit")[-1].data.get("time", _ONE_YEAR).kind == "year" and YOUNGEST <= value_of(numbers[0]) <= OLDEST


def _is_person(match: Match, words: list[str], context: Context, table: dict[str, Any], start: int) -> bool:
    if any(word in table["person"] for word in words[-2:]):
        return True
    noun = words[-1]
    if len(words) > 1 and words[-2] in table["indefinite"] and noun not in table["lasting"] and _years_of_life(match):
        return True  # "un adjudant de 29 ans", not "un bail de 30 ans"
    at = context.folded.rfind(noun, 0, start)
    # "un Belfortain de 20 ans": a capitalised noun with an article
    return len(words) > 1 and at >= 0 and context.text[at].isupper() and words[-2] in table["articles"]


def _is_apposed(context: Context, start: int, end: int) -> bool:
    """ "Benattia Grabis, 24 ans, de Cernay", "Roman Polanski (84 ans)"."""
    text = context.text
    at = start - 1
    while at >= 0 and text[at] in " \u00a0\u202f":
        at -= 1
    if at < 1 or text[at] not in ",(":
        return False
    rest = text[end : end + 2].lstrip()
    if rest[:1] not in (",", ")", ".", ";", "") and not rest[:1].isspace():
        return False
    words = text[max(0, at - 40) : at].split()
    if not words or not words[-1][-1].isalpha():
        return False
    return words[-1][:1].isupper() or (rest[:1] in (",", ")") and text[at] in ",(" and len(words) > 1)


def _ends_with(text: str, cues: list[str]) -> bool:
    """Whether the text ends with one of the cues, as whole words."""
    for cue in cues:
        if text.endswith(cue):
            at = len(text) - len(cue)
            if at == 0 or not text[at - 1].isalnum():
                return True
    return False


_ONE_YEAR = TimeUnit("a", "Y", "year")
_ONE = Lexeme("", 0, 0, {})
