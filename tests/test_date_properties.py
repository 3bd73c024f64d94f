"""Dates written in every form of the contract, for days and years drawn at random, and read back; all EDTF is valid."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.normalizers.calendar import easter
from extractor.schema import Date
from french_numbers import MONTHS, WEEKDAYS
from reading import read, report

RANKS = ("premier", "deuxième", "troisième", "quatrième")
YEARS = st.integers(1800, 2099)
MODERN = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


def bounded(count: int = 60) -> settings:
    """So many examples, the same ones in every run."""
    return settings(max_examples=count, deadline=None, derandomize=True, database=None)


def reads(before: str, written: str, after: str, start: str | None, end: str | None, published: str | None = None) -> Date:
    """The one date of a sentence, with the span, from and to that were written, and EDTF that is some."""
    text = f"{before}{written}{after}"
    found = [m for m in read(text, published) if isinstance(m, Date)]
    assert [(m.text, m.from_, m.to) for m in found] == [(written, start, end)], report(text, (written, start, end), list(found))
    if found[0].edtf is not None:
        parse_edtf(found[0].edtf)
    return found[0]


def day_of(day: date) -> str:
    """ "1er mai", "2 mai"."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]}"


def month(year: int, number: int) -> str:
    return f"{year}-{number:02d}"


def roman(number: int) -> str:
    out = ""
    for size, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= size:
            out, number = out + letters, number - size
    return out


# --- parts of a year -----------------------------------------------------------------------------------------------

QUARTERS: dict[str, Callable[[int, int], str]] = {
    "rank": lambda n, y: f"{RANKS[n - 1]} trimestre {y}",
    "digits": lambda n, y: f"{n}{'er' if n == 1 else 'e'} trimestre {y}",
    "de": lambda n, y: f"{RANKS[n - 1]} trimestre de {y}",
    "de l'année": lambda n, y: f"{RANKS[n - 1]} trimestre de l'année {y}",
    "T1": lambda n, y: f"T{n} {y}",
    "1T": lambda n, y: f"{n}T {y}",
    "T1-": lambda n, y: f"T{n}-{y}",
}


@pytest.mark.parametrize("form", QUARTERS)
@bounded(30)
@given(st.integers(1, 4), YEARS)
def test_quarters_read_back(form: str, number: int, year: int) -> None:
    reads("Les ventes du ", QUARTERS[form](number, year), " reculent.", month(year, 3 * number - 2), month(year, 3 * number))


@bounded()
@given(st.integers(1, 2), YEARS, st.sampled_from(("{rank} semestre {year}", "S{n} {year}", "{n}S {year}", "{rank} semestre de {year}")))
def test_half_years_read_back(number: int, year: int, form: str) -> None:
    written = form.format(n=number, rank=RANKS[number - 1], year=year)
    reads("Les ventes du ", written, " reculent.", month(year, 6 * number - 5), month(year, 6 * number))


@bounded()
@given(st.integers(2, 11), YEARS)
def test_first_months_read_back(count: int, year: int) -> None:
    reads("Sur les ", f"{count} premiers mois de {year}", ", tout recule.", month(year, 1), month(year, count))


@bounded()
@given(st.sampled_from(("printemps", "été", "automne", "hiver")), YEARS)
def test_seasons_read_back(name: str, year: int) -> None:
    first = {"printemps": 3, "été": 6, "automne": 9, "hiver": 12}[name]
    end = month(year + 1, 2) if name == "hiver" else month(year, first + 2)
    reads("Durant l'" if name != "printemps" else "Durant le ", f"{name} {year}", ", il a plu.", month(year, first), end)


@bounded()
@given(st.sampled_from(("début", "fin", "mi-")), YEARS, st.none() | st.integers(1, 12))
def test_parts_of_months_and_years_read_back(part: str, year: int, number: int | None) -> None:
    space = "" if part.endswith("-") else " "
    written = f"{part}{space}{year}" if number is None else f"{part}{space}{MONTHS[number - 1]} {year}"
    stamp = str(year) if number is None else month(year, number)
    found = reads("Le chantier s'achève ", written, ", dit-on.", stamp, stamp)
    assert found.part == {"début": "early", "fin": "late", "mi-": "mid"}[part]


# --- longer than a year --------------------------------------------------------------------------------------------


@bounded()
@given(st.integers(100, 209), st.sampled_from(("années {0}", "décennie {0}", "fin des années {0}", "début des années {0}")))
def test_decades_read_back(decade: int, form: str) -> None:
    first = decade * 10
    reads("Dès la " if form.startswith("d") else "Dès les ", form.format(first), ", tout change.", str(first), str(first + 9))


