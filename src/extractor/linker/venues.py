"""Phrases of places: a name of a place, a noun like "salle" or "église" with complements, places in apposition or in a name."""

from __future__ import annotations

from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, capitals, is_determiner, label_at, phrase
from extractor.linker.reading import Reading


def place_head(r: Reading, p: Phrase) -> bool:
    """Whether a phrase is a place by its head noun or its name."""
    return r.low[p.head] in r.pack.table("events")["places"]["heads"] or label_at(r, p.head) == "LOC"


def place_at(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """The place whose phrase begins at word `i`: a name of a place, or a noun like "salle", "église" with complements."""
    heads = r.pack.table("events")["places"]["heads"]
    k = i
    while k < s.last and is_determiner(r, k):
        k += 1
    if k < s.last and k in r.names and r.names[k][1] == "LOC":
        end = min(r.names[k][0], s.last)
        if r.low[k] in heads and end + 1 < s.last and r.is_in(end, "links") and label_at(r, end + 1) == "LOC":
            end = min(r.names[r.name_of[end + 1]][0], s.last)  # "cathédrale Saint-Bavon de Gand"
        return k, end
    if k == i and k > s.first and r.is_in(k - 1, "locative") and not r.is_in(k - 1, "contracted") and not r.capital(k):
        return None  # "en place", "à pied": no article, no place
    if i - 2 > s.first and r.low[i - 2] in r.pack.table("events")["places"]["not_after"]:
        return None  # "face à l'AS Beauvoir"
    if k > i and k in r.names and r.names[k][1] == "ORG" and r.is_in(i - 1, "seat_prepositions"):
        return k, min(r.names[k][0], s.last)
    if r.is_in(i - 1, "seat_prepositions") and r.is_in(i - 1, "contracted") and i in r.names and r.names[i][1] == "ORG":
        return i, min(r.names[i][0], s.last)  # "au SPF Emploi"
    if (
        k == i
        and r.is_in(k - 1, "addressing")
        and r.capital(k)
        and label_at(r, k) is None
        and r.pos[k] in ("PROPN", "X", "")
    ):
        return k, capitals(r, k, s.last)  # a town that the recogniser of names does not know
    found = phrase(r, i, s.last, listed=False)
    if found is not None and r.low[found.head] in r.pack.table("events")["places"]["regions"]:
        return next(
            (
                (j, min(r.names[j][0], found.last))
                for j in range(found.head, found.last)
                if j in r.names and r.names[j][1] == "LOC"
            ),
            None,
        )
    if (
        found is not None
        and (r.low[found.head] in heads or r.low[found.first] in heads)
        and found.first not in r.date_of
    ):
        first = found.first if r.low[found.first] in heads or r.low[found.head] in heads else found.head
        return first, found.last
    return None


def apposed_places(r: Reading, k: int, s: Sentence, found: list[tuple[int, int]]) -> int:
    """Places inside the apposition of a place ("Fuzhou, capitale de la province du Fujian") or in parentheses."""
    if k >= s.last or r.low[k] not in (",", "("):
        return k
    apposed = phrase(r, k + 1, s.last, listed=False)
    if apposed is None or apposed.first in r.dates:
        return k
    if r.low[apposed.head] not in r.pack.table("events")["places"]["heads"] and r.low[k] != "(":
        return k
    inner = [
        (j, min(r.names[j][0], apposed.last))
        for j in range(apposed.first, apposed.last)
        if j in r.names and r.names[j][1] == "LOC"
    ]
    found.extend(inner)
    return apposed.last if inner else k


def own_place(r: Reading, at: int, last: int) -> tuple[int, int] | None:
    """The place in the name itself: "exposition avicole de Belfort", directly behind the noun and its adjectives."""
    for k in range(at + 1, last):
        if r.is_in(k, "links"):
            if k + 1 in r.names and r.names[k + 1][1] == "LOC" and not r.is_in(k, "contracted"):
                return k + 1, min(r.names[k + 1][0], last)
            inside = r.name_of.get(k + 1) == at and k + 1 < last and r.capital(k + 1) and not r.is_in(k, "contracted")
            return (k + 1, capitals(r, k + 1, last)) if inside else None
    return None
