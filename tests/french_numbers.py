"""Writers for tests: numbers in French words and in digits, dates in words, made without the package's own tables.

Sources: Grevisse & Goosse, Le bon usage, § 596 to 600; the 1990 recommendations join all words of a numeral by hyphens.
"""

from __future__ import annotations

from typing import Literal

Region = Literal["FR", "BE", "CH"]
REGIONS: tuple[Region, ...] = ("FR", "BE", "CH")
SPACE, NO_BREAK, NARROW, THIN = " ", "\u00a0", "\u202f", "\u2009"
GROUPINGS = ("", SPACE, NO_BREAK, NARROW, THIN, ".", "'", "\u2019")

UNITS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
OWN_TENS = {"FR": {}, "BE": {7: "septante", 9: "nonante"}, "CH": {7: "septante", 8: "huitante", 9: "nonante"}}
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def words_of(number: int, region: Region = "FR", hyphens: bool = False) -> str:
    """A number from 0 to 999 999 999 999 in words, in the traditional spelling or with the hyphens of 1990."""
    parts: list[str] = []
    rest = number
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{_below_thousand(count, region)} {name}{'s' if count > 1 else ''}")
    thousands, rest = divmod(rest, 1000)
    if thousands:
        head = _below_thousand(thousands, region) if thousands > 1 else ""
        parts.append(f"{_without_plural(head)} mille".strip())
    if rest or not parts:
        parts.append(_below_thousand(rest, region))
    words = " ".join(parts)
    return words.replace(" ", "-") if hyphens else words


def _without_plural(words: str) -> str:
    """ "quatre-vingts" and "deux cents" lose their s before "mille"."""
    return words[:-1] if words.endswith(("cents", "vingts")) else words


def _below_thousand(number: int, region: Region) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, region)
    head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent{'' if rest else 's'}"
    return f"{head} {_below_hundred(rest, region)}" if rest else head


def _below_hundred(number: int, region: Region) -> str:
    if number < len(UNITS):
        return UNITS[number]
    tens, unit = divmod(number, 10)
    name = TENS.get(tens) or OWN_TENS[region].get(tens)
    if name is not None:
        return name if not unit else f"{name} et un" if unit == 1 else f"{name}-{UNITS[unit]}"
    if tens == 7:
        return "soixante et onze" if unit == 1 else f"soixante-{UNITS[10 + unit]}"
    return f"quatre-vingt-{UNITS[number - 80]}" if number > 80 else "quatre-vingts"


def digits_of(number: int, group: str = "", decimals: str = "", mark: str = ",") -> str:
    """A number in digits, in groups of three, with decimals as given."""
    digits = str(number)
    if group:
        head = len(digits) % 3 or 3
        digits = group.join([digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))])
    return digits + (mark + decimals if decimals else "")


def day_of(day: int) -> str:
    """A day number as dates have it."""
    return "1er" if day == 1 else str(day)
