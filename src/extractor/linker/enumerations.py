"""Enumerations: the items that the text gives for a heading (docs: contract, section 2).

A list needs three items, or two behind a cue that leaves it open ("notamment", "comme"); each item is a noun phrase
without a verb, and what stands in front of the cue must be able to head a list.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker.headings import counted_label, definite, label_before, plural, short
from extractor.linker.lists import Draft, Listed, items_at
from extractor.linker.members import PAIR, fronted, infinitives, placed, starts_list, told_behind, verbless_lead
from extractor.linker.phrases import (
    begins_phrase,
    is_determiner,
    is_nominal,
    matches,
    opening,
    phrase,
)
from extractor.linker.reading import VERBAL, Reading, Sentence, read
from extractor.schema import Document, Enumeration, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 3
"""Items of a list at least; one less behind an open cue."""


def enumerations(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> list[Enumeration]:
    """The enumerations of a document in text order, ids l1, l2 …

    >>> import spacy
    >>> from extractor.lang.pack import default_language, load_pack
    >>> code = default_language()
    >>> enumerations(Document(text="", lang=code), [], spacy.blank(code)(""), load_pack(code))
    []
    """
    if not len(doc):
        return []
    r = read(document, mentions, doc, pack)
    drafts: list[Draft] = []
    for number, s in enumerate(r.sentences):
        i = s.first
        while i < s.last:
            draft = _draft(r, i, s, r.sentences[number - 1] if number else None)
            if draft is not None:
                drafts.append(draft)
                i = max(draft.listed.end, i + 1)
            else:
                i += 1
    return [_fact(r, draft, number) for number, draft in enumerate(drafts, 1)]


@cache
def _triggers(pack: LanguagePack) -> frozenset[str]:
    """Words at which an enumeration may be announced; the others need no look."""
    table = pack.table("enumerations")
    cues = table["cues"]
    first = {words[0] for kind in ("open", "closed", "leading", "ahead") for words in cues[kind]}
    first.update(cues["among"], cues["dashes"], (cues["colon"], cues["opening"], ","), table["headings"]["nouns"])
    return frozenset(first)


def _draft(r: Reading, i: int, s: Sentence, before: Sentence | None) -> Draft | None:
    """The enumeration whose cue stands at word `i`."""
    if starts_list(r, i, s) and (named := fronted(r, i, s)) is not None:
        return named
    if r.low[i] not in _triggers(r.pack) and not r.is_in(i, "be"):
        return None
    if r.quote_of[i] >= 0 and r.quotes[r.quote_of[i]].closed:
        return None
    cues = r.pack.table("enumerations")["cues"]
    words = opening(r, i, "enumerations", "cues", "open")
    if words is not None:
        return _after_cue(r, i, i + len(words), s, before, words[0] in cues["strict"], complete=False)
    words = opening(r, i, "enumerations", "cues", "closed")
    if words is not None:
        return _after_cue(r, i, i + len(words), s, before, False, complete=True)
    words = opening(r, i, "enumerations", "cues", "leading")
    if words is not None:
        return _led(r, i, i + len(words), s)
    if r.low[i] in cues["among"] or r.is_in(i, "be"):
        return _predicated(r, i, s)
    if opening(r, i, "enumerations", "cues", "ahead") is not None:
        return _ahead(r, i, s)
    if r.low[i] == cues["colon"]:
        return _after_colon(r, i, s)
    if r.low[i] in cues["dashes"] and not r.touches(i):
        return _between_dashes(r, i, s)
    if r.low[i] == ",":
        return _from_to(r, i, s) or placed(r, i, s) or _apposed(r, i, s)
    if r.low[i] == cues["opening"]:
        return _in_parentheses(r, i, s)
    if r.low[i] in r.pack.table("enumerations")["headings"]["nouns"]:
        return _complements(r, i, s) or told_behind(r, i, s)
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
    if len(listed.items) < LEAST - (not complete) or (strict and (_counted(r, listed) or _uneven(r, listed))):
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
        label = _subject_label(r, i, s)
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


def _counted(r: Reading, listed: Listed) -> bool:
    """Whether an item is a quantity ("dont 40 % de femmes"): shares are no list."""
    return any(k in r.mentions or r.low[k][0].isdigit() for first, last in listed.items for k in range(first - 1, last))


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


def _after_colon(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "trois priorités : A, B et C", "deux sites : A et B", "Au programme : A, B et C": the list ends the sentence."""
    listed = infinitives(r, i + 1, s) or items_at(r, i + 1, s, prepositions=False)
    if len(listed.items) < PAIR or not (listed.end >= s.last - 1 or r.low[listed.end] in (".", ";")):
        return None
    label = counted_label(r, i, s, len(listed.items))
    if label is None and len(listed.items) >= LEAST:
        label = label_before(r, i, s, strict=True) or _subject_label(r, i, s) or verbless_lead(r, i, s)
    return None if label is None else Draft(s, label, listed, not listed.open, "enumeration.colon")


