"""Units: names and symbols read as UCUM codes that the standard has, without two readings of one surface."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from babel import Locale

from extractor.errors import PackError
from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack, load_pack
from extractor.normalizers.ucum import is_ucum
from extractor.normalizers.units import (
    TimeUnit,
    Unit,
    _add,
    ambiguous_units,
    compose,
    symbol_table,
    time_symbols,
    time_table,
    unit_code,
    unit_table,
)


@pytest.fixture(scope="module")
def pack() -> LanguagePack:
    return load_pack("fr")


def test_every_unit_has_a_ucum_code(pack: LanguagePack) -> None:
    readings = [u for units in ambiguous_units(pack).values() for u in units]
    units = [*unit_table(pack).values(), *symbol_table(pack).values(), *readings]
    codes = {u.ucum for u in units} | {t.ucum for t in (*time_table(pack).values(), *time_symbols(pack).values())}
    assert [code for code in sorted(codes) if not is_ucum(code)] == []


@pytest.mark.parametrize(
    "code",
    ["m", "km2", "har", "kg", "t", "L", "km/h", "Cel", "[ft_i]", "W", "MW", "kW.h", "By", "GBy", "Bq", "ug/m3", "m/s2",
     "/min", "L/(100.km)", "10*6.[Btu]", "mm[Hg]", "{rev}/min", "t{CO2}", "m-1", "dB", "GiBy"],
)  # fmt: skip
def test_is_ucum_accepts_code(code: str) -> None:
    assert is_ucum(code)


@pytest.mark.parametrize(
    "code",
    ["", "kWh", "km²", "°C", "ha", "k", "m//s", "m/", "kmin", "k[ft_i]", "xyz", "m s", "(m", "m)", "²", "(" * 3000 + "m", "m.", "4x"],
)  # fmt: skip
def test_is_ucum_refuses_other_text(code: str) -> None:
    assert not is_ucum(code), code


@pytest.mark.parametrize(
    ("surface", "ucum"),
    [
        ("mètre", "m"), ("mètres", "m"), ("MÈTRES", "m"), ("METRES", "m"), ("kilomètres", "km"), ("centimètre", "cm"),
        ("micromètres", "um"), ("nanomètres", "nm"), ("mètres carrés", "m2"), ("kilomètres carrés", "km2"),
        ("mètre cube", "m3"), ("mètres cube", "m3"), ("hectomètres cubes", "hm3"), ("km carrés", "km2"), ("hectares", "har"),
        ("acres", "[acr_us]"), ("kilogrammes", "kg"), ("kilos", "kg"), ("grammes", "g"), ("milligrammes", "mg"),
        ("tonnes", "t"), ("tonnes métriques", "t"), ("kilotonnes", "kt"), ("mégatonnes", "Mt"), ("litres", "L"),
        ("hectolitres", "hL"), ("barils", "[bbl_us]"), ("gallons", "[gal_us]"), ("watts", "W"), ("mégawatts", "MW"),
        ("gigawatts", "GW"), ("kilowatt-heure", "kW.h"), ("kilowattheures", "kW.h"), ("térawatts-heures", "TW.h"),
        ("mégawatts-heure", "MW.h"), ("kilowatts heure", "kW.h"), ("mégawatts-crête", "MW"), ("joules", "J"),
        ("kilocalories", "kcal"), ("volts", "V"), ("ampères", "A"), ("gigahertz", "GHz"), ("hectopascals", "hPa"),
        ("becquerels", "Bq"), ("millisieverts", "mSv"), ("octets", "By"), ("gigaoctets", "GBy"), ("mégabits", "Mbit"),
        ("kilomètres à l'heure", "km/h"), ("kilomètres à l’heure", "km/h"), ("kilomètres par heure", "km/h"),
        ("kilomètres-heure", "km/h"), ("kilomètres heure", "km/h"), ("km à l'heure", "km/h"), ("mètres par seconde", "m/s"),
        ("miles à l'heure", "[mi_i]/h"), ("nœuds", "[kn_i]"), ("noeuds", "[kn_i]"), ("milles marins", "[nmi_i]"),
        ("pieds", "[ft_i]"), ("pouces", "[in_i]"), ("pieds carrés", "[sft_i]"), ("années-lumière", "[ly]"),
        ("degrés Celsius", "Cel"), ("degré Celsius", "Cel"), ("degrés Fahrenheit", "[degF]"), ("degrés", "deg"),
        ("décibels", "dB"), ("onces", "[oz_av]"), ("onces troy", "[oz_tr]"), ("parties par million", "[ppm]"),
        ("litres aux 100 kilomètres", "L/(100.km)"), ("tours par minute", "/min"), ("stères", "st"),
    ],
)  # fmt: skip
def test_unit_code_reads_name(pack: LanguagePack, surface: str, ucum: str) -> None:
    got = unit_code(surface, pack)
    assert got is not None and got.ucum == ucum, f"{surface!r}: expected {ucum}, got {got}"


@pytest.mark.parametrize(
    ("symbol", "ucum"),
    [
        ("km", "km"), ("m", "m"), ("cm", "cm"), ("mm", "mm"), ("kg", "kg"), ("g", "g"), ("mg", "mg"), ("µg", "ug"),
        ("μg", "ug"), ("t", "t"), ("kt", "kt"), ("Mt", "Mt"), ("L", "L"), ("l", "L"), ("cl", "cL"), ("ml", "mL"),
        ("mL", "mL"), ("hl", "hL"), ("W", "W"), ("kW", "kW"), ("MW", "MW"), ("mW", "mW"), ("GW", "GW"), ("TWh", "TW.h"),
        ("kWh", "kW.h"), ("MWh", "MW.h"), ("Wh", "W.h"), ("MWc", "MW"), ("J", "J"), ("V", "V"), ("kV", "kV"), ("A", "A"),
        ("Hz", "Hz"), ("MHz", "MHz"), ("GHz", "GHz"), ("Go", "GBy"), ("Mo", "MBy"), ("Ko", "kBy"), ("ko", "kBy"),
        ("To", "TBy"), ("GB", "GBy"), ("MB", "MBy"), ("Mb", "Mbit"), ("km/h", "km/h"), ("Km/h", "km/h"), ("m/s", "m/s"),
        ("km2", "km2"), ("km²", "km2"), ("m2", "m2"), ("m²", "m2"), ("m3", "m3"), ("m³", "m3"), ("hm3", "hm3"),
        ("ha", "har"), ("°C", "Cel"), ("°F", "[degF]"), ("K", "K"), ("Bq", "Bq"), ("Sv", "Sv"), ("mSv", "mSv"),
        ("hPa", "hPa"), ("bar", "bar"), ("dB", "dB"), ("ppm", "[ppm]"), ("µg/m3", "ug/m3"), ("g/L", "g/L"), ("g/l", "g/L"),
        ("mg/dl", "mg/dL"), ("g/km", "g/km"), ("m3/s", "m3/s"), ("tCO2", "t"), ("MtCO2e", "Mt"), ("mm/h", "mm/h"),
        ("kw", "kW"), ("Kwh", "kW.h"), ("lb", "[lb_av]"), ("mph", "[mi_i]/h"), ("Mbit/s", "Mbit/s"),
    ],
)  # fmt: skip
def test_symbol_table_reads_symbol(pack: LanguagePack, symbol: str, ucum: str) -> None:
    got = symbol_table(pack).get(symbol)
    assert got is not None and got.ucum == ucum, f"{symbol!r}: expected {ucum}, got {got}"


@pytest.mark.parametrize("symbol", ["mw", "KM2H", "mwh", "gw", "mo", "go", "mb", "M", "k", "h"])
def test_symbol_table_leaves_what_capitals_do_not_settle(pack: LanguagePack, symbol: str) -> None:
    assert symbol not in symbol_table(pack)


def test_cldr_names_of_common_units_are_read(pack: LanguagePack) -> None:
    patterns = Locale.parse("fr")._data["unit_patterns"]
    kinds = ("length-", "area-", "mass-", "volume-", "speed-", "power-", "digital-", "frequency-", "temperature-", "pressure-")
    rare = ("earth", "solar", "furlong", "fathom", "scandinavian", "point", "stone", "dalton", "grain", "metric", "cup",
            "acre", "quart", "pint", "imperial", "dessert", "drop", "dram", "jigger", "pinch", "beaufort", "dunam",
            "generic", "inch-ofhg", "pound", "mile", "yard", "light-speed")  # fmt: skip
    table, missing = unit_table(pack), []
    for unit, forms in patterns.items():
        if unit.startswith(kinds) and not any(word in unit for word in rare):
            for form in dict(dict(forms).get("long", {})).values():
                name = fold(str(form).replace("{0}", "").strip())
                if not name.startswith("par ") and name not in table:
                    missing.append(name)
    assert missing == []


@pytest.mark.parametrize(("surface", "factor", "ucum"), [("quintaux", "100", "kg"), ("chevaux-vapeur", "735.49875", "W")])
def test_unit_without_code_has_exact_factor(pack: LanguagePack, surface: str, factor: str, ucum: str) -> None:
    assert unit_table(pack)[surface] == Unit(ucum, unit_table(pack)[surface].kind, Decimal(factor))


@pytest.mark.parametrize("surface", ["pieds", "bars", "m", "°", "t", "pouce", "A"])
def test_everyday_words_and_letters_are_homographs(pack: LanguagePack, surface: str) -> None:
    got = unit_code(surface, pack)
    assert got is not None and got.homograph, surface


def test_ambiguous_units_begin_with_the_default(pack: LanguagePack) -> None:
    for surface, readings in ambiguous_units(pack).items():
        default = unit_table(pack).get(surface)
        assert default is None or default.ucum == readings[0].ucum, surface


def test_livre_is_no_sure_unit(pack: LanguagePack) -> None:
    assert unit_table(pack)["livres"].homograph and ambiguous_units(pack)["livres"][0].ucum == "[lb_av]"


def test_unit_table_holds_folded_names(pack: LanguagePack) -> None:
    for surface in unit_table(pack):
        assert surface == fold(surface) == " ".join(surface.split()), surface


def test_two_readings_of_one_name_are_refused() -> None:
    with pytest.raises(PackError, match="both m and km"):
        _add({"x": Unit("m", "length")}, "x", Unit("km", "length"), "units.toml")


@pytest.mark.parametrize(
    ("surface", "iso", "count"),
    [("an", "Y", "1"), ("années", "Y", "1"), ("mois", "M", "1"), ("semaines", "W", "1"), ("jours", "D", "1"),
     ("heure", "TH", "1"), ("minutes", "TM", "1"), ("secondes", "TS", "1"), ("trimestre", "M", "3"),
     ("semestres", "M", "6"), ("décennie", "Y", "10"), ("siècles", "Y", "100"), ("annees", "Y", "1")],
)  # fmt: skip
def test_time_table_reads_name(pack: LanguagePack, surface: str, iso: str, count: str) -> None:
    assert (time_table(pack)[surface].iso, time_table(pack)[surface].count) == (iso, Decimal(count))


@pytest.mark.parametrize(("symbol", "iso"), [("h", "TH"), ("H", "TH"), ("min", "TM"), ("mn", "TM"), ("s", "TS"), ("j", "D")])
def test_time_symbols_reads_symbol(pack: LanguagePack, symbol: str, iso: str) -> None:
    assert time_symbols(pack)[symbol].iso == iso


@pytest.mark.parametrize(
    ("first", "per", "ucum", "kind"),
    [("grammes", "litre", "g/L", "concentration"), ("microgrammes", "mètre cube", "ug/m3", "concentration"),
     ("litres", "mètre carré", "L/m2", "yield"), ("tonnes", "hectare", "t/har", "yield"),
     ("grammes", "kilomètre", "g/km", "ratio"), ("milligrammes", "kilo", "mg/kg", "concentration")],
)  # fmt: skip
def test_compose_divides_units(pack: LanguagePack, first: str, per: str, ucum: str, kind: str) -> None:
    made = compose(unit_table(pack)[first], unit_table(pack)[per])
    assert (made.ucum, made.kind) == (ucum, kind) and is_ucum(made.ucum)


@pytest.mark.parametrize(
    ("first", "per", "ucum", "kind"),
    [("kilomètres", "heure", "km/h", "speed"), ("litres", "seconde", "L/s", "flow"), ("tonnes", "an", "t/a", "rate"),
     ("mètres cubes", "jour", "m3/d", "flow"), ("kilowattheures", "mois", "kW.h/mo", "rate")],
)  # fmt: skip
def test_compose_divides_by_time(pack: LanguagePack, first: str, per: str, ucum: str, kind: str) -> None:
    made = compose(unit_table(pack)[first], time_table(pack)[per])
    assert (made.ucum, made.kind) == (ucum, kind) and is_ucum(made.ucum)


def test_compose_keeps_the_factor_above_and_refuses_one_below(pack: LanguagePack) -> None:
    quintal, hectare = unit_table(pack)["quintaux"], unit_table(pack)["hectare"]
    assert compose(quintal, hectare) == Unit("kg/har", "yield", Decimal(100))
    with pytest.raises(ValueError, match="no exact unit"):
        compose(hectare, quintal)
    with pytest.raises(ValueError, match="no exact unit"):
        compose(hectare, TimeUnit("mo", "M", "quarter", Decimal(3)))


def test_tables_build_fast_and_load_no_heavy_package() -> None:
    code = (
        "import sys, time; from extractor.lang.pack import load_pack; p = load_pack('fr'); t = time.process_time()\n"
        "from extractor.normalizers import currency as c, units as u\n"
        "c.scaled_currencies(p); u.unit_table(p); u.symbol_table(p); u.ambiguous_units(p); u.time_table(p)\n"
        "print(time.process_time() - t); assert not {'spacy', 'pandas'} & sys.modules.keys()"
    )
    best = min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    assert best < 0.3, f"tables took {best:.3f} s"  # 0.05 s on the machine it was written on; wide for a busy one
