"""Dates counted from the day of writing: their from and to, where the publication date is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from extractor.normalizers.calendar import edtf_of, nth_weekday_of, period_around, shift, weekday_date
from extractor.recognizers.surroundings import Place
from extractor.schema import Date


def anchored(mention: Date, place: Place) -> Date | None:
    """From and to of a relative date, counted from the publication, as precisely as that is known."""
    if place.stamp is None or mention.fiscal:
        return None
    span = _relative_span(mention, place)
    if span is None:
        return None
    start, end = span
    edtf = edtf_of(start) if start == end else f"{start}/{end}"
    update: dict[str, Any] = {"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": "published"}
    if mention.time is not None and start == end:
        update |= {"from_": start + mention.time, "to": start + mention.time, "edtf": f"{start}{mention.time}:00"}
    return mention.model_copy(update=update)


def _relative_span(mention: Date, place: Place) -> tuple[str, str] | None:
    relative, published = mention.relative or "", place.published
    if published is None:
        return _coarse_span(relative, place.stamp or "")
    if relative.startswith("weekday:"):
        return _weekday_span(mention, relative, place, published)
    season = place.season(mention) if mention.grain == "season" else None
    if season is not None:
        return _season_span(season, published)
    if relative == "weekend":
        saturday = published - timedelta(days=published.isoweekday() - 6)
        saturday += timedelta(days={"last": -7, "next": 7}.get(place.direction(mention) or "", 0))
        return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()
    if relative.startswith("part:"):
        return published.isoformat(), published.isoformat()
    return _period_span(mention, relative, published, place.stamp or "")


def _weekday_span(mention: Date, relative: str, place: Place, published: date) -> tuple[str, str] | None:
    direction = place.direction(mention)
    if "#" in relative:  # "le premier mercredi du mois prochain"
        number, _, rank = relative[8:].partition("#")
        month = shift(published, {"last": -1, "next": 1}.get(direction or "", 0), "M")
        found = nth_weekday_of(month.year, month.month, int(number), int(rank))
        return None if found is None else (found.isoformat(),) * 2
    days = [int(part.removeprefix("weekday:")) for part in relative.replace("/", ",").split(",")]
    towards = direction or ("ahead" if place.is_ahead(mention) else None)
    if len(days) > 1:
        return _weekdays_span(days, towards, published)
    if place.names_week(mention):  # "mercredi de la semaine prochaine"
        weeks = {"last": -1, "next": 1}.get(direction or "", 0)
        day = published + timedelta(days=days[0] - published.isoweekday() + 7 * weeks)
    else:
        day = weekday_date(days[0], published, towards)
    return day.isoformat(), day.isoformat()


def _weekdays_span(days: list[int], towards: str | None, published: date) -> tuple[str, str]:
    """ "dans la nuit de samedi à dimanche": the last such pair of days up to the publication, or the next from it on."""
    if towards in ("ahead", "next"):
        start = weekday_date(days[0], published, towards)
        return start.isoformat(), weekday_date(days[-1], start, "next").isoformat()
    end = weekday_date(days[-1], published, towards)
    return weekday_date(days[0], end, "last").isoformat(), end.isoformat()


def _season_span(month: int, published: date) -> tuple[str, str]:
    """ "cet été": the one of the year, "cet hiver" the one that is on or comes next."""
    year = published.year - (month == DECEMBER and published.month <= FEBRUARY)
    last = (month + 1) % 12 + 1
    return f"{year:04d}-{month:02d}", f"{year + (last < month):04d}-{last:02d}"


DECEMBER, FEBRUARY = 12, 2


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
