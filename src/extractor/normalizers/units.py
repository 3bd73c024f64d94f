"""Names and symbols of units → UCUM codes, and time units → ISO 8601 designators.

Names and their prefixes come from `units.toml` of the pack, symbols that belong to no language from
`lang/common/units.toml`; prefixed, squared and compound forms are made here. Names are matched folded, symbols with their
capitals: MW is not mW. A unit without a code of its own carries an exact factor (a quintal is 100 kg).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any

from extractor.errors import PackError
from extractor.lang.fold import fold
from extractor.lang.pack import COMMON, LanguagePack, read_toml
from extractor.normalizers import both_numbers, spellings


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word or symbol stands for.

    Args:
        ucum: UCUM code, case sensitive.
        kind: what it measures: length, area, volume, mass, speed, temperature, power, energy, data, angle …
        factor: what one of the word is worth in `ucum`; 1 unless the word has no code of its own.
        homograph: the surface has other readings ("pied", "m", "°"): ask for a numeral right in front.
    """

    ucum: str
    kind: str
    factor: Decimal = Decimal(1)
    homograph: bool = False


@dataclass(frozen=True, slots=True)
class TimeUnit:
    """A unit of time.

    Args:
        ucum: UCUM code of the designator's unit (a, mo, wk, d, h, min, s; ms, us, ns).
        iso: ISO 8601 designator: Y, M, W, D, or TH, TM, TS after the "T".
        kind: year, month, week, day, hour, minute, second, quarter, half, decade, century, millennium.
        count: how many of the designator one is: a quarter is 3 M.
    """

    ucum: str
    iso: str
    kind: str
    count: Decimal = Decimal(1)


@lru_cache(maxsize=8)
def unit_table(pack: LanguagePack) -> dict[str, Unit]:
    """Folded names (single spaces) → unit, in both numbers and with all prefixes.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> table = unit_table(load_pack(default_language()))
    >>> table["kilowattheures"].ucum, table["quintaux"], table["km/h"].ucum
    ('kW.h', Unit(ucum='kg', kind='mass', factor=Decimal('100'), homograph=False), 'km/h')

    Raises:
        PackError: one name has two readings.
    """
    own = pack.table("units")
    homographs = {s for entry in own["homographs"]["names"] for form in both_numbers(entry) for s in spellings(form)}
    table: dict[str, Unit] = {}
    for name, unit in (*_plain_names(own), *_metric_names(own), *_powers(own), *_speeds(pack)):
        _add(table, fold(name), unit, f"{pack.path}/units.toml")
    for surface, unit in list(table.items()):
        for spelling in spellings(surface):
            table.setdefault(spelling, unit)
    for surface in homographs & table.keys():
        table[surface] = replace(table[surface], homograph=True)
    return table


@lru_cache(maxsize=8)
def symbol_table(pack: LanguagePack) -> dict[str, Unit]:
    """Exact symbols → unit; capitals count.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> table = symbol_table(load_pack(default_language()))
    >>> table["MW"].ucum, table["mW"].ucum, table["km²"].ucum, table["µg/m3"].ucum, table["Go"].ucum
    ('MW', 'mW', 'km2', 'ug/m3', 'GBy')
    """
    common, own = read_toml(COMMON / "units.toml"), pack.table("units")
    table: dict[str, Unit] = {}
    for symbol, unit in _symbols(own["symbols"] | common["symbols"], common["prefixes"]):
        _add(table, symbol, unit, "units.toml, symbols")
    for base, substance in product(common["mass_of"]["bases"], common["mass_of"]["substances"]):
        table[base + substance] = replace(table[base], homograph=False)
    for compound in common["compounds"]["list"].split():
        first, _, per = compound.partition("/")
        _add(table, compound, compose(table[first], _denominator(per, table, pack)), "common/units.toml, compounds")
    for symbol, variants in common["variants"].items():
        for variant in variants:
            _add(table, variant, table[symbol], "common/units.toml, variants")
    return table


