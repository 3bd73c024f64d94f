"""Enumerations: the items that the text gives for a heading (docs: contract, section 2).

A list needs three items, or two behind a cue that leaves it open ("notamment", "comme"); each item is a noun phrase
without a verb, and what stands in front of the cue must be able to head a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.phrases import (
    Phrase,
    insertion_after,
    is_determiner,
    is_nominal,
    matches,
    opening,
    phrase,
    phrase_ending,
)
from extractor.linker.reading import VERBAL, Reading, Sentence, read
from extractor.linker.speech import over_parenthesis
from extractor.schema import Document, Enumeration, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 3
"""Items of a list at least; one less behind an open cue."""


class Listed(NamedTuple):
    """A list: its items by words, the word after it, whether the text leaves it open."""

    items: list[tuple[int, int]]
    end: int
    open: bool


class Draft(NamedTuple):
    """An enumeration before it has an id."""

    sentence: Sentence
    label: tuple[int, int]
    listed: Listed
    complete: bool
    rule: str


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


def _draft(r: Reading, i: int, s: Sentence, before: Sentence | None) -> Draft | None:
    """The enumeration whose cue stands at word `i`."""
    if r.quote_of[i] >= 0 and r.quotes[r.quote_of[i]].closed:
        return None
    cues = r.pack.table("enumerations")["cues"]
    words = opening(r, i, "enumerations", "cues", "open")
    if words is not None:
        return _after_cue(r, i, i + len(words), s, before, words[0] in cues["strict"], complete=False)
    words = opening(r, i, "enumerations", "cues", "closed")
    if words is not None:
        return _after_cue(r, i, i + len(words), s, before, False, complete=True)
    if r.low[i] == cues["colon"]:
        return _after_colon(r, i, s)
    if r.low[i] == cues["opening"]:
        return _in_parentheses(r, i, s)
    if r.low[i] in r.pack.table("enumerations")["headings"]["nouns"]:
        return _complements(r, i, s)
    return None


def _after_cue(
    r: Reading, i: int, start: int, s: Sentence, before: Sentence | None, strict: bool, complete: bool
) -> Draft | None:
    """"…, notamment A, B et C", "des produits tels que A ou B", "Il s'agit notamment de A et de B"."""
    heading = _complements_after(r, start, s)
    if heading is not None:
        return heading._replace(complete=False)
    restrictive = i > s.first and r.low[i - 1] != ","
    listed = items_at(r, start, s, prepositions=True, verb_follows=restrictive)
    if len(listed.items) < LEAST - (not complete) or (strict and _counted(r, listed)):
        return None
    strict = strict or len(listed.items) < LEAST
    label = _label_before(r, i, s, strict) if not _points_back(r, i, s) else None
    rule = "enumeration.cue"
    if label is None and _points_back(r, i, s) and before is not None:
        label, rule = _label_of_sentence(r, before), "enumeration.sentence_before"
    if label is None and complete:
        label = _subject_label(r, i, s)
    if label is None:
        return None
    return Draft(s, label, listed, complete and not listed.open, rule)


def _points_back(r: Reading, i: int, s: Sentence) -> bool:
    """Whether "Il s'agit" and the like stand in front of the cue."""
    return any(matches(r, i - len(words), words) for words in r.pack.table("enumerations")["cues"]["pointing"] if i - len(words) >= s.first)


def _counted(r: Reading, listed: Listed) -> bool:
    """Whether an item is a quantity ("dont 40 % de femmes"): shares are no list."""
    return any(k in r.mentions or r.low[k][0].isdigit() for first, last in listed.items for k in range(first - 1, last))


def _label_before(r: Reading, i: int, s: Sentence, strict: bool) -> tuple[int, int] | None:
    """The phrase that ends before the cue, over a comma: the heading."""
    k = i
    while k > s.first and r.low[k - 1] in (",", "("):
        k -= 1
    found = phrase_ending(r, k, s.first)
    if found is None or r.pos[found.head] not in ("NOUN", "") or found.head in r.name_of:
        return None
    if strict and not _plural(r, found.head):
        return None
    return _short(r, found)


def _short(r: Reading, p: Phrase) -> tuple[int, int]:
    """A heading by its words without article; of "toiles de maîtres" the whole."""
    first = p.first
    while first < p.head and (r.pos[first] == "NUM" or first in r.mentions):
        first += 1
    return first, p.last


def _plural(r: Reading, i: int) -> bool:
    if r.token[i] < 0 or r.pos[i] == "" or r.syntax.plural(r.token[i]):
        return True
    return any(k in r.mentions and r.mentions[k][0] == i for k in range(max(0, i - 3), i)) or r.is_in(i - 1, "plural_determiners")


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
            if r.pos[j] == "NOUN" and _plural(r, j) and j not in r.name_of and not _measured(r, j, s):
                best = (j, found.last)
                break
        k = max(found.last, k + 1)
    return best


def _measured(r: Reading, j: int, s: Sentence) -> bool:
    """Whether a number or percentage stands in front of a noun."""
    return any(k in r.mentions and r.mentions[k][0] > j - 3 for k in range(max(s.first, j - 5), j))


def _after_colon(r: Reading, i: int, s: Sentence) -> Draft | None:
    """"trois priorités : A, B et C": the list runs to the end of the sentence."""
    listed = items_at(r, i + 1, s, prepositions=False)
    if len(listed.items) < LEAST or not (listed.end >= s.last - 1 or r.low[listed.end] in (".", ";")):
        return None
    label = _label_before(r, i, s, strict=True) or _subject_label(r, i, s)
    return None if label is None else Draft(s, label, listed, not listed.open, "enumeration.colon")


def _subject_label(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """A counted or plural phrase in front of the colon ("Quatre pays participent : …")."""
    for k in range(i - 1, s.first - 1, -1):
        if r.low[k] in (";", ":"):
            break
        if r.pos[k] == "NOUN" and _plural(r, k) and k not in r.date_of:
            found = phrase(r, k, i)
            return None if found is None else _short(r, found)
    return None


def _in_parentheses(r: Reading, i: int, s: Sentence) -> Draft | None:
    """"des formats variés (A, B, C, etc.)"."""
    listed = items_at(r, i + 1, s, prepositions=False)
    closing = r.pack.table("enumerations")["cues"]["closing"]
    if len(listed.items) < LEAST or listed.end >= s.last or r.low[listed.end] != closing or _counted(r, listed):
        return None
    label = _label_before(r, i, s, strict=True)
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
    """"les secteurs de la pêche, des mines et du tourisme"."""
    links = r.pack.table("enumerations")["headings"]["links"]
    j = i + 1
    while j < s.last and r.pos[j] == "ADJ":
        j += 1
    if j >= s.last or r.low[j] not in links:
        return None
    listed = items_at(r, j, s, prepositions=True, repeated=True)
    if len(listed.items) < LEAST:
        return None
    return Draft(s, (i, j), listed, not listed.open, "enumeration.complements")


def items_at(r: Reading, start: int, s: Sentence, prepositions: bool, repeated: bool = False, verb_follows: bool = False) -> Listed:
    """The items joined from word `start` on, without articles.

    Args:
        prepositions: items may begin with a preposition ("de robots, de drones et d'avions").
        repeated: they must.
        verb_follows: the list may be part of a subject, so that a verb may follow its last item.
    """
    table = r.pack.table("enumerations")
    items: list[tuple[int, int]] = []
    seen: set[str] = set()
    k = start
    closed = False
    while k < s.last:
        first = k
        if prepositions and r.low[k] in table["joints"]["prepositions"]:
            if items and not r.is_in(k, "links") and r.low[k] not in seen:
                break
            seen.add(r.low[k])
            first = k + 1
        elif repeated:
            break
        p = phrase(r, first, s.last, listed=False) if first not in r.date_of else None
        if p is None or r.is_in(first, "subject_pronouns"):
            break
        last = _item_end(r, p, s)
        items.append((p.first, last))
        end = over_parenthesis(r, last, s.last)
        if closed:
            return Listed(items, end, _left_open(r, end, s))
        joint = next((words for words in table["joints"]["words"] if end + len(words) < s.last and matches(r, end, words)), None)
        if _left_open(r, end, s):
            return Listed(items, _skip_end(r, end, s), True)
        if joint is None:
            return Listed(items, end, False)
        k = end + len(joint)
        closed = joint[-1] in table["joints"]["last"]
        if not _item_follows(r, k, s, prepositions, verb_follows and closed):
            return Listed(items, end, False)
    return Listed(items, min(k, s.last), False) if items else Listed([], start, False)


def _item_follows(r: Reading, k: int, s: Sentence, prepositions: bool, verb_follows: bool) -> bool:
    """Whether an item, and not a new clause, begins at word `k`."""
    if prepositions and k < s.last and r.low[k] in r.pack.table("enumerations")["joints"]["prepositions"]:
        k += 1
    p = phrase(r, k, s.last, listed=False) if k < s.last and k not in r.date_of else None
    if p is None:
        return False
    if verb_follows:
        return True
    j = insertion_after(r, p.last, s.last)
    return not (j < s.last and (r.pos[j] == "AUX" or (r.pos[j] in VERBAL and r.token[j] >= 0 and r.syntax.finite(r.token[j]))))


def _item_end(r: Reading, p: Phrase, s: Sentence) -> int:
    """An item may go on over a sign that joins names ("médecine + Internet")."""
    last = p.last
    while last + 1 < s.last and r.is_in(last, "joiners") and is_nominal(r, last + 1):
        more = phrase(r, last + 1, s.last, listed=False)
        if more is None:
            break
        last = more.last
    return last


def _left_open(r: Reading, end: int, s: Sentence) -> bool:
    """Whether "etc." or the like closes the list at word `end`."""
    k = end + 1 if end < s.last and r.low[end] == "," else end
    return any(matches(r, k, words) for words in r.pack.table("enumerations")["ends"]["open"] if k + len(words) <= s.last)


def _skip_end(r: Reading, end: int, s: Sentence) -> int:
    k = end + 1 if end < s.last and r.low[end] == "," else end
    for words in r.pack.table("enumerations")["ends"]["open"]:
        if matches(r, k, words):
            k += len(words)
            break
    return k + 1 if k < s.last and r.low[k] == "." and k + 1 < s.last else k


def _fact(r: Reading, draft: Draft, number: int) -> Enumeration:
    return Enumeration(
        source=None,
        id=f"l{number}",
        evidence=r.evidence(draft.sentence),
        rule=draft.rule,
        label=r.span(*draft.label),
        items=tuple(r.span(*item) for item in draft.listed.items),
        complete=draft.complete,
    )
