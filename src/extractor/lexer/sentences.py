"""Where sentences end, from the surface alone: paragraph breaks and full stops that are not abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack


@lru_cache(maxsize=8)
def _rules(pack: LanguagePack) -> tuple[frozenset[str], re.Pattern[str]]:
    table = pack.table("language")["sentences"]
    closing = "".join(re.escape(c) for c in table["closing"])
    ends = re.compile(rf"\n+|(?<![.!?…])[.!?…]++[{closing}]*+(?:[ \u00a0\u202f][»”\")\]]++)?(?=\s|$)")
    return frozenset(table["abbreviations"]), ends


def sentence_spans(text: str, pack: LanguagePack, folded: str | None = None) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), without surrounding white space; linear in the text.

    >>> from extractor.lang import load_pack, default_language
    >>> t = "M. Roux a parlé. Il a 3,5 millions d'euros.\\nTitre"
    >>> [t[a:b] for a, b in sentence_spans(t, load_pack(default_language()))]
    ['M. Roux a parlé.', "Il a 3,5 millions d'euros.", 'Titre']
    """
    abbreviations, ends = _rules(pack)
    folded = fold(text) if folded is None else folded
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _ends(folded, ends):
        if match[0][0] != "\n" and not _ends_sentence(text, folded, match, abbreviations):
            continue
        _append(spans, text, start, match.start() if match[0][0] == "\n" else match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


MARKS = re.compile(r"[\n.!?…]")


def _ends(folded: str, ends: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where sentences may end. The marks are looked for first: searching for one of a few letters is several times as fast."""
    after = 0
    for mark in MARKS.finditer(folded):
        if mark.start() >= after and (match := ends.match(folded, mark.start())) is not None:
            after = match.end()
            yield match


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


SKIPPED = " «»\"'()[]-–—“”\u00a0\u202f"
"""What may stand between a full stop and the letter that tells whether the sentence goes on."""


def _ends_sentence(text: str, folded: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    at, end = match.start(), match.end()
    following = end
    while following < len(text) and following < end + 4 and folded[following] in SKIPPED:
        following += 1
    if following < len(text) and (text[following].islower() or (following > end and text[following] in ",;:")):
        return False  # "… », a déclaré": the sentence goes on
    if match[0] != ".":
        return True
    start = at
    while start > 0 and at - start < 12 and (folded[start - 1].isalnum()):
        start -= 1
    word = folded[start:at]
    if len(word) == 1 and text[start].isupper() and word.isalpha():
        return bool(end >= len(text) or folded[end] == "\n")  # an initial: "J. Bruneau"
    if word in abbreviations:
        return not (following < len(text) and (text[following].isupper() or text[following].isdigit())) or _is_last(word)
    return True


def _is_last(word: str) -> bool:
    return word == "etc"
