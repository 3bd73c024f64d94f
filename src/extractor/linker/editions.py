"""Events named by their edition or by an acronym: "la 14e édition d'Equipal, le salon de …", "la prochaine édition", "COP30".

The word for an edition is no event by itself: it takes its type from the noun in apposition, from the event of the same
document that it continues, or from the last event noun in front of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.event_names import Named
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner, is_nominal, label_at, phrase
from extractor.linker.reading import Reading
from extractor.schema import Event, Ordinal

BACK = 400
"""Words looked back at for the noun that an edition belongs to."""


@cache
def _nouns(pack: LanguagePack) -> frozenset[str]:
    """Nouns that an edition can belong to: event nouns that are not too common."""
    table = pack.table("events")["types"]
    return (frozenset(table["generic"]) - frozenset(table["weak"])) | frozenset(table["plural"])


def acronym(r: Reading, i: int) -> Named | None:
    """An event by its acronym and number: "COP30", "COP 29".

    >>> from extractor.lang.pack import default_language, load_pack
    >>> bool(load_pack(default_language()).table("events")["types"]["acronyms"])
    True
    """
    stem = r.low[i].rstrip("0123456789")
    if (
        stem not in r.pack.table("events")["types"]["acronyms"]
        or not r.text[r.starts[i] : r.starts[i] + len(stem)].isupper()
    ):
        return None
    last = i + 1
    if stem == r.low[i]:
        if last >= len(r) or not r.low[last].isdigit() or last in r.dates:
            return None
        last += 1
    return Named(i, i, last, r.text[r.starts[i] : r.starts[i] + len(stem)], True, via="acronym")


def edition(r: Reading, i: int, s: Sentence, facts: Sequence[Event]) -> Named | None:
    """The event named by the word for an edition at word `i`, or None.

    Args:
        r: the document.
        i: the word.
        s: its sentence.
        facts: the events found so far.
    """
    table = r.pack.table("events")["types"]
    if r.low[i] not in table["edition"] or i == s.first:
        return None
    if i + 1 < s.last and r.is_in(i + 1, "links"):
        return _of_name(r, i, s, facts)
    k = i - 1
    while k > s.first and not is_determiner(r, k) and i - k < 4:
        k -= 1
    follows = r.low[k + 1] in table["ordering"] or _ordinal(r, k + 1, i)
    if k == i - 1 or not follows or not is_determiner(r, k):
        return None
    kind = next((f.type for f in reversed(facts[-BACK:]) if f.edition is not None), None) or _noun_before(r, i)
    return Named(i, k + 1, i + 1, kind, False, via="edition") if kind else None


def _ordinal(r: Reading, first: int, last: int) -> bool:
    """Whether an ordinal stands between two words."""
    return any(k in r.mentions and isinstance(r.mentions[k][1], Ordinal) for k in range(first, last))


def _of_name(r: Reading, i: int, s: Sentence, facts: Sequence[Event]) -> Named | None:
    """ "la 14e édition d'Equipal": the name, its type from an apposition, an earlier event or a noun in front."""
    k = i + 2
    while k < s.last and is_determiner(r, k):
        k += 1
    if k >= s.last or r.low[k] in _nouns(r.pack) or not (r.capital(k) or k in r.names):
        return None
    found = phrase(r, k, s.last, listed=False)
    last = r.names[k][0] if k in r.names else (found.last if found is not None else k + 1)
    if last < s.last and r.low[last] == ",":
        apposed = phrase(r, last + 1, s.last, listed=False)
        if apposed is not None and r.low[apposed.head] in _nouns(r.pack):
            return Named(
                k,
                k,
                last,
                r.low[apposed.head],
                False,
                None,
                _theme(r, apposed.head, apposed.last),
                "edition",
                apposed.last,
            )
    if label_at(r, k) in ("PER", "LOC") or not is_nominal(r, k):
        return None
    name = r.span(k, last).text
    known = next((f.type for f in facts[-BACK:] if name in f.name.text), None)
    return Named(k, k, last, known or _noun_before(r, i) or r.low[i], False, via="edition")


def _theme(r: Reading, head: int, last: int) -> tuple[int, int] | None:
    """The field of a fair, named by its complement: "le salon des équipements agroalimentaires"."""
    for k in range(head + 1, last - 1):
        if r.is_in(k, "links"):
            first = k + 1
            while first < last - 1 and is_determiner(r, first):
                first += 1
            return None if r.capital(first) else (first, last)
    return None


def _noun_before(r: Reading, i: int) -> str:
    """The last event noun in front of word `i`, or an empty string."""
    nouns = _nouns(r.pack)
    return next(
        (
            r.low[k]
            for k in range(i - 1, max(-1, i - BACK), -1)
            if r.low[k] in nouns and r.pos[k] in ("NOUN", "PROPN", "")
        ),
        "",
    )
