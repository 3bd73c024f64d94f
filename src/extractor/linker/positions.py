"""Positions: which person holds which office, and where (docs: contract, section 2).

The office may stand behind the name ("X, directeur général de Y,"), in front of it ("le ministre de la Santé X",
"le président de Y, X,"), after a verb ("X a été nommé directeur de Y"), or be a verb ("X, qui dirige Y").
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker.appointments import by_verb, held, person_ending, word_in_front
from extractor.linker.layout import Sentence
from extractor.linker.offices import Draft, Title, last_word, office_heads, title_at
from extractor.linker.phrases import is_determiner, person_at, phrase
from extractor.linker.reading import Reading, read
from extractor.linker.sequences import insertion_after, opening
from extractor.schema import Document, Mention, Position

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
    persons = _begins_person(r)
    for s in r.sentences:
        begins = persons[bisect_left(persons, s.first) : bisect_left(persons, s.last)]
        for draft in sorted(_of_sentence(r, s, begins), key=lambda d: (d.person[0], d.title.first)):
            fact = _fact(r, draft, len(facts) + 1)
            organisation = fact.organisation.text if fact.organisation else ""
            key = (fact.person.text, fact.title.text.lower(), organisation)
            if key not in seen:
                seen.add(key)
                facts.append(fact)
    return facts


def _begins_person(r: Reading) -> list[int]:
    """The words at which a person may begin, in text order: names and titles of courtesy."""
    civilities = r.words["civilities"]
    titles = [i for i, word in enumerate(r.low) if word in civilities]
    return sorted({*titles, *(first for first, (_, label) in r.names.items() if label == "PER")})


def _of_sentence(r: Reading, s: Sentence, begins: list[int]) -> list[Draft]:
    found: list[Draft] = []
    taken: set[int] = set()
    resume = s.first
    for i in begins:
        person = person_at(r, i, s.last) if i >= resume else None
        if person is not None:
            for draft in _behind(r, s, person) + _in_front(r, s, i, person) + by_verb(r, s, person):
                if draft.title.head not in taken:
                    taken.add(draft.title.head)
                    found.extend(_shared(r, s, i, draft))
            resume = person[1]
    return found + held(r, s, taken)


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


def _shared(r: Reading, s: Sentence, i: int, draft: Draft) -> list[Draft]:
    """A plural title belongs to all the persons joined in front of it: "M. A et M. B, délégués de Y"."""
    plural = r.pack.table("positions")["heads"]["plural"]
    if last_word(r, draft.title.head) not in plural or draft.rule != "position.behind_name":
        return [draft]
    found = [draft]
    k = i
    while k > s.first and (r.is_in(k - 1, "coordinators") or r.low[k - 1] == ","):
        other = person_ending(r, k - 1, s)
        if other is None:
            break
        found.append(draft._replace(person=other))
        k = word_in_front(r, other[0], s) + 1
    return found


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
