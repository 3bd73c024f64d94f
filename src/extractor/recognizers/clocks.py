"""Times of day: what "8 heures et quart", "midi moins dix", "14 h 30", "9h du soir" stand for."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.lexer import Lexeme
from extractor.normalizers.calendar import Point
from extractor.recognizers.matching import Match, value_of

SLOTS = frozenset({"clock", "hour", "clockword"})
"""Slots that hold an hour: a time of day begins with one."""
DETAILS = frozenset({"minute", "half", "minus", "quarter", "top", "bottom"})
"""Slots that say which minute of it."""
EVENING = 4
"""From this hour on "du soir" means twelve hours more; "deux heures du soir" is nobody's evening."""

Row = Mapping[str, Lexeme]
Time = tuple[int | None, int | None, int | None]


def clock_of(row: Row, part: str | None = None) -> Time:
    """Hour, minute and second of the slots of a time of day; (None, None, None) without one.

    Args:
        row: slot name → lexeme.
        part: the part of the day it is said to be in ("EV"): an afternoon's three o'clock is 15.
    """
    hour, minute, second = _said(row)
    if hour is None or part is None or hour >= 12:
        return hour, minute, second
    later = part == "AF" or (part == "EV" and hour >= EVENING)
    return hour + 12 * later, minute, second


def _said(row: Row) -> Time:
    if "clock" in row:
        numbers = [int(d) for d in "".join(c if c.isdigit() else " " for c in row["clock"].data["clock"]).split()]
        return numbers[0] % 24, numbers[1], numbers[2] if len(numbers) > 2 else None
    if "clockword" in row:
        hour: int = row["clockword"].data["clockword"]
    elif "hour" in row:
        hour = int(value_of(row["hour"])) % 24
    else:
        return None, None, None
    if row.keys() & {"minus", "quarter"}:
        less = int(value_of(row["minus"])) if "minus" in row else 60 // row["quarter"].data["frac"]
        return (hour - 1) % 24, 60 - less, None  # "midi moins le quart"
    return hour, _minute(row), None


def _minute(row: Row) -> int | None:
    if "half" in row:
        share: int = row["half"].data["frac"]
        return 60 // share
    if "bottom" in row:
        return int(value_of(row["top"])) * 60 // int(row["bottom"].data["frac"])
    return int(value_of(row["minute"])) if "minute" in row else None


def clock_point(match: Match) -> Point | None:
    """The time of day that a match names, or None."""
    row = {slot: match.island.lexemes[at] for slot, at in reversed(match.slots) if slot in SLOTS or slot in DETAILS}
    part = match.get("part")
    hour, minute, second = clock_of(row, None if part is None else part.data["part"])
    return None if hour is None else Point(hour=hour, minute=minute, second=second)
