"""The edges of a name: what a model leaves there that is no part of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack
from extractor.nlp.gazetteer import Gazetteer, gazetteer
from extractor.nlp.grammar import Grammar, grammar
from extractor.nlp.names import Name
from extractor.nlp.rules import tables
from extractor.nlp.words import key

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EDGE = frozenset(" \t\r\n\u00a0\u202f\u2009\"'\u2018\u2019\u201c\u201d«»()[]{},;:!?…*–—-/")
_BREAKS = (" ", "\u00a0", "'", "\u2019")


def trimmed(text: str, names: Iterable[Name], numeric: list[tuple[int, int]], pack: LanguagePack) -> list[Name]:
    """Names without signs, titles and articles at their edges, cut off at numeric mentions; no generic words.

    A name that would lose half of itself or more at a number is dropped.

    Args:
        text: the document's.
        names: those found.
        numeric: character spans of the numeric mentions, sorted.
        pack: the language.
    """
    shape, titles, places = grammar(pack), tables(pack).titles, gazetteer(pack)
    kept = []
    for name in (part for found in names for part in _run_together(text, found, pack)):
        start, end = clear(text, *_strip(text, name.start, name.end), numeric)
        start, end = _without_tail(text, *_strip(text, start, end), shape)
        lost = name.end - name.start - (end - start)
        if lost >= end - start or not _is_name(text[start:end], shape) or (lost and text[start:end].islower()):
            continue
        if name.label == "PER":
            start = _after_title(text, start, end, titles)
        elif name.label == "LOC":
            start = _after_article(text, start, end, shape, places)
        kept.append(_labelled(text, name._replace(start=start, end=end), pack))
    return kept


def _labelled(text: str, name: Name, pack: LanguagePack) -> Name:
    """A model's name with the label that its first word settles: "Sommet de la Chine numérique" is no body."""
    if name.rule != "model":
        return name
    first, more, _ = text[name.start : name.end].partition(" ")
    return name._replace(label=_first_words(pack).get(fold(first), name.label)) if more else name


@cache
def _first_words(pack: LanguagePack) -> dict[str, str]:
    table = pack.table("entities").get("first_words", {})
    return {fold(word): label for label, words in table.items() for word in words}


def _run_together(text: str, name: Name, pack: LanguagePack) -> list[Name]:
    """The names that a model has joined: two quotations, or a known acronym and the person behind it."""
    if "»" in text[name.start : name.end]:
        return _quotations_apart(text, name)
    body, _, person = text[name.start : name.end].partition(" ")
    if body in _known_acronyms(pack) and " " in person and fold(person.partition(" ")[0]) in _given_names(pack):
        start = name.start + len(body) + 1  # "à l'AFP Yusuf Rahman", "la patronne du FMI Kristalina Georgieva"
        return [name._replace(end=start - 1, label="ORG"), name._replace(start=start, label="PER")]
    return [name]


@cache
def _known_acronyms(pack: LanguagePack) -> frozenset[str]:
    table = pack.table("entities").get("acronyms", {})
    return frozenset(word for label, words in table.items() if label == "ORG" for word in words)


@cache
def _given_names(pack: LanguagePack) -> frozenset[str]:
    return frozenset(pack.table("phrases").get("given_names", ())) if pack.has_table("phrases") else frozenset()


def _quotations_apart(text: str, name: Name) -> list[Name]:
    """The names of two quotations that a model runs together: "« L'Ombre » et « Minuit »"."""
    closed = text.find("»", name.start, name.end)
    opened = text.find("«", closed, name.end) if closed >= 0 else -1
    if opened < 0:
        return [name]
    return [name._replace(end=closed), *_quotations_apart(text, name._replace(start=opened + 1))]


def before_verbs(doc: Doc, names: Iterable[Name]) -> list[Name]:
    """Names of people, places and bodies cut off before a finite verb ("Ligue arabe | apporte la même conclusion")."""
    if not doc.has_annotation("MORPH"):
        return list(names)
    stops = [t.idx for t in doc if t.pos_ in ("VERB", "AUX") and t.text.islower() and "Fin" in t.morph.get("VerbForm", [])]
    kept = []
    for name in names:
        at = bisect_left(stops, name.start + 1)
        cut = name.label in ("PER", "ORG", "LOC") and at < len(stops) and stops[at] < name.end
        if cut and doc.text[stops[at] : name.end].islower():
            name = name._replace(end=stops[at])
        kept.append(name)
    return kept


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _without_tail(text: str, start: int, end: int, shape: Grammar) -> tuple[int, int]:
    """A name without the lower-case function words a model may leave there ("Championnats du monde d'")."""
    while True:
        start, end = _strip(text, start, end)
        at = max(text.rfind(sign, start, end) for sign in (" ", "\u00a0", "'", "\u2019"))
        last = text[at + 1 : end]
        if at <= start or not last.islower() or key(last) not in shape.function:
            return start, end
        end = at


def clear(text: str, start: int, end: int, numeric: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch without the numeric mentions at its edges; empty when one stands in its middle."""
    at = max(0, bisect_left(numeric, (start, start)) - 1)
    for begin, stop in numeric[at:]:
        if begin >= end:
            break
        if stop <= start:
            continue
        if "-" in (text[begin - 1 : begin], text[stop : stop + 1]):  # within a word: "Cent-Jours"
            return start, start
        if begin <= start:
            start = stop
        elif stop >= end:
            end = begin
        else:
            return start, start
    return start, max(start, end)


def _is_name(surface: str, shape: Grammar) -> bool:
    """Whether a surface can be a name: it has a letter, and is no generic word, date word or number."""
    if not any(c.isalpha() for c in surface):
        return False
    return key(surface) not in shape.generic and not (len(surface) == 1 and not surface.isupper())


def _after_title(text: str, start: int, end: int, titles: frozenset[str]) -> int:
    """The start of a person's name without a title in front ("Mr Saputo")."""
    at = text.find(" ", start, end)
    if at > 0 and key(text[start:at].rstrip(".")) in titles and text[at + 1].isupper():
        return at + 1
    return start


def _after_article(text: str, start: int, end: int, shape: Grammar, places: Gazetteer) -> int:
    """The start of a place's name without an article in front, if the rest is a place and the whole is none."""
    at = max(text.find(sign, start, end) for sign in (" ", "'", "\u2019"))
    if at < 0 or key(text[start:at]) not in shape.article or places.is_place(text[start:end]):
        return start
    return at + 1 if places.is_place(text[at + 1 : end]) else start
