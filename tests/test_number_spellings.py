"""Numbers from 0 to a billion in every spelling, written by another library (num2words) and by our own writer, and read back.

num2words writes French of France, Belgium and Switzerland; it is asked only when it is installed. Surroundings are random:
what is read must be found at its offsets whatever stands around it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.normalizers.ucum import is_ucum
from extractor.schema import Mention
from french_numbers import REGIONS, Region, digits_of, words_of
from reading import check, read, report

BILLION = 10**9
NUMBERS = st.one_of(st.integers(2, 100), st.integers(2, 2500), st.integers(2, 10**6), st.integers(2, BILLION))
DIALECTS = ("fr", "fr_BE", "fr_CH")


def bounded(examples: int) -> settings:
    """So many examples, the same ones in every run."""
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as written": lambda words: words,
    "no hyphens": lambda words: words.replace("-", " "),
    "hyphens": lambda words: words.replace(" ", "-"),
    "capital": lambda words: words[:1].upper() + words[1:],
    "capitals": str.upper,
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
@bounded(80)
@given(number=st.one_of(st.just(0), NUMBERS, st.just(BILLION)))
def test_numbers_of_another_writer_read_back(dialect: str, spelling: str, number: int) -> None:
    num2words = pytest.importorskip("num2words").num2words
    written = SPELLINGS[spelling](num2words(number, lang=dialect))
    check(f"{written} arbres ont poussé." if spelling == "capital" else f"on compte : {written} arbres.", [(written, {"value": str(number)})])


@pytest.mark.parametrize("number", [*range(2, 1000), *range(1000, 10**6, 7919), *range(10**6, BILLION, 98_765_431)])
def test_small_and_large_numbers_read_back_in_all_regions(number: int) -> None:
    for region in REGIONS:
        for hyphens in (False, True):
            written = words_of(number, region, hyphens)
            found = read(f"on compte {written} arbres")
            assert [(m.text, getattr(m, "value", None)) for m in found] == [(written, Decimal(number))], report(written, number, found)


@bounded(200)
@given(st.integers(0, 999), st.integers(0, 3), st.integers(1, 99), st.sampled_from(REGIONS))
def test_decimals_in_words_read_back(whole: int, zeros: int, decimals: int, region: Region) -> None:
    spoken = " ".join([*["zéro"] * zeros, words_of(decimals, region)])
    written = f"{words_of(whole, region)} virgule {spoken}"
    value = Decimal(f"{whole}.{'0' * zeros}{decimals}")
    found = read(f"Le taux est de {written} pour cent.")
    assert [(m.text, getattr(m, "value", None)) for m in found] == [(f"{written} pour cent", value)], report(written, value, found)


@bounded(150)
@given(st.integers(1, 99), st.integers(1, 999), st.booleans())
def test_millions_with_thousands_read_back(millions: int, thousands: int, in_words: bool) -> None:
    count = words_of(thousands).removesuffix("s") if thousands > 1 and words_of(thousands).endswith(("cents", "vingts")) else words_of(thousands)
    tail = (f"{count} mille" if thousands > 1 else "mille") if in_words else f"{thousands} mille"
    written = f"{millions} million{'s' if millions > 1 else ''} {tail}"
    value = millions * 10**6 + thousands * 1000
    check(f"Il faut {written} euros.", [(f"{written} euros", {"type": "money", "value": str(value), "unit": "EUR"})])


MINUS = st.sampled_from(["-", "\u2212", "\u2013", "- ", "\u2212 ", "moins "])


@bounded(150)
@given(MINUS, st.integers(1, 60), st.sampled_from(["°C", " °C", " degrés", "°", " degrés Celsius"]))
def test_degrees_below_zero_read_back(minus: str, degrees: int, unit: str) -> None:
    written = f"{minus}{degrees}{unit}"
    check(f"La nuit, il a fait {written}.", [(written, {"type": "quantity", "value": str(-degrees), "unit": "Cel"})])


@bounded(100)
@given(st.integers(1, 2), st.integers(10, 99), st.sampled_from(["{}m{}", "{} m {}", "{} mètres {}"]))
def test_metres_and_centimetres_read_back(metres: int, centimetres: int, form: str) -> None:
    written = form.format(metres, centimetres)
    check(f"Il saute {written}.", [(written, {"type": "quantity", "value": str((Decimal(metres * 100 + centimetres) / 100).normalize()), "unit": "m"})])


# --- in any surrounding --------------------------------------------------------------------------------------------------

KINDS: dict[str, tuple[str, str]] = {
    "number": ("{} arbres", "{}"),
    "percent": ("{} %", "{} %"),
    "money": ("{} euros", "{} euros"),
    "quantity": ("{} tonnes", "{} tonnes"),
    "duration": ("{} jours", "{} jours"),
}
WORDS = st.lists(st.sampled_from(["zzz", "arbre", "Kyx", "«", "»", "(x)", "l'oiseau", "y", ":", "…", "—", "é", "\n", "😀", "Dupont,"]), max_size=12).map(" ".join)


@pytest.mark.parametrize("kind", KINDS)
@bounded(150)
@given(number=st.integers(2, 99_999), in_words=st.booleans(), group=st.sampled_from(["", " ", "\u00a0", "\u202f", "."]), before=WORDS, after=WORDS)
def test_mention_of_any_value_is_found_at_its_offsets(kind: str, number: int, in_words: bool, group: str, before: str, after: str) -> None:
    written = words_of(number) if in_words else digits_of(number, group)
    form, span = KINDS[kind]
    surface = span.format(written)
    text = f"{before} zzz : {form.format(written)} ; zzz {after}"
    at = len(before) + 7
    found = [m for m in read(text) if m.start < at + len(surface) and at < m.end]
    assert [(m.type, m.start, m.text) for m in found] == [(kind, at, surface)], report(text, surface, found)
    expected = f"P{number}D" if kind == "duration" else Decimal(number)
    assert getattr(found[0], "value", None) == expected, report(text, expected, found)


# --- codes ------------------------------------------------------------------------------------------------------------------

UNITS = ["grammes", "kg", "tonnes", "litres", "m3", "kWh", "Mo", "becquerels", "mètres", "km", "µg", "barils", "hectolitres", "watts", "quintaux"]
PER = [" par litre", " par mètre cube", "/l", "/m3", " par seconde", " par heure", "/h", " par hectare", "/ha", " par kilo", "/km", " par minute", " à l'heure", " au mètre carré"]


@bounded(300)
@given(st.integers(2, 500), st.sampled_from(UNITS), st.sampled_from(["", *PER]))
def test_units_that_are_read_are_codes_of_the_standard(number: int, unit: str, per: str) -> None:
    found: list[Mention] = [m for m in read(f"On a mesuré {number} {unit}{per}.") if m.type == "quantity"]
    assert len(found) == 1, report(f"{number} {unit}{per}", "one quantity", found)
    assert is_ucum(str(getattr(found[0], "unit", ""))), report(f"{number} {unit}{per}", "a UCUM code", found)
