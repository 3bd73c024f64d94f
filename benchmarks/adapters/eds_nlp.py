"""EDS-NLP: `eds.dates` and `eds.quantities` (all units, ranges), written for medical records."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

from adapters import Adapter, Prediction, reference

UNITS = {"celsius": "Cel", "degree": "deg"}
TIME_UNITS = {"year": "P{}Y", "month": "P{}M", "week": "P{}W", "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S"}
FIELDS = ("year", "month", "week", "day", "hour", "minute", "second")
FORMATS = {"year": "%Y", "month": "%Y-%m", "hour": "%Y-%m-%dT%H:%M:%S", "minute": "%Y-%m-%dT%H:%M:%S", "second": "%Y-%m-%dT%H:%M:%S"}
"""By the smallest field that a date names; a day for the others."""
READS = frozenset({"percent", "quantity", "age", "temperature", "duration", "dates"})


def load() -> Adapter:
    """A pipeline of the package's own tokenizer, normalizer and sentences, as its guide has it."""
    import edsnlp
    from loguru import logger

    logger.disable("edsnlp")
    nlp = edsnlp.blank("eds")
    nlp.add_pipe("eds.normalizer")
    nlp.add_pipe("eds.sentences")
    nlp.add_pipe("eds.dates")
    nlp.add_pipe("eds.quantities", config={"quantities": "all", "extract_ranges": True, "use_tables": False})

    def read(text: str, stamp: str | None) -> Any:
        doc = nlp.make_doc(text)
        doc._.note_datetime = reference(stamp)
        return nlp(doc)

    return Adapter(f"EDS-NLP {version('edsnlp')} dates, quantities", READS, read, predictions)


def predictions(text: str, doc: Any) -> list[Prediction]:
    """Dates, then lengths of time, then quantities that lie in neither: the two parts both read "trois semaines"."""
    note = doc._.note_datetime
    out = [_prediction(span, "date", _date(span._.date, note)) for span in doc.spans.get("dates", ())]
    out += [_prediction(span, "duration", _length(span._.duration)) for span in doc.spans.get("durations", ())]
    for span in doc.spans.get("quantities", ()):
        if not any(p["start"] < span.end_char and span.start_char < p["end"] for p in out):
            out.append(_quantity(span, span._.value))
    return out


def _prediction(span: Any, dim: str, value: str | None, unit: str | None = None) -> Prediction:
    return {"start": span.start_char, "end": span.end_char, "dim": dim, "value": value, "unit": unit}


def _fields(date: Any) -> list[str]:
    return [name for name in FIELDS if getattr(date, name, None) is not None]


def _date(date: Any, note: Any) -> str | None:
    """Its instant, as precise as its words."""
    instant = date.to_datetime(note_datetime=note, infer_from_context=True)
    fields = _fields(date)
    return instant.strftime(FORMATS.get(fields[-1] if fields else "day", "%Y-%m-%d")) if instant else None


def _length(duration: Any) -> str | None:
    """In its one unit: the package reads no length of several."""
    fields = _fields(duration)
    return TIME_UNITS[fields[-1]].format(getattr(duration, fields[-1])) if fields else None


def _quantity(span: Any, quantity: Any) -> Prediction:
    """A quantity of time stays one, as the package has it (the scorer lets it pass for a length of time or an age)."""
    ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    unit = re.sub(r"_?per_", "/", quantity.unit).replace("\u03bc", "u")  # the Greek letter
    dim = {"%": "percent", "celsius": "temperature"}.get(unit, "quantity")
    return _prediction(span, dim, "..".join(str(end) for end in ends), UNITS.get(unit, unit))
