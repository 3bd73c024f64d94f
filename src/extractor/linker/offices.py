"""Titles of office and the organisation that follows them.

A title is its head noun with adjectives and the complements that make it a compound ("secrétaire d'État aux anciens
combattants", "directeur de la communication"); the next complement is the organisation.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner, is_nominal, label_at, over_parenthesis, person_at, phrase
from extractor.linker.reading import UNKNOWN, Reading
from extractor.linker.sequences import opening
from extractor.linker.verbs import FINITE, verb_forms


class Title(NamedTuple):
    """A title, words `first` to `stop` (exclusive), its head, its organisation, and the word after both."""

    first: int
    head: int
    stop: int
    organisation: tuple[int, int] | None
    last: int
    former: bool

    def counts(self, r: Reading) -> bool:
        """Whether the title says an office: a job only does with an organisation."""
        return self.organisation is not None or last_word(r, self.head) in offices(r.pack)

    def is_expert(self, r: Reading) -> bool:
        """Whether the title is one of expertise, which counts in front of a name without an organisation."""
        return last_word(r, self.head) in _heads(r.pack)["expert"]


class Draft(NamedTuple):
    """A position before it has an id."""

    sentence: Sentence
    person: tuple[int, int]
    title: Title
    rule: str


@cache
def office_heads(pack: LanguagePack) -> frozenset[str]:
    """All head nouns of titles."""
    return offices(pack) | frozenset(_heads(pack)["jobs"]) | frozenset(_heads(pack)["plural"])


@cache
def offices(pack: LanguagePack) -> frozenset[str]:
    """Head nouns that are an office by themselves, plurals included."""
    heads = _heads(pack)
    singular = frozenset(heads["offices"])
    return singular | frozenset(form for form, lemma in heads["plural"].items() if lemma in singular)


def _heads(pack: LanguagePack) -> dict[str, Any]:
    heads: dict[str, Any] = pack.table("positions")["heads"]
    return heads


def last_word(r: Reading, i: int) -> str:
    """The folded word, without a prefix that marks a former holder when it is written as one word ("ex-maire")."""
    return r.low[i]


def title_at(r: Reading, i: int, stop: int) -> Title | None:
    """The title that begins at word `i` (a determiner may stand in front), before word `stop`."""
    table = r.pack.table("positions")
    former = table["former"]
    if i < stop and r.pos[i] == "NUM" and i in r.mentions:
        i += 1  # "deux anciens chercheurs du CEA", not "les 29 conseillers"
    while i < stop and (is_determiner(r, i) or r.low[i] in former["passing"]):
        i += 1
    first = i
    is_former = False
    while i < stop and (
        r.low[i] in former["keep"] or r.low[i] in former["passing"] or (r.low[i] == "-" and r.touches(i))
    ):
        is_former = is_former or r.low[i] in former["words"]
        i += 1
    if i >= stop or last_word(r, i) not in office_heads(r.pack):
        return None
    finite = FINITE in verb_forms(r.pack, "statements").get(r.low[i], ())
    if (finite or r.pos[i] == "VERB") and i + 1 < stop and is_determiner(r, i + 1) and not r.is_in(i + 1, "contracted"):
        return None  # "X, porte-parole, juge le plan trop timide"
    head = i
    end, portfolio = _compound(r, head, stop, table)
    end = _tail(r, end, stop, table)
    k = over_parenthesis(r, end, stop)
    if k > end and k < stop and r.low[k] in table["compounds"]["linking"]:
        organisation, last = _organisation(r, k, stop, table)  # "maire (DVG) de Roubière"
        return Title(first, head, end, organisation, last, is_former)
    organisation, last = (
        (None, end) if portfolio and not _follows_place(r, end, stop) else _organisation(r, end, stop, table)
    )
    return Title(first, head, end, organisation, last, is_former)


def _tail(r: Reading, end: int, stop: int, table: dict[str, Any]) -> int:
    """The word after what closes a title: a rank ("numéro deux"), "par intérim", "en chef"."""
    titles = table["titles"]
    if end < stop and r.low[end - 1] in titles["ranks"] and (end in r.mentions or r.pos[end] == "NUM"):
        end += 1
    words = opening(r, end, "positions", "titles", "tails")
    if words is not None and end + len(words) <= stop:
        end += len(words)
    return end


def _adjectives(r: Reading, i: int, stop: int) -> int:
    """The word after the adjectives and apposed acronyms that belong to a title ("syndicaux CGT", "général délégué")."""
    while i < stop and ((r.low[i] == "-" and r.touches(i) and i + 1 < stop) or _modifies(r, i, stop)):
        i += 2 if r.low[i] == "-" else 1
    return i


def _modifies(r: Reading, i: int, stop: int) -> bool:
    if person_at(r, i, stop) is not None or i in r.dates:
        return False
    if r.pos[i] == "ADJ" or (r.pos[i] in (UNKNOWN, "X") and not r.capital(i) and is_nominal(r, i)):
        return True
    if r.text[r.starts[i] : r.ends[i]].isupper() and r.ends[i] - r.starts[i] > 1 and label_at(r, i) != "PER":
        return True  # "délégué CGT"
    if r.pos[i] == "NOUN" and not r.capital(i) and r.low[i - 1] in offices(r.pack) and r.is_in(i + 1, "links"):
        return True  # an adjective tagged as a noun: "coordonnateur provincial de la riposte"
    return r.pos[i] in ("NOUN", "VERB") and not r.capital(i) and r.low[i] in _modifiers(r.pack)


@cache
def _modifiers(pack: LanguagePack) -> frozenset[str]:
    """Words behind the head noun of a title that go on with it."""
    table = pack.table("positions")
    return offices(pack).union(table["heads"]["modifiers"], table["compounds"]["portfolio_links"])


def _compound(r: Reading, head: int, stop: int, table: dict[str, Any]) -> tuple[int, bool]:
    """Where the title ends, and whether its portfolio is part of it ("ministre de la Santé")."""
    compounds = table["compounds"]
    end = _adjectives(r, head + 1, stop)
    parts = compounds["of"].get(r.low[head], ())
    if end + 1 < stop and r.low[end] in compounds["linking"]:
        noun = _noun_after(r, end, stop)
        if noun and r.low[noun] in parts:
            end = _unit(r, noun, _adjectives(r, noun + 1, stop), stop, compounds)
        elif (
            noun
            and not r.capital(noun)
            and r.low[noun] in compounds["departments"]
            and r.low[noun] not in compounds["boards"]
        ):
            return _department(r, end, noun, stop), False
        elif (
            noun == end + 1
            and not r.capital(noun)
            and r.low[end] in compounds["linking"]
            and not is_determiner(r, end)
            and label_at(r, noun) is None
        ):
            end = _adjectives(r, noun + 1, stop)  # bare noun: "chef de projet", "directeur de recherche"
    of_state = end > head + 1 and r.low[head + 1] in compounds["linking"]
    whole = end > head + 1 and r.low[head + 1] in table["heads"]["not_portfolio"]
    if (
        not whole
        and (r.low[head] in table["heads"]["portfolio"] or (of_state and r.low[head] in table["heads"]["state"]))
        and end < stop
        and r.low[end] in compounds["portfolio_links"]
    ):
        return _portfolio(r, head, end, stop, compounds), True
    at = table["heads"]["portfolio_at"]
    if r.low[head] in at and end < stop and r.low[end] in table["heads"]["at"] and _is_portfolio(r, end, stop):
        return _portfolio(r, head, end, stop, compounds), True
    return end, False


def _is_portfolio(r: Reading, end: int, stop: int) -> bool:
    """Whether "à l'Environnement" is a field and no seat: a capital that is no name of an organisation or place."""
    noun = _noun_after(r, end, stop)
    return bool(noun) and r.capital(noun) and label_at(r, noun) not in ("ORG", "LOC", "PER")


def _unit(r: Reading, noun: int, end: int, stop: int, compounds: dict[str, Any]) -> int:
    """The end of a unit with its field, when an organisation follows: "service de pneumologie | du CHU"."""
    if r.low[noun] not in compounds["units"] or end + 2 >= stop or r.low[end] not in compounds["linking"]:
        return end
    field = _noun_after(r, end, stop)
    last = _adjectives(r, field + 1, stop) if field and not r.capital(field) else end
    return last if last < stop and r.low[last] in compounds["linking"] else end


def _noun_after(r: Reading, i: int, stop: int) -> int:
    """The noun after the preposition at word `i`, articles skipped; 0 when there is none."""
    j = i + 1
    while j < stop and is_determiner(r, j):
        j += 1
    return j if j < stop and is_nominal(r, j) else 0


def _department(r: Reading, i: int, noun: int, stop: int) -> int:
    """The end of a department in a title: "directrice des ressources humaines", "directeur de la communication"."""
    return _adjectives(r, noun + 1, stop)


def _portfolio(r: Reading, head: int, end: int, stop: int, compounds: dict[str, Any]) -> int:
    """The end of a minister's portfolio: what follows up to a place or a person ("… du Mali", "… Abdoulaye Diop")."""
    j = end
    while j < stop and r.low[j] in compounds["portfolio_links"]:
        k = _noun_after(r, j, stop)
        if not k or person_at(r, k, stop) is not None or label_at(r, k) == "LOC":
            break
        while k < stop and is_nominal(r, k) and person_at(r, k, stop) is None and label_at(r, k) != "LOC":
            k += 1
        j = k
        if (
            j + 1 < stop
            and r.is_in(j, "coordinators")
            and (r.low[j + 1] in compounds["portfolio_links"] or is_determiner(r, j + 1))
        ):
            inner = _noun_after(r, j + 1 if r.low[j + 1] in compounds["portfolio_links"] else j, stop)
            if not inner or r.low[inner] in office_heads(r.pack):
                break
            k = inner
            while k < stop and is_nominal(r, k) and person_at(r, k, stop) is None and label_at(r, k) != "LOC":
                k += 1
            j = k
    return max(j, end)


