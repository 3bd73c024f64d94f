"""Lengths of time as ISO 8601 durations, exact: halves become months or minutes where that is exact.

Source: ISO 8601-1:2019, 5.5.2 (durations), with decimals in the smallest unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.normalizers.units import TimeUnit
from extractor.schema.spans import plain

_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_SMALLER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60)}
Part = tuple[Decimal, TimeUnit]


def iso_duration(parts: Iterable[Part]) -> str:
    """The duration that amounts of time units make together.

    >>> hour = TimeUnit("h", "TH", "hour"); minute = TimeUnit("min", "TM", "minute")
    >>> iso_duration([(Decimal(1), hour), (Decimal(20), minute)])
    'PT1H20M'
    """
    sums: dict[str, Decimal] = {}
    for amount, unit in parts:
        sums[unit.iso] = sums.get(unit.iso, Decimal(0)) + amount * unit.count
    date = "".join(f"{plain(sums[u])}{u}" for u in _ORDER if u in sums and not u.startswith("T"))
    time = "".join(f"{plain(sums[u])}{u[1]}" for u in _ORDER if u in sums and u.startswith("T"))
    return f"P{date}" + (f"T{time}" if time else "")


def fraction_parts(top: Decimal, bottom: int, unit: TimeUnit) -> list[Part]:
    """A fraction of a time unit, in a smaller one where that is exact.

    >>> iso_duration(fraction_parts(Decimal(3), 4, TimeUnit("h", "TH", "hour")))
    'PT45M'
    >>> iso_duration(fraction_parts(Decimal(3), 4, TimeUnit("a", "Y", "century", Decimal(100))))
    'P75Y'
    """
    amount = top * unit.count / bottom
    plain_unit = TimeUnit(unit.ucum, unit.iso, unit.kind)
    if amount == amount.to_integral_value() or unit.iso not in _SMALLER:
        return [(amount, plain_unit)]
    smaller, size = _SMALLER[unit.iso]
    whole = amount.to_integral_value(rounding="ROUND_FLOOR")
    rest = (amount - whole) * size
    if rest != rest.to_integral_value():
        return [(amount, plain_unit)]
    parts = [(rest, TimeUnit("", smaller, unit.kind))]
    return [(whole, plain_unit), *parts] if whole else parts
