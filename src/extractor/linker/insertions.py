"""Verbs of saying inserted in or behind what was said, their subject behind them: "…, a déclaré X", "Comme l'explique X, …"."""

from __future__ import annotations

from extractor.linker import contents
from extractor.linker.contents import Content, spoken
from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, begins_phrase, is_determiner, is_finite, label_at, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.sequences import insertion_after
from extractor.linker.speakers import says, speaker, speaks
from extractor.linker.speech import Cue

CLAUSE_WORDS = 10
"""As many words in front of a verb of saying and its subject are a clause even where the tagger sees no verb."""


def inserted(r: Reading, cue: Cue, s: Sentence) -> tuple[tuple[int, int], Content] | None:
    """A cue with its subject behind: "…, a déclaré X", "« … » explique le directeur", "Comme l'explique X, …"."""
    start = insertion_after(r, cue.last, s.last)
    while start < s.last and r.low[start] == ",":
        start = insertion_after(r, start + 1, s.last)
    start = _after_setting(r, start, s)
    who = phrase(r, start, s.last) if start < s.last and begins_phrase(r, start, s.last) else None
    if r.low[min(start, s.last) - 1] == "," and (who is None or not speaks(r, who)):
        aside = next(
            (k for k in range(start, min(start + CLAUSE_WORDS, s.last - 1)) if r.low[k] == ","), start
        )  # ", laconique, X"
        who = phrase(r, aside + 1, s.last) if aside > start and begins_phrase(r, aside + 1, s.last) else who
    if who is None or (not says(r, who) and not _after_quotation(r, cue, s)):
        return None
    k = cue.first
    if k - 2 > s.first and r.is_in(k - 1, "complementisers") and r.is_in(k - 2, "demonstratives"):
        k -= 2  # "…, ce que soulignent X et Y"
    elif k - 2 == s.first and r.is_in(k - 1, "complementisers") and r.is_in(k - 2, "conjunction_heads"):
        return _announced(r, who, s)  # "Ainsi que le souligne X, …"
    elif k > s.first and r.is_in(k - 1, "clause_starts") and not r.is_in(k - 1, "complementisers"):
        if k - 1 == s.first:
            return _announced(r, who, s)
        k -= 1
    if k <= s.first or not (r.low[k - 1] in (",", "!", "?", "-", "—", "…", "...") or _after_quotation(r, cue, s)):
        return None
    content = contents.before(r, cue._replace(first=k), s)
    if content is None:
        return None
    if not content.quoted and not _is_clause(r, cue, content, s):
        around = _around(r, who, content, s)
        return None if around is None else (speaker(r, who, s.last, behind=True), around)
    return speaker(r, who, s.last, behind=True), content


def _after_setting(r: Reading, start: int, s: Sentence) -> int:
    """The word after a place or audience between a verb and its subject: "a insisté sur RTL la ministre", "a lancé devant la presse X"."""
    settings = r.pack.table("statements")["sources"]["settings"]
    k = start
    for _ in range(3):
        if k + 1 >= s.last or r.low[k] not in settings:
            break
        first = k + 2 if r.is_in(k + 1, "links") else k + 1
        place = phrase(r, first, s.last) if first < s.last else None
        if place is None:
            return start
        inner = next(
            (
                j
                for j in range(place.first + 1, place.last)
                if j in r.names
                and r.names[j][1] in ("PER", "ORG")
                and not r.is_in(j - 1, "links")
                and not is_determiner(r, j - 1)
            ),
            None,
        )
        if inner is not None:
            return inner
        k = insertion_after(r, place.last, s.last)
    return k if k < s.last and (k == start or begins_phrase(r, k, s.last)) else start


def _around(r: Reading, who: Phrase, content: Content, s: Sentence) -> Content | None:
    """A clause that goes on behind the insertion: "La fermeture, a précisé la direction, interviendra …"."""
    if (
        any(r.pos[i] in VERBAL for i in range(content.first, content.last))
        or who.last >= s.last
        or r.low[who.last] != ","
    ):
        return None
    k = insertion_after(r, who.last + 1, s.last)
    while k < s.last and r.is_in(k, "clitics"):
        k += 1
    if k < s.last and r.pos[k] in VERBAL:
        return spoken(r, content.first, s.last, s, "clause_around")
    if (
        begins_phrase(r, k, s.last)
        and any(r.pos[i] in VERBAL for i in range(k, s.last))
        and content.last - content.first < 8
    ):
        return spoken(r, who.last + 1, s.last, s, "clause_after")
    return None


def _after_quotation(r: Reading, cue: Cue, s: Sentence) -> bool:
    """Whether quotation marks close just before the verb group, a comma or not between."""
    k = cue.first - 1
    if k >= s.first and r.low[k] == ",":
        k -= 1
    if k < s.first or r.quote_of[k] < 0 or r.quotes[r.quote_of[k]].last != k:
        return False
    return r.low[cue.first - 1] == "," or k - r.quotes[r.quote_of[k]].first > contents.SPEECH_WORDS


def _is_clause(r: Reading, cue: Cue, content: Content, s: Sentence) -> bool:
    """Whether the words before an insertion are a clause of their own, and not the subject of the verb."""
    for i in range(content.first, content.last):
        if r.is_in(i, "relatives") or (i == content.first and r.is_in(i, "clause_starts")):
            break
        if is_finite(r, i):
            return True
    if label_at(r, content.last - 1) == "PER" and not any(
        r.pos[i] in VERBAL for i in range(content.first, content.last)
    ):
        return False  # "Le Haut-Commissaire aux droits de l'homme, X, a réclamé une enquête": the subject
    end = insertion_after(r, phrase_end(r, cue, s), s.last)
    if (
        content.last - content.first >= CLAUSE_WORDS
        and r.low[cue.first - 1] == ","
        and (end >= s.last or r.low[end] in ".!")
    ):
        return True  # "…, assure l'avionneur.": nothing else can follow
    token = r.token[cue.verb]
    head = r.syntax.subject(token) if token >= 0 else None
    if (
        head is not None
        and r.syntax.heads[head] == token
        and any(r.token[i] == head for i in range(content.first, content.last))
    ):
        return False
    return any(r.pos[i] in VERBAL for i in range(content.first, content.last)) and not r.is_in(
        content.first, "relatives"
    )


def phrase_end(r: Reading, cue: Cue, s: Sentence) -> int:
    """The word after the phrase right behind a verb group, or after the group."""
    found = phrase(r, cue.last, s.last) if cue.last < s.last and is_determiner(r, cue.last) else None
    return cue.last if found is None else found.last


def _announced(r: Reading, who: Phrase, s: Sentence) -> tuple[tuple[int, int], Content] | None:
    """ "Comme l'explique X, responsable de Y, …": what follows the last comma of the apposition."""
    j = who.last
    while j < s.last and r.low[j] != ",":
        j += 1
    apposed = phrase(r, j + 1, s.last) if j + 1 < s.last else None
    if (
        apposed is not None
        and apposed.last < s.last
        and r.low[apposed.last] == ","
        and not _verb_follows(r, apposed.last, s)
    ):
        j = apposed.last
    content = spoken(r, j + 1, s.last, s, "clause_after") if j + 1 < s.last else None
    return None if content is None else (speaker(r, who, s.last), content)


def _verb_follows(r: Reading, i: int, s: Sentence) -> bool:
    return i + 1 < s.last and r.pos[i + 1] in VERBAL
