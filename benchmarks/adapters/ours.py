"""This package: the mentions of a text, without a model."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import Any

from adapters import DIMENSIONS, Adapter, Prediction
from extractor.lang import default_language, load_pack
from extractor.recognizers import recognize
from extractor.schema import Document, Mention

STEPS = {13: timedelta(hours=1), 16: timedelta(minutes=1), 19: timedelta(seconds=1)}
"""Of a stamp with a clock time, by its length."""
AGE = re.compile(r"P(\d+)([YMWD])")
AGE_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def load() -> Adapter:
    """The recognizers of the default language."""
    pack = load_pack(default_language())

    def read(text: str, published: str | None) -> list[Mention]:
        return recognize(Document(text=text, lang=pack.code, published=published), pack)

    return Adapter(f"extractor {version('extractor')}", frozenset(DIMENSIONS), read, predictions)


def predictions(text: str, mentions: list[Mention]) -> list[Prediction]:
    """As the runner beside the rows turns mentions, but an age of one unit as a number of it, and a date without value too."""
    return [_prediction(m.model_dump(by_alias=True)) for m in mentions]


def _prediction(mention: dict[str, Any]) -> Prediction:
    out = {"start": mention["start"], "end": mention["end"], "dim": mention["type"], "unit": mention.get("unit"), "value": None}
    age = AGE.fullmatch(mention.get("value") or "") if mention.get("age") else None
    if age:
        out |= {"dim": "age", "value": age[1], "unit": AGE_UNITS[age[2]]}
    elif mention["type"] == "date":
        out["value"] = _interval(mention["from"], mention["to"])
    elif mention.get("low") is not None or mention.get("high") is not None:
        out["value"] = f"{mention.get('low') or ''}..{mention.get('high') or ''}"
    else:
        value = mention.get("value")
        out["value"] = mention.get("fraction") if value is None else str(value)
    return out


def _interval(start: str | None, end: str | None) -> str | None:
    """The two inclusive ends as the scorer's interval, which leaves its end out."""
    if start == end:
        return start
    try:
        return f"{start or '..'}/{_after(end) if end else '..'}"
    except ValueError:
        return f"{start}/{end}"


def _after(stamp: str) -> str:
    """The first instant that is no longer inside a stamp of any precision.

    >>> _after("2024-12"), _after("2024-02-28"), _after("2024-01-01T10")
    ('2025-01-01', '2024-02-29', '2024-01-01T11:00:00')
    """
    if "T" in stamp:
        return (datetime.fromisoformat(stamp[:19]) + STEPS[len(stamp[:19])]).isoformat()
    parts = [int(part) for part in stamp.split("-")]
    if len(parts) == 1:
        return f"{parts[0] + 1:04d}-01-01"
    if len(parts) == 2:
        return f"{parts[0] + parts[1] // 12:04d}-{parts[1] % 12 + 1:02d}-01"
    return (date(*parts) + timedelta(days=1)).isoformat()
