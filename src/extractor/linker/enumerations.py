"""Enumerations: the items that the text gives for a heading (docs: contract, section 2).

A list needs three items, or two behind a cue that leaves it open ("notamment", "comme"); each item is a noun phrase
without a verb, and what stands in front of the cue must be able to head a list.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker.announced import behind_words, cue_words
from extractor.linker.headings import counted_label, definite, label_before, subject_label
from extractor.linker.layout import Sentence
from extractor.linker.lists import Draft, Listed, counted, items_at
from extractor.linker.members import (
    LEAST,
    PAIR,
    complements,
    fronted,
    infinitives,
    placed,
    starts_list,
    told_behind,
    verbless_lead,
)
from extractor.linker.phrases import begins_phrase, is_determiner, phrase
from extractor.linker.reading import Reading, read
from extractor.linker.sequences import opening
from extractor.schema import Document, Enumeration, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
    triggers = _triggers(pack)
    names = sorted(first for first, (_, label) in r.names.items() if label != "PER")
    for number, s in enumerate(r.sentences):
        resume = s.first
        inside = names[bisect_left(names, s.first) : bisect_left(names, s.last)]
        for i in sorted({s.first, *inside, *r.among(s, triggers)}):
            draft = _draft(r, i, s, r.sentences[number - 1] if number else None) if i >= resume else None
            if draft is not None:
                drafts.append(draft)
                resume = draft.listed.end
    return [_fact(r, draft, number) for number, draft in enumerate(drafts, 1)]


@cache
def _triggers(pack: LanguagePack) -> frozenset[str]:
    """Words at which an enumeration may be announced; the others need no look."""
    table = pack.table("enumerations")
    signs = (table["cues"]["colon"], table["cues"]["opening"], ",")
    return frozenset(cue_words(pack)).union(table["cues"]["dashes"], signs, table["headings"]["nouns"])


def _draft(r: Reading, i: int, s: Sentence, before: Sentence | None) -> Draft | None:
    """The enumeration whose cue stands at word `i`."""
    if starts_list(r, i, s) and (named := fronted(r, i, s)) is not None:
        return named
    if r.low[i] not in _triggers(r.pack):
        return None
    if r.quote_of[i] >= 0 and r.quotes[r.quote_of[i]].closed:
        return None
    if r.low[i] == ",":
        return _from_to(r, i, s) or placed(r, i, s) or _apposed(r, i, s)
    return behind_words(r, i, s, before) or _behind_sign(r, i, s)


def _behind_sign(r: Reading, i: int, s: Sentence) -> Draft | None:
    """The enumeration that a colon, a dash, a bracket or a heading noun announces."""
    cues = r.pack.table("enumerations")["cues"]
    if r.low[i] == cues["colon"]:
        return _after_colon(r, i, s)
    if r.low[i] in cues["dashes"] and not r.touches(i):
        return _between_dashes(r, i, s)
    if r.low[i] == cues["opening"]:
        return _in_parentheses(r, i, s)
    if r.low[i] in r.pack.table("enumerations")["headings"]["nouns"]:
        return complements(r, i, s) or told_behind(r, i, s)
    return None


def _after_colon(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "trois priorités : A, B et C", "deux sites : A et B", "Au programme : A, B et C": the list ends the sentence."""
    listed = infinitives(r, i + 1, s) or items_at(r, i + 1, s, prepositions=False)
    if len(listed.items) < PAIR or not (listed.end >= s.last - 1 or r.low[listed.end] in (".", ";")):
        return None
    label = counted_label(r, i, s, len(listed.items))
    if label is None and len(listed.items) >= LEAST:
        label = label_before(r, i, s, strict=True) or subject_label(r, i, s) or verbless_lead(r, i, s)
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


def _apposed(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "Ses actionnaires historiques, A et B, …": names apposed to a plural, up to the next comma or the full stop."""
    if i + 1 >= s.last or not (r.capital(i + 1) or is_determiner(r, i + 1)):
        return None
    label = label_before(r, i, s, strict=True)
    if label is None or not definite(r, label[0], s) or (r.capital(label[0]) and label[0] > s.first + 1):
        return None
    listed = items_at(r, i + 1, s, prepositions=False)
    if len(listed.items) < LEAST - 1 or counted(r, listed):
        return None
    same = counted_label(r, i, s, len(listed.items)) == label
    named = all(r.capital(first) or (same and is_determiner(r, first - 1)) for first, _ in listed.items)
    if not named:
        return None
    if listed.end < s.last and r.low[listed.end] not in (",", ".", ")", ";"):
        return None
    if not same and (_only_persons(r, listed) or not any(first in r.name_of for first, _ in listed.items)):
        return None
    if (
        not same
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


def _in_parentheses(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "des formats variés (A, B, C, etc.)"."""
    listed = items_at(r, i + 1, s, prepositions=False)
    closing = r.pack.table("enumerations")["cues"]["closing"]
    if len(listed.items) < PAIR or listed.end >= s.last or r.low[listed.end] != closing or counted(r, listed):
        return None
    pair = len(listed.items) < LEAST
    named = all(r.names.get(first, (0, ""))[1] in ("LOC", "ORG") for first, _ in listed.items)
    label = counted_label(r, i, s, len(listed.items)) if pair and named else None
    if label is None and not pair:
        label = label_before(r, i, s, strict=True)
    return None if label is None else Draft(s, label, listed, not listed.open, "enumeration.parentheses")


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
