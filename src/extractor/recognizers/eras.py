"""Decades, centuries and millennia, their halves, and rows of them: "années 1970 et 1980", "du XIIe au XIVe siècle"."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, takewhile
from typing import Any

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import edtf_year, iso_year
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import date_modifier_of
from extractor.schema import Date

CENTURY, MILLENNIUM = 100, 1000
LAST_CENTURY, LAST_MILLENNIUM = 40, 10


def rank_of(lexeme: Lexeme) -> int:
    """The rank a lexeme stands for: "8e", "huitième", "VIIIe"; 0 for none."""
    for name in ("rank", "ordinal", "roman"):
        if name in lexeme.data:
            rank: int = lexeme.data[name]
            return rank
    return 0


def _capitals(surface: str) -> int:
    """The Roman numeral in capitals at the beginning of a surface: "IIème" is II with "ème", not I with "ième"."""
    values = [ROMAN[c] for c in takewhile(ROMAN.__contains__, surface)]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def _period(match: Match) -> dict[str, Any]:
    """`part` from "début", "milieu", "fin"."""
    period = match.get("period")
    if period is None:
        return {}
    return {"part": next(name for name in ("early", "mid", "late") if name in period.data)}


def _span(match: Match, first: int, last: int, **fields: Any) -> list[Date]:
    fields = {"edtf": f"{edtf_year(first)}/{edtf_year(last)}"} | fields | _period(match)
    return [Date(**match.common(**{"from": iso_year(first), "to": iso_year(last)}, **fields, modifier=date_modifier_of(match)))]


def decade(match: Match, context: Context) -> list[Date]:
    """ "années 1990", "fin des années 80", "décennie 2010", "années 1970 et 1980", "années 60-70"."""
    firsts: list[int] = []
    for lexeme in match.all("decade"):
        number = int(value_of(lexeme))
        if number < CENTURY:
            number += firsts[-1] // CENTURY * CENTURY if firsts else 1900
        if number % 10 or not 1000 <= number < 2200:
            return []
        firsts.append(number)
    if firsts != sorted(set(firsts)):
        return []
    edtf = {"edtf": f"{firsts[0] // 10}X"} if len(firsts) == 1 else {}
    return _span(match, firsts[0], firsts[-1] + 9, grain="decade", **edtf)


def century(match: Match, context: Context) -> list[Date]:
    """ "XIXe siècle" runs from 1801 to 1900; before Christ years are astronomical; "seconde moitié du XIXe siècle"."""
    long = any("millennium" in match.island.lexemes[i].data for _, i in match.slots)
    size, most = (MILLENNIUM, LAST_MILLENNIUM) if long else (CENTURY, LAST_CENTURY)
    numbers = []
    for lexeme in match.all("century_n"):
        if "roman" in lexeme.data and not match.surface(lexeme)[0].isupper():
            return []
        numbers.append(_capitals(match.surface(lexeme)) if "roman" in lexeme.data else rank_of(lexeme))
    if match.get("bc") is not None:
        first, last = 1 - numbers[0] * size, -(numbers[-1] - 1) * size
    else:
        first, last = (numbers[0] - 1) * size + 1, numbers[-1] * size
    if not all(1 <= number <= most for number in numbers) or first >= last:
        return []
    half = match.get("which")
    if half is not None:
        middle, rank = (first + last) // 2, rank_of(half)
        if rank not in (1, 2):
            return []
        first, last = (first, middle) if rank == 1 else (middle + 1, last)
    return _span(match, first, last, grain="millennium" if long else "century")


READERS: dict[str, Callable[[Match, Context], list[Date]]] = {"decade": decade, "century": century}
