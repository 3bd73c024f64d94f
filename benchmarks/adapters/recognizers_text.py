"""Recognizers-Text: its eight French models (numbers, ranks, percentages, ages, currencies, dimensions, temperatures, dates)."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from adapters import DIMENSIONS, Adapter, Prediction, reference

DIMS = {"percentage": "percent", "currency": "money", "dimension": "quantity"}
"""The scorer's names of the package's types, where they differ."""


def load() -> Adapter:
    """The models, each made once."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    number, unit = NumberRecognizer(Culture.French), NumberWithUnitRecognizer(Culture.French)
    models = [
        number.get_number_model(), number.get_ordinal_model(), number.get_percentage_model(),
        unit.get_age_model(), unit.get_currency_model(), unit.get_dimension_model(), unit.get_temperature_model(),
    ]  # fmt: skip
    dates = DateTimeRecognizer(Culture.French).get_datetime_model()

    def read(text: str, stamp: str | None) -> list[Any]:
        found = [item for model in models for item in model.parse(text)]
        return found + dates.parse(text, reference(stamp))

    def gives_up(text: str) -> bool:
        """The model of dates swallows its own errors, and gives nothing then."""
        try:
            for item in dates.extractor.extract(text, reference(None)):
                dates.parser.parse(item, reference(None))
        except Exception:
            return True
        return False

    name = f"Recognizers-Text {version('recognizers-text-suite')}"
    return Adapter(name, frozenset(DIMENSIONS), read, predictions, slow=True, gives_up=gives_up)


def predictions(text: str, found: list[Any]) -> list[Prediction]:
    """Ends are inclusive there; repeated dates ("set") are not asked for."""
    out = []
    for item in found:
        kind = item.type_name.removeprefix("datetimeV2.")
        if kind == "set":
            continue
        dated = kind != item.type_name
        value = _moment(kind, item.resolution) if dated else _number(item.resolution.get("value"))
        unit = None if dated else item.resolution.get("unit") or ("%" if kind == "percentage" else None)
        out.append({"start": item.start, "end": item.end + 1, "dim": DIMS.get(kind, kind), "value": value, "unit": unit})
    return out


def _number(value: str | None) -> str | None:
    """With a point, without the sign of per cent.

    >>> _number("5,5%")
    '5.5'
    """
    return value.rstrip("%").replace(",", ".") if value else None


def _moment(kind: str, resolution: dict[str, Any] | None) -> str | None:
    """The first of the values that a date may have (the past one, where both are given)."""
    values = (resolution or {}).get("values") or [{}]
    first = values[0]
    if kind == "duration":
        timex: str | None = first.get("timex")
        return timex
    if first.get("value") == "not resolved":
        return None
    clock = "T" if kind in ("time", "timerange") else ""
    if "start" in first or "end" in first:
        return "/".join(_stamp(clock, first.get(end)) for end in ("start", "end"))
    return _stamp(clock, first["value"]) if "value" in first else None


def _stamp(clock: str, value: str | None) -> str:
    return clock + value.replace(" ", "T") if value else ".."