@bounded()
@given(st.integers(2, 21), st.sampled_from(("{roman}e siècle", "{n}e siècle", "{roman}ème siècle", "{n}ème siècle")))
def test_centuries_read_back(number: int, form: str) -> None:
    written = form.format(roman=roman(number), n=number)
    reads("La halle date du ", written, ", dit-on.", f"{number * 100 - 99:04d}", f"{number * 100:04d}")


@bounded()
@given(st.integers(1, 999))
def test_years_before_christ_read_back(year: int) -> None:
    stamp = f"-{year - 1:04d}" if year > 1 else "0000"
    reads("La cité fut fondée en ", f"{year} av. J.-C.", " par les Grecs.", stamp, stamp)


@bounded()
@given(YEARS, st.integers(1, 30), st.sampled_from(("{0} à {1}", "{0}-{1}", "{0} et {1}")))
def test_ranges_of_years_read_back(first: int, length: int, form: str) -> None:
    before = "Entre " if "et" in form else "De " if "à" in form else "Le plan "
    reads(before, form.format(first, first + length), ", rien.", str(first), str(first + length))


# --- parts of a month ----------------------------------------------------------------------------------------------


@bounded()
@given(st.integers(1, 2), YEARS, st.integers(1, 12))
def test_fortnights_read_back(number: int, year: int, number_of_month: int) -> None:
    of = "d'" if MONTHS[number_of_month - 1][0] in "ao" else "de "
    written = f"{('première', 'seconde')[number - 1]} quinzaine {of}{MONTHS[number_of_month - 1]} {year}"
    first, last = (1, 15) if number == 1 else (16, monthrange(year, number_of_month)[1])
    stem = month(year, number_of_month)
    reads("Il a plu la ", written, ", dit-on.", f"{stem}-{first:02d}", f"{stem}-{last:02d}")


@bounded()
@given(YEARS, st.integers(1, 12))
def test_the_first_week_of_a_month_is_its_first_full_week(year: int, number: int) -> None:
    of = "d'" if MONTHS[number - 1][0] in "ao" else "de "
    found = reads_any("Il a plu la ", f"première semaine {of}{MONTHS[number - 1]} {year}", ", dit-on.")
    start, end = date.fromisoformat(found.from_ or ""), date.fromisoformat(found.to or "")
    assert start.isoweekday() == 1 and end - start == timedelta(days=6) and start.day <= 7 and (start.year, start.month) == (year, number)


def reads_any(before: str, written: str, after: str) -> Date:
    """The one date of a sentence, whatever its from and to."""
    found = [m for m in read(f"{before}{written}{after}") if isinstance(m, Date)]
    assert [m.text for m in found] == [written], report(written, "one date", list(found))
    return found[0]


# --- clock times ---------------------------------------------------------------------------------------------------

CLOCKS: dict[str, Callable[[int, int], str]] = {
    "14h05": lambda h, m: f"{h}h{m:02d}",
    "14 h 05": lambda h, m: f"{h} h {m:02d}",
    "14:05": lambda h, m: f"{h:02d}:{m:02d}",
    "14 heures 5": lambda h, m: f"{h} heures {m}",
    "14 heures 5 minutes": lambda h, m: f"{h} heures {m} minutes",
}


@pytest.mark.parametrize("form", CLOCKS)
@bounded(40)
@given(st.integers(2, 23), st.integers(2, 59))
def test_clock_times_read_back(form: str, hour: int, minute: int) -> None:
    stamp = f"T{hour:02d}:{minute:02d}"
    reads("Le car part à ", CLOCKS[form](hour, minute), ", dit-on.", stamp, stamp)


@pytest.mark.parametrize("form", ("{0} à {1}", "{0} - {1}", "{0}-{1}", "{0} jusqu'à {1}"))
@bounded(40)
@given(st.integers(0, 22), st.integers(0, 59))
def test_ranges_of_hours_read_back(form: str, hour: int, minute: int) -> None:
    written = form.format(f"{hour}h{minute:02d}", f"{hour + 1}h{minute:02d}")
    reads("Ouvert de ", written, ", dit-on.", f"T{hour:02d}:{minute:02d}", f"T{hour + 1:02d}:{minute:02d}")


