"""A document as the linkers of statements, positions, events, publications and lists read it.

Words are cut from the text itself, so that these linkers do not depend on a model's tokenizer; parts of speech and
lemmas are looked up in the parse by offset. Quotation marks are paired once, and sentences are joined where a
boundary lies inside a pair ("« Un. Deux. », a dit X." is one sentence for everybody here).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack
from extractor.lexer import sentence_spans
from extractor.linker.syntax import Syntax
from extractor.schema import Date, Document, Entity, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
VERBAL = frozenset({"VERB", "AUX"})
LONGEST = 500
"""Words of a sentence at most; a longer one is cut, so that no input takes more than linear time."""
_DETERMINERS, OUTSIDE = "any determiner", "never in a noun phrase"
_UNIONS = {
    _DETERMINERS: ("articles", "possessives", "demonstratives", "quantifiers"),
    OUTSIDE: ("prepositions", "relatives", "subject_pronouns", "coordinators"),
}
UNKNOWN = ""
"""The part of speech of a word that the parse does not have."""

_WORD = re.compile(
    r"[^\W\d_]\.(?:-?[^\W\d_]\.)*(?=\s*[^\W\d_])|[^\W\d_][^\W_]*(?:-[^\W_]+)*'?|\d+(?:[.,]\d+)*[^\W_]*|\.\.\.|[^\w\s]|_"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A pair of quotation marks by word number; `opened` or `closed` is False when that mark is missing."""

    first: int
    last: int
    opened: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (exclusive), `paragraph` counted from 0."""

    first: int
    last: int
    paragraph: int


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
        return 0 <= i < len(self.low) and self.low[i] in self.words[group]

    def is_determiner(self, i: int) -> bool:
        """Whether word `i` is an article, possessive, demonstrative or quantifier."""
        return 0 <= i < len(self.low) and self.low[i] in self.words[_DETERMINERS]

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
    starts, ends = _cut(text, folded, table)
    low = [folded[a:b] for a, b in zip(starts, ends, strict=True)]
    syntax = Syntax(doc)
    pos, lemma, tokens = _parts(syntax, starts)
    paragraphs = _paragraphs(text, starts)
    quotes = _quotes(text, starts, low, paragraphs, table["quotes"])
    quote_of = [-1] * len(starts)
    for number, quote in enumerate(quotes):
        quote_of[quote.first : quote.last + 1] = [number] * (quote.last + 1 - quote.first)
    sentences = _sentences(document, pack, starts, ends, quotes, quote_of, paragraphs)
    names, dates, others = _placed(mentions, starts, ends)
    names = {
        first: (_trimmed(text, starts, pos, low, words["links"], first, last), label)
        for first, (last, label) in names.items()
    }
    names = _parted(names, text, starts, low, words)
    return Reading(
        text, starts, ends, low, pos, lemma, tokens, quotes, quote_of, sentences,
        names, _inside(names), dates, _inside(dates), others, words, pack, syntax,
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


def _cut(text: str, folded: str, table: dict[str, Any]) -> tuple[list[int], list[int]]:
    """Offsets of the words: elided words end with their apostrophe, an inverted pronoun is a word of its own."""
    starts: list[int] = []
    ends: list[int] = []
    whole = frozenset(table["whole_words"])
    tails = tuple(sorted(table["inversions"], key=len, reverse=True))
    prefixes = tuple(table["compound_prefixes"])
    glued = ""
    for match in _WORD.finditer(folded):
        start, end = match.span()
        if match[0].endswith(".") and match[0] != "..." and not text[start].isupper() and end - start == 2:
            starts.extend((start, end - 1))
            ends.extend((end - 1, end))
            continue
        if glued and starts and ends[-1] == start and (glued + match[0] in whole or match[0] in table["glued"]):
            ends[-1], glued = end, ""
            continue
        glued = match[0] if match[0].endswith("'") else ""
        tail = (
            next((t for t in tails if match[0].endswith(t) and len(match[0]) > len(t)), None)
            if "-" in match[0]
            else None
        )
        head = next((p for p in prefixes if match[0].startswith(p)), None) if match[0].startswith(prefixes) else None
        if tail is None and head is None:
            starts.append(start)
            ends.append(end)
            continue
        cuts = [start, *([start + len(head)] if head else []), *([end - len(tail)] if tail else []), end]
        starts.extend(cuts[:-1])
        ends.extend(cuts[1:])
    return starts, ends


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


def _paragraphs(text: str, starts: list[int]) -> list[int]:
    """Paragraph number of each word; a line break ends a paragraph."""
    numbers, number, position = [], 0, 0
    for start in starts:
        if "\n" in text[position:start]:
            number += 1
        numbers.append(number)
        position = start
    return numbers


def _quotes(text: str, starts: list[int], low: list[str], paragraphs: list[int], table: dict[str, Any]) -> list[Quote]:
    """Outermost pairs of quotation marks, paragraph by paragraph; a missing mark ends at the paragraph's edge."""
    closers: dict[str, str] = dict(table["pairs"])
    straight = frozenset(table["straight"])
    found: list[Quote] = []
    opened: int | None = None
    expected = ""
    depth = 0
    edge = 0
    for i, mark in enumerate(low):
        if i and paragraphs[i] != paragraphs[i - 1]:
            if opened is not None:
                found.append(Quote(opened, i - 1, closed=False))
            opened, depth, edge = None, 0, i
        if opened is not None:
            if mark == expected and depth == 0:
                found.append(Quote(opened, i))
                opened, edge = None, i + 1
            elif mark == expected:
                depth -= 1
            elif mark in closers and closers[mark] == expected:
                depth += 1
        elif mark in closers:
            opened, expected, depth = i, closers[mark], 0
        elif mark in straight:
            if i > edge and _closes(text, starts[i]) and edge == _edge(paragraphs, i):
                found.append(Quote(edge, i, opened=False))
                edge = i + 1
            else:
                opened, expected, depth = i, mark, 0
        elif mark in closers.values() and i > edge and edge == _edge(paragraphs, i):
            found.append(Quote(edge, i, opened=False))
            edge = i + 1
    if opened is not None:
        found.append(Quote(opened, len(low) - 1, closed=False))
    return found


