"""Cuts a text into the pieces that a model reads: paragraphs, and long ones at a sentence's end.

spaCy stops caching tokens in a text after its first special case, and a parser's beam of history grows with its
text: so a model is fed paragraphs, never whole articles (docs: design, section 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.lang.pack import LanguagePack

MAX_TOKENS = 400
"""Longest piece, in words and signs."""
MAX_CHARACTERS = 4000
"""Longest piece of a text that has no spaces to cut at ("((((…"): spaCy's tokenizer is quadratic in one."""

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SIGN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SPACES = {ord(c): " " for c in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"}
_SPACES[ord("\u2019")] = "'"


def plain_spaces(text: str) -> str:
    """The text as a model reads it: every space a plain one, every apostrophe straight; of the same length.

    A no-break space would be a token of its own and part "228" from "000" in the parse.

    >>> plain_spaces("l\u2019an\u00a02024")
    "l'an 2024"
    """
    return text.translate(_SPACES)


def pieces(text: str, pack: LanguagePack) -> Iterator[tuple[int, int]]:
    """The stretches of `text` to be read apart, in order, without the white space around them.

    Args:
        text: a document's text, as read.
        pack: its language, which knows where sentences end.

    >>> from extractor.lang import load_pack, default_language
    >>> list(pieces("Un.\\r\\n\\r\\n Deux.", load_pack(default_language())))
    [(0, 3), (8, 13)]
    """
    for line in _LINE.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        if end - start <= MAX_TOKENS or (end - start <= MAX_CHARACTERS and count_tokens(text, start, end) <= MAX_TOKENS):
            yield start, end
        else:
            yield from _cut(text, start, end, pack)


def count_tokens(text: str, start: int, end: int) -> int:
    """How many words and signs there are in `text[start:end]`: an estimate of its tokens.

    >>> count_tokens("l'an 2024, oui", 0, 14)
    6
    """
    return sum(1 for _ in _SIGN.finditer(text, start, end))


def sentences(text: str, pack: LanguagePack) -> list[tuple[int, int]]:
    """Surface sentences of a text, from the lexer."""
    from extractor.lexer import sentence_spans

    return list(sentence_spans(text, pack))


def _cut(text: str, start: int, end: int, pack: LanguagePack) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph at sentence ends, and a long sentence at a space."""
    part = text[start:end]
    bounds = [start + e for _, e in sentences(part, pack)]
    if not bounds or bounds[-1] != end:
        bounds.append(end)
    first, used, last = start, 0, start
    for bound in bounds:
        for stop in _stops(text, last, bound):
            tokens = count_tokens(text, last, stop)
            if used and (used + tokens > MAX_TOKENS or stop - first > MAX_CHARACTERS):
                yield from _piece(text, first, last)
                first, used = last, 0
            used += tokens
            last = stop
    yield from _piece(text, first, end)


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence may be cut: at its end, or after every hundredth word or thousandth sign when it is long."""
    if end - start > MAX_TOKENS and (end - start > MAX_CHARACTERS or count_tokens(text, start, end) > MAX_TOKENS):
        mark, words = start, 0
        for sign in _SIGN.finditer(text, start, end):
            words += 1
            if words < MAX_TOKENS // 4 and sign.end() - mark < MAX_CHARACTERS // 4:
                continue
            while sign.end() - mark > MAX_CHARACTERS:  # one endless word
                mark += MAX_CHARACTERS
                yield mark
            spaced = sign.end() < end and text[sign.end()].isspace()
            if spaced or words == MAX_TOKENS or sign.end() - mark >= MAX_CHARACTERS // 4:
                mark, words = sign.end(), 0
                yield mark
    yield end


def _piece(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, start, end)
    if start < end:
        yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
