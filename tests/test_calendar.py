"""Calendar arithmetic and notation, against the standard library's own calendar and a real EDTF parser."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.lang.examples import load_examples
from extractor.normalizers.calendar import (
    Point,
    days_in,
    nearest_year,
    nth_weekday_of,
    parse_published,
    period_around,
    shift,
    week_end,
    weekday_date,
)
from extractor.normalizers.durations import fraction_parts, iso_duration
from extractor.normalizers.units import TimeUnit
from extractor.recognizers import recognize
from extractor.schema import Document
from reading import PACK

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
FEW = settings(max_examples=200, deadline=None, derandomize=True, database=None)

YEAR, MONTH, DAY = TimeUnit("a", "Y", "year"), TimeUnit("mo", "M", "month"), TimeUnit("d", "D", "day")
HOUR, MINUTE, SECOND = TimeUnit("h", "TH", "hour"), TimeUnit("min", "TM", "minute"), TimeUnit("s", "TS", "second")
FORTNIGHT, CENTURY = TimeUnit("", "W", "week", Decimal(2)), TimeUnit("", "Y", "century", Decimal(100))


@pytest.mark.parametrize(
    ("point", "iso", "edtf"),
    [
        (Point(2025, 4, 29), "2025-04-29", "2025-04-29"),
        (Point(2025, 4), "2025-04", "2025-04"),
        (Point(2025), "2025", "2025"),
        (Point(732), "0732", "0732"),
        (Point(-48), "-0048", "-0048"),
        (Point(0), "0000", "0000"),
        (Point(month=4, day=29), "--04-29", "XXXX-04-29"),
        (Point(month=4), "--04", "XXXX-04"),
        (Point(day=23), "---23", None),
        (Point(hour=14, minute=30), "T14:30", None),
        (Point(hour=14), "T14:00", None),
        (Point(2025, 4, 29, 14, 30), "2025-04-29T14:30", "2025-04-29T14:30:00"),
        (Point(2025, 4, 29, 14, 30, 5), "2025-04-29T14:30:05", "2025-04-29T14:30:05"),
        (Point(month=4, day=29, hour=9), "--04-29T09:00", "XXXX-04-29"),
    ],
)
def test_point_is_written_as_far_as_it_is_known(point: Point, iso: str, edtf: str | None) -> None:
    assert (point.iso(), point.edtf()) == (iso, edtf)


@pytest.mark.parametrize(
    ("point", "real"),
    [
        (Point(2024, 2, 29), True),
        (Point(2025, 2, 29), False),
        (Point(1900, 2, 29), False),
        (Point(month=2, day=29), True),
        (Point(month=2, day=30), False),
        (Point(2025, 13), False),
        (Point(2025, 0), False),
        (Point(2025, 4, 31), False),
        (Point(2025, 4, 0), False),
        (Point(hour=24), True),
        (Point(hour=25), False),
        (Point(hour=9, minute=60), False),
    ],
)
def test_point_is_real_when_such_a_day_or_time_exists(point: Point, real: bool) -> None:
    assert point.is_real() is real


def test_point_takes_a_year() -> None:
    assert Point(month=4, day=29).with_year(2025) == Point(2025, 4, 29)


@FEW
@given(DAYS)
def test_point_of_a_day_is_its_iso_date(day: date) -> None:
    point = Point(day.year, day.month, day.day)
    assert point.iso() == point.edtf() == day.isoformat() and point.is_real()


@FEW
@given(DAYS, st.integers(-800, 800))
def test_shift_by_weeks_is_seven_times_days(day: date, count: int) -> None:
    assert shift(day, count, "W") == shift(day, 7 * count, "D") == day + timedelta(days=7 * count)


@FEW
@given(DAYS.filter(lambda d: 1100 < d.year < 2900), st.integers(-80, 80))
def test_shift_by_years_is_twelve_times_months(day: date, count: int) -> None:
    assert shift(day, count, "Y") == shift(day, 12 * count, "M")


@FEW
@given(DAYS.filter(lambda d: d.day <= 28 and 1100 < d.year < 2900), st.integers(-500, 500))
def test_shift_by_months_and_back_is_nothing(day: date, count: int) -> None:
    assert shift(shift(day, count, "M"), -count, "M") == day


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (date(2024, 2, 29), 1, "Y", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "Y", date(2028, 2, 29)),
        (date(2025, 3, 31), -1, "M", date(2025, 2, 28)),
        (date(2025, 1, 15), -1, "M", date(2024, 12, 15)),
        (date(2024, 12, 31), 1, "D", date(2025, 1, 1)),
    ],
)
def test_shift_ends_on_a_day_that_exists(day: date, count: int, unit: str, expected: date) -> None:
    assert shift(day, count, unit) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("D", ("2025-11-05", "2025-11-05")),
        ("W", ("2025-11-03", "2025-11-09")),
        ("M", ("2025-11", "2025-11")),
        ("Q", ("2025-10", "2025-12")),
        ("H", ("2025-07", "2025-12")),
        ("Y", ("2025", "2025")),
        ("E", ("2020", "2029")),
        ("C", ("2001", "2100")),
    ],
)
def test_period_around_holds_the_day(unit: str, expected: tuple[str, str]) -> None:
    assert period_around(date(2025, 11, 5), unit) == expected


def test_period_around_counts_a_century_from_01_to_00() -> None:
    assert period_around(date(2000, 6, 1), "C") == ("1901", "2000")


@FEW
@given(DAYS)
def test_period_around_a_week_begins_on_a_monday(day: date) -> None:
    start, end = (date.fromisoformat(stamp) for stamp in period_around(day, "W"))
    assert start.isoweekday() == 1 and end - start == timedelta(days=6) and start <= day <= end


@FEW
@given(DAYS, st.integers(1, 7), st.sampled_from(["last", "next", "ahead", None]))
def test_weekday_date_falls_on_its_weekday_within_a_week(day: date, number: int, towards: str | None) -> None:
    found = weekday_date(number, day, towards)
    distance = (found - day).days
    assert found.isoweekday() == number
    assert distance in {"last": range(-7, 0), "next": range(1, 8), "ahead": range(7), None: range(-6, 1)}[towards]


@pytest.mark.parametrize(
    ("month", "day", "anchor", "towards", "year"),
    [
        (12, 29, date(2025, 1, 5), None, 2024),
        (1, 5, date(2024, 12, 29), None, 2025),
        (4, 29, date(2025, 4, 30), None, 2025),
        (5, 2, date(2025, 4, 30), None, 2025),
        (3, None, date(2025, 4, 30), "last", 2025),
        (6, None, date(2025, 4, 30), "last", 2024),
        (4, None, date(2025, 4, 30), "last", 2024),
        (3, None, date(2025, 4, 30), "next", 2026),
        (10, 5, date(2025, 4, 30), "next", 2025),
    ],
)
def test_nearest_year_is_seen_from_publication(month: int, day: int | None, anchor: date, towards: str | None, year: int) -> None:
    assert nearest_year(month, day, anchor, towards) == year


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2025-04-30", date(2025, 4, 30)),
        ("2025-04-30T23:59", date(2025, 4, 30)),
        ("2025-04-30T10:00:00+02:00", date(2025, 4, 30)),
        ("2025-04", None),
        ("2025", None),
        (None, None),
    ],
)
def test_parse_published_gives_a_day_or_none(stamp: str | None, expected: date | None) -> None:
    assert parse_published(stamp) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1, date(2025, 6, 1)), (5, date(2025, 6, 29)), (-1, date(2025, 6, 29)), (6, None)]
)
def test_nth_weekday_of_a_month(number: int, expected: date | None) -> None:
    assert nth_weekday_of(2025, 6, 7, number) == expected


@pytest.mark.parametrize(
    ("start", "grain", "end"),
    [("2025-12-29", "week", "2026-01-04"), ("2025-06-14", "weekend", "2025-06-15"), ("--06-14", "week", None), ("2025-06", "week", None)],
)
def test_week_end_is_the_last_day(start: str, grain: str, end: str | None) -> None:
    assert week_end(start, grain) == end


@pytest.mark.parametrize(("year", "days"), [(2024, 29), (2025, 28), (1900, 28), (2000, 29)])
def test_days_in_february_follow_the_gregorian_rule(year: int, days: int) -> None:
    assert days_in(year, 2) == days


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        ([(Decimal(3), DAY)], "P3D"),
        ([(Decimal(2), YEAR), (Decimal(6), MONTH)], "P2Y6M"),
        ([(Decimal(6), MONTH), (Decimal(2), YEAR)], "P2Y6M"),
        ([(Decimal(1), HOUR), (Decimal(20), MINUTE), (Decimal(5), SECOND)], "PT1H20M5S"),
        ([(Decimal(1), DAY), (Decimal(6), HOUR)], "P1DT6H"),
        ([(Decimal("1.5"), DAY)], "P1.5D"),
        ([(Decimal(3), FORTNIGHT)], "P6W"),
        ([(Decimal(2), CENTURY)], "P200Y"),
        ([(Decimal("1E+3"), YEAR)], "P1000Y"),
        ([(Decimal(1), YEAR), (Decimal(1), YEAR)], "P2Y"),
    ],
)
def test_iso_duration_writes_parts_in_order(parts: list[tuple[Decimal, TimeUnit]], iso: str) -> None:
    assert iso_duration(parts) == iso


@pytest.mark.parametrize(
    ("top", "bottom", "unit", "iso"),
    [
        (1, 2, HOUR, "PT30M"),
        (3, 4, HOUR, "PT45M"),
        (3, 2, HOUR, "PT1H30M"),
        (1, 2, YEAR, "P6M"),
        (1, 2, DAY, "P0.5D"),
        (1, 2, CENTURY, "P50Y"),
        (1, 2, MINUTE, "PT30S"),
    ],
)
def test_fraction_parts_are_exact(top: int, bottom: int, unit: TimeUnit, iso: str) -> None:
    assert iso_duration(fraction_parts(Decimal(top), bottom, unit)) == iso


def _example_dates() -> list[tuple[str, str, str]]:
    """(text, mention, EDTF) of every date of the pack's examples, read without and with a publication date."""
    rows = set()
    for example in load_examples(PACK.path):
        for published in {example.published, "2025-04-30"}:
            for mention in recognize(Document(text=example.text, lang=PACK.code, published=published), PACK):
                if mention.type == "date" and mention.edtf is not None:
                    rows.add((example.text, mention.text, mention.edtf))
    return sorted(rows)


def test_edtf_of_every_example_is_valid() -> None:
    """The Library of Congress grammar as the `edtf` package has it reads what is written."""
    rows = _example_dates()
    wrong = []
    for text, surface, notation in rows:
        try:
            parse_edtf(notation)
        except Exception as error:
            wrong.append(f"{text!r}: {surface!r} → {notation!r}: {type(error).__name__}")
    assert len(rows) > 100 and wrong == [], "\n".join(wrong)
