"""Numbers in digits and in words: values, and what is no numeral. The whole range is in test_properties.py."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.lexer import vocabulary
from extractor.numerals import Numeral, read_digits, read_words
from french_numbers import REGIONS, Region, words_of
from reading import PACK, check, read, report

DIGITS = PACK.table("numerals")["digits"]


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("7", "7"),
        ("007", "7"),
        ("35.000", "35000"),
        ("35 000", "35000"),
        ("1'234", "1234"),
        ("1 234 567", "1234567"),
        ("1.234.567,5", "1234567.5"),
        ("1 234,50", "1234.50"),
        ("31,5", "31.5"),
        ("31.5", "31.5"),
        ("2.55", "2.55"),
        ("0.500", "0.500"),
        ("0,125", "0.125"),
        ("5,125", "5.125"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("12,000,000", "12000000"),
    ],
)
def test_read_digits_reads_separators_of_the_language(surface: str, value: str) -> None:
    assert str(read_digits(surface, DIGITS)) == value


def test_read_digits_is_exact_beyond_the_precision_of_floats() -> None:
    assert read_digits("12345678901234567,89", DIGITS) == Decimal("12345678901234567.89")


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("number", [*range(2, 100), 100, 101, 121, 171, 180, 191, 200, 271, 999, 1000, 1999, 80_000, 200_000, 980_071])
def test_words_read_back(region: Region, number: int) -> None:
    written = words_of(number, region)
    check(f"on compte {written} emplois ici.", [(written, {"type": "number", "value": str(number)})])


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("mille neuf cent quatre-vingt-quatre", "1984"),
        ("dix-neuf cent quatorze", "1914"),
        ("onze cents", "1100"),
        ("quatre vingt dix sept", "97"),
        ("vingt-et-un", "21"),
        ("soixante-et-onze", "71"),
        ("quatre-vingt-un", "81"),
        ("octante-deux", "82"),
        ("deux mille", "2000"),
        ("deux-cent-mille", "200000"),
        ("trois millions deux cent mille un", "3200001"),
        ("un milliard deux cents millions", "1200000000"),
        ("Deux cent trente", "230"),
        ("VINGT-DEUX", "22"),
    ],
)
def test_words_of_other_spellings_read_back(written: str, value: str) -> None:
    check(f"Il y avait {written} salariés.", [(written, {"value": value})])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("vingt trente kilos", ["vingt", "trente kilos"]),
        ("deux trois personnes", ["deux", "trois"]),
        ("dix vingt mille", ["dix", "vingt mille"]),
        ("mille mille", ["mille", "mille"]),
        ("trente dix", ["trente", "dix"]),
    ],
)
def test_words_that_make_no_numeral_are_not_joined(text: str, parts: list[str]) -> None:
    """No addition that the grammar does not have: whatever is read, no mention spans both words."""
    got = read(text)
    assert all(m.text in parts for m in got), report(text, parts, got)


@pytest.mark.parametrize("text", ["vingt et deux ans", "quatre et un", "cent et quelques", "mille et une nuits"])
def test_words_join_by_and_only_one_and_eleven(text: str) -> None:
    got = read(text)
    assert not any(" et " in m.text for m in got), report(text, "no numeral over 'et'", got)


def _numeral(text: str) -> tuple[Numeral | None, int]:
    words = vocabulary(PACK)
    run = [(words.words[w].code if w in words.words else "", w, 0, 0, "") for w in text.split()]
    return read_words(run, 0, words.words, PACK.table("numerals")["words"])


def test_read_words_says_where_the_numeral_ends() -> None:
    assert _numeral("deux cent trois personnes") == (Numeral(Decimal(203), 0), 3)


def test_read_words_keeps_the_scale() -> None:
    assert _numeral("trois millions d'") == (Numeral(Decimal(3_000_000), 10**6), 2)


def test_read_words_declines_where_none_begins() -> None:
    assert _numeral("personnes deux") == (None, 0)


def test_read_words_declines_a_scale_alone() -> None:
    assert _numeral("millions") == (None, 0)


def test_read_words_stops_at_a_larger_scale() -> None:
    assert _numeral("deux millions trois milliards")[0] == Numeral(Decimal(2_000_003), 10**6)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35.000 milliards d'arbres", "35000000000000"),
        ("9 mille arbres", "9000"),
        ("1,3 million d'arbres", "1300000"),
        ("3 milliards 400 millions d'arbres", "3400000000"),
        ("un million et demi d'arbres", "1500000"),
        ("un demi-million d'arbres", "500000"),
        ("deux milliards et demi d'arbres", "2500000000"),
        ("0,5 million d'arbres", "500000"),
        ("trois milliers d'arbres", "3000"),
    ],
)
def test_scales_multiply(text: str, value: str) -> None:
    got = read(text)
    assert [str(m.model_dump(mode="json").get("value")) for m in got] == [value], report(text, value, got)


@pytest.mark.parametrize(
    ("text", "value"),
    [("un recul de -1,3 %", "-1.3"), ("+8,5 %", "8.5"), ("\u22122 %", "-2"), ("\u20135 °C", "-5"), ("(- 3 %)", "-3")],
)
def test_sign_belongs_to_the_value(text: str, value: str) -> None:
    got = read(text)
    assert [m.model_dump(mode="json").get("value") for m in got] == [value], report(text, value, got)


@pytest.mark.parametrize("text", ["le score de 3-1", "en 2019-2020", "de 10-12 ans"])
def test_sign_is_no_hyphen_between_numbers(text: str) -> None:
    got = read(text)
    assert not any(str(m.model_dump(mode="json").get("value", "")).startswith("-") for m in got), report(text, "no minus", got)
