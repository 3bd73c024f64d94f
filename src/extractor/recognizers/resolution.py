"""What a date's words leave open: its year, or the day it is counted from (contract: "A missing year is taken …")."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import Any, Literal

from extractor.lang.pack import LanguagePack
from extractor.lexer.sentences import sentence_spans
from extractor.normalizers.calendar import nearest_year, parse_published, period_around, shift, weekday_date
from extractor.schema import Date, Document, Mention

By = Literal["sentence", "document", "published"]


def resolve(mentions: list[Mention], document: Document, pack: LanguagePack) -> list[Mention]:
    """The mentions, dates without a year given one and relative dates given from and to, where the text allows.

    The year comes from the same sentence, else from the nearest full date of the document, else from the
    publication date; `resolved` and `resolved_by` say so.
    """
    dates = [m for m in mentions if m.type == "date"]
    open_ones = [d for d in dates if _is_open(d)]
    if not open_ones:
        return mentions
    published = parse_published(document.published)
    year_only = int(document.published[:4]) if document.published else None
    full = [d for d in dates if _has_day(d)]
    bounds = [a for a, _ in sentence_spans(document.text, pack)] if any(_is_yearless(d) for d in open_ones) else []
    by_sentence = _by_sentence([d for d in dates if _year_of(d) is not None], bounds)
    replaced: dict[int, Date] = {}
    for mention in open_ones:
        new = None
        if _is_yearless(mention):
            new = _with_year(mention, by_sentence.get(_sentence(mention, bounds), []), full, published, year_only)
        elif mention.relative is not None and published is not None and not mention.recurring:
            new = _anchored(mention, published)
        if new is not None:
            replaced[mention.start] = new
    return [replaced.get(m.start, m) if m.type == "date" else m for m in mentions]


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


def _sentence(mention: Date, bounds: list[int]) -> int:
    return bisect_left(bounds, mention.start + 1)


def _by_sentence(dates: list[Date], bounds: list[int]) -> dict[int, list[Date]]:
    rows: dict[int, list[Date]] = {}
    for mention in dates:
        rows.setdefault(_sentence(mention, bounds), []).append(mention)
    return rows


def _with_year(mention: Date, near: list[Date], full: list[Date], published: date | None, year_only: int | None) -> Date | None:
    """The date with its year; "prochain" and "dernier" count from the publication alone."""
    month = int((mention.from_ or "--01")[2:4])
    day = int((mention.from_ or "")[5:7]) if len(mention.from_ or "") >= 7 else None
    by: By
    if mention.relative in ("last", "next"):
        if published is None:
            return None
        return _set_year(mention, nearest_year(month, day, published, mention.relative), "published")
    anchors = near or full
    if anchors:
        nearest = min(anchors, key=lambda d: (abs(d.start - mention.start), d.start))
        year = _year_of(nearest)
        by = "sentence" if near else "document"
    elif published is not None:
        year, by = nearest_year(month, day, published, None), "published"
    else:
        year, by = year_only, "published"
    return None if year is None else _set_year(mention, year, by)


def _set_year(mention: Date, year: int, by: By) -> Date | None:
    later = _crosses_new_year(mention)
    start = _dated(mention.from_, year)
    end = _dated(mention.to, year + 1 if later else year)
    if start is None or (mention.to is not None and end is None):
        return None
    edtf = _edtf_with_year(mention.edtf, year, later)
    return mention.model_copy(update={"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": by})


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


def _anchored(mention: Date, published: date) -> Date | None:
    """From and to of a relative date, counted from the day of publication."""
    span = _relative_span(mention, published)
    if span is None:
        return None
    start, end = span
    edtf = start if start == end else f"{start}/{end}"
    update: dict[str, Any] = {"from_": start, "to": end, "edtf": edtf, "resolved": True, "resolved_by": "published"}
    if mention.time is not None and start == end:
        update |= {"from_": start + mention.time, "to": start + mention.time, "edtf": f"{start}{mention.time}:00"}
    return mention.model_copy(update=update)


def _relative_span(mention: Date, published: date) -> tuple[str, str] | None:
    relative = mention.relative or ""
    if relative.startswith("weekday:"):
        number, _, towards = relative[8:].partition(":")
        if not number.isdigit():
            return None
        day = weekday_date(int(number), published, towards or None)
        return day.isoformat(), day.isoformat()
    if relative.startswith("weekend"):
        towards = relative[8:]
        saturday = published - timedelta(days=published.isoweekday() - 6)
        saturday += timedelta(days={"last": -7, "next": 7}.get(towards, 0))
        return saturday.isoformat(), (saturday + timedelta(days=1)).isoformat()
    if relative.startswith("part:"):
        return published.isoformat(), published.isoformat()
    return _period_span(mention, relative, published)


def _period_span(mention: Date, relative: str, published: date) -> tuple[str, str] | None:
    body, unit = relative[1:-1], relative[-1]
    if unit in "QHCE" and body == "0":
        return period_around(published, unit) if unit in "QH" else None
    if body.startswith("T") or not body.lstrip("-").isdigit() or unit not in "YMWD" or abs(int(body)) > 3000:
        return None
    try:
        day = shift(published, int(body), unit)
    except (ValueError, OverflowError):
        return None
    grain = {"quarter": "Q", "half": "H"}.get(mention.grain, unit)
    return period_around(day, grain)
