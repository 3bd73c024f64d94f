"""Figures that form a series: the same measure in the same unit, at three times or for three subjects, or more.

Levels (with the levels before them, and what they are in another unit), changes and shares are never put together. A
figure that the text denies, a duration, and a fraction without a finite decimal are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.lang.fold import fold
from extractor.schema.document import Extraction
from extractor.schema.facts import Statistic
from extractor.schema.mentions import Date, Duration
from extractor.schema.spans import plain

FEWEST = 3
"""As many different periods, or subjects, make a series."""

Key = tuple[str, ...]
"""What the figures of a series share: the measure folded, the unit, the type of the quantity, the sort of statistic."""

_SORTS = {"level": "level", "previous": "level", "equivalent": "level", "change": "change", "share": "share"}
_QUARTERS = {("01", "03"): "Q1", ("04", "06"): "Q2", ("07", "09"): "Q3", ("10", "12"): "Q4"}
_HALVES = {("01", "06"): "H1", ("07", "12"): "H2"}


@dataclass(frozen=True)
class Point:
    """One figure of a series.

    Attributes:
        article: number of the article on the page, from 0.
        fact: id of the fact.
        measure: what is measured, as this text writes it.
        words: the quantity, as the text writes it.
        value: the exact value, negative for a decrease; None for a range.
        low: lower end of a range.
        high: upper end of a range.
        who: the subject, or the place where there is no subject; "" with neither.
        when: the period as a label ("2024-Q1"); "" when the text gives none that can be placed in time.
        start: first day, month or year of the period.
        end: its last.
        modality: as in the fact.
    """

    article: int
    fact: str
    measure: str
    words: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    who: str
    when: str
    start: str
    end: str
    modality: str

    def as_dict(self) -> dict[str, Any]:
        """The point as JSON data; numbers are plain strings."""
        return {
            name: plain(value) if isinstance(value, Decimal) else value
            for name, value in vars(self).items()
            if value not in (None, "") and name != "measure"
        }


@dataclass(frozen=True)
class Series:
    """Figures that can be drawn together.

    Attributes:
        measure: what is measured, as the first text writes it.
        unit: of all points; "" for counts.
        sort: "level", "change" or "share".
        axis: what tells the points apart: "period" (in order of time) or "subject" (in order of value).
        points: the figures.
    """

    measure: str
    unit: str
    sort: str
    axis: str
    points: tuple[Point, ...]

    def as_dict(self) -> dict[str, Any]:
        """The series as JSON data."""
        return vars(self) | {"points": [point.as_dict() for point in self.points]}


def points_of(article: int, extraction: Extraction) -> Iterator[tuple[Key, Point]]:
    """The figures of an extraction that may belong to a series, each with the key of that series.

    Args:
        article: number of the article on the page.
        extraction: what was read out of it.

    >>> from extractor.schema import Document
    >>> list(points_of(0, Extraction(document=Document(text="", lang="xx"))))
    []
    """
    for fact in extraction.facts:
        if not isinstance(fact, Statistic) or isinstance(fact.quantity, Duration):
            continue
        quantity = fact.quantity
        if fact.measure is None or fact.modality == "negated" or (quantity.value is None and quantity.low is None):
            continue
        unit = getattr(quantity, "unit", "")
        who = fact.subject or fact.place
        when, start, end = when_of(fact.period)
        value, low, high = (_signed(n, fact.direction) for n in (quantity.value, quantity.low, quantity.high))
        if low is not None and high is not None and low > high:
            low, high = high, low
        point = Point(
            article=article, fact=fact.id, measure=_one_line(fact.measure.text), words=_one_line(quantity.text), value=value,
            low=low, high=high, who=_one_line(who.text) if who else "", when=when, start=start, end=end, modality=fact.modality,
        )  # fmt: skip
        yield (_key(fact.measure.text), unit, quantity.type, _SORTS[fact.role]), point


def series_of(points: Iterable[tuple[Key, Point]]) -> list[Series]:
    """The series among figures, the longest first; one over time and one over subjects where there are both.

    A figure that is told twice (the same value for the same subject and period) counts once.

    >>> def point(value, when):
    ...     return Point(0, "s1", "Chômage", value, Decimal(value), None, None, "", when, when, when, "asserted")
    >>> key = ("chômage", "%", "percent", "level")
    >>> [found] = series_of((key, point(value, when)) for value, when in [("7", "2024"), ("8", "2022"), ("9", "2023")])
    >>> found.axis, [p.when for p in found.points]
    ('period', ['2022', '2023', '2024'])
    """
    groups: dict[Key, dict[Key, Point]] = {}
    for key, point in points:
        figure = (str(point.value), str(point.low), str(point.high), _key(point.who), point.start, point.end)
        groups.setdefault(key, {}).setdefault(figure, point)
    found = [series for key, group in groups.items() for series in _series(key, list(group.values()))]
    return sorted(found, key=lambda series: (-len(series.points), series.axis, _key(series.measure), series.unit))


def when_of(period: Date | None) -> tuple[str, str, str]:
    """A period's label, start and end; three times "" when its year is not known.

    >>> when_of(Date(start=0, end=1, text="x", **{"from": "2024-01"}, to="2024-03", grain="quarter"))
    ('2024-Q1', '2024-01', '2024-03')
    >>> when_of(Date(start=0, end=1, text="x", **{"from": "--04"}, to="--04", grain="month"))
    ('', '', '')
    """
    if period is None or period.recurring:
        return "", "", ""
    start, end = period.from_ or period.to or "", period.to or period.from_ or ""
    if not (_has_year(start) and _has_year(end)):
        return "", "", ""
    if start == end:
        return start, start, end
    named = {"quarter": _QUARTERS, "half": _HALVES}.get(period.grain, {}).get((start[5:7], end[5:7]))
    if named and start[:4] == end[:4]:
        return f"{start[:4]}-{named}", start, end
    return f"{start}/{end}", start, end


def _series(key: Key, points: list[Point]) -> Iterator[Series]:
    _, unit, _, sort = key
    timed = sorted((p for p in points if p.when), key=lambda p: (_chronological(p.start), _chronological(p.end)))
    named = sorted((p for p in points if p.who), key=lambda p: (-_height(p), p.article))
    if len({(p.start, p.end) for p in timed}) >= FEWEST:
        yield Series(points[0].measure, unit, sort, "period", tuple(timed))
    if len({_key(p.who) for p in named}) >= FEWEST:
        yield Series(points[0].measure, unit, sort, "subject", tuple(named))


def _chronological(iso: str) -> tuple[int, str]:
    """Orders ISO dates, the years before year 1 too."""
    year, rest = (iso[:5], iso[5:]) if iso.startswith("-") else (iso[:4], iso[4:])
    return int(year), rest


def _has_year(iso: str) -> bool:
    return iso.removeprefix("-")[:4].isdecimal() and len(iso) >= 4


def _height(point: Point) -> Decimal:
    if point.value is not None:
        return point.value
    return max(n for n in (point.low, point.high, Decimal(-(10**61))) if n is not None)


def _signed(number: Decimal | None, direction: str | None) -> Decimal | None:
    return -abs(number) if number is not None and direction == "decrease" else number


def _key(text: str) -> str:
    return _one_line(fold(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())
