"""Words that may be a date and may be something else: "mars" the planet, "2000 visiteurs", "été" the participle."""

from __future__ import annotations

from collections.abc import Callable

from extractor.recognizers.matching import Context, Match, value_of

FIRST_SURE_YEAR, LAST_SURE_YEAR = 1500, 2100
PREP_REACH = 24


def preposition_before(match: Match, context: Context, table: str) -> bool:
    """Whether one of the words of a table of dates.toml stands right in front of the mention."""
    before = context.folded[max(0, match.start - PREP_REACH) : match.start].rstrip(" ")
    dates = context.pack.table("dates")
    for cue in (dates.get(table) or dates["classes"][table])["words"]:
        if before.endswith(cue) and (len(before) == len(cue) or not before[-len(cue) - 1].isalnum()):
            return True
    return False


def is_year(match: Match, context: Context) -> bool:
    """Four digits are a year behind "en", "depuis", "l'an"; elsewhere unless a plural is counted ("2000 visiteurs")."""
    lexeme = match.all("year")[0]
    value = value_of(lexeme)
    if match.get("bc") is not None or match.get("ad") is not None:
        return value == value.to_integral_value() and 0 < value < 10000
    if "num" in lexeme.data and "digits" not in lexeme.data:
        return len(match.slots) > 1 and 1000 < value < LAST_SURE_YEAR  # "l'an deux mille"
    if len(match.slots) > 1 and match.first < match.last:
        return value == value.to_integral_value() and FIRST_SURE_YEAR // 2 <= value < 2200
    if preposition_before(match, context, "year_prep"):
        return not _counts(match, context) or preposition_before(match, context, "sure_year_prep")
    if not FIRST_SURE_YEAR <= value <= LAST_SURE_YEAR:
        return False
    before = context.folded[match.start - 1 : match.start]
    if before and before in "-#/":
        return False
    return not _counts(match, context)


def _counts(match: Match, context: Context) -> bool:
    """Whether a plural noun follows, or a unit: what is counted, then, is no year."""
    after = match.after()
    if after is not None and {"unit", "cur", "csym", "pct", "scale", "time", "scaled_cur", "points"} & after.data.keys():
        return True
    rest = context.text[match.end : match.end + 30]
    if not rest.startswith((" ", "\u00a0", "\u202f")):
        return bool(rest[:1].isalpha() or (rest[:1] == "-" and rest[1:2].isalpha()))
    word = rest.split()[0].strip(",.;:!?»)") if rest.split() else ""
    return word.islower() and word.isalpha() and len(word) > 3 and word.endswith(context.words.plural) and word not in context.pack.table("dates")["after_year"]["words"]


def is_month(match: Match, context: Context) -> bool:
    """A month name alone counts in lower case; capitalised inside a sentence it is a name ("Mars", "Avril")."""
    unit = match.get("unit")
    if unit is not None:
        return bool(unit.data["time"].kind == "month")
    lexeme = match.all("month")[0]
    surface = match.surface(lexeme)
    if len(match.slots) > 1:
        return True
    if surface.isupper() and len(surface) > 1:
        return True
    if surface[:1].isupper():
        before = context.text[max(0, lexeme.start - 3) : lexeme.start].rstrip(" «\"")
        following = context.text[match.end : match.end + 2].strip()
        if following[:1].isupper():
            return False  # "Avril Lavigne"
        return before == "" or before[-1] in ".!?:\n»" or preposition_before(match, context, "capital_month_prep")
    after = context.folded[match.end : match.end + 1]
    return after not in ("-", "'")


def begins_sentence(context: Context, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at a place; capitals say nothing there."""
    before = context.text[max(0, start - 4) : start].rstrip(" \u00a0\u202f«\"“(-–—")
    return before == "" or before[-1] in ".!?:;\n\r»”…"


def is_clock(match: Match, context: Context) -> bool:
    """A time of day: "15h", "18h15", "9 heures" behind "à"; lengths of time are recognizers.durations'."""
    hour, word, clock = match.get("hour"), match.get("clockword"), match.get("clock")
    if word is not None:
        surface = match.surface(word)
        after = context.folded[match.end : match.end + 1]
        table = context.pack.table("dates")
        if after == "-" or not surface.islower():
            return False
        return surface.lower() in table["clock"] or preposition_before(match, context, "midday_prep")
    if clock is not None:
        return True
    if hour is None or value_of(hour) > 24:
        return False
    if match.get("minus") is not None or match.get("quarter") is not None:
        return True
    if match.get("minute") is not None or match.get("part") is not None or match.get("half") is not None:
        return match.get("half") is None or preposition_before(match, context, "clock_prep")
    if context.folded[match.end : match.end + 8].strip().startswith(tuple(context.pack.table("dates")["rate_after"]["words"])):
        return False
    glued = "tsym" in match.island.lexemes[match.last].data and "digits" in hour.data
    if preposition_before(match, context, "duration_prep"):
        return False
    return glued or preposition_before(match, context, "clock_prep")


CHECKS: dict[str, Callable[[Match, Context], bool]] = {"year": is_year, "month": is_month, "clock": is_clock}
