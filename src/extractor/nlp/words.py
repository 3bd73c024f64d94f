"""The words of a text as the rules for names see them: independent of any tokenizer, with a parser's tags if there are any.

>>> words = split("Le Conseil d\u2019Etat, a-t-on dit.")
>>> words.texts
['Le', 'Conseil', 'd', '\u2019', 'Etat', ',', 'a-t-on', 'dit', '.']
>>> [words.keys[i] for i in (1, 4)], words.capital[1], words.opens[0], words.opens[1]
(['conseil', 'etat'], True, True, False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.lang.fold import fold, unaccented

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011&][^\W_]+)*|[^\w\s]|_")
_BREAK = re.compile(r"[\r\n\v\f\x85\u2028\u2029]")
_OPENING = frozenset(".!?:…«“\"•*–—;")
"""Signs after which a capital may be a sentence's, not a name's."""


@dataclass
class Words:
    """Parallel lists, one entry a word or sign."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """folded and without accents: what tables are compared with"""
    capital: list[bool] = field(default_factory=list)
    opens: list[bool] = field(default_factory=list)
    """stands first in a sentence, a line or a quotation"""
    shouting: list[bool] = field(default_factory=list)
    """stands in a line of capitals, where a capital says nothing"""
    tags: list[str] = field(default_factory=list)
    """universal part of speech, "" where nobody has said one"""

    def __len__(self) -> int:
        return len(self.texts)

    def near(self, i: int) -> bool:
        """Whether nothing but one space, or nothing, stands between word `i` and the one before it."""
        gap = self.text[self.ends[i - 1] : self.starts[i]] if i else "\n"
        return not gap or (gap.isspace() and not _BREAK.search(gap) and len(gap) < 3)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """What tables are compared with: folded, without accents.

    >>> key("\u00c9tat")
    'etat'
    """
    return unaccented(fold(word))


def split(text: str, doc: Doc | None = None) -> Words:
    """The words of a text; `doc` lends its tags."""
    words = Words(text)
    tags = {token.idx: token.pos_ for token in doc} if doc is not None and doc.has_annotation("POS") else {}
    before, end = ".", 0
    loud, line_end = False, -1
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group()
        words.starts.append(start)
        words.texts.append(word)
        words.keys.append(key(word))
        words.capital.append(word[0].isupper())
        if start > line_end:
            line_end = _line_end(text, start)
            loud = _is_loud(text, start, line_end)
        words.shouting.append(loud)
        words.opens.append(before in _OPENING or bool(_BREAK.search(text, end, start)))
        words.tags.append(tags.get(start, ""))
        end = match.end()
        words.ends.append(end)
        before = word
    return words


def _line_end(text: str, start: int) -> int:
    found = _BREAK.search(text, start)
    return found.start() if found else len(text)


def _is_loud(text: str, start: int, end: int) -> bool:
    """Whether a line is in capitals and has three words or more."""
    line = text[start:end]
    return line.isupper() and len(line.split()) > 2


def phrase(text: str) -> tuple[str, ...]:
    """The keys of a phrase of a table, to be compared with `Words.keys`.

    >>> phrase("Conseil d'État")
    ('conseil', 'd', "'", 'etat')
    """
    return tuple(key(word) for word in _WORD.findall(text))


class Phrases:
    """A set of phrases, looked up word by word; the longest at a place wins.

    >>> places = Phrases({"Corée du Sud": "LOC", "Corée": "LOC"})
    >>> places.match(["la", "coree", "du", "sud"], 1)
    (4, 'LOC')
    """

    def __init__(self, table: dict[str, str]) -> None:
        self._table: dict[tuple[str, ...], str] = {}
        lengths: dict[str, set[int]] = {}
        for text, value in table.items():
            words = (key(text),) if text.isalpha() else phrase(text)
            if words:
                self._table[words] = value
                lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def match(self, keys: list[str], i: int) -> tuple[int, str] | None:
        """Where the longest phrase that begins at word `i` ends, and its value."""
        for size in self._lengths.get(keys[i], ()):
            value = self._table.get(tuple(keys[i : i + size]))
            if value is not None and i + size <= len(keys):
                return i + size, value
        return None
