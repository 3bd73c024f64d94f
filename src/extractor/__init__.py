"""Exact, checkable facts from news text: amounts, percentages, dates, names and statements, normalised and linked.

Names are loaded when they are first used, so that `import extractor` costs nothing:

>>> import extractor
>>> extractor.InputError.__name__
'InputError'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import (
        ExtractorError,
        GoldError,
        InputError,
        MissingDependencyError,
        PackError,
        SpanError,
    )
    from extractor.lang.pack import LanguagePack
    from extractor.pipeline import Pipeline, extract, extract_all, load
    from extractor.readers import read
    from extractor.records.model import Record
    from extractor.records.selectors import any_of, first_of, own, pick
    from extractor.schema.document import Document, Extraction
    from extractor.schema.frames import tables
    from extractor.schema.records import Quantity, RecordError

_HOME = {
    "extract": "extractor.pipeline",
    "extract_all": "extractor.pipeline",
    "load": "extractor.pipeline",
    "Pipeline": "extractor.pipeline",
    "read": "extractor.readers",
    "Document": "extractor.schema.document",
    "Extraction": "extractor.schema.document",
    "tables": "extractor.schema.frames",
    "LanguagePack": "extractor.lang.pack",
    "Record": "extractor.records.model",
    "any_of": "extractor.records.selectors",
    "first_of": "extractor.records.selectors",
    "own": "extractor.records.selectors",
    "pick": "extractor.records.selectors",
    "Quantity": "extractor.schema.records",
    "RecordError": "extractor.schema.records",
    "ExtractorError": "extractor.errors",
    "GoldError": "extractor.errors",
    "InputError": "extractor.errors",
    "MissingDependencyError": "extractor.errors",
    "PackError": "extractor.errors",
    "SpanError": "extractor.errors",
}

__all__ = [
    "Document", "Extraction", "ExtractorError", "GoldError", "InputError", "LanguagePack", "MissingDependencyError",
    "PackError", "Pipeline", "Quantity", "Record", "RecordError", "SpanError", "any_of", "extract", "extract_all",
    "first_of", "load", "own", "pick", "read",
    "tables",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOME))
