"""Patterns over the lexemes of an island: every reading, lazily built, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.lang.patterns import Pattern
from extractor.lexer import Island, Lexeme, Vocabulary, sentence_spans
from extractor.schema import Document


class Context:
    """What a builder may look at: the document, its folded text, its sentences, the tables."""

    def __init__(self, document: Document, folded: str, pack: LanguagePack, words: Vocabulary) -> None:
        self.document = document
        self.text = document.text
        self.folded = folded
        self.pack = pack
        self.words = words

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


def _scan(island: Island, words: Vocabulary) -> Iterator[Match]:
    codes, lexemes, known = island.codes, island.lexemes, words.by_pair.get
    for at in range(len(codes)):
        pair = codes[at : at + 2]
        patterns = known(pair)
        for pattern in words.patterns_at(pair) if patterns is None else patterns:
            match = pattern.regex.match(codes, at)
            if match is None:
                continue
            if pattern.tight and not all(
                0 < (p := match.start(group)) < len(lexemes) and lexemes[p].start == lexemes[p - 1].end
                for group in pattern.tight
                if match.start(group) >= 0
            ):
                continue
            slots = _slots(pattern, match)
            if slots:
                yield Match(pattern, island, slots, match.end(), words)


def _slots(pattern: Pattern, match: re.Match[str]) -> list[tuple[str, int]]:
    slots = [(name, at) for group, name in pattern.slots if (at := match.start(group)) >= 0]
    if len(slots) > 1:
        slots.sort(key=_place)
    return slots


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