@pytest.mark.parametrize("form", ("{day} à {time}", "{day}, à {time}", "{time} le {day}"))
@bounded(40)
@given(MODERN, st.integers(0, 23), st.integers(0, 59))
def test_a_day_and_its_time_read_back(form: str, day: date, hour: int, minute: int) -> None:
    written = form.format(day=f"{day_of(day)} {day.year}", time=f"{hour}h{minute:02d}")
    stamp = f"{day.isoformat()}T{hour:02d}:{minute:02d}"
    reads("C'est fixé au " if form.startswith("{day") else "C'est fixé à ", written, ", dit-on.", stamp, stamp)


# --- relative ------------------------------------------------------------------------------------------------------

DEICTIC = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "après-demain": 2}


@bounded()
@given(MODERN, st.sampled_from(sorted(DEICTIC)))
def test_deictic_days_read_back(day: date, word: str) -> None:
    stamp = (day + timedelta(days=DEICTIC[word])).isoformat()
    assert reads("C'est pour ", word, ", dit-on.", stamp, stamp, day.isoformat()).relative == f"P{DEICTIC[word]}D"


@bounded()
@given(MODERN, st.integers(2, 40), st.booleans())
def test_days_ago_and_ahead_read_back(day: date, count: int, ahead: bool) -> None:
    written = f"{'dans' if ahead else 'il y a'} {count} jours"
    shifted = count if ahead else -count
    stamp = (day + timedelta(days=shifted)).isoformat()
    assert reads("C'était ", written, ", dit-on.", stamp, stamp, day.isoformat()).relative == f"P{shifted}D"


@bounded()
@given(MODERN, st.integers(0, 6), st.sampled_from(("dernier", "prochain")))
def test_weekdays_read_back(day: date, weekday: int, direction: str) -> None:
    back = (day.weekday() - weekday) % 7 or 7
    ahead = (weekday - day.weekday()) % 7 or 7
    stamp = (day + timedelta(days=ahead if direction == "prochain" else -back)).isoformat()
    found = reads("C'était ", f"{WEEKDAYS[weekday]} {direction}", ", dit-on.", stamp, stamp, day.isoformat())
    assert found.relative == f"weekday:{weekday + 1}"


@bounded()
@given(MODERN, st.sampled_from(("semaine dernière", "semaine prochaine", "an dernier", "an prochain", "mois dernier", "mois prochain")))
def test_relative_periods_hold_the_day_that_is_meant(day: date, written: str) -> None:
    found = [m for m in read(f"C'était l'{written}.", day.isoformat()) if isinstance(m, Date)]
    sign = 1 if "prochain" in written else -1
    assert len(found) == 1 and found[0].resolved_by == "published" and found[0].from_ is not None, report(written, day, list(found))
    here = day.isoformat()[: len(found[0].from_)]
    assert (found[0].from_ > here) == (sign > 0) and parse_edtf(found[0].edtf or "") is not None


@bounded()
@given(MODERN, st.sampled_from(((-1, "veille"), (1, "lendemain"))))
def test_the_day_before_and_after_a_date_read_back(day: date, way: tuple[int, str]) -> None:
    stamp = (day + timedelta(days=way[0])).isoformat()
    article = "La " if way[1] == "veille" else "Le "
    reads(article, f"{way[1]} du {day_of(day)} {day.year}", ", il a plu.", stamp, stamp)


# --- without a publication date ------------------------------------------------------------------------------------


@bounded(40)
@given(st.sampled_from((*DEICTIC, "lundi", "la semaine dernière", "il y a deux ans", "ce soir", "dans trois mois", "cet été")))
def test_relative_dates_stay_open_without_a_publication(written: str) -> None:
    found = [m for m in read(f"C'est arrivé {written}, dit-on.") if isinstance(m, Date)]
    assert len(found) == 1 and found[0].from_ is None and found[0].to is None and found[0].relative, report(written, None, list(found))


@bounded(40)
@given(MODERN)
def test_days_without_a_year_stay_open_without_a_publication(day: date) -> None:
    stamp = f"--{day.month:02d}-{day.day:02d}"
    assert reads("C'était le ", day_of(day), ", dit-on.", stamp, stamp).edtf == f"XXXX{stamp[1:]}"


# --- feasts --------------------------------------------------------------------------------------------------------


@bounded(200)
@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_of_march_or_april(year: int) -> None:
    found = easter(year)
    assert found.isoweekday() == 7 and date(year, 3, 22) <= found <= date(year, 4, 25)


@bounded(40)
@given(st.integers(1900, 2099))
def test_feasts_with_their_year_read_back(year: int) -> None:
    reads("Le marché rouvre à ", f"Noël {year}", ", dit-on.", f"{year}-12-25", f"{year}-12-25")
    reads("Le marché rouvre à ", f"Pâques {year}", ", dit-on.", easter(year).isoformat(), easter(year).isoformat())
