"""What shows that an event takes place, and when and where it does."""

from __future__ import annotations

from typing import NamedTuple

from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, is_determiner, label_at, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.sequences import matches, opening, openings
from extractor.linker.subjects import phrase_around
from extractor.linker.venues import place_at, place_head
from extractor.linker.verbs import PARTICIPLE, verb_forms

NEAR = 4
"""Words after a name within which a date or place is attached to it."""
DAILY = frozenset({"day", "part_of_day", "hour"})
"""Grains of dates on which a body can sit."""
REACH = 30
"""Words between an event and its verb of happening at most."""


class Evidence(NamedTuple):
    """How an event is shown to take place: the word of its verb or -1, the verb's lemma, its host, and the rule's name."""

    verb: int = -1
    lemma: str | None = None
    host: Phrase | None = None
    rule: str = ""

    @property
    def any(self) -> bool:
        """Whether there is any evidence."""
        return bool(self.rule)


def sitting(r: Reading, s: Sentence, at: int, last: int, kind: str) -> int | None:
    """The word of the day on which a body decides something: "Mercredi, le conseil municipal a adopté le budget"."""
    table = r.pack.table("events")["types"]
    if kind not in table["sitting"] or last >= s.last or r.low[last] not in table["deciding"]:
        return None
    fronted = next((k for k in range(s.first, at) if r.low[k] == ","), s.first)
    near = [k for k in (*range(s.first, fronted), *range(last, min(last + NEAR, s.last))) if k in r.dates]
    return next((k for k in near if r.dates[k][1].grain in DAILY), None)


def evidence_of(r: Reading, s: Sentence, at: int, last: int) -> Evidence:
    """The evidence that the event whose noun is word `at` and whose name ends before `last` takes place."""
    verb = _verb_after(r, s, at, last)
    verb = _fronted(r, s, at) or verb
    hosted = _verb_before(r, s, at)
    if verb is not None:
        return verb if hosted is None else verb._replace(host=hosted.host)
    if hosted is not None:
        return hosted
    start = _phrase_start(r, at, s)
    ends = openings(r.pack, "events", "occasions", "openings", last=True)
    for words in (*ends.get(r.low[start - 1], ()), *ends.get(r.low[start], ())) if start > s.first else ():
        if start - len(words) >= s.first and (
            matches(r, start - len(words), words) or matches(r, start - len(words) + 1, words)
        ):
            return Evidence(rule="occasion")
    if _date_follows(r, s, last) and not (_clause_break(r, last, s) and r.low[last] != ","):
        return Evidence(rule="dated")
    if last + 1 < s.last and r.is_in(last, "links") and _is_duration(r, last + 1):
        return Evidence(rule="lasts")
    if agents(r, s, last):
        return Evidence(rule="organised")
    around = r.pack.table("events")["occasions"]["around"]
    if start > s.first and r.low[start - 1] in around and r.is_in(start, "indefinite"):
        return Evidence(rule="around")
    if last + 1 < s.last and r.is_in(last, "locative") and place_at(r, last + 1, s) is not None:
        return Evidence(rule="placed")
    return Evidence()


def _date_follows(r: Reading, s: Sentence, last: int) -> bool:
    """Whether a date stands right behind a name, over a comma and prepositions (", à partir du 14 mai")."""
    k = last
    while k < min(last + 5, s.last) and k not in r.dates:
        if k > last + 2 and not (
            r.is_in(k, "prepositions")
            or r.is_in(k, "articles")
            or r.low[k] in r.pack.table("events")["occasions"]["from_on"]
        ):
            return False
        k += 1
    return k < s.last and k in r.dates


def _is_duration(r: Reading, i: int) -> bool:
    """Whether a duration begins at word `i`."""
    return any(k in r.mentions and getattr(r.mentions[k][1], "type", "") == "duration" for k in (i, i + 1))


def _fronted(r: Reading, s: Sentence, at: int) -> Evidence | None:
    """A participle that opens the sentence: "Organisée du 4 au 7 novembre à X, la 14e édition …"."""
    kinds = verb_forms(r.pack, "events").get(r.low[s.first])
    if kinds is None or PARTICIPLE not in kinds or at - s.first > REACH:
        return None
    start = _phrase_start(r, at, s)
    if not any(r.low[k] == "," for k in range(s.first, start)) or any(
        _finite(r, k) and r.pos[k] in VERBAL for k in range(s.first + 1, start)
    ):
        return None
    return Evidence(s.first, kinds[PARTICIPLE], None, "takes_place")


def agents(r: Reading, s: Sentence, last: int) -> list[tuple[int, int]]:
    """Who organises: behind "organisé par", "à l'appel de", or "par" after a participle ("lancée en front commun par")."""
    found = words_after(r, s, last, "organisers", 20)
    if found is None:
        forms = verb_forms(r.pack, "events")
        by = r.pack.table("events")["types"]["agent"]
        verb = next(
            (
                k
                for k in range(last, min(last + 6, s.last))
                if PARTICIPLE in forms.get(r.low[k], ()) and r.pos[k] in VERBAL
            ),
            None,
        )
        k = (
            next((j for j in range(verb + 1, min(verb + 6, s.last - 1)) if r.low[j] in by), None)
            if verb is not None
            else None
        )
        p = phrase(r, k + 1, s.last, listed=False) if k is not None else None
        found = (p.first, p.last) if p is not None and not _finite_between(r, last, k or last) else None
    if found is None:
        return []
    every = [found]
    while every[-1][1] + 1 < s.last and (r.is_in(every[-1][1], "coordinators") or r.low[every[-1][1]] == ","):
        more = phrase(r, every[-1][1] + 1, s.last, listed=False)
        if more is None or label_at(r, more.first) != "ORG" or len(every) > 4:
            break
        every.append((more.first, more.last))
    return every


