"""text2num: `find_numbers`, which finds cardinals and ranks in words (and leaves figures alone)."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from adapters import Adapter, Prediction
from extractor.lang import default_language

TOKENS = re.compile(r"\w+|\W+")
THRESHOLD = 0.0
"""Below which a number that stands alone is not told; 0 for all, as in the package's own tests."""


class Word:
    """A token as the package wants it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        """The word itself."""
        return self._text

    def nt_separated(self, previous: Word) -> bool:
        """Whether there is a pause between two words, as in speech; a text has none."""
        return False

    def not_a_number_part(self) -> bool:
        """Whether the word is known to be no part of a number."""
        return False


def load() -> Adapter:
    """The finder of numbers with their places; `alpha2digit`, which only rewrites a text, gives no places."""
    from text_to_num import find_numbers

    language = default_language()

    def read(text: str, stamp: str | None) -> list[Any]:
        found: list[Any] = find_numbers([Word(token) for token in TOKENS.findall(text)], language, THRESHOLD)
        return found

    return Adapter(f"text2num {version('text2num')} `find_numbers`", frozenset({"number", "ordinal"}), read, predictions)


def predictions(text: str, found: list[Any]) -> list[Prediction]:
    """Places of tokens as places of letters."""
    spans = [match.span() for match in TOKENS.finditer(text)]
    return [
        {
            "start": spans[item.start][0],
            "end": spans[item.end - 1][1],
            "dim": "ordinal" if item.is_ordinal else "number",
            "value": format(Decimal(repr(item.value)), "f"),
            "unit": None,
        }
        for item in found
    ]
