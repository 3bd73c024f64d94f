"""Readers of figures and dates behind one face, so that one benchmark can time and score them all: a module a package.

Each module has `load()`, which raises ImportError where its package is not installed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

NAMES = ("ours", "dateparser_search", "eds_nlp", "text2num_words", "recognizers_text")
"""The modules, this package's own first."""

DIMENSIONS = ("number", "ordinal", "percent", "money", "quantity", "age", "temperature", "duration", "dates")
"""What the conformance rows ask for; `dates` are all dates, times and stretches of them."""

NO_REFERENCE = datetime(2016, 11, 7)
"""The present of the peers that must have one, where a row gives none (their values are not compared then)."""

Prediction = dict[str, Any]
"""What the scorer reads: start, end, dim, value (a string in its notation, or None) and unit."""


@dataclass(frozen=True)
class Adapter:
    """One reader.

    Attributes:
        name: as it stands in the table, with its version.
        reads: which of DIMENSIONS it does at all.
        read: what is timed: a text and an ISO reference date or None; gives what the package gives.
        predictions: the text and what `read` gave, in the scorer's form; not timed.
        slow: timed on a sample only.
        gives_up: whether the package fails on a text without saying so.
    """

    name: str
    reads: frozenset[str]
    read: Callable[[str, str | None], Any]
    predictions: Callable[[str, Any], list[Prediction]]
    slow: bool = False
    gives_up: Callable[[str], bool] | None = None


def reference(stamp: str | None) -> datetime:
    """The wall clock of a row's reference, without its zone, which no expected value has.

    >>> reference("2013-02-12T04:30:00-02:00")
    datetime.datetime(2013, 2, 12, 4, 30)
    """
    return datetime.fromisoformat(stamp).replace(tzinfo=None) if stamp else NO_REFERENCE


def installed(names: tuple[str, ...] = NAMES) -> Iterator[tuple[str, Adapter | ImportError]]:
    """Each adapter by its name, or why it cannot be had: its package is not installed, or lacks something itself."""
    for name in names:
        try:
            yield name, importlib.import_module(f"adapters.{name}").load()
        except ImportError as error:
            yield name, error
