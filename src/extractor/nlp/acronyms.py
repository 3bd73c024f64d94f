"""Acronyms that a text introduces: "Institut national de la statistique (Insee)", "BEA (Bureau d'enquêtes et d'analyses)".

The label of the long name goes to the acronym everywhere in the document; the letters also say where the
long name begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.nlp.grammar import Grammar
from extractor.nlp.words import Words, key

MAX_LONG_WORDS = 24
"""Words of the longest name that an acronym is compared with."""


class Introduced(NamedTuple):
    """A long name `start:end` (words) and the place of its acronym in parentheses."""

    start: int
    end: int
    acronym: int


def introduced(words: Words, rules: Grammar) -> Iterator[Introduced]:
    """The acronyms in parentheses of a text, with the long name in front of each.

    A long name begins with a capital and spells the acronym.
    """
    for i in range(2, len(words) - 1):
        if words.texts[i - 1] == "(" and words.texts[i + 1] in (")", ",", ";") and is_acronym(words.texts[i]):
            start = _start(words, i - 1, words.texts[i], rules)
            if start is not None:
                yield Introduced(start, i - 1, i)


def is_acronym(word: str) -> bool:
    """Whether a word can be an acronym: two capitals or more, or one capital and a length of 3 to 8 letters.

    >>> [is_acronym(w) for w in ("BCE", "Insee", "sud-est", "A", "2024")]
    [True, True, False, False, False]
    """
    letters = word.replace("-", "")
    return 2 <= len(letters) <= 10 and letters.isalpha() and letters[0].isupper() and (len(letters) > 2 or letters.isupper())


def _start(words: Words, end: int, acronym: str, rules: Grammar) -> int | None:
    """The first word of the long name that ends before word `end` and spells `acronym`."""
    letters = key(acronym).replace("-", "")
    for i in range(end - 1, max(-1, end - MAX_LONG_WORDS), -1):
        if words.texts[i] in ".;:!?()«»\u201c\u201d-\u2013\u2014" or (i + 1 < end and not words.near(i + 1)):
            return None
        if words.capital[i] and not words.texts[i].isupper() and words.keys[i][0] == letters[0] and spells(words.keys[i:end], letters, rules):
            if i and words.capital[i - 1] and words.near(i) and rules.proper(words, i - 1):
                continue  # inside a run of capitals
            return i
    return None


def spells(keys: list[str], letters: str, rules: Grammar) -> bool:
    """Whether words spell an acronym: its letters are their initials in order, or follow an initial within a word.

    Two words in a row may be left out, and one or two content words on the whole ("Agence pour la sécurité de la
    navigation aérienne en Afrique et à Madagascar": Asecna).
    """
    content = [word for word in keys if word[0].isalnum() and word not in rules.function and word not in rules.for_]
    if len(content) < 2 or content[0][0] != letters[0]:
        return False
    needed = min(len(content), len(letters)) - (len(content) > 3) - (len(content) > 5)
    return _used(tuple(content), letters) >= needed


def _used(content: tuple[str, ...], letters: str) -> int:
    """The most words that can lend an initial when the letters are read off the words; -1 when they cannot be.

    >>> _used(("agence", "securite", "navigation", "aerienne", "afrique", "madagascar"), "asecna")
    4
    """
    best: dict[tuple[int, int], int] = {(0, 1): 1}  # (word that was last used, letters used of it) → words used
    for letter in letters[1:]:
        step: dict[tuple[int, int], int] = {}
        for (word, inside), used in best.items():
            for following in range(word + 1, min(word + 4, len(content))):
                if content[following][0] == letter:
                    step[following, 1] = max(step.get((following, 1), 0), used + 1)
            at = content[word].find(letter, inside)
            if at >= 0:
                step[word, at + 1] = max(step.get((word, at + 1), 0), used)
        best = step
    return max(best.values(), default=-1)
