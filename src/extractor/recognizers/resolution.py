"""What a date's words leave open: its year, or the day it is counted from (contract: "A missing year is taken …")."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Literal

from extractor.lang.fold import fold
from extractor.normalizers.calendar import (
    nearest_year,
    nth_weekday_of,
    parse_published,
    period_around,
    shift,
    week_end,
    weekday_date,
)
from extractor.recognizers.matching import Context
from extractor.schema import Date, Mention

REACH = 80
"""How far around a date its sentence is looked at, in characters."""

OPEN_GROUPS = ("season", "quarter", "half")
By = Literal["sentence", "document", "published"]


def resolve(mentions: list[Mention], context: Context) -> list[Mention]:
    """The mentions, dates without a year given one and relative dates given from and to, where the text allows.

    The year comes from the same sentence, else from the nearest full date of the document, else from the
    publication date; `resolved` and `resolved_by` say so.
    """
    dates = [m for m in mentions if m.type == "date"]
    open_ones = [d for d in dates if _is_open(d)]
    if not open_ones:
        return mentions
    place = _Place(context, dates)
    replaced: dict[int, Date] = {}
    for mention in open_ones:
        if _is_yearless(mention):
            new = _with_year(mention, place)
        elif mention.recurring:
            new = None
        else:
            try:
                new = _from_text(mention, place) or _anchored(mention, place)
            except (ValueError, OverflowError):  # before the year 1 or after 9999
                new = None
        if new is None and mention.grain in OPEN_GROUPS and _is_yearless(mention):
            new = mention.model_copy(update={"edtf": None})  # EDTF has no season or quarter of an unknown year
        if new is not None:
            replaced[mention.start] = new
    return [replaced.get(m.start, m) if m.type == "date" else m for m in mentions]


class _Place:
    """What a document says about when: its full dates, the years of each sentence, its publication."""

    def __init__(self, context: Context, dates: list[Date]) -> None:
        document, pack = context.document, context.pack
        self.text = document.text
        self.table = pack.table("dates")
        self.published = parse_published(document.published)
        self.stamp = document.published
        self.full = [d for d in dates if _has_day(d)]
        self._words = context.words.words
        self._spans = context.sentences
        self._bounds = [a for a, _ in self._spans]
        self._years: dict[int, list[Date]] = {}
        self._grains: dict[str, list[Date]] = {}
        for mention in dates:
            if _year_of(mention) is not None:
                self._grains.setdefault(mention.grain, []).append(mention)
                self._years.setdefault(self._sentence(mention), []).append(mention)

    def _sentence(self, mention: Date) -> int:
        return bisect_left(self._bounds, mention.start + 1) - 1

    def of_grain(self, mention: Date) -> list[Date]:
        """The dates with a year and the grain of a mention: its sentence's for years, the document's for the others."""
        if mention.grain == "year":
            return [d for d in self.years_near(mention) if not d.fiscal]
        return self._grains.get(mention.grain, [])

    def years_near(self, mention: Date) -> list[Date]:
        """The dates with a year in the sentence of a mention."""
        return self._years.get(self._sentence(mention), [])

    def words_near(self, mention: Date) -> list[str]:
        """The words of its sentence in reach of a mention, folded."""
        at = self._sentence(mention)
        start, end = self._spans[at] if 0 <= at < len(self._spans) else (0, len(self.text))
        return fold(self.text[max(start, mention.start - REACH) : min(end, mention.end + REACH)]).split()

    def _just_before(self, mention: Date) -> list[str]:
        return fold(self.text[max(0, mention.start - REACH) : mention.start]).replace("'", " ").split()[-4:]

    def is_since(self, mention: Date) -> bool:
        """Whether the date begins something that lasts: "depuis janvier"."""
        return any(word in self.table["future"]["since"] for word in self._just_before(mention)[-2:])

    def weekday(self, mention: Date) -> int | None:
        """The weekday that a date names before its day, 1 for Monday."""
        for word in fold(mention.text).replace(",", " ").split()[:2]:
            entry = self._words.get(word)
            if entry is not None and "weekday" in entry.data:
                number: int = entry.data["weekday"]
                return number
        return None

    def direction(self, mention: Date) -> str | None:
        """ "last" or "next" by the words of the mention itself."""
        words = fold(mention.text).split()
        for name in ("last", "next"):
            if any(word in self.table["classes"][name]["words"] for word in words):
                return name
        return None

    def names_week(self, mention: Date) -> bool:
        """Whether the mention says in which week its weekday lies."""
        entries = (self._words.get(word) for word in fold(mention.text).split()[1:])
        return any(e is not None and "time" in e.data and e.data["time"].kind == "week" for e in entries)

    def is_ahead(self, mention: Date) -> bool:
        """Whether the sentence speaks of what is to come: "se réunira vendredi"; "a annoncé jeudi que … sera" is past."""
        future = self.table["future"]
        if any(word in future["verbs"] for word in self._just_before(mention)):
            return True
        before = self._just_before(mention)
        if before and before[-1].endswith(tuple(future["passive"])):
            return False  # "présentée mercredi soir"
        if any(a in future["auxiliaries"] and b.endswith(tuple(future["participles"])) for a, b in pairwise(before)):
            return False
        return any(
            word in future["verbs"] or (len(word) > 4 and word.endswith(tuple(future["endings"])) and word not in future["exceptions"])
            for word in self.words_near(mention)
        )


def _is_yearless(mention: Date) -> bool:
    return mention.from_ is not None and mention.from_.startswith("--")


def _is_open(mention: Date) -> bool:
    return _is_yearless(mention) or (mention.relative is not None and mention.from_ is None)


def _has_day(mention: Date) -> bool:
    return mention.from_ is not None and len(mention.from_) >= 10 and mention.from_[0] in "12" and not mention.resolved


def _year_of(mention: Date) -> int | None:
    if mention.from_ is None or not mention.from_[:4].isdigit() or mention.grain in ("century", "decade", "millennium"):
        return None
    return int(mention.from_[:4])


def _with_year(mention: Date, place: _Place) -> Date | None:
    """The date with its year; "prochain" and "dernier" count from the publication alone."""
    stamp = mention.from_ or ""
    if stamp.startswith("---"):
        return _with_month(mention, place)
    month, day = int(stamp[2:4]), int(stamp[5:7]) if len(stamp) >= 7 else None
    if mention.relative in ("last", "next"):
        if place.published is None:
            return None
        return _set_year(mention, nearest_year(month, day, place.published, mention.relative), "published")
    near = place.years_near(mention)
    if place.stamp is not None:  # what is only compared with ("par rapport à l'édition 2022") dates nothing
        near = [d for d in near if len(d.from_ or "") > 4 or d.start < mention.start]
    if mention.grain in ("quarter", "half") and place.published is not None:
        near = [d for d in near if d.start < mention.start and d.grain == "year"]  # "1,8 % au T4 2024" dates no other
    distant = [] if place.published is not None else nearest(place.full, mention)
    candidates = [] if mention.grain == "season" and place.published else nearest(near, mention) + distant
    weekday = place.weekday(mention)
    for fits in ((True, False) if weekday else (False,)):
        for found in candidates:
            year = _year_of(found) or 0
            if not fits or _falls_on(year, month, day, weekday):
                return _set_year(mention, year, "sentence" if found in near else "document")
        if fits and place.published is not None and _falls_on(place.published.year, month, day, weekday):
            return _set_year(mention, place.published.year, "published")
    if place.stamp is None:
        return None
    year = int(place.stamp[:4])
    if place.published is not None:
        if mention.grain in ("quarter", "half") or (mention.from_ != mention.to and mention.grain == "month"):
            year -= (month, 1) > (place.published.month, place.published.day) and not place.is_ahead(mention)
        else:
            end = mention.to or mention.from_ or ""
            late, last_day = int(end[2:4]), int(end[5:7]) if len(end) >= 7 else None
            year = nearest_year(late, last_day, place.published, _towards(mention, place, late, last_day))
            year -= late < month
    return _set_year(mention, year, "published")


def _towards(mention: Date, place: _Place, month: int, day: int | None) -> str | None:
    """A date behind a verb in the future is not of last year, one behind "depuis" not of next."""
    published = place.published
    if published is None:
        return None
    if place.is_since(mention):
        return "last" if month != published.month else None
    ahead = place.is_ahead(mention) and (month, day or 31) < (published.month, published.day) and published.month - month > 2
    return "next" if ahead else None


NEAREST = 12
"""Dates on either side that are asked for their year; more would cost a quadratic number of looks."""


def nearest(dates: list[Date], mention: Date) -> list[Date]:
    """The dates closest to a mention, nearest first; `dates` in the order of the text."""
    at = bisect_left(dates, mention.start, key=lambda d: d.start)
    around = dates[max(0, at - NEAREST) : at + NEAREST]
    return sorted(around, key=lambda d: (abs(d.start - mention.start), d.start))


def _falls_on(year: int, month: int, day: int | None, weekday: int | None) -> bool:
    """Whether a date falls on its weekday in a year: "mardi 3 juillet" is of 2012, not of the 2004 beside it."""
    try:
        return date(year, month, day or 0).isoweekday() == weekday
    except ValueError:
        return False


def _with_month(mention: Date, place: _Place) -> Date | None:
    """A day number alone ("samedi 23") lies in the month of the nearest full date, or near the publication."""
    day = int((mention.from_ or "---00")[3:5])
    rest = (mention.from_ or "")[5:]
    anchors = [d for d in place.years_near(mention) if len(d.from_ or "") >= 7] or place.full
    if anchors:
        stamp = nearest(anchors, mention)[0].from_ or ""
        year, month = int(stamp[:4]), int(stamp[5:7])
        by: By = "document"
    elif place.published is not None:
        year, month, by = place.published.year, place.published.month, "published"
    else:
        return None
    try:
        found = date(year, month, day).isoformat()
    except ValueError:
        return None
    stamp = found + rest
    return mention.model_copy(update={"from_": stamp, "to": stamp, "edtf": found, "resolved": True, "resolved_by": by})


def _set_year(mention: Date, year: int, by: By) -> Date | None:
    if mention.relative is not None and "#" in mention.relative:
        return _nth_weekday_in(mention, year, by)
    later = _crosses_new_year(mention)
    start = _dated(mention.from_, year)
    end = _dated(mention.to, year + 1 if later else year)
    if start is None or (mention.to is not None and end is None):
        return None
    edtf = _edtf_with_year(mention.edtf, year, later)
    if mention.grain in ("week", "weekend") and end is None:
        end = week_end(start, mention.grain)
        edtf = f"{start}/{end}"
    return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": by})


def _nth_weekday_in(mention: Date, year: int, by: By) -> Date | None:
    """ "le premier vendredi de juillet" in a year."""
    weekday, _, number = (mention.relative or "")[8:].partition("#")
    found = nth_weekday_of(year, int((mention.from_ or "--01")[2:4]), int(weekday), int(number))
    if found is None:
        return None
    stamp = found.isoformat()
    return mention.model_copy(update={"from_": stamp, "to": stamp, "edtf": stamp, "resolved": True, "resolved_by": by})


def _crosses_new_year(mention: Date) -> bool:
    return bool(mention.to and mention.from_ and mention.to.startswith("--") and mention.to[2:4] < mention.from_[2:4])


def _dated(stamp: str | None, year: int) -> str | None:
    """ "--04-29" in a year; None when there is no such day (29 February)."""
    if stamp is None or not stamp.startswith("--"):
        return stamp
    if len(stamp) >= 7:
        try:
            date(year, int(stamp[2:4]), int(stamp[5:7]))
        except ValueError:
            return None
    return f"{year:04d}-{stamp[2:]}"


def _edtf_with_year(edtf: str | None, year: int, later: bool) -> str | None:
    if edtf is None:
        return None
    first = edtf.replace("XXXX", f"{year:04d}", 1)
    return first.replace("XXXX", f"{year + 1 if later else year:04d}")


def _from_text(mention: Date, place: _Place) -> Date | None:
    """ "l'année précédente", "le trimestre précédent" count from the year or quarter that the text gives before."""
    words = fold(mention.text).split()
    classes = place.table["classes"]
    relative = mention.relative or ""
    if not any(word in classes[name]["words"] for name in ("previous", "following") for word in words):
        return None
    count, unit = relative[1:-1], relative[-1:]
    if not count.lstrip("-").isdigit() or unit not in "YM":
        return None
    earlier = [d for d in nearest(place.of_grain(mention), mention) if d.start < mention.start]
    stamp = earlier[0].from_ if earlier else None
    if stamp is None or not stamp[:4].isdigit():
        return None
    anchor = shift(date(int(stamp[:4]), int(stamp[5:7] or 1) if len(stamp) >= 7 else 1, 1), int(count), unit)
    start, end = period_around(anchor, {"quarter": "Q", "half": "H"}.get(mention.grain, unit))
    edtf = start if start == end else f"{start}/{end}"
    return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": "document"})


def _anchored(mention: Date, place: _Place) -> Date | None:
    """From and to of a relative date, counted from the publication, as precisely as that is known."""
    if place.stamp is None or mention.fiscal:
        return None
    span = _relative_span(mention, place)
    if span is None:
        return None
    start, end = span
    edtf = start if start == end else f"{start}/{end}"
    update: dict[str, Any] = {"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": "published"}
    if mention.time is not None and start == end:
        update |= {"from_": start + mention.time, "to": start + mention.time, "edtf": f"{start}{mention.time}:00"}
    return mention.model_copy(update=update)


def _relative_span(mention: Date, place: _Place) -> tuple[str, str] | None:
    relative, published = mention.relative or "", place.published
    if published is None:
        return _coarse_span(relative, place.stamp or "")
    if relative.startswith("weekday:"):
        number = relative[8:]
        if "/weekday:" in number:
            return _weekdays_span(number, place, published)
        if not number.isdigit():
            return None
        if place.names_week(mention):  # "mercredi de la semaine prochaine"
            weeks = {"last": -1, "next": 1}.get(place.direction(mention) or "", 0)
            day = published + timedelta(days=int(number) - published.isoweekday() + 7 * weeks)
            return day.isoformat(), day.isoformat()
        towards = place.direction(mention) or ("ahead" if place.is_ahead(mention) else None)
        day = weekday_date(int(number), published, towards)
        return day.isoformat(), day.isoformat()
    if relative == "weekend":
        saturday = published - timedelta(days=published.isoweekday() - 6)
        saturday += timedelta(days={"last": -7, "next": 7}.get(place.direction(mention) or "", 0))
        return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()
    if relative.startswith("part:"):
        return published.isoformat(), published.isoformat()
    return _period_span(mention, relative, published, place.stamp or "")


def _weekdays_span(numbers: str, place: _Place, published: date) -> tuple[str, str] | None:
    """ "dans la nuit de samedi à dimanche": the last such pair of days up to the publication."""
    first, _, last = numbers.partition("/weekday:")
    if not (first.isdigit() and last.isdigit()):
        return None
    end = weekday_date(int(last), published, None)
    return weekday_date(int(first), end, "last").isoformat(), end.isoformat()


def _coarse_span(relative: str, stamp: str) -> tuple[str, str] | None:
    """Years, or months, from a publication date that is only a year or a month."""
    body, unit = relative[1:-1], relative[-1:]
    if not body.lstrip("-").isdigit() or len(body) > 4:
        return None
    if unit == "Y":
        return (f"{int(stamp[:4]) + int(body):04d}",) * 2
    if unit == "M" and len(stamp) >= 7:
        year, month = divmod(int(stamp[:4]) * 12 + int(stamp[5:7]) - 1 + int(body), 12)
        return (f"{year:04d}-{month + 1:02d}",) * 2
    return None


def _clock_span(count: str, unit: str, stamp: str) -> tuple[str, str] | None:
    """Hours and minutes from a publication time: "il y a deux heures"."""
    if len(stamp) < 16 or not count.lstrip("-").isdigit() or len(count) > 6:
        return None
    then = datetime.fromisoformat(stamp[:16]) + timedelta(**{{"H": "hours", "M": "minutes", "S": "seconds"}[unit]: int(count)})
    return (then.isoformat(timespec="minutes"),) * 2


def _period_span(mention: Date, relative: str, published: date, stamp: str) -> tuple[str, str] | None:
    body, unit = relative[1:-1], relative[-1]
    if unit in "QHCE" and body == "0":
        return period_around(published, unit)
    if body.startswith("T"):
        return _clock_span(body[1:], unit, stamp)
    if not body.lstrip("-").isdigit() or unit not in "YMWD" or len(body) > 5:
        return None
    try:
        day = shift(published, int(body), unit)
    except (ValueError, OverflowError):
        return None
    grain = {"quarter": "Q", "half": "H"}.get(mention.grain, unit)
    return period_around(day, grain)
