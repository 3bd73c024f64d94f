"""Calendar arithmetic and notation: ISO 8601 as far as known, EDTF, periods, weekdays. No clock is ever read.

Sources: ISO 8601-1:2019; Extended Date/Time Format (EDTF) specification, Library of Congress, 2019, levels 1 and 2
(sub-year groupings: 21-24 seasons, 33-36 quarters, 40-41 half-years).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

NEAR_WINDOW = 6
"""A yearless month further than this many months after publication is taken for the year before …"""
PAST_WINDOW = 10
"""… and one further before it for the year after: news tell of what was more than of what will be."""


@dataclass(frozen=True)
class Point:
    """A day, month or year as far as it is known, with a clock time.

    >>> Point(month=4, day=29).iso(), Point(2025, 4).iso(), Point(hour=14, minute=30).iso()
    ('--04-29', '2025-04', 'T14:30')
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None

    def iso(self) -> str:
        """ISO 8601, with "--" for an unknown year; a clock time alone begins with T."""
        head = ""
        if self.year is not None:
            head = iso_year(self.year)
        elif self.month is not None:
            head = "-"
        if self.month is not None:
            head += f"-{self.month:02d}"
        if self.day is not None:
            head += f"-{self.day:02d}" if self.month is not None else f"---{self.day:02d}"
        return head + self.time()

    def time(self) -> str:
        """The clock time as "T14:30", or ""."""
        if self.hour is None:
            return ""
        text = f"T{self.hour:02d}:{self.minute or 0:02d}"
        return text + f":{self.second:02d}" if self.second is not None else text

    def edtf(self) -> str | None:
        """EDTF, with X for an unknown year; None for a clock time or a day alone."""
        if self.hour is not None and self.month is None and self.year is None:
            return None
        if self.year is None and self.month is None:
            return None
        head = edtf_year(self.year) if self.year is not None else "XXXX"
        if self.month is not None:
            head += f"-{self.month:02d}"
        if self.day is not None and self.month is not None:
            head += f"-{self.day:02d}"
        if self.hour is not None and self.year is not None and self.day is not None:
            head += f"T{self.hour:02d}:{self.minute or 0:02d}:{self.second or 0:02d}"
        return head

    def is_real(self) -> bool:
        """Whether such a day exists (29 February counts where the year is open)."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is not None:
            if not 1 <= self.day <= 31:
                return False
            if self.month is not None and self.day > days_in(self.year if self.year and self.year > 0 else 2000, self.month):
                return False
        return (self.hour is None or 0 <= self.hour <= 24) and (self.minute is None or 0 <= self.minute <= 59)

    def with_year(self, year: int) -> Point:
        """The same point in a year."""
        return replace(self, year=year)


def iso_year(year: int) -> str:
    """Four digits, with a sign before year 0 (astronomical years: 49 BC is -0048)."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def edtf_year(year: int) -> str:
    """A year in EDTF."""
    return iso_year(year)


def edtf_of(stamp: str) -> str:
    """An ISO stamp in EDTF, which has no time without its seconds.

    >>> edtf_of("2025-04-30T14:30"), edtf_of("2025-04-30")
    ('2025-04-30T14:30:00', '2025-04-30')
    """
    return f"{stamp}:00" if stamp.count(":") == 1 else stamp


def days_in(year: int, month: int) -> int:
    """Days of a month."""
    return monthrange(year, month)[1]


def shift(anchor: date, count: int, unit: str) -> date:
    """The day `count` units (Y, M, W, D) after `anchor`; the last of the month where the day does not exist.

    >>> shift(date(2024, 1, 31), 1, "M")
    datetime.date(2024, 2, 29)
    """
    if unit in "WD":
        return anchor + timedelta(days=count * (7 if unit == "W" else 1))
    months = anchor.year * 12 + anchor.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(anchor.day, days_in(year, month + 1)))


def period_around(day: date, unit: str) -> tuple[str, str]:
    """From and to of the year, month, week or day that holds `day`.

    >>> period_around(date(2025, 4, 30), "W")
    ('2025-04-28', '2025-05-04')
    """
    if unit == "Y":
        return (f"{day.year:04d}",) * 2
    if unit == "M":
        return (f"{day.year:04d}-{day.month:02d}",) * 2
    if unit == "W":
        monday = day - timedelta(days=day.weekday())
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "C":
        first = (day.year - 1) // 100 * 100 + 1
        return f"{first:04d}", f"{first + 99:04d}"
    if unit == "E":
        return f"{day.year // 10 * 10:04d}", f"{day.year // 10 * 10 + 9:04d}"
    if unit == "Q":
        first = (day.month - 1) // 3 * 3 + 1
        return f"{day.year:04d}-{first:02d}", f"{day.year:04d}-{first + 2:02d}"
    if unit == "H":
        first = 1 if day.month <= 6 else 7
        return f"{day.year:04d}-{first:02d}", f"{day.year:04d}-{first + 5:02d}"
    return (day.isoformat(),) * 2


