"""Rules that find names without statistics: by head word, by title, by quotation marks, by list.

Each rule is a function from the words of a text to candidates; which candidate yields to which is decided in
`extractor.nlp.naming`. The words are the pack's (`entities.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.nlp.gazetteer import gazetteer
from extractor.nlp.grammar import Grammar, Shape, grammar
from extractor.nlp.words import Phrases, Words, key, phrase

MAX_TITLE_WORDS = 40
"""Longest title of a work between quotation marks."""
_CLOSING = {"«": "»", "\u201c": "\u201d", '"': '"'}


class Candidate(NamedTuple):
    """A stretch of words `start:end` that may be a name."""

    start: int
    end: int
    label: str
    rule: str


@dataclass(frozen=True)
class Tables:
    """The tables of `entities.toml`, ready to be looked up."""

    heads: Phrases
    shapes: dict[str, Shape]
    outside: frozenset[str]
    indefinite: frozenset[str]
    ordinals: dict[str, frozenset[str]]
    complete: Phrases
    numbered: dict[str, str]
    acronyms: dict[str, str]
    titles: frozenset[str]
    offices: frozenset[str]
    after: frozenset[str]
    speech: frozenset[str]
    areas: frozenset[str]
    works: frozenset[str]
    linking: frozenset[str]


@cache
def tables(pack: LanguagePack) -> Tables:
    """The tables of a language, made once."""
    table: dict[str, Any] = pack.table("entities")
    heads: dict[str, str] = {}
    shapes: dict[str, Shape] = {}
    outside: set[str] = set()
    ordinals: dict[str, frozenset[str]] = {}
    for number, group in enumerate(table["heads"]):
        flags = {name: bool(group.get(name)) for name in ("lower", "nouns", "name", "series", "once")}
        shape = Shape(
            group["label"],
            group["rule"],
            for_=bool(group.get("for")),
            capital=group.get("capital", True),
            at=frozenset(group.get("at", ())),
            **flags,
        )
        for word in group["words"]:
            head = " ".join(phrase(word))
            heads[head] = f"{heads[head]} {number}" if head in heads else str(number)
        shapes[str(number)] = shape
        outside |= {" ".join(phrase(word)) for word in group.get("outside", ())}
        ordinals[str(number)] = _keys(group.get("ordinal", ()))
    persons, works = table["persons"], table["works"]
    return Tables(
        heads=Phrases(heads),
        shapes=shapes,
        outside=frozenset(outside),
        indefinite=_keys(table["places"]["indefinite"]),
        ordinals=ordinals,
        complete=Phrases({name: label for label, names in table["complete"].items() for name in names}),
        numbered={key(word): label for label, words in table["numbered"].items() for word in words},
        acronyms={name: label for label, names in table["acronyms"].items() for name in names},
        titles=frozenset(key(title.rstrip(".")) for title in persons["titles"]),
        offices=_keys(persons["offices"]),
        after=_keys(persons["after"]),
        speech=_keys(persons["speech"]),
        areas=_keys(table["places"]["areas"]),
        works=frozenset(" ".join(phrase(noun)) for noun in works["nouns"]),
        linking=_keys(works["linking"]),
    )


def by_head(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """Names with a head word: "ministère de la Santé", "Office fédéral de la statistique", "Sommet de la Terre"."""
    known, rules = tables(pack), grammar(pack)
    for i in range(len(words)):
        found = known.heads.match(words.keys, i)
        if found is None or words.shouting[i]:
            continue
        after, numbers = found
        for number in numbers.split():
            yield from _head(words, i, after, known, number, rules)


def _head(words: Words, i: int, after: int, known: Tables, number: str, rules: Grammar) -> Iterator[Candidate]:
    shape, ordinals = known.shapes[number], known.ordinals[number]
    capital = words.capital[i]
    if ordinals:
        if capital and i and words.keys[i - 1] in ordinals and words.capital[i - 1]:
            yield Candidate(i - 1, rules.extend(words, after, shape), shape.label, shape.rule)
        return
    if not (shape.capital if capital else shape.lower) or not shape.label:
        return
    if not capital and (words.tags[i] == "ADJ" or (i and words.keys[i - 1] in known.indefinite)):
        return
    if capital and i and words.capital[i - 1] and words.near(i) and not words.opens[i - 1]:
        return  # inside a longer name: "Santander Consumer Banque"
    end = rules.extend(words, after, shape)
    if end == after and not any(words.capital[i + 1 : after]):
        return
    inner = range(i + 1, end)
    proper = [j for j in inner if rules.proper(words, j)]
    if not capital and not proper:
        return
    if capital and not proper and words.opens[i]:
        return  # "Festival international : …" opens a sentence
    outside = " ".join(words.keys[i:after]) in known.outside
    if not capital and outside and words.keys[after] in rules.of:
        named = rules.after_of(words, after)
        if named < len(words) and words.capital[named]:
            return  # "l'île de Java": the place is named by what follows
    yield Candidate(i, end, shape.label, shape.rule)


def whole(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """Names that are whole in themselves ("Banque mondiale"); a place may follow ("Assemblée nationale du Québec")."""
    known, rules = tables(pack), grammar(pack)
    place = Shape("ORG", "list", places_only=True)
    for i in range(len(words)):
        found = known.complete.match(words.keys, i) if words.capital[i] else None
        if found is not None:
            end, label = found
            grows = label == "ORG" and not words.shouting[i]
            yield Candidate(i, rules.extend(words, end, place) if grows else end, label, "list")


def acronyms(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """Acronyms that need no introduction, and those that end in a number ("COP30")."""
    known = tables(pack)
    for i, word in enumerate(words.texts):
        if not words.capital[i]:
            continue
        joined = i + 1 < len(words) and words.near(i + 1) and words.capital[i + 1]
        joined = joined or bool(i and words.near(i) and words.capital[i - 1] and not words.opens[i - 1])
        if word in known.acronyms and not joined:
            yield Candidate(i, i + 1, known.acronyms[word], "acronym")
        letters = word.rstrip("0123456789")
        if letters != word and key(letters) in known.numbered:
            yield Candidate(i, i + 1, known.numbered[key(letters)], "numbered")


def persons(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """People by title ("Mme Dupont"), by office ("le président Xi Jinping"), by what they say or are called after."""
    known, rules = tables(pack), grammar(pack)
    for i in range(1, len(words)):
        if not words.capital[i] or words.shouting[i] or (words.capital[i - 1] and words.near(i) and words.keys[i - 1] not in known.titles):
            continue
        if words.keys[i] in known.titles:
            continue
        before = i - 1
        if words.texts[before] == "." and before and words.keys[before - 1] in known.titles and words.capital[before - 1]:
            before -= 1
        if words.texts[i].isupper() and len(words.texts[i]) > 1 and words.keys[before] not in known.titles:
            continue  # "la sénatrice LR …", "l'ONU …"
        end = _person(words, i, pack)
        long = sum(words.capital[i:end]) >= 2
        if words.keys[before] in known.titles and words.capital[before]:
            yield Candidate(i, end, "PER", "title")
        elif not words.near(i) or not long:
            continue
        elif words.keys[before] in known.offices and words.texts[before].islower():
            yield Candidate(i, end, "PER", "office")
        elif words.keys[before] in known.speech and words.texts[before].islower() and not known.heads.match(words.keys, i):
            yield Candidate(i, end, "PER", "speech")
    for i in range(len(words)):
        start = i == 0 or not (words.capital[i - 1] and words.near(i))
        acronym = words.texts[i].isupper() and len(words.texts[i]) > 1
        if start and not acronym and not words.shouting[i] and rules.proper(words, i) and i + 1 < len(words) and words.capital[i + 1]:
            end = _person(words, i, pack)
            if sum(words.capital[i:end]) >= 2 and _office_follows(words, end, known):
                yield Candidate(i, end, "PER", "apposition")


def _person(words: Words, i: int, pack: LanguagePack) -> int:
    """Where a person's name that begins at `i` ends; lower-case particles between capitals belong to it."""
    rules, places = grammar(pack), gazetteer(pack)
    end, capitals = i + 1, 1
    while end < len(words) and capitals < 5 and words.near(end):
        if words.texts[end] in (".", "'", "\u2019") and len(words.texts[end - 1]) == 1:  # "J. Dupont", "O'Shea"
            end += 1
            continue
        if words.keys[end].split("-")[0] in rules.particle and "-" in words.texts[end]:  # "al-Rahman"
            end, capitals = end + 1, capitals + 1
            continue
        j = _particles(words, end, rules)
        if j >= len(words) or not words.near(j) or not words.capital[j] or (words.texts[j].isupper() and len(words.texts[j]) > 3):
            break
        if j > end and words.keys[end] in rules.of and (capitals > 2 or places.names.match(words.keys, j)):
            break  # "Kay Bailey Hutchison | du Texas"
        end, capitals = j + 1, capitals + 1
    return end if words.texts[end - 1] not in "'\u2019" else end - 1


