"""Offices told by a verb: "X a été nommé directeur de Y", "X assure la présidence de Y", "reconduit à la tête de Y"."""

from __future__ import annotations

from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.offices import Draft, Title, title_at
from extractor.linker.phrases import is_determiner, label_at, person_at, phrase, phrase_ending
from extractor.linker.reading import Reading
from extractor.linker.sequences import insertion_after


def by_verb(r: Reading, s: Sentence, person: tuple[int, int]) -> list[Draft]:
    """ "X a été nommé directeur de Y", "X est le président de Y", "X devient PDG de Y", "élu X président de Y"."""
    verbs = r.pack.table("positions")["verbs"]
    k = person[1]
    appointed = person[0] > s.first and r.low[word_in_front(r, person[0], s)] in verbs["appointed"]
    if appointed and k < s.last:
        title = title_at(r, k, s.last)
        if title is not None and title.counts(r):
            return [Draft(s, person, title, "position.appointed")]
    if person[0] > s.first and r.low[s.first] in verbs["appointed"]:
        return _appointed_first(r, s, person)
    past = False
    for _ in range(4):
        k = insertion_after(r, k, s.last)
        if k < s.last and (
            r.is_in(k, "have") or r.is_in(k, "be") or r.low[k] in verbs["copula"] or r.low[k] in verbs["appointed"]
        ):
            appointed = appointed or r.low[k] in verbs["appointed"] or r.low[k] in verbs["copula"]
            past = past or r.low[k] in verbs["past_copula"]
            k += 1
        else:
            break
    if not appointed or k >= s.last or k == person[1]:
        return []
    if r.is_in(k, "addressing"):  # "nommé à la tête de", "nommé au poste de"
        return []
    title = title_at(r, k, s.last)
    if title is None or not title.counts(r):
        return []
    return [Draft(s, person, title._replace(former=title.former or past), "position.copula")]


def _appointed_first(r: Reading, s: Sentence, person: tuple[int, int]) -> list[Draft]:
    """ "Nommée en 2022 directrice du festival, X …": the participle opens the sentence, the person follows its comma."""
    comma = word_in_front(r, person[0], s)
    if r.low[comma] != ",":
        return []
    k = insertion_after(r, s.first + 1, comma)
    if k < comma and r.is_in(k, "prepositions") and k + 1 in r.dates:
        k = insertion_after(r, k + 1, comma)
    title = title_at(r, k, comma) if k < comma else None
    return [Draft(s, person, title, "position.appointed")] if title is not None and title.counts(r) else []


def word_in_front(r: Reading, i: int, s: Sentence) -> int:
    """The word before word `i`, titles of courtesy skipped."""
    j = i - 1
    while j > s.first and (r.is_in(j, "civilities") or r.low[j] == "."):
        j -= 1
    return j


def person_ending(r: Reading, last: int, s: Sentence) -> tuple[int, int] | None:
    """The person whose name ends before word `last`."""
    for start in range(max(s.first, last - 6), last):
        person = person_at(r, start, last)
        if person is not None and person[1] == last:
            return person
    return None


@cache
def _triggers(pack: LanguagePack) -> frozenset[str]:
    """Nouns of offices that somebody holds; the other words need no look."""
    table = pack.table("positions")
    return frozenset(table["heads"]["abstract"]).union(table["verbs"]["lead"])


def held(r: Reading, s: Sentence, taken: set[int]) -> list[Draft]:
    """ "il a assuré la présidence de Y", "avec la présidence de X"."""
    heads = r.pack.table("positions")["heads"]["abstract"]
    verbs = r.pack.table("positions")["verbs"]["taking"]
    found = []
    for h in r.among(s, _triggers(r.pack)):
        if not s.first < h < s.last - 2:
            continue
        if r.low[h] in heads or r.low[h] in r.pack.table("positions")["verbs"]["lead"]:
            found += _promoted(r, s, h)
        if r.low[h] not in heads or h in taken or not r.is_in(h + 1, "links") or r.low[h - 2] in _under(r.pack):
            continue
        person = person_at(r, h + 2, s.last)
        if person is not None:
            body = phrase_ending(r, h - 1, s.first) if r.low[h - 1] == "," else None
            organisation = _subject_body(r, s, h) if body is None else (body.first, body.last)
            found.append(Draft(s, person, Title(h, h, h + 1, organisation, person[1], False), "position.abstract"))
            continue
        k = h - 1
        while k > s.first and is_determiner(r, k):
            k -= 1
        if r.low[k] not in verbs:
            continue
        holder = _holder(r, s, k)
        body = (
            phrase(r, h + 1 + (not r.is_in(h + 1, "contracted")), s.last)
            if not r.is_in(h + 1, "contracted")
            else phrase(r, h + 2, s.last)
        )
        if holder is not None and body is not None:
            found.append(
                Draft(s, holder, Title(h, h, h + 1, (body.first, body.last), body.last, False), "position.held")
            )
    return found


def _promoted(r: Reading, s: Sentence, h: int) -> list[Draft]:
    """ "X a été reconduit à la présidence de Y", "Y porte X à sa tête"."""
    k = h - 1
    while k > s.first and is_determiner(r, k):
        k -= 1
    if k <= s.first or not r.is_in(k, "addressing") or not r.is_in(h + 1, "links"):
        return []
    verb = k - 1
    while verb > s.first and (
        verb in r.date_of or r.is_in(verb, "adverbs") or (verb + 1 in r.date_of and r.is_in(verb, "prepositions"))
    ):
        verb -= 1
    body = phrase(r, h + 2, s.last)
    if r.low[verb] not in r.pack.table("positions")["verbs"]["promoted"] or body is None:
        return []
    holder = _holder(r, s, verb) if verb > s.first else None
    if verb == s.first and body.last + 1 < s.last and r.low[body.last] == ",":
        holder = person_at(r, body.last + 1, s.last)  # "Nommé en mai à la tête de Y, X …"
    if holder is None:
        return []
    title = Title(h, h, h + 1, (body.first, body.last), body.last, False)
    return [Draft(s, holder, title, "position.held")]


@cache
def _under(pack: LanguagePack) -> frozenset[str]:
    """Words before "la présidence de X" that make it the chair of a meeting, not an office."""
    return frozenset(pack.table("positions")["heads"]["under"])


def _holder(r: Reading, s: Sentence, verb: int) -> tuple[int, int] | None:
    """The person or pronoun that is the subject of a verb of holding."""
    k = verb
    while k > s.first and (
        r.is_in(k - 1, "have") or r.is_in(k - 1, "be") or r.is_in(k - 1, "clitics") or r.is_in(k - 1, "adverbs")
    ):
        k -= 1
    if k > s.first and r.is_in(k - 1, "speaking_pronouns"):
        return k - 1, k
    return person_ending(r, k, s)


def _subject_body(r: Reading, s: Sentence, h: int) -> tuple[int, int] | None:
    """The subject of the clause around word `h`: the body that somebody presides over."""
    for i in range(h - 1, s.first - 1, -1):
        if r.token[i] >= 0 and r.syntax.verb(r.token[i]):
            head = r.syntax.subject(r.token[i])
            for j in range(s.first, i):
                if r.token[j] == head and label_at(r, j) not in ("LOC", "PER"):
                    k = j
                    while k > s.first and r.pos[k - 1] == "ADJ":
                        k -= 1
                    body = phrase(r, k, i)
                    return (body.first, body.last) if body is not None else None
    return None
