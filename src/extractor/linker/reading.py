"""A document as the linkers of statements, positions, events, publications and lists read it.

Words are cut from the text itself, so that these linkers do not depend on a model's tokenizer; parts of speech and
lemmas are looked up in the parse by offset. Quotation marks are paired once, and sentences are joined where a
boundary lies inside a pair ("« Un. Deux. », a dit X." is one sentence for everybody here).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Quote, Sentence, cut_words, quotations, sentence_ranges
from extractor.linker.names import inside, parted, placed
from extractor.linker.syntax import Syntax
from extractor.schema import Date, Document, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
_DETERMINERS, OUTSIDE = "any determiner", "never in a noun phrase"
_UNIONS = {
    _DETERMINERS: ("articles", "possessives", "demonstratives", "quantifiers"),
    OUTSIDE: ("prepositions", "relatives", "subject_pronouns", "coordinators"),
}
UNKNOWN = ""
"""The part of speech of a word that the parse does not have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words with offsets, folded forms, parts of speech and lemmas; quotations, sentences, names and dates by word."""

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    pos: list[str]
    lemma: list[str]
    token: list[int]
    quotes: list[Quote]
    quote_of: list[int]
    sentences: list[Sentence]
    names: dict[int, tuple[int, str]]
    name_of: dict[int, int]
    dates: dict[int, tuple[int, Date]]
    date_of: dict[int, int]
    mentions: dict[int, tuple[int, Mention]]
    words: dict[str, frozenset[str]]
    determiners: frozenset[str]
    pack: LanguagePack
    syntax: Syntax

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """The text from word `first` to word `last` (exclusive)."""
        return Span.of(self.text, self.starts[first], self.ends[last - 1])

    def evidence(self, sentence: Sentence) -> Span:
        """The sentence as a span."""
        return self.span(sentence.first, sentence.last)

    def is_in(self, i: int, group: str) -> bool:
        """Whether word `i` belongs to the closed class `group` of phrases.toml."""
        try:
            return i >= 0 and self.low[i] in self.words[group]
        except IndexError:
            return False

    def among(self, sentence: Sentence, words: AbstractSet[str]) -> list[int]:
        """The words of a sentence that belong to a set, in text order; most sentences have none."""
        low = self.low[sentence.first : sentence.last]
        if words.isdisjoint(low):
            return []
        return [i for i, word in enumerate(low, sentence.first) if word in words]

    def has_quotation(self, sentence: Sentence) -> bool:
        """Whether a part of a sentence stands between quotation marks."""
        return bool(self.quotes) and max(self.quote_of[sentence.first : sentence.last], default=-1) >= 0

    def is_determiner(self, i: int) -> bool:
        """Whether word `i` is an article, possessive, demonstrative or quantifier."""
        try:
            return i >= 0 and self.low[i] in self.determiners
        except IndexError:
            return False

    def capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital letter."""
        return self.text[self.starts[i]].isupper()

    def touches(self, i: int) -> bool:
        """Whether word `i` follows the one before it without a space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]


_readings: WeakKeyDictionary[Any, tuple[list[Mention], Reading]] = WeakKeyDictionary()
"""The reading of each Doc that is in use, so that the five linkers share it; it goes with its Doc."""


def read(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> Reading:
    """The reading of a document; `doc` may be a blank parse (then no word has a part of speech)."""
    known = _readings.get(doc)
    if known is not None and known[0] == mentions and known[1].text == document.text:
        return known[1]
    reading = _read(document, mentions, doc, pack)
    _readings[doc] = (list(mentions), reading)
    return reading


def _read(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> Reading:
    table, words = pack.table("phrases"), _classes(pack)
    text = document.text
    folded = fold(text)
    cut = cut_words(text, folded, table)
    starts, ends, low, paragraphs = cut
    syntax = Syntax(doc)
    pos, lemma, tokens = _parts(syntax, starts)
    quotes = quotations(text, starts, low, paragraphs, table["quotes"])
    quote_of = [-1] * len(starts)
    for number, quote in enumerate(quotes):
        quote_of[quote.first : quote.last + 1] = [number] * (quote.last + 1 - quote.first)
    sentences = sentence_ranges(text, folded, pack, cut, quotes, quote_of)
    names, dates, others = placed(mentions, starts, ends)
    names = {
        first: (_trimmed(text, starts, pos, low, words["links"], first, last), label)
        for first, (last, label) in names.items()
    }
    names = parted(names, text, starts, low, words)
    return Reading(
        text, starts, ends, low, pos, lemma, tokens, quotes, quote_of, sentences,
        names, inside(names), dates, inside(dates), others, words, words[_DETERMINERS], pack, syntax,
    )  # fmt: skip


@cache
def _classes(pack: LanguagePack) -> dict[str, frozenset[str]]:
    """The closed classes of phrases.toml, and unions of some that are asked for together."""
    table = pack.table("phrases")
    words = {
        key: frozenset(value)
        for key, value in table.items()
        if isinstance(value, list) and value and isinstance(value[0], str)
    }
    for union, groups in _UNIONS.items():
        words[union] = frozenset().union(*(words[group] for group in groups))
    return words


def _parts(syntax: Syntax, starts: list[int]) -> tuple[list[str], list[str], list[int]]:
    """Part of speech, lemma and token number of the parse token under each word."""
    pos, lemma, tokens = [], [], []
    k, last = -1, syntax.size - 1
    for start in starts:
        while k < last and syntax.starts[k + 1] <= start:
            k += 1
        known = k >= 0 and start < syntax.ends[k]
        pos.append(syntax.pos[k] if known else UNKNOWN)
        lemma.append(syntax.lemmas[k] if known else UNKNOWN)
        tokens.append(k if known else -1)
    return pos, lemma, tokens


def _trimmed(
    text: str, starts: list[int], pos: list[str], low: list[str], links: frozenset[str], first: int, last: int
) -> int:
    """The end of a name without verbs in small letters or prepositions that a recogniser of names has swallowed."""
    while last - 1 > first and text[starts[last - 1]].islower() and (pos[last - 1] in VERBAL or low[last - 1] in links):
        last -= 1
    return last
