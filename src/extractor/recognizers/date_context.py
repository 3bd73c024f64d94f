"""Words that may be a date and may be something else: "mars" the planet, "2000 visiteurs", "été" the participle."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from extractor.lang.fold import fold, unaccented
from extractor.lang.pack import LanguagePack
from extractor.lexer import Lexeme
from extractor.recognizers.durations import is_rate
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


def is_word_of(surface: str, table: str, context: Context) -> bool:
    """Whether a surface is one of the words of a table of dates.toml, whatever its capitals and accents."""
    return unaccented(fold(surface)) in _bare_words(context.pack, table)


@lru_cache(maxsize=64)
def _bare_words(pack: LanguagePack, table: str) -> frozenset[str]:
    return frozenset(unaccented(fold(word)) for word in pack.table("dates")[table]["words"])


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
        return not counts(match, context) or preposition_before(match, context, "sure_year_prep")
    if not FIRST_SURE_YEAR <= value <= LAST_SURE_YEAR:
        return False
    before = context.folded[match.start - 1 : match.start]
    if before and before in "-#/":
        return False
    return not counts(match, context)


def counts(match: Match, context: Context) -> bool:
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
        if before == "" or before[-1] in ".!?:\n»" or preposition_before(match, context, "capital_month_prep"):
            return True
        return not is_word_of(surface, "capital_month_names", context) and preposition_before(match, context, "capital_month_more")
    after = context.folded[match.end : match.end + 1]
    return after not in ("-", "'")


def begins_sentence(context: Context, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at a place; capitals say nothing there."""
    before = context.text[max(0, start - 4) : start].rstrip(" \u00a0\u202f«\"“(-–—")
    return before == "" or before[-1] in ".!?:;\n\r»”…"


def is_clock(match: Match, context: Context) -> bool:
    """A time of day: "15h", "18h15", "9 heures" behind "à"; lengths of time are recognizers.durations'."""
    hour, word = match.get("hour"), match.get("clockword")
    if match.get("minutes") is not None and match.all("minutes")[0].data["time"].kind != "minute":
        return False
    if match.get("minus") is not None or match.get("quarter") is not None or match.get("clock") is not None:
        return True
    if word is not None:
        return _is_clock_word(match, word, context)
    if hour is None or value_of(hour) > 24:
        return False
    if match.get("minute") is not None or match.get("part") is not None:
        return True
    if match.get("half") is not None or match.get("bottom") is not None:
        return preposition_before(match, context, "clock_prep") or (match.get("bottom") is not None and begins_sentence(context, match.start))
    if is_rate(match, context):
        return False
    return _is_whole_hour(match, hour, context)


def _is_clock_word(match: Match, word: Lexeme, context: Context) -> bool:
    """ "minuit", and "midi" behind "à" or "vers" ("le Midi" is a region)."""
    surface = match.surface(word)
    if context.folded[match.end : match.end + 1] == "-" or not surface.islower():
        return False
    return surface in context.pack.table("dates")["clock"] or preposition_before(match, context, "midday_prep")


def _is_whole_hour(match: Match, hour: Lexeme, context: Context) -> bool:
    """ "15h" anywhere but behind "pendant", "15 heures" behind "à" alone."""
    if preposition_before(match, context, "duration_prep"):
        return False
    mark = next(match.island.lexemes[at + 1] for slot, at in match.slots if slot == "hour")
    return ("tsym" in mark.data and "digits" in hour.data) or preposition_before(match, context, "clock_prep")


def is_clock_in_front(match: Match, context: Context) -> bool:
    """Whether a time of day in front of its day is one ("à 14h30 le samedi 3 mai"), and not the end of a range of hours."""
    before, ahead = match.before(), match.before(2)
    if before is not None and ahead is not None and RANGE & before.data.keys() and HOURS & ahead.data.keys():
        return False
    hour, word = match.get("hour"), match.get("clockword")
    if word is not None:
        return match.surface(word).islower()
    if hour is None:
        return True
    return begins_sentence(context, match.start) or DETAILED & {slot for slot, _ in match.slots} != set() or _is_whole_hour(match, hour, context)


RANGE = frozenset({"a", "and", "or", "hyphen", "comma"})
HOURS = frozenset({"clock", "clockword", "hourmark", "num"})
DETAILED = frozenset({"minute", "quarter", "minus"})


def has_year_behind(match: Match, context: Context) -> bool:
    """ "12 janvier, 2018" is one date unless the number counts what follows."""
    return FIRST_SURE_YEAR <= value_of(match.all("year")[-1]) <= LAST_SURE_YEAR and not counts(match, context)


def is_feast(match: Match, context: Context) -> bool:
    """ "le 14-Juillet"; the 8-Mai-1945 is a street."""
    return context.folded[match.end : match.end + 1] != "-" and preposition_before(match, context, "feast_prep")


def is_lone_day(match: Match, context: Context) -> bool:
    """ "le 16 à 18h": a day whose month the text says elsewhere; "les 4 à 5 heures" are none."""
    hour, mark = match.get("hour"), match.get("clock") or match.get("clockword")
    if hour is not None and value_of(hour) <= value_of(match.all("day")[0]) and match.get("minute") is None and "tsym" not in match.island.lexemes[match.last].data:
        return False
    return (hour is not None or mark is not None) and preposition_before(match, context, "lone_day_prep")


def is_no_street(match: Match, context: Context) -> bool:
    """The 8-Mai-1945 of "avenue du 8-Mai-1945" is a name."""
    street = match.before(2)
    return street is None or "street" not in street.data


def is_weekday_day(match: Match, context: Context) -> bool:
    """ "samedi 23", where the 23 counts nothing."""
    return not counts(match, context)


def is_spent(match: Match, context: Context) -> bool:
    """Whether what follows says what the time is spent on: "il y a trois heures de route"."""
    table = context.pack.table("dates")
    words = context.folded[match.end : match.end + PREP_REACH].replace("'", "' ").split()
    return len(words) > 1 and words[0] in table["spent"]["words"] and words[1].strip(",.;:!?") not in table["spent_not"]["words"]


CHECKS: dict[str, Callable[[Match, Context], bool]] = {
    "year": is_year, "month": is_month, "clock": is_clock, "year_behind": has_year_behind, "feast": is_feast, "lone_day": is_lone_day,
    "weekday_day": is_weekday_day, "no_street": is_no_street,
}  # fmt: skip
