"""Whether the words of a span are those that a selector asks for.

A fact carries spans and no lemmas. So the words of a span are compared whole, without case, accents and the ending of
the plural, and single words are looked for in the head of the phrase only: what stands before its first linking word
("montant" is no word for "projets d'investissement d'un montant"). Endings and linking words are the pack's
(`records.toml`); without that table words must be the same and the whole span is searched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.lang.fold import fold, unaccented
from extractor.lang.pack import LanguagePack
from extractor.schema.records import RecordError

TABLE = "records"
LIST_MARK = "@"
"""In front of the name of a word list of the pack: `measure="@visitors"`."""

TERRITORIES = "territories"
"""The word list of every language that no pack holds: names of countries, from CLDR."""

_COUNTRY_CODE = 2
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters that stay when an ending is taken away."""


class Vocabulary:
    """What the pack of one language says about words of records: made once a pack, by `vocabulary`."""

    def __init__(self, pack: LanguagePack) -> None:
        table = pack.table(TABLE) if pack.has_table(TABLE) else {}
        self.where = str(pack.path / f"{TABLE}.toml")
        self._locale = pack.locale
        self._endings: list[tuple[str, str]] = [(ending, instead) for ending, instead in table.get("endings", ())]
        self._lists: dict[str, list[str]] = table.get("words", {})
        self._linking = frozenset(fold(word) for word in table.get("linking", ()))
        self._asked: dict[tuple[str, ...], frozenset[tuple[str, ...]]] = {}
        self._opening = frozenset(map(unaccented, self._linking))

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text as they are compared."""
        return tuple(self._singular(unaccented(word)) for word in split(text))

    def _singular(self, word: str) -> str:
        for ending, instead in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                return word[: len(word) - len(ending)] + instead
        return word

    def phrases(self, asked: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
        """What a selector asks for, its word lists put in.

        Raises:
            RecordError: the pack has no such list.
        """
        if asked not in self._asked:
            found: set[tuple[str, ...]] = set()
            for item in asked:
                found |= self._list(item[1:]) if item.startswith(LIST_MARK) else {self.words(item)}
            self._asked[asked] = frozenset(found)
        return self._asked[asked]

    def _list(self, name: str) -> set[tuple[str, ...]]:
        if name == TERRITORIES:
            return {self.words(territory) for territory in _territories(self._locale)}
        if name not in self._lists:
            there = ", ".join(sorted(self._lists)) or "none"
            raise RecordError(f"there is no word list {name!r}", where=self.where, hint=f"there are: {there}")
        return {self.words(word) for word in self._lists[name]}

    def has(self, text: str, phrases: frozenset[tuple[str, ...]], anywhere: bool = False) -> bool:
        """Whether a phrase stands in the text: it must begin in the head, unless it begins with a linking word itself.

        Args:
            text: the words of a span.
            phrases: from `phrases`.
            anywhere: look beyond the head, too.
        """
        words = self.words(text)
        end = len(words) if anywhere else self._head(text)
        longest = max(map(len, phrases), default=0)
        for start in range(len(words)):
            for stop in range(start + 1, min(len(words), start + longest) + 1):
                phrase = words[start:stop]
                if phrase in phrases and (start < end or self._links(phrase[0])):
                    return True
        return False

    def _head(self, text: str) -> int:
        """How many words stand before the first linking word that is not the first word."""
        words = [fold(word) for word in split(text)]
        return next((at for at, word in enumerate(words) if at and word in self._linking), len(words))

    def _links(self, word: str) -> bool:
        return word in self._opening


def split(text: str) -> Sequence[str]:
    """The words of a text in lower case: runs of letters and digits.

    >>> split("L’Œuvre d’art")
    ['l', 'oeuvre', 'd', 'art']
    """
    return _WORD.findall(fold(text).replace("œ", "oe").replace("æ", "ae"))


def _territories(locale: str) -> list[str]:
    from babel import Locale

    named = Locale.parse(locale, sep="-" if "-" in locale else "_").territories
    return [name for code, name in named.items() if len(code) == _COUNTRY_CODE]


@cache
def vocabulary(pack: LanguagePack) -> Vocabulary:
    """The vocabulary of a pack, made once.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> known = vocabulary(load_pack(default_language()))
    >>> known.has("Visiteurs étrangers", known.phrases(("visiteur",)))
    True
    """
    return Vocabulary(pack)
