"""Places by name: territories from CLDR through Babel, the pack's own list, and a frozen list of cities.

The cities come from GeoNames (CC BY 4.0), see the head of `gazetteer/cities.tsv` in the pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.nlp.words import Phrases, Words, phrase

SURE, CITY, AMBIGUOUS = "sure", "city", "ambiguous"
"""How much context a place name needs: none, a preposition, a preposition of place."""


class Gazetteer:
    """The place names of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        table: dict[str, Any] = pack.table("entities").get("places", {})
        names = {name: AMBIGUOUS if mark else CITY for name, mark in _cities(pack)}
        names |= dict.fromkeys([*_territories(pack), *table.get("LOC", ()), *table.get("cities", ())], SURE)
        refused = {phrase(name) for name in table.get("no_place", ())}
        self.names = Phrases({name: value for name, value in names.items() if phrase(name) not in refused})
        self._before = {phrase(text) for text in table.get("before", ())}
        self._sure = {phrase(text) for text in table.get("sure", ())}
        self._longest = max(map(len, self._before), default=0)

    def match(self, words: Words, i: int) -> int | None:
        """Where the place name that begins at word `i` ends; None when none does, or its context is too thin."""
        if not words.capital[i]:
            return None
        found = self.names.match(words.keys, i)
        if found is None:
            return None
        end, value = found
        if end - i > 1 and not words.capital[end - 1]:  # "Sans", "Nice matin": the last word is no name
            return None
        if value == SURE or self._context(words, i, self._sure if value == AMBIGUOUS else self._before):
            return end
        return None

    def is_place(self, surface: str) -> bool:
        """Whether a whole surface is a country, a region or a city that needs no context."""
        keys = list(phrase(surface))
        return bool(keys) and self.names.match(keys, 0) == (len(keys), SURE)

    def stands_at(self, words: Words, i: int) -> bool:
        """Whether a preposition before word `i` says that a place follows ("à Homs")."""
        return self._context(words, i, self._sure)

    def _context(self, words: Words, i: int, before: set[tuple[str, ...]]) -> bool:
        return any(tuple(words.keys[i - n : i]) in before for n in range(1, self._longest + 1) if n <= i)


@cache
def gazetteer(pack: LanguagePack) -> Gazetteer:
    """The gazetteer of a language, made once."""
    return Gazetteer(pack)


def _cities(pack: LanguagePack) -> Iterator[tuple[str, bool]]:
    file = pack.path / "gazetteer" / "cities.tsv"
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, *mark = line.split("\t")
            yield name, bool(mark)


def _territories(pack: LanguagePack) -> Iterator[str]:
    """Names of countries and regions of the world as CLDR has them in the pack's language."""
    from babel import Locale

    for code, name in Locale.parse(pack.locale, sep="-" if "-" in pack.locale else "_").territories.items():
        if code not in ("ZZ", "XA", "XB", "QO", "EZ"):
            yield name.split(" (")[0]
