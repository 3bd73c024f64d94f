"""The heading of a list: the phrase in front of its cue, without article and number."""

from __future__ import annotations

from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, is_determiner, is_nominal, phrase, phrase_ending
from extractor.linker.reading import Reading


def label_before(r: Reading, i: int, s: Sentence, strict: bool) -> tuple[int, int] | None:
    """The phrase that ends before the cue, over a comma: the heading."""
    k = i
    while k > s.first and r.low[k - 1] in (",", "("):
        k -= 1
    found = phrase_ending(r, k, s.first)
    if (
        found is not None
        and found.start - 1 > s.first
        and r.low[found.start - 1] in r.pack.table("enumerations")["cues"]["selection"]
    ):
        found = phrase_ending(r, found.start - 1, s.first)  # "douze produits parmi 187 candidatures, notamment …"
    if found is None or r.pos[found.head] not in ("NOUN", "") or found.head in r.name_of:
        return _counted_before(r, k, s)
    label = short(r, found)
    if strict and not plural(r, max(found.head, label[0])):
        return None
    return label


def _counted_before(r: Reading, k: int, s: Sentence) -> tuple[int, int] | None:
    """The words between a number and word `k`, where the tagger sees no noun ("Dix-huit gares, notamment …")."""
    for j in range(k - 1, max(s.first, k - 4) - 1, -1):
        if j in r.mentions and r.mentions[j][0] < k and getattr(r.mentions[j][1], "type", "") == "number":
            return r.mentions[j][0], k
        if not is_nominal(r, j) or j in r.name_of:
            break
    return None


def short(r: Reading, p: Phrase) -> tuple[int, int]:
    """A heading by its words without article or number; of "toiles de maîtres" the whole.

    What stands in front of its number or of a determiner inside it is no part of it ("présent sur plusieurs marchés").
    """
    first = p.first
    for k in range(p.first + 1, p.last):
        counted = k in r.mentions and r.mentions[k][0] < p.last and r.pos[min(r.mentions[k][0], p.last - 1)] == "NOUN"
        if counted or (
            r.is_in(k, "plural_determiners")
            and not r.is_in(k, "contracted")
            and not r.is_in(k - 1, "links")
            and not r.is_in(k + 1, "degrees")
        ):
            first = k
    while first < p.last - 1 and (r.pos[first] == "NUM" or first in r.mentions or is_determiner(r, first)):
        first = r.mentions[first][0] if first in r.mentions and r.mentions[first][0] < p.last else first + 1
    return first, p.last


def plural(r: Reading, i: int) -> bool:
    """Whether word `i` is a plural, by its form, its number or its determiner."""
    if r.token[i] < 0 or r.pos[i] == "" or r.syntax.plural(r.token[i]):
        return True
    return any(k in r.mentions and r.mentions[k][0] == i for k in range(max(0, i - 3), i)) or r.is_in(
        i - 1, "plural_determiners"
    )


def counted_label(r: Reading, i: int, s: Sentence, count: int) -> tuple[int, int] | None:
    """The noun in front of word `i` whose number is that of the items ("Quatre thèmes structuraient les allées: …")."""
    for k in range(i - 1, s.first - 1, -1):
        if k in r.mentions and getattr(r.mentions[k][1], "value", None) == count and r.mentions[k][0] < i:
            found = phrase(r, k, i)
            return short(r, found) if found is not None and r.pos[found.head] in ("NOUN", "") else None
        if r.is_in(k, "relatives"):
            break
    return None


def definite(r: Reading, first: int, s: Sentence) -> bool:
    """Whether a label has a definite article, a possessive or a number in front: it can be told item by item."""
    k = first - 1
    if k < s.first:
        return False
    return (
        r.is_in(k, "definite")
        or r.is_in(k, "possessives")
        or r.is_in(k, "demonstratives")
        or r.pos[k] == "NUM"
        or k in r.mentions
    )


def subject_label(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """A counted or plural phrase in front of the colon ("Quatre pays participent : …")."""
    for k in range(i - 1, s.first - 1, -1):
        if r.low[k] in (";", ":"):
            break
        if r.pos[k] == "NOUN" and plural(r, k) and k not in r.date_of:
            found = phrase(r, k, i)
            return None if found is None else short(r, found)
    return None