def nearest_year(month: int, day: int | None, anchor: date, towards: str | None) -> int:
    """The year that a yearless day or month has, seen from the day of publication.

    Args:
        towards: "last" for the latest one before, "next" for the first one after, None for the nearest.

    >>> nearest_year(12, 29, date(2025, 1, 5), None), nearest_year(10, 5, date(2025, 4, 30), "next")
    (2024, 2025)
    """
    mine, here = (month, day or 1), (anchor.month, anchor.day if day else 1)
    if towards == "last":
        return anchor.year if mine < here else anchor.year - 1
    if towards == "next":
        return anchor.year if mine > here else anchor.year + 1
    distance = (month - anchor.month) * 30 + (day or 15) - anchor.day
    if distance > NEAR_WINDOW * 30:
        return anchor.year - 1
    return anchor.year + 1 if distance < -PAST_WINDOW * 30 else anchor.year


def weekday_date(number: int, anchor: date, towards: str | None) -> date:
    """The date of weekday 1 (Monday) to 7: "next" after, "last" before, "ahead" from the anchor on, else up to it.

    >>> weekday_date(1, date(2025, 4, 30), None), weekday_date(5, date(2025, 4, 30), "next")
    (datetime.date(2025, 4, 28), datetime.date(2025, 5, 2))
    """
    back = (anchor.isoweekday() - number) % 7
    if towards == "ahead":
        return anchor + timedelta(days=7 - back if back else 0)
    if towards == "next":
        return anchor + timedelta(days=7 - back if back else 7)
    if towards == "last":
        return anchor - timedelta(days=back or 7)
    return anchor - timedelta(days=back)


def parse_published(stamp: str | None) -> date | None:
    """The day of an ISO stamp; None for a year or a month, which fix no day.

    >>> parse_published("2025-04-30T10:00"), parse_published("2025-04")
    (datetime.date(2025, 4, 30), None)
    """
    if stamp is None or len(stamp) < 10:
        return None
    return date.fromisoformat(stamp[:10])


def nth_weekday_of(year: int, month: int, weekday: int, number: int) -> date | None:
    """The n-th Monday (1) … Sunday (7) of a month, -1 for the last; None when the month has not so many.

    >>> nth_weekday_of(2024, 11, 5, -1)
    datetime.date(2024, 11, 29)
    """
    days = [date(year, month, d) for d in range(1, days_in(year, month) + 1)]
    fitting = [d for d in days if d.isoweekday() == weekday]
    at = number if number < 0 else number - 1
    return fitting[at] if -len(fitting) <= at < len(fitting) else None


def week_end(start: str, grain: str) -> str | None:
    """The last day of the week or week-end that begins on a full date; None while the year is open.

    >>> week_end("2025-05-05", "week"), week_end("--05-05", "week")
    ('2025-05-11', None)
    """
    if not start[:4].isdigit() or len(start) != 10:
        return None
    return (date.fromisoformat(start) + timedelta(days=6 if grain == "week" else 1)).isoformat()


def nth_week_of(year: int, month: int, number: int, grain: str) -> tuple[str, str] | None:
    """First and last day of the n-th full week (Monday to Sunday) or week-end of a month, -1 for the last.

    >>> nth_week_of(2014, 10, 1, "week"), nth_week_of(2025, 6, -1, "weekend")
    (('2014-10-06', '2014-10-12'), ('2025-06-28', '2025-06-29'))
    """
    begins, length = (1, 7) if grain == "week" else (6, 2)
    last = days_in(year, month)
    starts = [day for day in range(1, last - length + 2) if date(year, month, day).isoweekday() == begins]
    at = number if number < 0 else number - 1
    if not -len(starts) <= at < len(starts):
        return None
    first = date(year, month, starts[at])
    return first.isoformat(), (first + timedelta(days=length - 1)).isoformat()


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's algorithm).

    >>> easter(2025), easter(2000)
    (datetime.date(2025, 4, 20), datetime.date(2000, 4, 23))
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, left = divmod(century, 4)
    shifted = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shifted + 15) % 30
    week = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