def _follows_place(r: Reading, i: int, stop: int) -> bool:
    """Whether a complement that is a place follows ("ministre de la Défense du Mali")."""
    noun = _noun_after(r, i, stop) if i < stop and r.is_in(i, "links") else 0
    return bool(noun) and label_at(r, noun) in ("LOC", "ORG")


def _organisation(r: Reading, i: int, stop: int, table: dict[str, Any]) -> tuple[tuple[int, int] | None, int]:
    """The organisation after a title: a complement with "de", or a seat ("chez X", "à l'université de Y")."""
    compounds = table["compounds"]
    if i < stop and (
        r.low[i] in compounds["linking"] or (r.low[i] in compounds["seats"] and _seat(r, i, stop, compounds))
    ):
        found = phrase(r, i + 1, stop)
        if found is None or person_at(r, found.first, stop) is not None:
            return None, i
        whole = _before_person(r, found.first, found.last)
        last = _before_charge(r, found.first, whole, compounds)
        end = whole if last < whole else _over_post(r, last, stop, compounds)
        return ((found.first, last), end) if last > found.first else (None, i)
    if i < stop and label_at(r, i) == "ORG" and i in r.names:  # "PDG Danone", "député LR"
        return (i, min(r.names[i][0], stop)), min(r.names[i][0], stop)
    return None, i


