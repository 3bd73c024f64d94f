"""Positions: which person holds which office, and where (docs: contract, section 2).

The office may stand behind the name ("X, directeur général de Y,"), in front of it ("le ministre de la Santé X",
"le président de Y, X,"), after a verb ("X a été nommé directeur de Y"), or be a verb ("X, qui dirige Y").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.offices import Title, last_word, office_heads, title_at
from extractor.linker.phrases import insertion_after, is_determiner, label_at, opening, person_at, phrase, phrase_ending
from extractor.linker.reading import Reading, Sentence, read
from extractor.schema import Document, Mention, Position

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Draft(NamedTuple):
    """A position before it has an id."""

    sentence: Sentence
    person: tuple[int, int]
    title: Title
    rule: str


def positions(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> list[Position]:
    """The positions of a document in text order, ids p1, p2 …; the same office of the same person once.

    >>> import spacy
    >>> from extractor.lang.pack import default_language, load_pack
    >>> code = default_language()
    >>> positions(Document(text="", lang=code), [], spacy.blank(code)(""), load_pack(code))
    []
    """
    if not len(doc):
        return []
    r = read(document, mentions, doc, pack)
    seen: set[tuple[str, str, str]] = set()
    facts: list[Position] = []
    for s in r.sentences:
        for draft in sorted(_of_sentence(r, s), key=lambda d: (d.person[0], d.title.first)):
            fact = _fact(r, draft, len(facts) + 1)
            organisation = fact.organisation.text if fact.organisation else ""
            key = (fact.person.text, fact.title.text.lower(), organisation)
            if key not in seen:
                seen.add(key)
                facts.append(fact)
    return facts


def _of_sentence(r: Reading, s: Sentence) -> list[Draft]:
    found: list[Draft] = []
    taken: set[int] = set()
    i = s.first
    while i < s.last:
        person = person_at(r, i, s.last)
        if person is not None:
            for draft in _behind(r, s, person) + _in_front(r, s, i, person) + _by_verb(r, s, person):
                if draft.title.head not in taken:
                    taken.add(draft.title.head)
                    found.extend(_shared(r, s, i, draft))
            i = max(person[1], i + 1)
        else:
            i += 1
    return found + _held(r, s, taken)


def _behind(r: Reading, s: Sentence, person: tuple[int, int]) -> list[Draft]:
    """ "X, directeur général de Y et président de Z," and "X (directeur de Y)"."""
    j = _skip_asides(r, person[1], s.last)
    if j < s.last and r.is_in(j, "definite") and not r.is_in(j, "contracted"):
        found = _titles(r, s, person, j, "position.behind_name")
        return found if found and found[0].title.organisation else []
    if j >= s.last or r.low[j] not in (",", "(", "-", "—"):
        return []
    relative = _holding_clause(r, s, person, j + 1)
    if relative is not None:
        return [relative]
    aside = opening(r, j + 1, "positions", "titles", "asides")
    j += len(aside) if aside is not None else 0
    return _titles(r, s, person, j + 1, "position.behind_name")


def _titles(r: Reading, s: Sentence, person: tuple[int, int], j: int, rule: str) -> list[Draft]:
    """The titles joined from word `j` on: a first one, then those after a conjunction or a comma."""
    found: list[Draft] = []
    for _ in range(4):
        title = _first_title(r, j, s.last)
        if title is None:
            break
        if title.counts(r):
            found.append(Draft(s, person, title, rule))
        j = title.last
        if j < s.last and (r.is_in(j, "coordinators") or (r.low[j] == "," and person_at(r, j + 1, s.last) is None)):
            j += 1
        else:
            break
    return found


def _first_title(r: Reading, j: int, stop: int) -> Title | None:
    """The title at word `j`, or behind another description: "passionné de jardinage et correspondant de …"."""
    title = title_at(r, j, stop)
    if title is not None:
        return title
    other = phrase(r, j, stop, listed=False)
    if other is not None and other.last < stop and r.is_in(other.last, "coordinators") and other.last - j < 8:
        return title_at(r, other.last + 1, stop)
    return None


def _skip_asides(r: Reading, j: int, stop: int) -> int:
    """Over a parenthesis, an age or a second title of courtesy after a name."""
    for _ in range(2):
        if j < stop and r.low[j] == "(" and title_at(r, j + 1, stop) is None:
            k = j
            while k < min(stop, j + 12) and r.low[k] != ")":
                k += 1
            j = k + 1 if k < stop and r.low[k] == ")" else j
        if j + 1 < stop and r.low[j] == "," and j + 1 in r.mentions:
            k = r.mentions[j + 1][0]
            if k < stop and r.low[k] == ",":
                j = k
    return j


def _holding_clause(r: Reading, s: Sentence, person: tuple[int, int], j: int) -> Draft | None:
    """ "X, qui dirige Y": the verb is the title; "X, qui fut ministre": a former title."""
    if not r.is_in(j, "relative_subject"):
        return None
    verbs = r.pack.table("positions")["verbs"]
    k = insertion_after(r, j + 1, s.last)
    if k < s.last and r.low[k] in verbs["holding_forms"]:
        found = phrase(r, k + 1, s.last)
        if found is not None:
            title = Title(k, k, k + 1, (found.first, found.last), found.last, r.low[k] in verbs["past_holding"])
            return Draft(s, person, title, "position.relative_verb")
    if k < s.last and r.low[k] in verbs["copula"]:
        office = title_at(r, k + 1, s.last)
        if office is not None and office.counts(r):
            former = office.former or r.low[k] in verbs["past_copula"]
            return Draft(s, person, office._replace(former=former), "position.relative_copula")
    return None


def _in_front(r: Reading, s: Sentence, i: int, person: tuple[int, int]) -> list[Draft]:
    """ "le directeur d'EFI X", "le président de Y, X,", "son chef, X"."""
    k = i
    if k - 2 > s.first and r.is_in(k, "civilities") and r.is_in(k - 1, "definite") and r.low[k - 2] == ",":
        k -= 1  # "le directeur de l'OMS, le docteur X"
    if k - 3 >= s.first and r.low[k - 3] == "," and r.is_in(k - 2, "definite") and not _is_head(r, k - 1):
        k -= 2  # "le commissaire à l'Agriculture, le Luxembourgeois X"
    comma = k > s.first and r.low[k - 1] == ","
    if comma or (k > s.first and r.low[k - 1] == "("):
        k -= 1
    if k > s.first and comma and r.low[k - 1] == ")":
        k = next((j for j in range(k - 2, max(s.first, k - 12), -1) if r.low[j] == "("), k)
    return _ending(r, s, k, comma, person)


def _ending(r: Reading, s: Sentence, k: int, comma: bool, person: tuple[int, int]) -> list[Draft]:
    """The title that ends before word `k`, with a comma between it and the person or not."""
    if k <= s.first:
        return []
    for start in range(k - 1, max(s.first - 1, k - 16), -1):
        if r.low[start] in (",", ";", ":", "(") or r.quote_of[start] != r.quote_of[k - 1]:
            break
        if not _is_head(r, start) or (start > s.first and _is_head(r, start - 1)):
            continue  # "la maire adjointe X": the title begins with its first noun
        title = title_at(r, _title_start(r, start, s), k)
        if title is None or title.last != k or title.head != start:
            continue
        if comma and not _apposable(r, s, title, person):
            continue
        if (
            not comma
            and last_word(r, start) in r.pack.table("positions")["heads"]["plural"]
            and r.syntax.plural(r.token[start])
        ):
            continue
        title = _with_house(r, s, title, person)
        if title.counts(r) or (not comma and title.is_expert(r)):
            found = [Draft(s, person, title, "position.in_front")]
            j = start - 1
            if (
                r.low[start] in r.pack.table("positions")["compounds"]["ranks"]
                and j > s.first
                and r.is_in(j, "definite")
                and r.low[j - 1] == ","
            ):
                return _ending(r, s, j - 1, True, person) or found  # "le chef d'état-major, le général X"
            return found
    return []


def _with_house(r: Reading, s: Sentence, title: Title, person: tuple[int, int]) -> Title:
    """The house of a profession behind the name: "l'économiste X, de l'université de Y"."""
    k = person[1]
    if title.organisation is not None or k + 2 >= s.last or r.low[k] != "," or not r.is_in(k + 1, "links"):
        return title
    house = phrase(r, k + 2, s.last)
    named = house is not None and any(j in r.names and r.names[j][1] == "ORG" for j in range(house.first, house.last))
    return title._replace(organisation=(house.first, house.last)) if house is not None and named else title


def _is_head(r: Reading, i: int) -> bool:
    return last_word(r, i) in office_heads(r.pack) and (r.pos[i] != "VERB" or r.is_in(i - 1, "definite"))


def _title_start(r: Reading, head: int, s: Sentence) -> int:
    """The first word of a title whose head is known: adjectives, "ancien", "ex-" and determiners before it."""
    j = head
    former = r.pack.table("positions")["former"]
    while j > s.first and (
        r.low[j - 1] in former["words"]
        or r.low[j - 1] in former["keep"]
        or r.low[j - 1] in former["passing"]
        or r.low[j - 1] == "-"
    ):
        j -= 1
    return j


def _apposable(r: Reading, s: Sentence, title: Title, person: tuple[int, int]) -> bool:
    """Whether "le président de Y, X" is an apposition and not a list: an article in front, no "et" behind."""
    before = _title_start(r, title.head, s)
    if before - 2 >= s.first and any(
        r.low[k] in r.pack.table("positions")["heads"]["kin"] for k in range(max(s.first, before - 3), before)
    ):
        return False  # "la veuve de l'ancien président, X"
    if before <= s.first or not (is_determiner(r, before - 1) or r.is_in(before - 1, "contracted")):
        return before == s.first
    return not (person[1] < s.last and r.is_in(person[1], "coordinators") and not _verb_after(r, person[1], s))


def _verb_after(r: Reading, i: int, s: Sentence) -> bool:
    return i + 1 < s.last and r.pos[i + 1] in ("VERB", "AUX")


def _by_verb(r: Reading, s: Sentence, person: tuple[int, int]) -> list[Draft]:
    """ "X a été nommé directeur de Y", "X est le président de Y", "X devient PDG de Y", "élu X président de Y"."""
    verbs = r.pack.table("positions")["verbs"]
    k = person[1]
    appointed = person[0] > s.first and r.low[insertion_start(r, person[0], s)] in verbs["appointed"]
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
    comma = insertion_start(r, person[0], s)
    if r.low[comma] != ",":
        return []
    k = insertion_after(r, s.first + 1, comma)
    if k < comma and r.is_in(k, "prepositions") and k + 1 in r.dates:
        k = insertion_after(r, k + 1, comma)
    title = title_at(r, k, comma) if k < comma else None
    return [Draft(s, person, title, "position.appointed")] if title is not None and title.counts(r) else []


def insertion_start(r: Reading, i: int, s: Sentence) -> int:
    """The word before word `i`, titles of courtesy skipped."""
    j = i - 1
    while j > s.first and (r.is_in(j, "civilities") or r.low[j] == "."):
        j -= 1
    return j


def _shared(r: Reading, s: Sentence, i: int, draft: Draft) -> list[Draft]:
    """A plural title belongs to all the persons joined in front of it: "M. A et M. B, délégués de Y"."""
    plural = r.pack.table("positions")["heads"]["plural"]
    if last_word(r, draft.title.head) not in plural or draft.rule != "position.behind_name":
        return [draft]
    found = [draft]
    k = i
    while k > s.first and (r.is_in(k - 1, "coordinators") or r.low[k - 1] == ","):
        other = _person_ending(r, k - 1, s)
        if other is None:
            break
        found.append(draft._replace(person=other))
        k = insertion_start(r, other[0], s) + 1
    return found


def _person_ending(r: Reading, last: int, s: Sentence) -> tuple[int, int] | None:
    """The person whose name ends before word `last`."""
    for start in range(max(s.first, last - 6), last):
        person = person_at(r, start, last)
        if person is not None and person[1] == last:
            return person
    return None


def _held(r: Reading, s: Sentence, taken: set[int]) -> list[Draft]:
    """ "il a assuré la présidence de Y", "avec la présidence de X"."""
    heads = r.pack.table("positions")["heads"]["abstract"]
    verbs = r.pack.table("positions")["verbs"]["taking"]
    found = []
    for h in range(s.first + 1, s.last - 2):
        if r.low[h] in heads or r.low[h] in r.pack.table("positions")["verbs"]["lead"]:
            found += _promoted(r, s, h)
        if r.low[h] not in heads or h in taken or not r.is_in(h + 1, "links") or r.low[h - 2] in verbs_under(r):
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


def verbs_under(r: Reading) -> frozenset[str]:
    """Words before "la présidence de X" that make it the chair of a meeting, not an office."""
    return frozenset(r.pack.table("positions")["heads"]["under"])


def _holder(r: Reading, s: Sentence, verb: int) -> tuple[int, int] | None:
    """The person or pronoun that is the subject of a verb of holding."""
    k = verb
    while k > s.first and (
        r.is_in(k - 1, "have") or r.is_in(k - 1, "be") or r.is_in(k - 1, "clitics") or r.is_in(k - 1, "adverbs")
    ):
        k -= 1
    if k > s.first and r.is_in(k - 1, "speaking_pronouns"):
        return k - 1, k
    return _person_ending(r, k, s)


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


def _fact(r: Reading, draft: Draft, number: int) -> Position:
    title = draft.title
    return Position(
        source=None,
        id=f"p{number}",
        evidence=r.evidence(draft.sentence),
        rule=draft.rule,
        person=r.span(*draft.person),
        title=r.span(title.first, title.stop),
        organisation=r.span(*title.organisation) if title.organisation else None,
        former=title.former,
    )
