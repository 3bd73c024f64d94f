"""Sequences of words that tables list, and the insertions that a search steps over.

An insertion is what may stand between a verb and its arguments: adverbs, dates, fixed words, an addressee.
"""

from __future__ import annotations

from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.phrases import label_at
from extractor.linker.reading import Reading


def insertion_after(r: Reading, i: int, stop: int) -> int:
    """The first word after adverbs, dates, fixed insertions and addressees that begin at `i`."""
    moved = True
    while moved and i < stop:
        moved = False
        words = opening(r, i, "phrases", "", "insertions")
        if words is not None and i + len(words) <= stop:
            i, moved = i + len(words), True
        if not moved and i in r.dates:
            i, moved = max(r.dates[i][0], i + 1), True
        elif not moved and (is_adverb(r, i) or (r.is_in(i, "articles") and i + 1 in r.dates)):
            i, moved = i + 1, True
        elif not moved and r.is_in(i, "addressing"):
            j = i + 1
            while j < stop and r.is_in(j, "definite"):
                j += 1
            if j < stop and label_at(r, j) in ("ORG", "MISC", "PER") and j in r.names:
                i, moved = r.names[j][0], True
    return min(i, stop)


def insertion_before(r: Reading, i: int, lower: int) -> int:
    """The word after the last one that is no adverb, date or fixed insertion, going left from `i` (exclusive)."""
    moved = True
    while moved and i > lower:
        moved = False
        for words in openings(r.pack, "phrases", "", "insertions", last=True).get(r.low[i - 1], ()):
            if i - len(words) >= lower and r.low[i - len(words) : i] == words:
                i, moved = i - len(words), True
                break
        if not moved and i - 1 in r.date_of and r.date_of[i - 1] > lower:
            i, moved = r.date_of[i - 1], True
        elif not moved and is_adverb(r, i - 1):
            i, moved = i - 1, True
    return i


def is_adverb(r: Reading, i: int) -> bool:
    """Whether word `i` is an adverb that may stand between a verb and its arguments."""
    if r.is_in(i, "adverbs"):
        return True
    return r.pos[i] == "ADV" and any(r.low[i].endswith(end) for end in r.words["adverb_endings"])


@cache
def openings(pack: LanguagePack, table: str, section: str, key: str, last: bool = False) -> dict[str, list[list[str]]]:
    """A list of word sequences of a table by their first (or last) word, longest first."""
    section_of = pack.table(table)
    found: dict[str, list[list[str]]] = {}
    for words in sorted((section_of[section] if section else section_of)[key], key=len, reverse=True):
        found.setdefault(words[-1 if last else 0], []).append(words)
    return found


def opening(r: Reading, i: int, table: str, section: str, key: str) -> list[str] | None:
    """The longest word sequence of a table that begins at word `i`, or None."""
    for words in openings(r.pack, table, section, key).get(r.low[i], ()) if 0 <= i < len(r.low) else ():
        if r.low[i : i + len(words)] == words:
            return words
    return None


@cache
def _joints(pack: LanguagePack) -> dict[str, list[list[str]]]:
    """The words that join the items of a list, by the first of them."""
    found: dict[str, list[list[str]]] = {}
    for words in pack.table("enumerations")["joints"]["words"]:
        found.setdefault(words[0], []).append(words)
    return found


def joints_at(r: Reading, i: int) -> list[list[str]]:
    """The words that join items and stand at word `i`, in the order of the table: longest first."""
    known = _joints(r.pack).get(r.low[i]) if i < len(r.low) else None
    return [words for words in known if r.low[i : i + len(words)] == words] if known else []


def matches(r: Reading, i: int, words: list[str]) -> bool:
    """Whether the words from `i` on are `words`."""
    return r.low[i : i + len(words)] == words
