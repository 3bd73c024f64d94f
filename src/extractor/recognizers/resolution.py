"""What a date's words leave open: its year, or the day it is counted from (contract: "A missing year is taken …")."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from extractor.lang.fold import fold
from extractor.normalizers.calendar import (
    edtf_of,
    nearest_year,
    nth_week_of,
    nth_weekday_of,
    period_around,
    shift,
    week_end,
    weekday_date,
)
from extractor.recognizers.anchoring import anchored
from extractor.recognizers.matching import Context
from extractor.recognizers.surroundings import Place, is_open, is_yearless, nearest, year_of
from extractor.schema import Date, Mention

OPEN_GROUPS = ("season", "quarter", "half")
By = Literal["sentence", "document", "published"]


def resolve(mentions: list[Mention], context: Context) -> list[Mention]:
    """The mentions, dates without a year given one and relative dates given from and to, where the text allows.

    The year comes from the same sentence, else from the nearest full date of the document, else from the
    publication date; `resolved` and `resolved_by` say so.
    """
    dates = [m for m in mentions if m.type == "date"]
    open_ones = [d for d in dates if is_open(d)]
    if not open_ones:
        return mentions
    place = Place(context, dates)
    replaced: dict[int, Date] = {}
    for mention in open_ones:
        try:
            if mention.recurring and ((mention.from_ or "---").startswith("---")):
                new = None
            elif is_yearless(mention):
                new = _with_year(mention, place)
            else:
                new = _from_text(mention, place) or anchored(mention, place)
        except (ValueError, OverflowError):  # before the year 1 or after 9999
            new = None
        if new is None and mention.grain in OPEN_GROUPS and is_yearless(mention):
            new = mention.model_copy(update={"edtf": None})  # EDTF has no season or quarter of an unknown year
        if new is not None:
            replaced[mention.start] = new
            place.learn(new)
    return [replaced.get(m.start, m) if m.type == "date" else m for m in mentions]


def _with_year(mention: Date, place: Place) -> Date | None:
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
        near = [d for d in near if not place.is_compared(d)]  # "2,3 points de mieux qu'en mai 2024"
    if mention.grain in ("quarter", "half") and place.published is not None:
        near = [d for d in near if d.start < mention.start and d.grain == "year"]  # "1,8 % au T4 2024" dates no other
    distant = [] if place.published is not None else nearest(place.full, mention)
    candidates = [] if mention.grain == "season" and place.published else nearest(near, mention) + distant
    weekday = place.weekday(mention)
    for fits in ((True, False) if weekday else (False,)):
        for found in candidates:
            year = year_of(found) or 0
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


def _towards(mention: Date, place: Place, month: int, day: int | None) -> str | None:
    """A date behind a verb in the future is not of last year, one behind "depuis" not of next."""
    published = place.published
    if published is None:
        return None
    if place.is_compared(mention):  # "10,12 euros en décembre, contre 10,89 en juin"
        return "last"
    if place.is_since(mention):
        return "last" if month != published.month else None
    if (month, day or 31) > (published.month, published.day):
        return "next" if place.comes_next(mention) else None
    return "next" if place.is_ahead(mention) and published.month - month > 2 else None


def _falls_on(year: int, month: int, day: int | None, weekday: int | None) -> bool:
    """Whether a date falls on its weekday in a year: "mardi 3 juillet" is of 2012, not of the 2004 beside it."""
    try:
        return date(year, month, day or 0).isoweekday() == weekday
    except ValueError:
        return False


def _with_month(mention: Date, place: Place) -> Date | None:
    """A day number alone ("samedi 23", "le 15 du mois") lies in the month of the nearest full date, or near the publication."""
    anchors = [d for d in place.years_near(mention) if len(d.from_ or "") >= 7] or place.full
    by: By = "document"
    if mention.relative is not None:  # "du mois dernier" counts from the publication
        anchors = []
    if anchors:
        stamp = nearest(anchors, mention)[0].from_ or ""
        anchor = date(int(stamp[:4]), int(stamp[5:7]), 1)
    elif place.published is not None:
        anchor, by = place.published.replace(day=1), "published"
        if mention.relative is not None:
            anchor = shift(anchor, int(mention.relative[1:-1]), "M")
    else:
        return None
    weekday = place.weekday(mention)
    stamps = [s for s in (mention.from_, mention.to) if s is not None]
    for months in MONTHS_AROUND if weekday else (0,):
        month = shift(anchor, months, "M")
        days = [_day_in(month, int(s[3:5])) for s in stamps]
        if None in days or (weekday and days[0] is not None and days[0].isoweekday() != weekday):
            continue
        start, end = (f"{day}{s[5:]}" for day, s in zip((days[0], days[-1]), (stamps[0], stamps[-1]), strict=True))
        edtf = edtf_of(start) if start == end else f"{days[0]}/{days[-1]}"
        return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": by})
    return None


MONTHS_AROUND = (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6)
"""Months in which a day number may fall on the weekday it is written with, nearest first, the past before the future."""


def _day_in(month: date, day: int) -> date | None:
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _set_year(mention: Date, year: int, by: By) -> Date | None:
    if mention.relative is not None and "#" in mention.relative:
        return _counted_in(mention, year, by)
    later = _crosses_new_year(mention)
    start = _dated(mention.from_, year)
    end = _dated(mention.to, year + 1 if later else year)
    if start is None or (mention.to is not None and end is None):
        return None
    edtf = edtf_of(start) if "T" in start and start == end else _edtf_with_year(mention.edtf, year, later)
    if mention.grain in ("week", "weekend") and end is None:
        end = week_end(start, mention.grain)
        edtf = f"{start}/{end}"
    return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": by})


def _counted_in(mention: Date, year: int, by: By) -> Date | None:
    """ "le premier vendredi de juillet", "la première semaine de mai" in a year."""
    what, _, number = (mention.relative or "").partition("#")
    update: dict[str, Any] = {"resolved": True, "resolved_by": by}
    month = int((mention.from_ or "--01")[2:4])
    if what in ("week", "weekend"):
        span = nth_week_of(year, month, int(number), what)
        update["relative"] = None  # it has said which week
    else:
        found = nth_weekday_of(year, month, int(what[8:]), int(number))
        span = None if found is None else (found.isoformat(), found.isoformat())
    if span is None:
        return None
    edtf = span[0] if span[0] == span[1] else f"{span[0]}/{span[1]}"
    return mention.model_copy(update={"from_": span[0], "to": span[1], "edtf": edtf} | update)


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


def _from_text(mention: Date, place: Place) -> Date | None:
    """ "l'année précédente", "la semaine suivante", "le mardi suivant" count from the period that the text gives before."""
    words = fold(mention.text).split()
    classes = place.table["classes"]
    if not any(word in classes[name]["words"] for name in ("previous", "following") for word in words):
        return None
    relative = mention.relative or ""
    if relative.startswith("weekday:") and relative[8:].isdigit():
        return _weekday_from_text(mention, int(relative[8:]), place)
    count, unit = relative[1:-1], relative[-1:]
    if not count.lstrip("-").isdigit() or unit not in "YMWD":
        return None
    earlier = [d for d in nearest(place.of_grain(mention), mention) if d.start < mention.start]
    stamp = earlier[0].from_ if earlier else None
    if stamp is None or not stamp[:4].isdigit() or (unit in "WD" and len(stamp) < 10):
        return None
    anchor = date(int(stamp[:4]), int(stamp[5:7] or 1) if len(stamp) >= 7 else 1, int(stamp[8:10]) if unit in "WD" else 1)
    start, end = period_around(shift(anchor, int(count), unit), {"quarter": "Q", "half": "H"}.get(mention.grain, unit))
    edtf = start if start == end else f"{start}/{end}"
    return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": "document"})


def _weekday_from_text(mention: Date, number: int, place: Place) -> Date | None:
    """The weekday after, or before, the nearest full date in front."""
    earlier = [d for d in nearest(place.full, mention) if d.start < mention.start]
    if not earlier:
        return None
    words = place.table["classes"]["previous"]["words"]
    back = any(word in words for word in fold(mention.text).split())
    day = weekday_date(number, date.fromisoformat((earlier[0].from_ or "")[:10]), "last" if back else "next").isoformat()
    return mention.model_copy(update={"from_": day, "to": day, "edtf": day, "resolved": True, "resolved_by": "document"})
