"""Noun phrases, names and insertions, read from word classes: the bricks of the linkers beside statistics.

A noun phrase runs from its determiner over adjectives, complements and names to the first word that cannot belong
to it. Syntax is asked for through `syntax.py`; everything here also works, less well, on a blank parse.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.linker.reading import NOMINAL, OUTSIDE, UNKNOWN, VERBAL, Reading
from extractor.linker.verbs import verb_forms
from extractor.schema import Mention

WINDOW = 40
"""Words looked at on either side, so that every search is bounded."""


class Phrase(NamedTuple):
    """A noun phrase by word number: `start` with its determiner, `first` without, `head`, `last` exclusive."""

    start: int
    first: int
    head: int
    last: int


def is_determiner(r: Reading, i: int) -> bool:
    """Whether word `i` is an article, possessive, demonstrative or quantifier."""
    return r.is_determiner(i)


def is_nominal(r: Reading, i: int) -> bool:
    """Whether word `i` can stand inside a noun phrase: noun, name, adjective, numeral."""
    if not 0 <= i < len(r.low):
        return False
    word, pos = r.low[i], r.pos[i]
    if not word[0].isalnum():
        return False
    if i in r.name_of:
        return True
    if word in r.words[OUTSIDE]:
        return False
    return pos in NOMINAL or pos == UNKNOWN or (r.capital(i) and pos not in VERBAL and pos != "ADV")


def begins_phrase(r: Reading, i: int, stop: int) -> bool:
    """Whether a noun phrase can begin at word `i`."""
    while i < stop and is_determiner(r, i):
        i += 1
    return i < stop and (is_nominal(r, i) or _noun_by_article(r, i, stop) or _short_quote(r, i, stop) is not None)


def phrase(r: Reading, i: int, stop: int, wide: bool = False, listed: bool = True) -> Phrase | None:
    """The noun phrase that begins at word `i`, before word `stop`.

    Args:
        wide: complements with other prepositions than those of `links` belong to it too.
        listed: coordinated complements ("A et de B") belong to it.
    """
    stop = min(stop, i + WINDOW)
    first = i
    while first < stop and is_determiner(r, first):
        first += 1
    if first >= stop or not (
        is_nominal(r, first) or _noun_by_article(r, first, stop) or _short_quote(r, first, stop) is not None
    ):
        return None
    head = -1
    j = first
    complement = False
    while j < stop:
        quote = _short_quote(r, j, stop) if r.quotes else None
        if quote is not None:
            head = j + 1 if head < 0 else head
            j = quote
        elif j in r.names:
            head = j if head < 0 else head
            j = max(min(r.names[j][0], stop), j + 1)
        elif j in r.dates and head >= 0:
            break
        elif head >= 0 and _superlative(r, j, stop):
            j += 3
        elif is_nominal(r, j) and not (head >= 0 and _verb_like(r, j, stop)):
            head = j if head < 0 and r.pos[j] not in ("ADJ", "NUM") and not r.low[j].endswith("-") else head
            j += 1
        elif j == first and _noun_by_article(r, j, stop):
            head = j
            j += 1
        elif (j > first and _adjectival(r, j, stop)) or (
            head >= 0
            and r.pos[j] == "ADV"
            and j + 1 < stop
            and r.pos[j + 1] == "ADJ"
            and not r.is_in(j, "negations_only")
        ):
            j += 1
        elif _links(r, j, wide) and (inner := _complement(r, j, stop)):
            complement = True
            j = inner
        elif listed and complement and r.is_in(j, "coordinators") and _coordinated(r, j, stop):
            j += 1
        else:
            break
    head = j - 1 if head < 0 else head
    return Phrase(i, first, head, j) if j > first else None


def _superlative(r: Reading, j: int, stop: int) -> bool:
    """Whether "les plus polluantes" begins at word `j`."""
    return j + 2 < stop and r.is_in(j, "definite") and r.is_in(j + 1, "degrees") and r.pos[j + 2] in ("ADJ", "VERB")


def _verb_like(r: Reading, j: int, stop: int) -> bool:
    """Whether a word tagged as a noun is a participle or verb that opens a clause ("organisée par", "organise un")."""
    if r.is_in(j, "participles"):
        return j + 1 >= stop or not r.is_in(j + 1, "links") or r.is_in(j + 1, "articles")
    return r.is_in(j, "mistagged_verbs") and j + 1 < stop and is_determiner(r, j + 1)


def _noun_by_article(r: Reading, j: int, stop: int) -> bool:
    """Whether a word tagged as a verb is a noun, since an article stands in front and a name behind ("L'opposant X")."""
    if j < 1 or r.pos[j] != "VERB" or not r.is_in(j - 1, "articles") or r.low[j] in verb_forms(r.pack, "statements"):
        return False
    return j + 1 < stop and j + 1 in r.names and r.names[j + 1][1] == "PER"


def _adjectival(r: Reading, j: int, stop: int) -> bool:
    """Whether a past participle is used as an adjective: nothing of its own follows ("drones avancés, …")."""
    token = r.token[j]
    if (
        r.pos[j] != "VERB"
        or token < 0
        or r.syntax.finite(token)
        or r.syntax.infinitive(token)
        or r.is_in(j, "participles")
    ):
        return False
    if r.pos[j - 1] not in ("NOUN", "ADJ", "PROPN") and not (r.pos[j - 1] == "NUM" and j - 1 not in r.mentions):
        return False
    if j + 1 >= stop or not r.low[j + 1][0].isalnum() or r.is_in(j + 1, "links") or r.is_in(j + 1, "coordinators"):
        return True
    return j + 1 in r.names or (r.pos[j + 1] in VERBAL and r.token[j + 1] >= 0 and r.syntax.finite(r.token[j + 1]))


def _short_quote(r: Reading, i: int, stop: int) -> int | None:
    """The word after a closed quotation of a few words that begins at `i`: a title or a name in a phrase."""
    number = r.quote_of[i] if i < len(r.quote_of) else -1
    if number < 0:
        return None
    quote = r.quotes[number]
    if quote.first == i and quote.closed and quote.opened and quote.last < stop:
        length = quote.last - quote.first
        if length <= 12 or (length <= 32 and not any(r.pos[k] == "VERB" for k in range(i, quote.last))):
            return quote.last + 1
    return None


def _links(r: Reading, j: int, wide: bool) -> bool:
    return r.is_in(j, "links") or (wide and r.is_in(j, "wide_links"))


def _complement(r: Reading, j: int, stop: int) -> int:
    """The first word of the complement after the preposition `j`, or 0 when none begins there."""
    k = j + 1
    while k < stop and is_determiner(r, k) and k not in r.dates:
        k += 1
    if k >= stop or k in r.dates or j in r.dates:
        return 0
    return k if is_nominal(r, k) or _short_quote(r, k, stop) is not None else 0


def _coordinated(r: Reading, j: int, stop: int) -> bool:
    """Whether the conjunction `j` goes on with a complement: "et de la …", "Offices de … et Syndicats de …"."""
    if j + 1 >= stop:
        return False
    if r.is_in(j + 1, "links"):
        return bool(_complement(r, j + 1, stop)) and not _new_clause(r, j + 1, stop)
    return (
        not is_determiner(r, j + 1)
        and is_nominal(r, j + 1)
        and r.pos[j + 1] != "NUM"
        and not _new_clause(r, j + 1, stop)
    )


def _new_clause(r: Reading, j: int, stop: int) -> bool:
    """Whether the phrase at `j` is soon followed by a finite verb: then the conjunction joins clauses."""
    for k in range(j + 1, min(j + 7, stop)):
        if r.pos[k] in VERBAL or r.low[k] in (",", ";", ":"):
            return r.pos[k] == "AUX"
    return False


def phrase_ending(r: Reading, last: int, lower: int) -> Phrase | None:
    """The longest noun phrase that ends just before word `last` and begins at `lower` or later."""
    lower = max(lower, last - WINDOW)
    p = last
    while p > lower and (
        is_nominal(r, p - 1) or is_determiner(r, p - 1) or r.is_in(p - 1, "links") or r.is_in(p - 1, "wide_links")
        or r.is_in(p - 1, "coordinators") or r.quote_of[p - 1] >= 0
    ):  # fmt: skip
        p -= 1
    while p < last:
        found = phrase(r, p, last)
        if found is not None and found.last == last:
            return found
        if found is not None:
            wide = phrase(r, p, last, wide=True)
            if wide is not None and wide.last == last:
                return wide
        p = found.last if found is not None and found.last > p else p + 1
    return None


def person_in(r: Reading, first: int, last: int) -> tuple[int, int] | None:
    """The first name of a person between two words, without title of courtesy."""
    i = first
    while i < last:
        person = person_at(r, i, last)
        if person is not None:
            return person
        i = max(r.names[i][0] if i in r.names else i + 1, i + 1)
    return None


def person_at(r: Reading, i: int, stop: int) -> tuple[int, int] | None:
    """The name of a person that begins at word `i`: words without title of courtesy, or None."""
    start = i
    while i < stop and r.is_in(i, "civilities"):
        i += 1
        if i < stop and r.low[i] == "." and r.touches(i):
            i += 1
    courtesy = i > start
    if i in r.name_of and r.names[r.name_of[i]][1] == "PER" and r.name_of[i] in (i, start):
        last = min(r.names[r.name_of[i]][0], stop)
        return (i, last) if last > i else None
    if i in r.name_of:
        return None if not courtesy else (i, min(r.names[r.name_of[i]][0], stop))
    last = capitals(r, i, stop) if courtesy else i
    return (i, last) if last > i else None


def capitals(r: Reading, i: int, stop: int) -> int:
    """The word after the run of capitalised words at `i`, with particles of names inside."""
    last = i
    j = i
    while j < stop and r.low[j][0].isalpha():
        if r.capital(j) and not is_determiner(r, j):
            last = j + 1
        elif not (last > i and r.is_in(j, "name_particles") and j - last < 2):
            break
        j += 1
    return last


def label_at(r: Reading, i: int) -> str | None:
    """The label of the name that covers word `i`."""
    return r.names[r.name_of[i]][1] if i in r.name_of else None


def over_parenthesis(r: Reading, k: int, stop: int) -> int:
    """The word after a short parenthesis at word `k` ("(Ufip)")."""
    if k < stop and r.low[k] == "(":
        for j in range(k + 1, min(k + 12, stop)):
            if r.low[j] == ")":
                return j + 1
    return k


def is_finite(r: Reading, i: int) -> bool:
    """Whether the parse has a finite verb at word `i`."""
    return r.pos[i] in VERBAL and r.token[i] >= 0 and r.syntax.finite(r.token[i])


def date_from(r: Reading, first: int, last: int, outside: range = range(0)) -> tuple[int, str] | None:
    """The first date mention with a resolved day, month or year between two words and outside a range."""
    for k in range(first, last):
        if k in r.dates and k not in outside:
            start = r.dates[k][1].from_
            if start is not None and not start.startswith("T"):
                return k, start
    return None


def mentions_in(r: Reading, first: int, last: int, types: frozenset[str]) -> list[Mention]:
    """Mentions of some types that begin between two words."""
    found = []
    for k in range(first, last):
        if k in r.mentions and getattr(r.mentions[k][1], "type", "") in types:
            found.append(r.mentions[k][1])
    return found