def _before_charge(r: Reading, first: int, last: int, compounds: dict[str, Any]) -> int:
    """Where an organisation ends: before the portfolio of its member ("vice-présidente du conseil | chargée des routes")."""
    for k in range(first + 1, last):
        if r.low[k] in compounds["charges"]:
            return k
        if r.low[k] in compounds["in_charge"] and k - 1 > first:
            return k - 1
    return last


def _over_post(r: Reading, i: int, stop: int, compounds: dict[str, Any]) -> int:
    """Over the place of a post: "ambassadeur de France en Afghanistan", "vice-président de Y pour l'Asie"."""
    if i < stop and r.low[i] in compounds["posts"]:
        noun = _noun_after(r, i, stop)
        if noun and (noun in r.names and r.names[noun][1] in ("LOC", "ORG")):
            return min(r.names[noun][0], stop)
    return i


def _seat(r: Reading, i: int, stop: int, compounds: dict[str, Any]) -> bool:
    """Whether "à/chez/au …" gives the organisation of a title: always after "chez", else before a capital or an article."""
    noun = _noun_after(r, i, stop)
    if r.low[i] in compounds["fields"]:  # "professeur en sciences": a subject, not a seat
        return bool(noun) and label_at(r, noun) in ("LOC", "ORG")
    return r.low[i] in compounds["seats_word"] or bool(noun)


def _before_person(r: Reading, first: int, last: int) -> int:
    """Where an organisation ends: before the person's name that stands right behind it."""
    for j in range(first + 1, last):
        if r.is_in(j - 1, "links") or is_determiner(r, j - 1):
            continue
        person = person_at(r, j, last)
        if person is not None and person[1] == last:
            return j
    return last