def _closes(text: str, at: int) -> bool:
    """Whether a straight mark can only be a closing one: no space in front of it, a space or nothing behind."""
    return at > 0 and not text[at - 1].isspace() and (at + 1 == len(text) or not text[at + 1].isalnum())


def _edge(paragraphs: list[int], i: int) -> int:
    """The first word of the paragraph of word `i`."""
    first = bisect_right(paragraphs, paragraphs[i] - 1)
    return first


def _sentences(
    document: Document, pack: LanguagePack, starts: list[int], ends: list[int],
    quotes: list[Quote], quote_of: list[int], paragraphs: list[int],
) -> list[Sentence]:  # fmt: skip
    """Surface sentences as ranges of words, joined across boundaries inside a closed pair of quotation marks."""
    found: list[Sentence] = []
    first = 0
    for _, end in sentence_spans(document.text, pack):
        last = bisect_right(ends, end)
        if last <= first or last > len(starts):
            continue
        number = quote_of[last - 1]
        quote = quotes[number] if number >= 0 and last - first <= LONGEST else None
        while last - first > LONGEST:
            found.append(Sentence(first, first + LONGEST, paragraphs[first]))
            first += LONGEST
        if quote is not None and quote.closed and quote.opened and last - 1 < quote.last:
            continue
        if (
            last < len(starts)
            and quote is not None
            and paragraphs[last] == paragraphs[last - 1]
            and _goes_on(document.text, starts, last)
        ):
            continue
        found.append(Sentence(first, last, paragraphs[first]))
        first = last
    while first < len(starts):
        found.append(Sentence(first, min(first + LONGEST, len(starts)), paragraphs[first]))
        first += LONGEST
    return found


