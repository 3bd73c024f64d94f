"""How a text is laid out: its words, paragraphs, pairs of quotation marks, and sentences as ranges of words.

Words are cut from the text itself. Quotation marks are paired paragraph by paragraph, and sentences are joined where a
boundary lies inside a pair ("« Un. Deux. », a dit X." is one sentence).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.lexer import sentence_spans

LONGEST = 500
"""Words of a sentence at most; a longer one is cut, so that no input takes more than linear time."""
_PIECE = re.compile(
    r" |[a-z\u00e0-\u00f6\u00f8-\u00ff]{2,}+(?![-'\w])|\s++"  # most of a text, said first because it is fast
    r"|[^\W\d_]\.(?:-?[^\W\d_]\.)*(?=\s*[^\W\d_])|[^\W\d_][^\W_]*(?:-[^\W_]+)*'?"
    r"|\d+(?:[.,]\d+)*[^\W_]*|\.\.\.|[^\w\s]|_"
)
"""Words, signs and the spaces between them: the pieces of a text leave nothing out."""


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


class Words(NamedTuple):
    """The words of a text: their offsets, folded forms and paragraph numbers."""

    starts: list[int]
    ends: list[int]
    low: list[str]
    paragraphs: list[int]


def cut_words(text: str, folded: str, table: dict[str, Any]) -> Words:
    """The words of a text; a line break ends a paragraph.

    Elided words end with their apostrophe, an inverted pronoun is a word of its own.
    """
    words = Words([], [], [], [])
    starts, ends, low, paragraphs = words
    whole, glued, edges = frozenset(table["whole_words"]), frozenset(table["glued"]), _Edges(table)
    number = end = 0
    elided = ""
    for piece in _PIECE.findall(folded):
        start, end = end, end + len(piece)
        if piece == " ":
            elided = ""
        elif elided and (piece in glued or elided + piece in whole):
            ends[-1], low[-1], elided = end, low[-1] + piece, ""
        elif piece.isalpha():  # the most frequent case, and the cheapest to tell
            starts.append(start)
            ends.append(end)
            low.append(piece)
            paragraphs.append(number)
            elided = ""
        elif piece.isspace():
            number += "\n" in piece and "\n" in text[start:end]
            elided = ""
        elif "-" in piece or (piece[-1] == "." and len(piece) == 2 and not text[start].isupper()):
            cuts = edges[piece]
            starts.extend(start + cut for cut in cuts[:-1])
            ends.extend(start + cut for cut in cuts[1:])
            low.extend(piece[a:b] for a, b in pairwise(cuts))
            paragraphs.extend([number] * (len(cuts) - 1))
            elided = piece if piece[-1] == "'" else ""
        else:
            starts.append(start)
            ends.append(end)
            low.append(piece)
            paragraphs.append(number)
            elided = piece if piece[-1] == "'" else ""
    return words


class _Edges(dict[str, tuple[int, ...]]):
    """Where the words in a piece of text begin and end: a hyphenated word or a small letter with a full stop."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._tails = sorted(table["inversions"], key=len, reverse=True)
        self._prefixes = table["compound_prefixes"]

    def __missing__(self, piece: str) -> tuple[int, ...]:
        found = self[piece] = (0, 1, 2) if len(piece) == 2 and piece[-1] == "." else self._hyphenated(piece)
        return found

    def _hyphenated(self, piece: str) -> tuple[int, ...]:
        head = next((len(p) for p in self._prefixes if piece.startswith(p)), 0)
        tail = next((len(piece) - len(t) for t in self._tails if piece.endswith(t) and len(piece) > len(t)), 0)
        return (0, *([head] if head else []), *([tail] if tail else []), len(piece))


def quotations(
    text: str, starts: list[int], low: list[str], paragraphs: list[int], table: dict[str, Any]
) -> list[Quote]:
    """Outermost pairs of quotation marks, paragraph by paragraph; a missing mark ends at the paragraph's edge."""
    closers: dict[str, str] = dict(table["pairs"])
    straight = frozenset(table["straight"])
    marks = straight.union(closers, closers.values())
    found: list[Quote] = []
    opened: int | None = None
    expected = ""
    depth = 0
    edge = 0
    for i in [i for i, word in enumerate(low) if word in marks]:
        mark, first = low[i], _edge(paragraphs, i)
        if opened is not None and opened < first:
            found.append(Quote(opened, bisect_right(paragraphs, paragraphs[opened]) - 1, closed=False))
            opened, depth = None, 0
        edge = max(edge, first)
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
            if i > edge and edge == first and _closes(text, starts[i]):
                found.append(Quote(edge, i, opened=False))
                edge = i + 1
            else:
                opened, expected, depth = i, mark, 0
        elif i > edge and edge == first:
            found.append(Quote(edge, i, opened=False))
            edge = i + 1
    if opened is not None:
        found.append(Quote(opened, bisect_right(paragraphs, paragraphs[opened]) - 1, closed=False))
    return found


def _closes(text: str, at: int) -> bool:
    """Whether a straight mark can only be a closing one: no space in front of it, a space or nothing behind."""
    return at > 0 and not text[at - 1].isspace() and (at + 1 == len(text) or not text[at + 1].isalnum())


def _edge(paragraphs: list[int], i: int) -> int:
    """The first word of the paragraph of word `i`."""
    return bisect_right(paragraphs, paragraphs[i] - 1)


def sentence_ranges(
    text: str, folded: str, pack: LanguagePack, words: Words, quotes: list[Quote], quote_of: list[int]
) -> list[Sentence]:  # fmt: skip
    """Surface sentences as ranges of words, joined across boundaries inside a closed pair of quotation marks."""
    found: list[Sentence] = []
    starts, ends, _, paragraphs = words
    first = 0
    for _, end in sentence_spans(text, pack, folded):
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
            and _goes_on(text, starts, last)
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