def _finite_between(r: Reading, first: int, last: int) -> bool:
    return any(r.token[k] >= 0 and r.syntax.finite(r.token[k]) for k in range(first, last))


def _clause_break(r: Reading, i: int, s: Sentence) -> bool:
    return i < s.last and r.low[i] in (",", ";", ":", "(")


def _phrase_start(r: Reading, at: int, s: Sentence) -> int:
    """The first word of the phrase of an event: determiners, ordinals and adjectives in front belong to it."""
    k = at
    while k > s.first and (is_determiner(r, k - 1) or r.pos[k - 1] in ("ADJ", "NUM")) and not r.is_in(k - 1, "links"):
        k -= 1
    return k


def _verb_after(r: Reading, s: Sentence, at: int, last: int) -> Evidence | None:
    """A verb of happening of which the event is the subject, or a participle that describes it."""
    forms = verb_forms(r.pack, "events")
    verbs = 0
    for k in range(last, min(last + REACH, s.last)):
        if opening(r, k, "events", "verbs", "light") is not None:
            return Evidence(k, None, None, "takes_place")
        if r.pos[k] in VERBAL or (r.pos[k] == "ADJ" and r.low[k] in forms):
            kinds = forms.get(r.low[k])
            if kinds is not None and _attached(r, k, last):
                lemma = sorted(kinds.values())[0]
                if _objects_follow(r, k, lemma, s):
                    return None
                return Evidence(k, lemma, None, "takes_place")
            verbs += (
                _finite(r, k) and r.pos[k] != "AUX" and not r.is_in(k, "be") and not r.is_in(k, "future_auxiliaries")
            )
            if verbs > 1 or (verbs and not r.is_in(last, "relative_subject") and r.low[last] != ","):
                return None
        if r.low[k] in (";", ":"):
            return None
        if (
            r.low[k - 1] == ","
            and r.is_in(k, "clause_starts")
            and not (r.is_in(k, "reflexives") and r.is_in(k + 1, "be"))
        ):
            return None
    return None


def _finite(r: Reading, k: int) -> bool:
    return r.token[k] < 0 or not r.syntax.participle(r.token[k])


def _attached(r: Reading, k: int, last: int) -> bool:
    """Whether a participle describes the event itself: right behind it, or with an auxiliary in front."""
    if r.token[k] >= 0 and (r.syntax.finite(r.token[k]) or r.syntax.infinitive(r.token[k])):
        return True
    return k <= last + 1 or any(r.is_in(j, "be") or r.is_in(j, "have") for j in range(max(last, k - 3), k))


def _objects_follow(r: Reading, k: int, lemma: str, s: Sentence) -> bool:
    """Whether a hosting verb has an object of its own: then the noun in front is its subject, not what takes place."""
    if lemma not in ("",) and k + 1 < s.last and is_determiner(r, k + 1) and r.low[k - 1] not in r.words["reflexives"]:
        return lemma in r.pack.table("events")["verbs"]["organising"]
    return False


def _verb_before(r: Reading, s: Sentence, at: int) -> Evidence | None:
    """A verb in front of which the event is the object: "organise un colloque", "a participé au tournoi"."""
    verbs = r.pack.table("events")["verbs"]
    forms = verb_forms(r.pack, "events")
    start = _phrase_start(r, at, s)
    k = start - 1
    if k >= s.first and r.is_in(k, "prepositions"):
        k -= 1
    for j in range(k, max(s.first - 1, k - 6), -1):
        if r.low[j] in (";", ":", "."):
            break
        if r.low[j] in verbs["attending"] and r.pos[j] in VERBAL:
            lemma = next(iter(sorted(forms.get(r.low[j], {}).values())), None)
            hosting = lemma in verbs["hosting"] and start - 1 >= s.first and not r.is_in(start - 1, "prepositions")
            host = _subject(r, j, s) if hosting else None
            if host is not None and lemma not in verbs["organising"] and not place_head(r, host):
                return Evidence(j, lemma, None, "hosted")
            return Evidence(j, lemma, host, "hosted")
        if r.pos[j] in VERBAL:
            break
    return None


def _subject(r: Reading, j: int, s: Sentence) -> Phrase | None:
    if r.token[j] < 0:
        return None
    head = r.syntax.subject(r.token[j])
    if head is None:
        return None
    for i in range(s.first, j):
        if r.token[i] == head:
            return None if r.is_in(i, "subject_pronouns") or r.is_in(i, "relatives") else phrase_around(r, i, s)
    return None


def words_after(r: Reading, s: Sentence, start: int, section: str, reach: int) -> tuple[int, int] | None:
    """The phrase behind one of some openings ("organisé par", "sur le thème de") within `reach` words."""
    for k in range(start, min(start + reach, s.last)):
        words = opening(r, k, "events", section, "openings")
        if words is not None:
            found = phrase(r, k + len(words), s.last, listed=False)
            bare = k + len(words)
            if found is None and bare + 1 < s.last and is_determiner(r, bare):
                return bare + 1, bare + 2  # a noun that the tagger takes for a verb
            if found is not None:
                quoted = r.quote_of[found.first] >= 0 and r.quotes[r.quote_of[found.first]].first == found.first
                return (
                    (found.first + 1, r.quotes[r.quote_of[found.first]].last) if quoted else (found.first, found.last)
                )
    return None
