"""Occasions: on what occasion something was said or released ("lors de …", "à l'issue de …")."""

from __future__ import annotations

from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.phrases import phrase
from extractor.linker.reading import Reading
from extractor.linker.sequences import opening, openings


@cache
def _triggers(pack: LanguagePack) -> frozenset[str]:
    """Words at which an occasion may begin; the others need no look."""
    return frozenset(openings(pack, "statements", "occasions", "openings")).union(
        pack.table("statements")["occasions"]["loose"]
    )


def occasion(r: Reading, s: Sentence, outside: range = range(0)) -> tuple[int, int] | None:
    """The words of the occasion that a sentence names, without article, or None.

    Args:
        r: the document.
        s: the sentence.
        outside: words that are not looked at, such as what was said.
    """
    table = r.pack.table("statements")["occasions"]
    for i in r.among(s, _triggers(r.pack)):
        if i in outside:
            continue
        words = opening(r, i, "statements", "occasions", "openings")
        if words is not None:
            found = phrase(r, i + len(words), s.last, listed=False)
            if found is not None and found.first not in r.date_of and not _only_time(r, found.head):
                return found.first, _own_words(r, found.first, found.last)
        if r.low[i] in table["loose"]:
            found = phrase(r, i + 1, s.last, listed=False)
            if found is not None and r.low[found.head] in table["heads"]:
                return found.first, _own_words(r, found.first, found.last)
    return None


def _only_time(r: Reading, head: int) -> bool:
    """Whether a phrase is only a stretch of time ("durant trois jours")."""
    return head in r.date_of or any(head in range(i, last) for i, (last, _) in _near(r, head))


def _near(r: Reading, head: int) -> list[tuple[int, tuple[int, object]]]:
    return [(i, r.mentions[i]) for i in range(max(0, head - 3), head + 1) if i in r.mentions]


def _own_words(r: Reading, first: int, last: int) -> int:
    """Where the name of an occasion ends: before a complement that names its organiser with a capital.

    "conférence de presse du Bureau de l'information": the organiser is a field of the event, not part of its name.
    """
    for k in range(first + 1, last):
        if (
            r.is_in(k, "contracted")
            and k + 1 < last
            and r.capital(k + 1)
            and r.low[first] in r.pack.table("events")["types"]["hosted"]
        ):
            return k
    return last
