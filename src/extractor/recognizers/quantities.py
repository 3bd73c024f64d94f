"""Amounts with a physical or information unit, in UCUM."""

from __future__ import annotations

from decimal import Decimal

from extractor.lexer import Lexeme
from extractor.lexer.tokens import split
from extractor.normalizers.units import TimeUnit, Unit, ambiguous_units, compose
from extractor.recognizers.matching import Context, Match, value_of
from extractor.recognizers.modifiers import modifier_of
from extractor.recognizers.ranges import low_end, may_share, modifier_between, moves, scale_like, shared_spans
from extractor.schema import Quantity
from extractor.schema.mentions import Modifier

INCHES = Decimal(12)
HUNDRED = Decimal(100)
BEHIND = 24
MOST_DECIMALS = 6
"""A fraction of a unit with more decimals than this is not finite."""


def build(match: Match, context: Context) -> list[Quantity]:
    """The quantities of a match, or none when the unit's word is another word here."""
    joined = match.get("n")
    if joined is not None and "metres" in joined.data:  # "1m85"
        metres, centimetres = "".join(c if c.isdigit() else " " for c in joined.data["metres"]).split()
        return [Quantity(**match.common(value=Decimal(f"{metres}.{centimetres}"), unit="m", modifier=modifier_of(match)))]
    unit = _unit(match, context)
    if unit is None or (match.get("minus") is not None and unit.kind not in ("temperature", "angle")):
        return []  # "moins 60 kg" is a class of fighters
    if match.get("low") is not None:
        return _range(match, context, unit)
    numbers = match.all("n")
    if len(numbers) > 1 and "times" not in match.pattern.name:
        if not may_share(match, context, numbers):
            return []
        values = scale_like([value_of(n) for n in numbers], numbers)
        spans = shared_spans(match, numbers)
        return [
            Quantity(**match.common(start=a, end=b, value=v * unit.factor, unit=unit.ucum, modifier=modifier_of(match) if i == 0 else "exact"))
            for i, (v, (a, b)) in enumerate(zip(values, spans, strict=True))
        ]
    value = _amount(match, numbers, unit)
    if value is None:
        return []
    approximate: Modifier = "approximate" if numbers and "approx" in numbers[0].data else "exact"
    return [Quantity(**match.common(value=value * unit.factor, unit=unit.ucum, modifier=modifier_of(match, approximate)))]


def _amount(match: Match, numbers: list[Lexeme], unit: Unit) -> Decimal | None:
    half, scale, minor = match.get("half"), match.get("scale"), match.get("minor")
    value = value_of(numbers[0]) if numbers else Decimal(1)
    if match.get("minus") is not None:
        return -value  # "moins dix degrés"
    fraction = match.get("fraction")
    if fraction is not None:  # "trois quarts de litre"
        value /= fraction.data["frac"]
        return value if value.as_tuple().exponent >= -MOST_DECIMALS else None
    if minor is not None:
        return _with_minor(match, value, minor, unit)
    if half is not None:
        if scale is not None or not numbers or match.slots[0][0] == "half":
            return value * _scale_of(match, scale) / 2
        numeral = numbers[0].data.get("num")
        return value + (Decimal(numeral.scale) if numeral is not None and numeral.scaled else Decimal(1)) / 2
    return value * _scale_of(match, scale)


def _with_minor(match: Match, value: Decimal, minor: Lexeme, unit: Unit) -> Decimal | None:
    """The centimetres behind the metres, the tenths behind the degrees: "1 m 85", "un mètre quatre-vingts", "38°2"."""
    lesser, written = value_of(minor), match.surface(minor)
    if unit.kind in ("temperature", "angle"):
        return value + lesser / 10 if len(written) == 1 and unit.ucum == "Cel" else None
    if unit.ucum != "m" or not (len(written) == 2 if "digits" in minor.data else 10 <= lesser < HUNDRED):
        return None
    return value + lesser / HUNDRED


def _scale_of(match: Match, lexeme: Lexeme | None) -> Decimal:
    if lexeme is None:
        return Decimal(1)
    return Decimal(lexeme.data.get("scale") or lexeme.data.get("scale_of") or lexeme.data["scale_short"].get(match.surface(lexeme), 0))


