"""What a date leaves open: its year from the sentence, the document or the publication; relative dates from publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.schema import Date, Mention
from reading import read, report

PUBLISHED = "2025-04-30"  # a Wednesday


def dated(text: str, surface: str, published: str | None = None) -> Date:
    """The date that covers a surface."""
    found = read(text, published)
    fitting = [m for m in found if isinstance(m, Date) and m.text == surface]
    assert fitting, report(text, surface, found)
    return fitting[0]


def _resolved(found: Date) -> tuple[str | None, str | None, str | None]:
    return found.from_, found.to, found.resolved_by


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("Réélu le 3 mars, il était ministre en 2019.", "3 mars", ("2019-03-03", "2019-03-03", "sentence")),
        ("Le salon a ouvert le 29 avril 2025. Il ferme le 4 mai.", "4 mai", ("2025-05-04", "2025-05-04", "document")),
        ("Il ferme le 4 mai.", "4 mai", ("--05-04", "--05-04", None)),
    ],
)
def test_resolve_takes_a_missing_year_from_the_text(text: str, surface: str, expected: tuple[str | None, ...]) -> None:
    found = dated(text, surface)
    assert _resolved(found) == expected, report(text, expected, [found])


def test_resolve_prefers_the_sentence_to_the_publication() -> None:
    found = dated("En 2019, le 3 mars, il fut élu.", "3 mars", PUBLISHED)
    assert _resolved(found) == ("2019-03-03", "2019-03-03", "sentence")


@pytest.mark.parametrize(
    ("text", "surface", "year"),
    [
        ("Il est arrivé le 29 avril.", "29 avril", "2025-04-29"),
        ("Il est arrivé le 29 décembre.", "29 décembre", "2024-12-29"),
        ("Le vote du 5 mai est annulé.", "5 mai", "2025-05-05"),
        ("en mars dernier", "mars dernier", "2025-03"),
        ("en juin dernier", "juin dernier", "2024-06"),
        ("en mars prochain", "mars prochain", "2026-03"),
    ],
)
def test_resolve_takes_the_year_near_the_publication(text: str, surface: str, year: str) -> None:
    found = dated(text, surface, PUBLISHED)
    assert _resolved(found) == (year, year, "published"), report(text, year, [found])


def test_resolve_leaves_last_and_next_open_without_publication() -> None:
    found = dated("en mars dernier", "mars dernier")
    assert (found.from_, found.relative, found.resolved) == ("--03", "last", False)


@pytest.mark.parametrize(
    ("text", "surface", "start", "end"),
    [
        ("Il parle aujourd'hui.", "aujourd'hui", "2025-04-30", "2025-04-30"),
        ("Il a parlé hier.", "hier", "2025-04-29", "2025-04-29"),
        ("Il parlera demain.", "demain", "2025-05-01", "2025-05-01"),
        ("Il a parlé lundi.", "lundi", "2025-04-28", "2025-04-28"),
        ("Il a parlé mercredi.", "mercredi", "2025-04-30", "2025-04-30"),
        ("Il parlera vendredi prochain.", "vendredi prochain", "2025-05-02", "2025-05-02"),
        ("Il a parlé la semaine dernière.", "semaine dernière", "2025-04-21", "2025-04-27"),
        ("Il parle cette semaine.", "cette semaine", "2025-04-28", "2025-05-04"),
        ("le mois dernier", "mois dernier", "2025-03", "2025-03"),
        ("l'an dernier", "an dernier", "2024", "2024"),
        ("cette année", "cette année", "2025", "2025"),
        ("il y a deux ans", "il y a deux ans", "2023", "2023"),
        ("ce trimestre", "ce trimestre", "2025-04", "2025-06"),
        ("ce siècle", "ce siècle", "2001", "2100"),
    ],
)
def test_resolve_counts_relative_dates_from_the_publication(text: str, surface: str, start: str, end: str) -> None:
    found = dated(text, surface, PUBLISHED)
    assert _resolved(found) == (start, end, "published"), report(text, (start, end), [found])


def test_resolve_keeps_the_relative_period() -> None:
    assert dated("Il a parlé hier.", "hier", PUBLISHED).relative == "P-1D"


def test_resolve_adds_the_clock_time_of_a_relative_day() -> None:
    found = dated("Il parle demain, à 15h.", "demain, à 15h", PUBLISHED)
    assert (found.from_, found.edtf) == ("2025-05-01T15:00", "2025-05-01T15:00:00")


def test_resolve_takes_the_year_that_the_text_gives_before() -> None:
    text = "Les ventes ont baissé en 2023. Elles avaient monté en 2022, et stagné l'année précédente."
    found = dated(text, "année précédente")
    assert _resolved(found) == ("2021", "2021", "document"), report(text, "2021", [found])


@pytest.mark.parametrize(
    ("published", "expected"), [("2025", ("2024", "2024", "published")), ("2025-04", ("2024", "2024", "published")), (None, (None, None, None))]
)
def test_resolve_counts_years_from_a_publication_known_coarsely(published: str | None, expected: tuple[str | None, ...]) -> None:
    assert _resolved(dated("l'an dernier", "an dernier", published)) == expected


@pytest.mark.parametrize("published", ["2025", "2025-04"])
def test_resolve_counts_no_days_from_a_publication_known_coarsely(published: str) -> None:
    assert _resolved(dated("Il a parlé hier.", "hier", published)) == (None, None, None)


def test_resolve_leaves_repeating_days_open() -> None:
    found = dated("Le marché a lieu le lundi.", "lundi", PUBLISHED)
    assert (found.recurring, found.from_) == (True, None)


def test_resolve_gives_no_leap_day_to_a_common_year() -> None:
    found = dated("Il est né le 29 février.", "29 février", "2025-03-01")
    assert found.from_ in ("--02-29", "2024-02-29"), report("29 février", "2024 or open", [found])


def test_resolve_puts_a_range_over_new_year_in_two_years() -> None:
    found = dated("Fermé du 28 décembre au 3 janvier.", "28 décembre au 3 janvier", "2025-01-10")
    assert (found.from_, found.to) == ("2024-12-28", "2025-01-03")


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01", "9999-12-31", "9999", "0001"])
@pytest.mark.parametrize(
    "text",
    ["Il viendra mardi prochain.", "le week-end dernier", "hier", "demain", "l'an dernier", "l'an prochain", "il y a 5000 ans", "dans 9000 ans",
     "en janvier dernier", "en décembre prochain", "jusqu'au 3 mars", "la semaine dernière", "le siècle dernier"],
)  # fmt: skip
def test_resolve_survives_the_ends_of_the_calendar(text: str, published: str) -> None:
    for mention in read(text, published):
        assert text[mention.start : mention.end] == mention.text


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31)), st.integers(1, 400))
def test_resolve_counts_days_exactly(published: date, days: int) -> None:
    text = f"Il est parti il y a {days} jours."
    (found,) = [m for m in read(text, published.isoformat()) if isinstance(m, Date)]
    assert found.from_ == (published - timedelta(days=days)).isoformat(), report(text, published, [found])


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31)))
def test_resolve_gives_the_span_of_no_other_mention_away(published: date) -> None:
    """Resolution fills dates; it moves, adds and drops nothing."""
    text = "Hier, 12 % des 300 élèves du 3 mars, et lundi prochain 2 millions d'euros d'ici à deux ans."

    def shape(mentions: list[Mention]) -> list[tuple[str, int, int]]:
        return [(m.type, m.start, m.end) for m in mentions]

    assert shape(read(text, published.isoformat())) == shape(read(text))