def _between_dashes(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "Quatre pays – A, B, C et D – …", the second dash may be the end of the sentence."""
    listed = items_at(r, i + 1, s, prepositions=False)
    closing = listed.end >= s.last or r.low[listed.end] in (*r.pack.table("enumerations")["cues"]["dashes"], ".")
    if not closing or len(listed.items) < LEAST - 1:
        return None
    label = counted_label(r, i, s, len(listed.items))
    if label is None and len(listed.items) >= LEAST:
        label = label_before(r, i, s, strict=True)
    return None if label is None else Draft(s, label, listed, not listed.open, "enumeration.dashes")


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


def _apposed(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "Ses actionnaires historiques, A et B, …": names apposed to a plural, up to the next comma or the full stop."""
    if i + 1 >= s.last or not (r.capital(i + 1) or is_determiner(r, i + 1)):
        return None
    label = label_before(r, i, s, strict=True)
    if label is None or not definite(r, label[0], s) or (r.capital(label[0]) and label[0] > s.first + 1):
        return None
    listed = items_at(r, i + 1, s, prepositions=False)
    if len(listed.items) < LEAST - 1 or _counted(r, listed):
        return None
    counted = counted_label(r, i, s, len(listed.items)) == label
    named = all(r.capital(first) or (counted and is_determiner(r, first - 1)) for first, _ in listed.items)
    if not named:
        return None
    if listed.end < s.last and r.low[listed.end] not in (",", ".", ")", ";"):
        return None
    if not counted and (_only_persons(r, listed) or not any(first in r.name_of for first, _ in listed.items)):
        return None
    if (
        not counted
        and label[0] >= 2
        and r.is_in(label[0] - 2, "prepositions")
        and r.low[min(listed.end, s.last - 1)] != ","
    ):
        return None
    return Draft(s, label, listed, not listed.open, "enumeration.apposed")


def _only_persons(r: Reading, listed: Listed) -> bool:
    """Whether all the items are persons: a list of speakers or players rather than of members."""
    return all(r.name_of.get(first) is not None and r.names[r.name_of[first]][1] == "PER" for first, _ in listed.items)


def _from_to(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "35 clients, de Carrefour à la SNCF": the ends of a range of names."""
    table = r.pack.table("enumerations")["range"]
    if i + 3 >= s.last or r.low[i + 1] not in table["from"] or i + 2 in r.dates or not begins_phrase(r, i + 2, s.last):
        return None
    one = phrase(r, i + 2, s.last, listed=False)
    if one is None or one.last + 1 >= s.last or r.low[one.last] not in table["to"]:
        return None
    two = phrase(r, one.last + 1, s.last, listed=False)
    if two is None or not (r.capital(one.first) and r.capital(two.first)):
        return None
    label = label_before(r, i, s, strict=True)
    if label is None or not (r.pos[label[0] - 1] == "NUM" or r.is_in(label[0] - 1, "plural_determiners")):
        return None
    places = all(p.first in r.name_of and r.names[r.name_of[p.first]][1] == "LOC" for p in (one, two))
    if places and r.pos[label[0] - 1] != "NUM":
        return None
    ends = [(one.first, one.last), (two.first, two.last)]
    via = opening(r, two.last, "enumerations", "range", "via")
    between = phrase(r, two.last + len(via), s.last, listed=False) if via is not None else None
    if between is not None:
        ends.append((between.first, between.last))  # "de A à B en passant par C"
    return Draft(s, label, Listed(ends, ends[-1][1], True), False, "enumeration.range")


def _subject_label(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """A counted or plural phrase in front of the colon ("Quatre pays participent : …")."""
    for k in range(i - 1, s.first - 1, -1):
        if r.low[k] in (";", ":"):
            break
        if r.pos[k] == "NOUN" and plural(r, k) and k not in r.date_of:
            found = phrase(r, k, i)
            return None if found is None else short(r, found)
    return None


def _in_parentheses(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "des formats variés (A, B, C, etc.)"."""
    listed = items_at(r, i + 1, s, prepositions=False)
    closing = r.pack.table("enumerations")["cues"]["closing"]
    if len(listed.items) < PAIR or listed.end >= s.last or r.low[listed.end] != closing or _counted(r, listed):
        return None
    pair = len(listed.items) < LEAST
    named = all(r.names.get(first, (0, ""))[1] in ("LOC", "ORG") for first, _ in listed.items)
    label = counted_label(r, i, s, len(listed.items)) if pair and named else None
    if label is None and not pair:
        label = label_before(r, i, s, strict=True)
    return None if label is None else Draft(s, label, listed, not listed.open, "enumeration.parentheses")


def _complements_after(r: Reading, start: int, s: Sentence) -> Draft | None:
    """A heading with listed complements right behind a cue ("concernent entre autres les secteurs de …")."""
    k = start
    while k < s.last and is_determiner(r, k):
        k += 1
    if k < s.last and r.low[k] in r.pack.table("enumerations")["headings"]["nouns"]:
        return _complements(r, k, s)
    return None


def _complements(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "les secteurs de la pêche, des mines et du tourisme"."""
    links = r.pack.table("enumerations")["headings"]["links"]
    j = i + 1
    while j < s.last and r.pos[j] == "ADJ":
        j += 1
    if j >= s.last or r.low[j] not in links:
        return None
    listed = items_at(r, j, s, prepositions=True, repeated=True, verb_follows=True)
    if len(listed.items) < LEAST and not r.is_in(j, "contracted"):
        listed = items_at(r, j + 1, s, prepositions=False, verb_follows=True)  # "les villes de Tunis, Sfax et Sousse"
        if not all(first in r.name_of or r.capital(first) for first, _ in listed.items):
            return None
    if len(listed.items) < LEAST or _counted(r, listed):
        return None
    return Draft(s, (i, j), listed, not listed.open, "enumeration.complements")


def _unquoted(r: Reading, item: tuple[int, int]) -> tuple[int, int]:
    """A title without its quotation marks, where it is the whole item."""
    number = r.quote_of[item[0]]
    if number < 0 or item[1] - item[0] < PAIR + 1:
        return item
    quote = r.quotes[number]
    whole = (quote.first, quote.last + 1) == item and quote.opened and quote.closed
    return (item[0] + 1, item[1] - 1) if whole else item


def _fact(r: Reading, draft: Draft, number: int) -> Enumeration:
    return Enumeration(
        source=None,
        id=f"l{number}",
        evidence=r.evidence(draft.sentence),
        rule=draft.rule,
        label=r.span(*draft.label),
        items=tuple(r.span(*_unquoted(r, item)) for item in draft.listed.items),
        complete=draft.complete,
    )
