"""Patterns over the lexemes of an island: every reading, lazily built, longest first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.lang.patterns import Pattern
from extractor.lexer import Island, Lexeme, Vocabulary, sentence_spans
from extractor.schema import Document

LONGEST_KNOWN, MOST_KNOWN = 12, 8192
"""Strings of codes up to this length recur in every text; so many of them are kept with what fits them."""


class Context:
    """What a builder may look at: the document, its folded text, its sentences, the tables."""

    def __init__(self, document: Document, folded: str, pack: LanguagePack, words: Vocabulary) -> None:
        self.document = document
        self.text = document.text
        self.folded = folded
        self.pack = pack
        self.words = words
        self.countries: dict[str, bool] = {}
        """Currency → whether the text names a country of its family (recognizers.currencies), as far as it was asked."""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences as (start, end), worked out when first asked for."""
        return sentence_spans(self.text, self.pack, self.folded)


class Match:
    """A pattern that fits: its slots as (name, lexeme index), and the mention's extent.

    Args:
        pattern: the pattern.
        island: where it fits.
        slots: the lexemes its braces took, in the order of the text.
        start, end: the mention's code points.
        ahead: lexeme index after the last one the pattern looked at.
        words: the vocabulary.
    """

    __slots__ = ("ahead", "end", "first", "island", "last", "pattern", "slots", "start", "words")

    def __init__(
        self, pattern: Pattern, island: Island, slots: list[tuple[str, int]], ahead: int, words: Vocabulary
    ) -> None:
        self.pattern = pattern
        self.island = island
        self.slots = slots
        self.first = slots[0][1]
        self.last = slots[-1][1]
        self.start = island.lexemes[self.first].start
        self.end = island.lexemes[self.last].end
        self.ahead = ahead
        self.words = words

    def all(self, name: str) -> list[Lexeme]:
        """The lexemes of a slot, in order."""
        return [self.island.lexemes[at] for slot, at in self.slots if slot == name]

    def get(self, name: str) -> Lexeme | None:
        """The first lexeme of a slot, or None."""
        for slot, at in self.slots:
            if slot == name:
                return self.island.lexemes[at]
        return None

    def surface(self, lexeme: Lexeme) -> str:
        """A lexeme as it is written."""
        return self.island.text[lexeme.start : lexeme.end]

    def before(self, steps: int = 1) -> Lexeme | None:
        """The lexeme so many steps in front of the mention, if the island reaches so far."""
        at = self.first - steps
        return self.island.lexemes[at] if at >= 0 else None

    def after(self, steps: int = 1) -> Lexeme | None:
        """The lexeme so many steps behind the mention."""
        at = self.last + steps
        return self.island.lexemes[at] if at < len(self.island.lexemes) else None

    def common(self, **fields: Any) -> dict[str, Any]:
        """The fields every mention has, for this match."""
        start, end = fields.pop("start", self.start), fields.pop("end", self.end)
        return {"start": start, "end": end, "text": self.island.text[start:end], "rule": self.pattern.name, **fields}


def matches(island: Island, words: Vocabulary) -> list[Match]:
    """All matches in an island, longest first, then leftmost, then in the order of the patterns."""
    found = list(_scan(island, words))
    if len(found) > 1:
        found.sort(key=_length_first)
    return found


class Reading(NamedTuple):
    """A pattern that fits a string of codes: its slots as (name, place), the places that must touch, the end."""

    pattern: Pattern
    slots: list[tuple[str, int]]
    tight: list[int]
    ahead: int


def _scan(island: Island, words: Vocabulary) -> Iterator[Match]:
    codes, lexemes = island.codes, island.lexemes
    readings = _known_readings(codes, words) if len(codes) <= LONGEST_KNOWN else _readings(codes, words)
    for pattern, slots, tight, ahead in readings:
        if not tight or _touch(lexemes, tight):
            yield Match(pattern, island, slots, ahead, words)


def _readings(codes: str, words: Vocabulary) -> Iterator[Reading]:
    """What fits a string of codes, which is all that patterns look at but for white space."""
    known = words.by_pair.get
    for at in range(len(codes)):
        pair = codes[at : at + 2]
        patterns = known(pair)
        for pattern in words.patterns_at(pair) if patterns is None else patterns:
            match = pattern.regex.match(codes, at)
            if match is None:
                continue
            places = match.regs  # all groups at once: several times as fast as asking for each
            slots = [(name, place) for group, name in pattern.slots if (place := places[group][0]) >= 0]
            if len(slots) > 1:
                slots.sort(key=_place)
            if slots:
                tight = [place for group in pattern.tight if (place := places[group][0]) >= 0]
                yield Reading(pattern, slots, tight, places[0][1])


@lru_cache(maxsize=MOST_KNOWN)
def _known_readings(codes: str, words: Vocabulary) -> tuple[Reading, ...]:
    return tuple(_readings(codes, words))


def _touch(lexemes: list[Lexeme], places: list[int]) -> bool:
    """Whether no space stands in front of these lexemes."""
    return all(0 < p < len(lexemes) and lexemes[p].start == lexemes[p - 1].end for p in places)


def _length_first(match: Match) -> tuple[int, int, int]:
    return match.start - match.end, match.start, match.pattern.order


def _place(slot: tuple[str, int]) -> int:
    return slot[1]


def value_of(lexeme: Lexeme) -> Decimal:
    """The number a lexeme stands for: a numeral, an approximative noun, "un"."""
    data = lexeme.data
    if "num" in data:
        value: Decimal = data["num"].value
        return value
    if "approx" in data:
        return Decimal(data["approx"])
    return Decimal(1)
