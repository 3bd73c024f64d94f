"""Who can speak, and the words that name a speaker: the person rather than the office, the name rather than its description."""

from __future__ import annotations

from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.phrases import Phrase, is_determiner, label_at, over_parenthesis, person_at, person_in, phrase
from extractor.linker.reading import NOMINAL, UNKNOWN, Reading

PRONOUN = 2
"""Words of a pronoun that looks like a phrase ("ce dernier")."""
NAME_WORDS = 8
"""Words of an apposed name at most."""


@cache
def speakers(pack: LanguagePack, group: str) -> frozenset[str]:
    """One list of `speakers` in statements.toml; "nouns" includes the offices of positions.toml."""
    heads = pack.table("positions")["heads"]
    if group == "offices":
        return frozenset(heads["offices"]) | frozenset(heads["jobs"])
    words = frozenset(pack.table("statements")["speakers"][group])
    if group == "nouns":
        words |= frozenset(heads["offices"]) | frozenset(heads["jobs"])
    return words


@cache
def silent(pack: LanguagePack) -> frozenset[str]:
    """Heads that are data, not speakers."""
    return frozenset(pack.table("statements")["sources"]["silent"])


def says(r: Reading, p: Phrase) -> bool:
    """Whether a phrase can say something, documents such as reports included."""
    return speaks(r, p) or r.low[p.head] in speakers(r.pack, "things")


def speaks(r: Reading, p: Phrase) -> bool:
    """Whether a phrase names somebody who can speak: a name, an office, a body, a noun for persons."""
    if label_at(r, p.head) in ("PER", "ORG", "LOC", "MISC"):
        return True
    word = r.low[p.head]
    if word in speakers(r.pack, "nouns") or (
        word[-1:] in r.words["plural_endings"] and word[:-1] in speakers(r.pack, "nouns")
    ):
        return True
    if word in speakers(r.pack, "not_persons") or word in silent(r.pack):
        return False
    if any(word.endswith(end) for end in speakers(r.pack, "endings")) and r.pos[p.head] in (*NOMINAL, UNKNOWN):
        return True
    named = r.name_of.get(p.last - 1, p.first)
    if (
        named > p.head
        and r.names[named][1] in ("PER", "ORG")
        and not r.is_in(named - 1, "links")
        and not is_determiner(r, named - 1)
    ):
        return True  # "son label Harbour Records"
    return r.capital(p.head) and p.head > 0 and r.pos[p.head] in ("PROPN", "NOUN", UNKNOWN)


def speaker(r: Reading, p: Phrase, stop: int, behind: bool = False) -> tuple[int, int]:
    """The words that name the speaker in a phrase: a person rather than an office, else the phrase without article.

    Args:
        behind: the phrase stands behind its verb, so that a name after its comma is an apposition ("…, a annoncé la société gestionnaire, X").
    """
    person = person_at(r, p.first, stop)
    if person is not None:
        return _joined_persons(r, p, person, stop)
    if p.last - p.start == PRONOUN and f"{r.low[p.start]} {r.low[p.head]}" in r.words["subject_pronouns"]:
        return p.start, p.last  # "ce dernier"
    inside = person_in(r, p.head + 1, p.last)
    if inside is not None and not r.is_in(_courtesy(r, inside[0], p.head) - 1, "links"):
        return inside
    label = label_at(r, p.head) if r.low[p.head] not in speakers(r.pack, "offices") else None
    end = over_parenthesis(r, p.last, stop)
    if label is None and end + 1 < stop and r.low[end] == ",":
        apposed = person_at(r, end + 1, stop)
        if apposed is not None:
            return apposed
    if label is None and r.low[p.head] in speakers(r.pack, "offices"):
        whole = phrase(r, p.start, stop, wide=True)
        apposed = (
            person_at(r, whole.last + 1, stop)
            if whole is not None and whole.last + 1 < stop and r.low[whole.last] == ","
            else None
        )
        if apposed is not None:
            return apposed  # "l'économiste en chef de la BCE, X"
    if behind and label is None and end + 1 < stop and r.low[end] == ",":
        named = _apposed_name(r, end + 1, stop)
        if named is not None:
            return named
    first = p.first
    while first < p.head and (r.pos[first] == "NUM" or first in r.mentions):
        first += 1  # "trois sources proches du dossier"
    return first, p.last


def _apposed_name(r: Reading, i: int, stop: int) -> tuple[int, int] | None:
    """The name apposed at word `i` that closes its clause: an organisation, or a person behind a rank ("le colonel X")."""
    apposed = phrase(r, i, stop, listed=False)
    if apposed is None:
        return None
    person = person_in(r, apposed.first, apposed.last)
    if person is not None and person[1] == apposed.last and r.low[apposed.head] in speakers(r.pack, "offices"):
        return person
    first = apposed.first
    named = r.names.get(first, (0, ""))[1] in ("ORG", "MISC") or (
        r.capital(first) and r.pos[first] in ("PROPN", UNKNOWN)
    )
    closes = apposed.last >= stop or r.low[apposed.last] in (".", ",", ";", ")", "(")
    return (first, apposed.last) if named and closes and apposed.last - first < NAME_WORDS else None


def _joined_persons(r: Reading, p: Phrase, person: tuple[int, int], stop: int) -> tuple[int, int]:
    """Two persons joined ("M. A et M. B") are one speaker, with their titles of courtesy."""
    last = person[1]
    if last + 1 < stop and r.is_in(last, "coordinators"):
        other = person_at(r, last + 1, stop)
        if other is not None:
            return p.first, other[1]
    return person


def _courtesy(r: Reading, i: int, lower: int) -> int:
    """The first word of the titles of courtesy before word `i`."""
    while i - 1 > lower and (r.is_in(i - 1, "civilities") or r.low[i - 1] == "."):
        i -= 1
    return i
