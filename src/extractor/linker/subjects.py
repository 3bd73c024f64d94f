"""The subject of a verb of saying: in front of it, over insertions and appositions, or by the parser's arc."""

from __future__ import annotations

from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, begins_phrase, is_determiner, person_at, phrase, phrase_ending
from extractor.linker.reading import Reading
from extractor.linker.sequences import insertion_before
from extractor.linker.speakers import speakers, speaks
from extractor.linker.speech import Cue, opens_clause
from extractor.linker.verbs import GERUND


def subject(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The subject in front of a verb group: a pronoun or a phrase, over insertions and appositions."""
    if cue.kind == GERUND:
        return _of_participle(r, cue, s)
    k = insertion_before(r, cue.shared if cue.shared >= 0 else cue.first, s.first)
    if k > s.first and r.low[k - 1] == ",":
        j = insertion_before(r, k - 1, s.first)
        k = j - 1 if s.first < j < k - 1 and r.low[j - 1] == "," else k  # "X, de son côté, a déclaré"
    if k - 1 >= s.first and r.is_in(k - 1, "subject_pronouns"):
        return Phrase(k - 1, k - 1, k - 1, k)
    if k - 1 >= s.first and r.is_in(k - 1, "relative_subject"):
        end = k - 2 if k - 2 >= s.first and r.low[k - 2] == "," else k - 1
        return _named_before(r, end, s) or _antecedent(r, end, s)
    direct = (
        phrase_ending(r, k, _clause_start(r, k, s)) if k > s.first and r.low[k - 1] not in (",", ")", "]") else None
    )
    if direct is not None and opens_clause(r, direct.start, s):
        return direct
    return _before_apposition(r, k, s) or _by_arc(r, cue, s) or direct or _inherited(r, cue, s)


def _named_before(r: Reading, end: int, s: Sentence) -> Phrase | None:
    """The person whose office stands between commas in front of a relative pronoun: "X, porte-parole de Y, qui réclame"."""
    if end >= s.last or r.low[end] != ",":
        return None
    j = end
    while j > s.first and r.low[j - 1] not in (",", ":", ";") and r.quote_of[j - 1] < 0:
        j -= 1
    office = phrase(r, j, end) if j > s.first and r.low[j - 1] == "," else None
    if office is None or r.low[office.head] not in speakers(r.pack, "offices") or is_determiner(r, j):
        return None
    for k in range(j - 2, max(s.first - 1, j - 6), -1):
        person = person_at(r, k, j)
        if person is not None and person[1] == j - 1:
            return Phrase(k, person[0], person[0], person[1])
    return None


def _antecedent(r: Reading, end: int, s: Sentence) -> Phrase | None:
    """The antecedent of a relative pronoun: the phrase before it, or the complement in it that can speak."""
    whole = phrase_ending(r, end, s.first)
    if whole is None or speaks(r, whole):
        return whole
    for p in range(whole.first + 1, end):
        inner = phrase(r, p, end) if r.is_in(p - 1, "links") or is_determiner(r, p) else None
        if inner is not None and inner.last == end and speaks(r, inner):
            return inner
    return whole


def _of_participle(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The subject of a present participle: that of the sentence, if it can speak ("Le maire doute, expliquant que …")."""
    for candidate in (phrase(r, s.first, cue.first), _by_arc(r, cue, s), phrase_ending(r, cue.first, s.first)):
        if candidate is not None and speaks(r, candidate):
            return candidate
    return Phrase(s.first, s.first, s.first, s.first + 1) if r.is_in(s.first, "speaking_pronouns") else None


def _clause_start(r: Reading, k: int, s: Sentence) -> int:
    """The word after the last comma, colon or quotation before word `k`."""
    j = k
    while j > s.first and r.low[j - 1] not in (",", ":", ";", "(", ")") and r.quote_of[j - 1] < 0:
        j -= 1
    return s.first if j > s.first and r.quote_of[j - 1] >= 0 and r.quote_of[s.first] == r.quote_of[j - 1] else j


def _by_arc(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The parser's subject, when it stands before the verb in the same sentence."""
    token = r.token[cue.verb]
    if token < 0:
        return None
    head = r.syntax.subject(token)
    if head is None:
        return None
    for i in range(cue.first - 1, s.first - 1, -1):
        if r.token[i] == head:
            return phrase_around(r, i, s)
    return None


def phrase_around(r: Reading, i: int, s: Sentence) -> Phrase | None:
    """The phrase whose head is word `i`: adjectives and determiners to its left belong to it."""
    if r.is_in(i, "subject_pronouns"):
        return Phrase(i, i, i, i + 1)
    if i in r.name_of and r.name_of[i] >= s.first:
        i = r.name_of[i]
    j = i
    while j > s.first and r.pos[j - 1] in ("ADJ", "NUM") and not is_determiner(r, j - 1) and j - 1 not in r.dates:
        j -= 1
    while j > s.first and (is_determiner(r, j - 1) or r.is_in(j - 1, "civilities")):
        j -= 1
    found = phrase(r, j, s.last)
    return None if found is None else found._replace(head=max(found.head, found.first))


def _before_apposition(r: Reading, k: int, s: Sentence) -> Phrase | None:
    """ "X, président du club, a déclaré": the phrase before the first comma of the clause."""
    if k <= s.first or r.low[k - 1] not in (",", ")"):
        return None
    for j in range(s.first, k - 1):
        if (j == s.first or r.low[j - 1] in (",", ":", ";")) and r.quote_of[j] < 0 and begins_phrase(r, j, k):
            found = phrase(r, j, k)
            wide = (
                found
                if found is not None and found.last < k and r.low[found.last] in (",", "(")
                else phrase(r, j, k, wide=True)
            )
            if wide is not None and wide.last < k and r.low[wide.last] in (",", "(") and speaks(r, wide):
                return wide
    return None


def _inherited(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The phrase at the head of the sentence, for a second verb of the same subject ("…, mais reconnaît que")."""
    if cue.kind != GERUND and not (
        cue.first > s.first and (r.is_in(cue.first - 1, "coordinators") or r.is_in(cue.first - 1, "clause_starts"))
    ):
        return None
    return phrase(r, s.first, cue.first) or (
        Phrase(s.first, s.first, s.first, s.first + 1) if r.is_in(s.first, "subject_pronouns") else None
    )