def _goes_on(text: str, starts: list[int], i: int) -> bool:
    """Whether word `i`, just after a quotation, goes on with the same sentence: a comma or a small letter."""
    return text[starts[i]] == "," or text[starts[i]].islower()


def _placed(
    mentions: list[Mention], starts: list[int], ends: list[int]
) -> tuple[dict[int, tuple[int, str]], dict[int, tuple[int, Date]], dict[int, tuple[int, Mention]]]:
    """Names, dates and measured mentions by their first word, with the word after their last."""
    names: dict[int, tuple[int, str]] = {}
    dates: dict[int, tuple[int, Date]] = {}
    others: dict[int, tuple[int, Mention]] = {}
    for mention in mentions:
        first = bisect_right(ends, mention.start)
        last = max(bisect_right(starts, mention.end - 1), first + 1)
        if first >= len(starts):
            continue
        if isinstance(mention, Entity):
            names[first] = (last, mention.label)
        elif isinstance(mention, Date):
            dates[first] = (last, mention)
        else:
            others[first] = (last, mention)
    return names, dates, others


def _trimmed(
    text: str, starts: list[int], pos: list[str], low: list[str], links: frozenset[str], first: int, last: int
) -> int:
    """The end of a name without verbs in small letters or prepositions that a recogniser of names has swallowed."""
    while last - 1 > first and text[starts[last - 1]].islower() and (pos[last - 1] in VERBAL or low[last - 1] in links):
        last -= 1
    return last


def _parted(
    names: dict[int, tuple[int, str]], text: str, starts: list[int], low: list[str], words: dict[str, frozenset[str]]
) -> dict[int, tuple[int, str]]:
    """Names without the person that a recogniser has run into them ("président du Sénat | Luc Baillet").

    A person begins at a given name inside another name, or behind the addressee of a verb whose subject must follow
    ("a raconté à l'AFP | Aminata Sarr, couturière"); houses and streets keep the given name they are called after.
    """
    found: dict[int, tuple[int, str]] = {}
    for first, (last, label) in names.items():
        cut = 0
        heard = (
            first > 0 and low[first - 1] in words["contracted"] and low[first] not in words["given_names"]
        )  # "explique au Temps X"
        if (label != "PER" or heard) and last - first > 2 and low[first] not in words["named_after"]:
            cut = next((k for k in range(first + 1, last - 1) if _begins_person(k, last, text, starts, low, words)), 0)
            if (
                not cut
                and text[starts[first] : starts[first + 1]].strip().isupper()
                and last - first < 5
                and last < len(low)
            ):
                addressed = first > 1 and any(low[k] in words["addressing"] for k in (first - 1, first - 2))
                apart = low[last] == "," and all(
                    text[starts[k] : starts[k] + 2].istitle() for k in range(first + 1, last)
                )
                cut = first + 1 if addressed and apart else 0
        found[first] = (cut or last, "ORG" if cut and label == "PER" else label)
        if cut:
            found[cut] = (last, "PER")
    return found


def _begins_person(
    k: int, last: int, text: str, starts: list[int], low: list[str], words: dict[str, frozenset[str]]
) -> bool:
    """Whether a given name stands at word `k` inside a name, tied to nothing in front, with a capital behind."""
    tied = (
        low[k - 1] in words["links"]
        or low[k - 1] in words["name_particles"]
        or low[k - 1] in words["coordinators"]
        or low[k - 1] in words["named_after"]
    )
    return (
        low[k] in words["given_names"] and not tied and text[starts[k]].isupper() and text[starts[last - 1]].isupper()
    )


def _inside(spans: dict[int, tuple[int, Any]]) -> dict[int, int]:
    """For each word inside a span, the span's first word."""
    return {i: first for first, (last, _) in spans.items() for i in range(first, last)}