@lru_cache(maxsize=8)
def ambiguous_units(pack: LanguagePack) -> dict[str, tuple[Unit, ...]]:
    """Folded names with several readings, the default first; the context has to choose.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> [unit.ucum for unit in ambiguous_units(load_pack(default_language()))["°"]]
    ['deg', 'Cel']
    """
    table: dict[str, tuple[Unit, ...]] = {}
    for entry in pack.table("units")["ambiguous"]:
        readings = tuple(
            Unit(ucum, kind, Decimal(*factor or ("1",)), homograph=True) for ucum, kind, *factor in entry["readings"]
        )
        for name in entry["names"]:
            for form in both_numbers(name):
                for spelling in spellings(form):
                    table[spelling] = readings
    return table


@lru_cache(maxsize=8)
def time_table(pack: LanguagePack) -> dict[str, TimeUnit]:
    """Folded names of time units, in both numbers.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> time_table(load_pack(default_language()))["trimestres"]
    TimeUnit(ucum='mo', iso='M', kind='quarter', count=Decimal('3'))
    """
    table: dict[str, TimeUnit] = {}
    for entry in pack.table("units")["time"]:
        for name in entry["names"]:
            for form in both_numbers(name):
                for spelling in spellings(form):
                    table[spelling] = _time_unit(entry)
    return table


@lru_cache(maxsize=8)
def time_symbols(pack: LanguagePack) -> dict[str, TimeUnit]:
    """Exact symbols of time units ("h", "min", "mn", "s").

    >>> from extractor.lang.pack import default_language, load_pack
    >>> time_symbols(load_pack(default_language()))["mn"].iso
    'TM'
    """
    return {symbol: _time_unit(entry) for entry in pack.table("units")["time"] for symbol in entry["symbols"]}


@lru_cache(maxsize=8)
def per_markers(pack: LanguagePack) -> frozenset[str]:
    """Folded words between a unit and its denominator ("par", "à l'", "/").

    >>> from extractor.lang.pack import default_language, load_pack
    >>> "/" in per_markers(load_pack(default_language()))
    True
    """
    return frozenset(fold(marker) for marker in pack.table("units")["per"]["markers"])


def unit_code(surface: str, pack: LanguagePack) -> Unit | None:
    """The reading of a surface in its original case: symbols first, then names; None when unknown.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> pack = load_pack(default_language())
    >>> unit_code("MWh", pack).ucum, unit_code("Hectares", pack).ucum, unit_code("xyz", pack)
    ('MW.h', 'har', None)
    """
    return symbol_table(pack).get(surface) or unit_table(pack).get(" ".join(fold(surface).split()))


def compose(first: Unit, per: Unit | TimeUnit) -> Unit:
    """The compound unit `first` per `per` ("grammes par litre" → g/L, "mètres par seconde" → m/s).

    The factor of the denominator must be one: a division could not be exact.

    >>> compose(Unit("ug", "mass"), Unit("m3", "volume"))
    Unit(ucum='ug/m3', kind='concentration', factor=Decimal('1'), homograph=False)
    >>> compose(Unit("km", "length"), TimeUnit("h", "TH", "hour")).kind
    'speed'

    Raises:
        ValueError: the denominator has a factor.
    """
    if isinstance(per, TimeUnit):
        factor, kind = (Decimal(1) if per.ucum in _SUBSECONDS else per.count), _PER_TIME.get(first.kind, "rate")
    else:
        factor, kind = per.factor, _RATIOS.get((first.kind, per.kind), "ratio")
    if factor != 1:
        raise ValueError(f"no exact unit: {first.ucum} per {factor} {per.ucum}")
    below = f"({per.ucum})" if any(c in per.ucum for c in "./") else per.ucum
    return Unit(f"{first.ucum}/{below}", kind, first.factor)


_SUBSECONDS = ("ms", "us", "ns")
_PER_TIME = {"length": "speed", "volume": "flow"}
_RATIOS = {
    ("mass", "volume"): "concentration",
    ("mass", "mass"): "concentration",
    ("amount", "volume"): "concentration",
    ("volume", "volume"): "concentration",
    ("radioactivity", "volume"): "concentration",
    ("radioactivity", "mass"): "concentration",
    ("volume", "length"): "consumption",
    ("energy", "length"): "consumption",
    ("mass", "area"): "yield",
    ("volume", "area"): "yield",
}
_POWER_KINDS = {"2": "area", "3": "volume"}
_POWER_SIGNS = {"2": ("2", "²"), "3": ("3", "³")}