def _particles(words: Words, i: int, rules: Grammar) -> int:
    """The first word after at most two particles."""
    j = i
    while j < len(words) and j - i < 3 and words.near(j) and not words.capital[j]:
        if words.keys[j] not in rules.particle and not (j > i and words.keys[j] == "'"):
            break
        j += 1
    return j


def _office_follows(words: Words, i: int, known: Tables) -> bool:
    return i + 1 < len(words) and words.texts[i] == "," and words.keys[i + 1] in known.after and not words.capital[i + 1]


def works(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """Titles between quotation marks: after a noun for a work, or opening with one that has a capital."""
    known = tables(pack)
    for i in range(len(words)):
        closing = _CLOSING.get(words.texts[i])
        if closing is None or i + 1 >= len(words):
            continue
        end = next((j for j in range(i + 1, min(i + MAX_TITLE_WORDS, len(words))) if words.texts[j] == closing), None)
        if end is None or end == i + 1 or not (words.capital[i + 1] or words.texts[i + 1][0].isdigit()):
            continue
        if words.keys[i + 1] in known.works or _announced(words, i, known):
            yield Candidate(i + 1, end, "MISC", "work")


def _announced(words: Words, i: int, known: Tables) -> bool:
    """Whether a noun for a work, or a noun and "intitulé", stands before the quotation mark at `i`."""
    if i and words.keys[i - 1] in known.linking:
        return True
    return any(" ".join(words.keys[i - n : i]) in known.works for n in (1, 2) if n <= i)


def places(words: Words, pack: LanguagePack) -> Iterator[Candidate]:
    """Countries, regions and cities; no word of a longer run of capitals."""
    known, rules = gazetteer(pack), grammar(pack)
    yield from _areas(words, tables(pack).areas, rules)
    i = 0
    while i < len(words):
        end = known.match(words, i)
        if end is None:
            i += 1
            continue
        inside = i and words.capital[i - 1] and words.near(i) and rules.proper(words, i - 1)
        longer = end < len(words) and words.near(end) and words.capital[end]
        if words.shouting[i] or (not inside and not longer):
            yield Candidate(i, end, "LOC", "place_at" if known.stands_at(words, i) else "place")
        i = end


def _areas(words: Words, areas: frozenset[str], rules: Grammar) -> Iterator[Candidate]:
    """What is called a canton, a village …: "canton de Vaud", "dans la province du Nord-Kivu"."""
    for i in range(len(words) - 2):
        if words.keys[i] in areas and not words.shouting[i] and not words.capital[i] and words.keys[i + 1] in rules.of:
            start = rules.after_of(words, i + 1)
            if start < len(words) and words.near(start) and rules.proper(words, start):
                yield Candidate(start, rules.run(words, start, 4), "LOC", "area")


def _keys(words: Any) -> frozenset[str]:
    return frozenset(key(word) for word in words)
