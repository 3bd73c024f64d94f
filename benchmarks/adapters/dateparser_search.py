"""dateparser: `search_dates`, which finds dates in a text (and nothing else)."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from typing import Any

from adapters import Adapter, Prediction, reference
from extractor.lang import default_language

FORMATS = {"year": "%Y", "month": "%Y-%m", "time": "%Y-%m-%dT%H:%M:%S"}
"""By the precision that the package itself gives; a day for all others (it gives a day for "last week", too)."""

Found = tuple[str, datetime, str]
"""Words, value and precision of a date."""


def load() -> Adapter:
    """The search, with the language given (so that it need not guess)."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    languages = [default_language()]

    def settings(stamp: str | None) -> dict[str, Any]:
        return {"RELATIVE_BASE": reference(stamp), "RETURN_TIME_AS_PERIOD": True}

    def read(text: str, stamp: str | None) -> tuple[list[tuple[str, datetime]], str | None]:
        return search_dates(text, languages=languages, settings=settings(stamp)) or [], stamp

    def predictions(text: str, result: tuple[list[tuple[str, datetime]], str | None]) -> list[Prediction]:
        found, stamp = result
        parser = DateDataParser(languages=languages, settings=settings(stamp))
        return _predictions(text, [(words, value, parser.get_date_data(words).period) for words, value in found])

    return Adapter(f"dateparser {version('dateparser')} `search_dates`", frozenset({"dates"}), read, predictions)


def _predictions(text: str, found: list[Found]) -> list[Prediction]:
    """The search gives words without offsets: each is looked for behind the one before."""
    out: list[Prediction] = []
    end = 0
    for words, value, period in found:
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            out.append({"start": start, "end": end, "dim": "date", "value": value.strftime(FORMATS.get(period, "%Y-%m-%d")), "unit": None})
    return out