def _add(table: dict[str, Unit], surface: str, unit: Unit, where: str) -> None:
    known = table.setdefault(surface, unit)
    if (known.ucum, known.factor) != (unit.ucum, unit.factor):
        raise PackError(f"{surface!r} is both {known.ucum} and {unit.ucum}", where=where)


def _time_unit(entry: dict[str, Any]) -> TimeUnit:
    return TimeUnit(entry["ucum"], entry["iso"], entry["kind"], Decimal(entry.get("count", "1")))


def _plain_names(own: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    for entry in own["unit"]:
        unit = Unit(entry["ucum"], entry["kind"], Decimal(entry.get("factor", "1")))
        for name in entry["names"]:
            yield from ((form, unit) for form in both_numbers(name))


def _metric_names(own: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    """Names without and with the words of the prefixes."""
    prefixes = own["prefixes"]
    for entry in own["metric"]:
        for word in ("", *entry["prefixes"].split()):
            unit = Unit(prefixes[word] + entry["ucum"] if word else entry["ucum"], entry["kind"])
            for name in entry["names"]:
                yield from ((word + form, unit) for form in both_numbers(name))


def _powers(own: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    """Squares and cubes of lengths by name, whatever the agreement ("mètres cube"), and of symbols ("km carrés")."""
    common = read_toml(COMMON / "units.toml")
    lengths = [(n, u.ucum) for n, u in _metric_names({**own, "metric": [e for e in own["metric"] if e.get("powers")]})]
    powered = {symbol: entry for symbol, entry in common["symbols"].items() if entry.get("powers")}
    lengths += [(s, u.ucum) for s, u in _symbols(powered, common["prefixes"]) if s.isascii() and s.isalpha()]
    for (name, ucum), (power, words) in product(lengths, own["powers"].items()):
        for word in (form for entry in words for form in both_numbers(entry)):
            yield f"{name} {word}", Unit(ucum + power, _POWER_KINDS[power])


def _speeds(pack: LanguagePack) -> Iterator[tuple[str, Unit]]:
    """Every length with every way to say "an hour" and "a second"."""
    own, symbols = pack.table("units"), symbol_table(pack)
    names = {fold(n): u for n, u in (*_plain_names(own), *_metric_names(own))}
    for entry in own["speeds"]["lengths"]:
        for form in both_numbers(entry):
            unit = names.get(fold(form)) or symbols.get(form) or ambiguous_units(pack)[fold(form)][0]
            for below, time in (("hour", "h"), ("second", "s")):
                for ending in own["speeds"][below]:
                    yield form + ending, Unit(f"{unit.ucum}/{time}", "speed")


def _symbols(entries: dict[str, Any], prefixes: dict[str, str]) -> Iterator[tuple[str, Unit]]:
    """Symbols without and with their prefixes; squares and cubes of lengths."""
    for symbol, entry in entries.items():
        ucum, kind, lone = entry["ucum"], entry["kind"], entry.get("lone", False)
        factor = Decimal(entry.get("factor", "1"))
        for prefix in ("", *entry.get("prefixes", "").split()):
            code = prefixes[prefix] + ucum if prefix else ucum
            yield prefix + symbol, Unit(code, kind, factor, homograph=lone and not prefix)
            if entry.get("powers"):
                for power, signs in _POWER_SIGNS.items():
                    yield from ((prefix + symbol + sign, Unit(code + power, _POWER_KINDS[power])) for sign in signs)


def _denominator(symbol: str, table: dict[str, Unit], pack: LanguagePack) -> Unit | TimeUnit:
    """A unit, a time unit, or a squared second, by symbol."""
    time = time_symbols(pack).get(symbol) or time_table(pack).get(symbol)
    if time is not None:
        return time
    if symbol[:-1] == "s" and symbol[-1] in _POWER_SIGNS["2"]:
        return Unit("s2", "time")
    return table[symbol]
