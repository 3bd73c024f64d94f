"""Currencies: every CLDR name, sign and code reads as its ISO 4217 code, and defaults say that they are defaults."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from babel import Locale
from babel.core import get_global

from extractor.lang.fold import fold, unaccented
from extractor.lang.pack import COMMON, LanguagePack, load_pack, read_toml
from extractor.normalizers.currency import (
    currency_code,
    currency_table,
    exact_symbols,
    glued_scales,
    scale_symbols,
    scaled_currency,
)

COMMON_TABLE = read_toml(COMMON / "currencies.toml")
CURRENT = COMMON_TABLE["current"].split()
PLURALS = Locale.parse("fr")._data["currency_names_plural"]
CLDR_NAMES = [
    (name, code)
    for code in CURRENT
    for name in sorted({*dict(PLURALS.get(code, {})).values(), Locale.parse("fr").currencies.get(code, "")})
    if name and not any(c in "()0123456789" for c in name)
]


@pytest.fixture(scope="module")
def pack() -> LanguagePack:
    return load_pack("fr")


@pytest.mark.parametrize(("name", "code"), CLDR_NAMES)
def test_currency_table_reads_cldr_name(pack: LanguagePack, name: str, code: str) -> None:
    got = currency_table(pack).get(fold(name))
    assert got is not None and got.code == code, f"{name!r}: expected {code}, got {got}"
    assert not got.ambiguous, f"{name!r} is a full name, and no default"


def test_currency_table_reads_names_without_accents(pack: LanguagePack) -> None:
    for name, code in CLDR_NAMES:
        bare = unaccented(fold(name))
        assert currency_table(pack)[bare].code == code, bare


def test_currency_table_holds_folded_surfaces(pack: LanguagePack) -> None:
    for surface in currency_table(pack):
        assert surface == fold(surface) == " ".join(surface.split()), surface


def test_common_codes_are_those_of_cldr() -> None:
    tender = {c for uses in get_global("territory_currencies").values() for c, _, end, legal in uses if not end and legal}
    changed = {"BGN", "ANG", "SLL", "CUC", "ZWL", "ZWG", "XCG"}  # CLDR editions differ on these
    assert set(CURRENT) ^ tender <= changed


def test_codes_and_lists_are_iso_4217_in_form(pack: LanguagePack) -> None:
    codes = {c.code for c in (*currency_table(pack).values(), *exact_symbols(pack).values())}
    known = set(Locale.parse("fr").currencies) | set(CURRENT)
    assert codes <= known, codes - known
    for key in ("current", "historic", "not_money", "code_homographs", "scaled_codes"):
        listed = COMMON_TABLE[key].split()
        assert all(re.fullmatch(r"[A-Z]{3}", code) for code in listed)
        assert len(set(listed)) == len(listed), key


@pytest.mark.parametrize(
    ("surface", "code", "ambiguous"),
    [
        ("euros", "EUR", False), ("€", "EUR", False), ("dollars", "USD", True), ("$", "USD", True),
        ("dollars américains", "USD", False), ("dollar US", "USD", False), ("$ US", "USD", False), ("US$", "USD", False),
        ("dollars des États-Unis", "USD", False), ("dollars canadiens", "CAD", False), ("$ CA", "CAD", False),
        ("$ CAN", "CAD", False), ("CAN$", "CAD", False), ("dollars australiens", "AUD", False),
        ("dollars de Hong-Kong", "HKD", False), ("dollars taïwanais", "TWD", False), ("nzd$", "NZD", False),
        ("livres sterling", "GBP", False), ("livre sterling", "GBP", False), ("£", "GBP", True), ("livres", "GBP", True),
        ("livres turques", "TRY", False), ("livres égyptiennes", "EGP", False), ("francs suisses", "CHF", False),
        ("CHF", "CHF", False), ("fr.", "CHF", True), ("francs", "FRF", True), ("F", "FRF", True), ("FF", "FRF", False),
        ("francs français", "FRF", False), ("francs belges", "BEF", False), ("francs CFA", "XOF", True),
        ("FCFA", "XOF", True), ("F CFA", "XOF", True), ("francs Pacifique", "XPF", False), ("francs CFP", "XPF", False),
        ("yuans", "CNY", False), ("renminbi", "CNY", False), ("RMB", "CNY", False), ("yens", "JPY", False),
        ("yen", "JPY", False), ("¥", "JPY", True), ("roupies", "INR", True), ("roupies indiennes", "INR", False),
        ("roupies pakistanaises", "PKR", False), ("roubles", "RUB", True), ("couronnes suédoises", "SEK", False),
        ("couronnes", "SEK", True), ("dirhams", "MAD", True), ("DH", "MAD", True), ("MAD", "MAD", False),
        ("dirhams des Émirats arabes unis", "AED", False), ("dinars", "DZD", True), ("dinars tunisiens", "TND", False),
        ("nairas", "NGN", False), ("cédis", "GHS", False), ("rands", "ZAR", False), ("shekels", "ILS", False),
        ("zlotys", "PLN", False), ("forints", "HUF", False), ("lei", "RON", True), ("leva", "BGN", False),
        ("reals", "BRL", False), ("réaux", "BRL", False), ("pesos argentins", "ARS", False), ("pesos", "MXN", True),
        ("bolivars", "VES", False), ("rials iraniens", "IRR", False), ("rials", "IRR", True), ("won", "KRW", True),
        ("marks", "DEM", True), ("deutschemarks", "DEM", False), ("lires", "ITL", True), ("pesetas", "ESP", False),
        ("florins", "NLG", True), ("ariary", "MGA", False), ("gourdes", "HTG", True), ("hryvnias", "UAH", False),
    ],
)  # fmt: skip
def test_currency_code_reads_surface(pack: LanguagePack, surface: str, code: str, ambiguous: bool) -> None:
    got = currency_code(surface, pack)
    assert got is not None and (got.code, got.ambiguous) == (code, ambiguous), f"{surface!r}: got {got}"


@pytest.mark.parametrize("word", ["or", "argent", "sucre équatorien doux", "euro wir", "chemise", "all", "top", "kg", ""])
def test_currency_code_leaves_other_words(pack: LanguagePack, word: str) -> None:
    assert currency_code(word, pack) is None


@pytest.mark.parametrize("surface", ["livres", "cents", "couronnes", "COP", "TOP", "sols", "F"])
def test_currency_code_marks_homographs(pack: LanguagePack, surface: str) -> None:
    got = currency_code(surface, pack)
    assert got is not None and got.homograph, surface


@pytest.mark.parametrize(
    ("surface", "scale", "code"),
    [("centimes", "0.01", "EUR"), ("cents", "0.01", "USD"), ("pence", "0.01", "GBP"), ("centimes d'euro", "0.01", "EUR"),
     ("kopecks", "0.01", "RUB"), ("millimes", "0.001", "TND"), ("anciens francs", "0.01", "FRF"), ("euros", "1", "EUR")],
)  # fmt: skip
def test_currency_code_scales_fractions(pack: LanguagePack, surface: str, scale: str, code: str) -> None:
    got = currency_code(surface, pack)
    assert got is not None and (got.scale, got.code) == (Decimal(scale), code)


def test_noun_joins_the_currencies_of_a_family(pack: LanguagePack) -> None:
    nouns = {s: currency_table(pack)[s].noun for s in ("dollars", "$", "dollars canadiens", "hk$", "cents")}
    assert set(nouns.values()) == {"dollar"}, nouns


@pytest.mark.parametrize(
    ("surface", "factor", "code"),
    [("M€", 10**6, "EUR"), ("m€", 10**6, "EUR"), ("Md€", 10**9, "EUR"), ("Mds€", 10**9, "EUR"), ("mds€", 10**9, "EUR"),
     ("k€", 10**3, "EUR"), ("K€", 10**3, "EUR"), ("MEUR", 10**6, "EUR"), ("MdEUR", 10**9, "EUR"), ("kEUR", 10**3, "EUR"),
     ("MUSD", 10**6, "USD"), ("M$", 10**6, "USD"), ("MM$", 10**6, "USD"), ("G$", 10**9, "USD"), ("ME", 10**6, "EUR"),
     ("MF", 10**6, "FRF"), ("€bn", 10**9, "EUR"), ("$k", 10**3, "USD"), ("MDH", 10**6, "MAD"), ("MMDH", 10**9, "MAD"),
     ("MFCFA", 10**6, "XOF"), ("MCHF", 10**6, "CHF"), ("KF", 10**3, "FRF")],
)  # fmt: skip
def test_scaled_currency_reads_glued_forms(pack: LanguagePack, surface: str, factor: int, code: str) -> None:
    got = scaled_currency(surface, pack)
    assert got is not None and (got[0], got[1].code) == (factor, code), f"{surface!r}: got {got}"


@pytest.mark.parametrize("surface", ["me", "mf", "MALL", "€", "MW", "M", ""])
def test_scaled_currency_leaves_other_words(pack: LanguagePack, surface: str) -> None:
    assert scaled_currency(surface, pack) is None


def test_scale_symbols_keep_metres_and_minutes_out(pack: LanguagePack) -> None:
    assert not {"m", "mn", "g", "b"} & scale_symbols(pack).keys()
    assert glued_scales(pack)["m"] == 10**6
