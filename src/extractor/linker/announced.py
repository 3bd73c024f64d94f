"""Lists that words announce: "notamment", "à savoir", "emmenés par", "parmi", "en tête"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.headings import label_before, plural, short, subject_label
from extractor.linker.layout import Sentence
from extractor.linker.lists import Draft, Listed, counted, items_at
from extractor.linker.members import LEAST, complements
from extractor.linker.phrases import is_determiner, is_nominal, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.sequences import matches

OPEN, CLOSED, LEADING, PREDICATE, AHEAD = "open", "closed", "leading", "predicate", "ahead"
"""Kinds of words that announce an enumeration."""


@cache
def cue_words(pack: LanguagePack) -> dict[str, list[tuple[str, list[str]]]]:
    """Words that announce an enumeration with their kind, by the first of them; the first that fits counts."""
    table = dict(pack.table("enumerations")["cues"])
    table[PREDICATE] = [[word] for word in (*table["among"], *pack.table("phrases")["be"])]
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for kind in (OPEN, CLOSED, LEADING, PREDICATE, AHEAD):
        for words in sorted(table[kind], key=len, reverse=True):
            found.setdefault(words[0], []).append((kind, words))
    return found


def behind_words(r: Reading, i: int, s: Sentence, before: Sentence | None) -> Draft | None:
    """The enumeration that words announce: "notamment", "à savoir", "emmenés par", "parmi", "en tête"."""
    for kind, words in cue_words(r.pack).get(r.low[i], ()):
        if r.low[i : i + len(words)] != words:
            continue
        if kind in (OPEN, CLOSED):
            strict = kind == OPEN and words[0] in r.pack.table("enumerations")["cues"]["strict"]
            return _after_cue(r, i, i + len(words), s, before, strict, complete=kind == CLOSED)
        if kind == LEADING:
            return _led(r, i, i + len(words), s)
        return _predicated(r, i, s) if kind == PREDICATE else _ahead(r, i, s)
    return None


def _after_cue(
    r: Reading, i: int, start: int, s: Sentence, before: Sentence | None, strict: bool, complete: bool
) -> Draft | None:
    """ "…, notamment A, B et C", "des produits tels que A ou B", "Il s'agit notamment de A et de B"."""
    heading = _complements_after(r, start, s)
    if heading is not None:
        return heading._replace(complete=False)
    restrictive = i > s.first and r.low[i - 1] != ","
    listed = items_at(r, start, s, prepositions=True, verb_follows=restrictive)
    if len(listed.items) < LEAST - (not complete) or (strict and (counted(r, listed) or _uneven(r, listed))):
        return None
    strict = strict or len(listed.items) < LEAST
    label = label_before(r, i, s, strict) if not _points_back(r, i, s) else None
    rule = "enumeration.cue"
    if label is None and _points_back(r, i, s) and before is not None:
        label, rule = _label_of_sentence(r, before), "enumeration.sentence_before"
    relating = r.low[start - 1] in r.pack.table("enumerations")["cues"]["relating"]
    if label is None and (
        complete
        or (relating and r.pos[i - 2] in VERBAL)
        or (len(listed.items) >= LEAST and not _points_back(r, i, s) and r.low[i - 1] == "," and r.pos[i - 2] in VERBAL)
    ):
        label = subject_label(r, i, s)
    if label is None:
        return None
    return Draft(s, label, listed, complete and not listed.open, rule)


def _points_back(r: Reading, i: int, s: Sentence) -> bool:
    """Whether "Il s'agit" and the like stand in front of the cue."""
    return any(
        matches(r, i - len(words), words)
        for words in r.pack.table("enumerations")["cues"]["pointing"]
        if i - len(words) >= s.first
    )


def _uneven(r: Reading, listed: Listed) -> bool:
    """Whether a name is followed by bare words in small letters: no list ("dont Mimi, présente pour l'occasion, et …")."""
    bare = [not r.capital(first) and not is_determiner(r, first - 1) for first, _ in listed.items]
    return r.capital(listed.items[0][0]) and any(bare)


def _label_of_sentence(r: Reading, s: Sentence) -> tuple[int, int] | None:
    """The last plural phrase of a sentence that no number counts."""
    best: tuple[int, int] | None = None
    k = s.first
    while k < s.last:
        found = phrase(r, k, s.last) if is_nominal(r, k) or is_determiner(r, k) else None
        if found is None:
            k += 1
            continue
        for j in range(found.first, found.last):
            if r.pos[j] == "NOUN" and plural(r, j) and j not in r.name_of and not _measured(r, j, s):
                best = (j, found.last)
                break
        k = max(found.last, k + 1)
    return best


def _measured(r: Reading, j: int, s: Sentence) -> bool:
    """Whether a number or percentage stands in front of a noun."""
    return any(k in r.mentions and r.mentions[k][0] > j - 3 for k in range(max(s.first, j - 5), j))


def _led(r: Reading, i: int, start: int, s: Sentence) -> Draft | None:
    """ "Les étrangers ont représenté 43 % du public, emmenés par A, B et C": the label is what is led."""
    listed = items_at(r, start, s, prepositions=False)
    if len(listed.items) < LEAST - 1:
        return None
    label = label_before(r, i, s, strict=True)
    if label is None or (label[0] in r.mentions or r.low[i - 1] != ","):
        subject = phrase(r, s.first, i)
        label = short(r, subject) if subject is not None and plural(r, subject.head) else label
    return None if label is None else Draft(s, label, listed, False, "enumeration.led")


def _predicated(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "Parmi les exposants figurent A, B et C" and "Les principaux producteurs sont A, B et C": names only."""
    among = not r.is_in(i, "be")
    verbs = r.pack.table("enumerations")["cues"]["figuring"]
    label = phrase(r, i + 1, s.last) if among else phrase(r, s.first, i)
    if label is None or not plural(r, label.head) or label.head in r.name_of or r.pos[label.head] not in ("NOUN", ""):
        return None
    start = label.last + 1 if among else i + 1
    if (among and (label.last >= s.last or r.low[label.last] not in verbs)) or (not among and label.last != i):
        return None
    listed = items_at(r, start, s, prepositions=False)
    if len(listed.items) < LEAST or not all(first in r.name_of for first, _ in listed.items):
        return None
    return Draft(s, short(r, label), listed, not among and not listed.open, "enumeration.predicate")


def _ahead(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "les pays tiers, A, B et C en tête": the list stands in front of its cue."""
    best: Draft | None = None
    for k in range(i - 1, max(s.first, i - 24), -1):
        if r.low[k] in (";", ":", "."):
            break
        if r.low[k] != ",":
            continue
        listed = items_at(r, k + 1, replace(s, last=i), prepositions=False)
        if listed.end == i and listed.items:
            label = label_before(r, k, s, strict=True)
            if label is not None and len(listed.items) >= LEAST - 1:
                best = Draft(s, label, listed, False, "enumeration.ahead")
    return best


def _complements_after(r: Reading, start: int, s: Sentence) -> Draft | None:
    """A heading with listed complements right behind a cue ("concernent entre autres les secteurs de …")."""
    k = start
    while k < s.last and is_determiner(r, k):
        k += 1
    if k < s.last and r.low[k] in r.pack.table("enumerations")["headings"]["nouns"]:
        return complements(r, k, s)
    return None