def _range(match: Match, context: Context, unit: Unit) -> list[Quantity]:
    low, high = match.all("low")[0], match.all("high")[0]
    first = _one_unit(match, match.all("unit")[0], context)
    if len(match.all("unit")) > 1 and (first is None or first.kind != unit.kind):
        return []  # "-12 °C à 3.500 mètres d'altitude"
    a, b = scale_like([value_of(low), value_of(high)], [low, high])
    for slots, which in ((("low_scale", "low_short", "high_scale", "high_short"), 0), (("high_scale", "high_short"), 1)):
        found = next((lexeme for slot in slots if (lexeme := match.get(slot)) is not None), None)
        if found is not None:
            a, b = (a * _scale_of(match, found), b) if which == 0 else (a, b * _scale_of(match, found))
    if match.get("low_minus") is not None or match.get("high_minus") is not None:
        if unit.kind not in ("temperature", "angle"):
            return []
        a, b = (-a if match.get("low_minus") is not None else a), (-b if match.get("high_minus") is not None else b)
    elif moves(match, context):
        return [
            Quantity(**match.common(end=low_end(match), value=a * unit.factor, unit=unit.ucum, modifier=modifier_of(match))),
            Quantity(**match.common(start=high.start, value=b * unit.factor, unit=unit.ucum, modifier=modifier_between(match))),
        ]
    if 0 > a > b:
        a, b = b, a  # "entre -5 et -10 °C"
    if a > b:
        return []
    return [Quantity(**match.common(low=a * unit.factor, high=b * unit.factor, unit=unit.ucum, modifier=modifier_of(match)))]


def _unit(match: Match, context: Context) -> Unit | None:
    """The unit in the case it is written in, with its denominator."""
    unit = _one_unit(match, match.all("unit")[-1], context)
    per = match.get("per_unit")
    if unit is None or per is None:
        return unit
    denominator = per.data.get("time") or per.data.get("tsym", {}).get(match.surface(per)) or _one_unit(match, per, context)
    if denominator is None or (isinstance(denominator, TimeUnit) and not denominator.iso.startswith("T")):
        return None  # "3 Mt par an": the year is the statistic's denominator, not the unit's
    try:
        return compose(unit, denominator)
    except ValueError:
        return None


def _one_unit(match: Match, lexeme: Lexeme, context: Context) -> Unit | None:
    surface = match.surface(lexeme)
    exact: Unit | None = lexeme.data.get("usym", {}).get(surface)
    unit: Unit | None = exact or lexeme.data.get("unit")
    if unit is None:
        return None
    numbers = match.all("n") or match.all("high")
    if exact is not None and exact.ucum == "K" and numbers and numbers[-1].end == lexeme.start:
        return None  # "100K" are thousands
    if exact is not None and len(surface) == 1 and numbers and "digits" not in numbers[-1].data:
        return None  # "cinq m", "deux L": single letters are units only behind digits
    if unit.kind == "power" and surface.isupper() and unit.factor != 1 and not _near(match, context, "power"):
        return None  # "80 CV" are applications, or the name of a car
    if unit.homograph and exact is None and unit.kind not in ("angle", "temperature") and not _fits(match, unit, context):
        return None
    if unit.kind == "angle" and exact is None and numbers and "digits" not in numbers[-1].data and _is_degree_of(match, context):
        return None
    readings = ambiguous_units(context.pack).get(" ".join(context.folded[lexeme.start : lexeme.end].split()))
    if readings and unit.kind == "angle":
        return _degrees(match, readings, context)
    return unit


def _near(match: Match, context: Context, name: str) -> bool:
    around = context.folded[max(0, match.start - 60) : match.end + 30]
    return any(word in around for word in context.pack.table("cues")["near"][name])


def _degrees(match: Match, readings: tuple[Unit, ...], context: Context) -> Unit:
    """Bare degrees are of temperature in news, unless the words around speak of angles or coordinates."""
    wanted = "angle" if _near(match, context, "angle") else "temperature"
    return next((r for r in readings if r.kind == wanted), readings[0])


def _is_degree_of(match: Match, context: Context) -> bool:
    """ "un degré de résistance": a measure of something else."""
    after = match.after()
    if after is None or "de" not in after.data or _near(match, context, "angle"):
        return False
    behind = split(context.folded[after.end : after.end + BEHIND])
    return behind[:1] != () and behind[0] not in context.pack.table("units")["homographs"]["warm"]


def _fits(match: Match, unit: Unit, context: Context) -> bool:
    """A word that is a unit and an everyday word ("deux bars", "500 pieds de vigne") counts as a unit before no "de".

    Lengths do before a dimension ("30 pieds de haut"), and behind a preposition of place ("à dix pieds du sol").
    """
    if unit.kind == "mass" and not _near(match, context, "weight"):
        return False  # "130 livres" are books, pounds sterling or a weight
    after = match.after()
    if after is None or "de" not in after.data:
        return True
    if unit.kind != "length":
        return False
    table = context.pack.table("units")["homographs"]
    behind = split(context.folded[after.end : after.end + BEHIND])
    before = split(context.folded[max(0, match.start - BEHIND) : match.start])
    return behind[:1] != () and (behind[0] in table["dimensions"] or before[-1:] == (table["at"],))
