"""How far a name runs to the right of its head word: "Office fédéral de la statistique | a publié".

The words of the grammar are the pack's (`entities.toml`, table `grammar`); what a parser says about a word, where
one has spoken, outweighs what its ending says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.nlp.gazetteer import gazetteer
from extractor.nlp.words import Words, key

MAX_COMPLEMENTS = 5
"""Complements a name can have: "Conseil | des droits | de l'Homme | de l'ONU" has three."""


@dataclass(frozen=True)
class Shape:
    """What the head of a name lets follow it (see the comments of `entities.toml`)."""

    label: str
    rule: str
    lower: bool = False
    nouns: bool = False
    for_: bool = False
    name: bool = False
    series: bool = False
    once: bool = False
    capital: bool = True
    at: frozenset[str] = frozenset()
    places_only: bool = False


class Grammar:
    """The word lists that bound a name, of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        table: dict[str, Any] = pack.table("entities")["grammar"]
        self._places = gazetteer(pack)
        self.of = _keys(table["of"])
        self.article = _keys(table["article"])
        self.for_ = _keys(table["for"])
        self.and_ = _keys(table["and"])
        self.particle = _keys(table["particle"])
        self.function = _keys(table["function"])
        self.apostrophe = _keys(table["apostrophe"])
        self.generic = frozenset(" ".join(key(w) for w in text.split()) for text in table["generic"])
        self._adjective = tuple(key(ending) for ending in table["adjective"])
        self._nation = tuple(key(ending) for ending in table["nation"])
        self._no_nation = _keys(table["no_nation"])
        self._participle = tuple(table["participle"])
        self._no_adjective = _keys(table["no_adjective"])
        self._no_noun = _keys(table["no_noun"])
        self._fore = _keys(table["fore"])
        self._infinitive = tuple(key(ending) for ending in table["infinitive"])
        self._roman = frozenset(table["roman"])
        self._rank_endings = tuple(pack.table("numerals")["ordinal"]["roman_suffixes"])
        self._plural = tuple(pack.table("language")["words"]["plural"])

    def adjective(self, words: Words, i: int) -> bool:
        """Whether lower-case word `i` is an adjective, by its tag or else by its ending."""
        word, tag = words.keys[i], words.tags[i]
        if words.capital[i] or not word.replace("-", "").isalpha() or tag not in ("", "ADJ", "NOUN", "PROPN", "X"):
            return False
        if word in self._no_adjective:
            return False
        return word.endswith(self._adjective) or (tag == "ADJ" and words.texts[i].endswith(self._participle))

    def noun(self, words: Words, i: int) -> bool:
        """Whether lower-case word `i` can be a noun of a name."""
        word, tag = words.keys[i], words.tags[i]
        if words.capital[i] or len(word) < 3 or not word.replace("-", "").isalpha() or word in self._no_noun:
            return False
        if not tag and words.keys[i - 1] in ("'", *self.of) and len(word) > 4 and word.endswith(self._infinitive):
            return False
        return tag in ("", "NOUN", "PROPN", "X", "ADJ")

    def proper(self, words: Words, i: int) -> bool:
        """Whether word `i` has a capital that a function word at the head of a sentence does not explain."""
        if not words.capital[i] or self._century(words.texts[i]):
            return False
        if len(words.texts[i]) == 1:
            return i + 1 < len(words) and words.texts[i + 1] == "."
        return not (words.keys[i] in self.function and words.opens[i])

    def _century(self, word: str) -> bool:
        """Whether a word is a Roman ordinal ("XIIIe")."""
        return any(word.endswith(s) and word != s and set(word[: -len(s)]) <= self._roman for s in self._rank_endings)

    def place(self, words: Words, i: int) -> bool:
        """Whether a place name of the gazetteer begins at word `i`."""
        return self._places.names.match(words.keys, i) is not None

    def run(self, words: Words, i: int, limit: int = 6) -> int:
        """Where the capital words that begin at `i` end; particles between two of them belong ("Los Angeles", "Val de Loire")."""
        end = i
        while end < len(words) and end - i < limit and (end == i or words.near(end)):
            if not (words.capital[end] or (end > i and words.texts[end].isdigit() and len(words.texts[end]) == 1)):
                break
            end += 1
        return end

    def extend(self, words: Words, i: int, shape: Shape) -> int:
        """Where the name whose head ends before word `i` ends itself; `i` when nothing follows that belongs to it."""
        end = self._adjectives(words, i, nation=not shape.places_only)
        if (shape.name or end == i) and not shape.places_only and end < len(words) and self._follows(words, end):
            stop = self.run(words, end)
            end = self._adjectives(words, stop)
        complements = 0
        while complements < MAX_COMPLEMENTS:
            stop = self._complement(words, end, shape, complements)
            if stop == end:
                break
            if shape.once and any(words.capital[i:end]) and any(words.capital[end:stop]):
                break
            end = stop
            complements += 1
        return end

    def _follows(self, words: Words, i: int) -> bool:
        return words.near(i) and self.proper(words, i) and words.keys[i] not in self.function

    def _adjectives(self, words: Words, i: int, nation: bool = True) -> int:
        """Over adjectives; `nation` says whether those of a nation belong ("ministère des Finances | camerounais")."""
        while i < len(words) and words.near(i) and self.adjective(words, i):
            if not nation and words.keys[i].endswith(self._nation) and words.keys[i] not in self._no_nation:
                break
            i += 1
        return i

    def _complement(self, words: Words, i: int, shape: Shape, before: int) -> int:
        """Where the complement that begins at `i` ends; `i` when there is none."""
        j, opened = i, False
        if shape.series and before and j < len(words) and words.texts[j] == ",":
            j += 1
        if j < len(words) and words.keys[j] in self.and_ and before and words.near(j):
            j, opened = j + 1, True
        if j + 1 >= len(words) or not (words.near(j) or words.texts[i] == ","):
            return i
        for_ = shape.for_ and words.keys[j] in self.for_ and words.keys[j + 1] in self.article
        if words.keys[j] in self.of or (not before and words.texts[j] in shape.at) or for_:
            j += 1
        else:
            return self._second_noun(words, i, j) if opened and shape.nouns else i
        begin = j
        j = self._article(words, j)
        if j >= len(words) or not words.near(j):
            return i
        if self.proper(words, j):
            return i if opened and not shape.series else self._proper_complement(words, i, begin, j, shape)
        if j + 1 < len(words) and words.keys[j] in self._fore and self.noun(words, j + 1):
            j += 1
        if not shape.nouns or shape.places_only or not self.noun(words, j):
            return i
        return self._adjectives(words, j + 1)

    def _proper_complement(self, words: Words, i: int, begin: int, j: int, shape: Shape) -> int:
        """Where a complement with a capital ends; `i` for a person ("Autorité palestinienne | de Mahmoud Abbas")."""
        end = self.run(words, j, 1 if shape.series else 4)
        bare = j == begin or words.keys[begin] == "'"
        if shape.nouns and bare and end - j > 1 and not self.place(words, j):
            return i
        return self._adjectives(words, end, nation=False)

    def _second_noun(self, words: Words, i: int, j: int) -> int:
        """Where the second of two bare nouns ends ("des arts | et métiers"); `i` when it is none."""
        if not (self.noun(words, i - 1) and self.noun(words, j)):
            return i
        plural = words.keys[i - 1].endswith(self._plural) == words.keys[j].endswith(self._plural)
        sure = words.tags[j] == "NOUN" or (not words.tags[j] and words.keys[j].endswith(self._plural))
        return self._adjectives(words, j + 1) if plural and sure else i

    def after_of(self, words: Words, i: int) -> int:
        """The word after "de", "du", "de la", "d'" … that begins at `i`."""
        return self._article(words, i + 1)

    def _article(self, words: Words, j: int) -> int:
        """Over an apostrophe, an article and its apostrophe."""
        if j < len(words) and words.keys[j] == "'":
            return j + 1
        if j < len(words) and words.keys[j] in self.article:
            j += 1
            if j < len(words) and words.keys[j] == "'":
                j += 1
        return j


@cache
def grammar(pack: LanguagePack) -> Grammar:
    """The grammar of a language's names, made once."""
    return Grammar(pack)


def _keys(words: list[str]) -> frozenset[str]:
    return frozenset(key(word) for word in words)
