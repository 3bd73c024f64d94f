"""Publications: what is released, whether for the first time, and on what occasion (docs: contract, section 2)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.occasions import occasion
from extractor.linker.phrases import Phrase, is_determiner, phrase, phrase_ending
from extractor.linker.reading import VERBAL, Reading, read
from extractor.linker.sequences import insertion_after, joints_at, matches, opening, openings
from extractor.linker.verbs import INFINITIVE, PARTICIPLE, verb_forms
from extractor.schema import Document, Mention, Publication

if TYPE_CHECKING:
    from spacy.tokens import Doc

RECENT = 100
"""Publications looked back at for a repetition."""
AUXILIARIES = 3
"""Words in front of a verb of release among which its auxiliary stands."""
REACH = 14
"""Words between a subject and its verb, or a document and its title, at most."""


class Release(NamedTuple):
    """A verb of release: its words, lemma, and how it takes the document (object, subject or participle)."""

    first: int
    last: int
    lemma: str
    kind: str


def publications(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> list[Publication]:
    """The publications of a document in text order, ids b1, b2 …

    >>> import spacy
    >>> from extractor.lang.pack import default_language, load_pack
    >>> code = default_language()
    >>> publications(Document(text="", lang=code), [], spacy.blank(code)(""), load_pack(code))
    []
    """
    if not len(doc):
        return []
    r = read(document, mentions, doc, pack)
    facts: list[Publication] = []
    for s in r.sentences:
        titles = {title: verb for verb in _releases(r, s) for title in _documents(r, s, verb)}
        for (first, last), verb in sorted(titles.items()):
            words = r.span(first, last).text
            if any(
                words in f.title.text or (f.title.start < r.ends[last - 1] and r.starts[first] < f.title.end)
                for f in facts[-RECENT:]
            ):
                continue
            facts.append(_fact(r, s, (first, last), verb, len(facts) + 1))
    return facts


@cache
def _triggers(pack: LanguagePack) -> frozenset[str]:
    """Words that may release something; the others need no look."""
    return frozenset(verb_forms(pack, "publications")).union(openings(pack, "publications", "phrasal", "words"))


def _releases(r: Reading, s: Sentence) -> list[Release]:
    """The verbs of release of a sentence."""
    forms = verb_forms(r.pack, "publications")
    found = []
    for t in r.among(s, _triggers(r.pack)):
        if r.quote_of[t] >= 0:
            continue
        phrasal = opening(r, t, "publications", "phrasal", "words")
        if phrasal is not None:
            found.append(Release(t, t + len(phrasal), " ".join(phrasal), _kind(r, t, s, True)))
        elif (kinds := forms.get(r.low[t])) is not None and (r.pos[t] in VERBAL or r.pos[t] == "ADJ"):
            participle = PARTICIPLE in kinds and (len(kinds) == 1 or not _finite(r, t))
            lemma = sorted(kinds.values())[0]
            kind = "object" if INFINITIVE in kinds else _kind(r, t, s, participle)
            if (t - 1 > s.first and r.is_in(t - 1, "been")) or (
                t - 2 > s.first and r.is_in(t - 1, "be") and r.is_in(t - 2, "links")
            ):
                kind = "subject"
            intransitive = lemma in r.pack.table("publications")["verbs"]["intransitive"]
            found.append(
                Release(
                    t,
                    t + 1,
                    lemma,
                    "subject"
                    if intransitive and kind == "object" and not r.is_in(_auxiliary(r, t, s), "have")
                    else kind,
                )
            )
    return found


def _auxiliary(r: Reading, t: int, s: Sentence) -> int:
    """The word in front of a verb, adverbs skipped."""
    k = t - 1
    while k > s.first and (r.is_in(k, "adverbs") or r.pos[k] == "ADV"):
        k -= 1
    return k


def _finite(r: Reading, t: int) -> bool:
    return r.token[t] >= 0 and r.syntax.finite(r.token[t])


def _kind(r: Reading, t: int, s: Sentence, participle: bool) -> str:
    """Whether the document is the object ("a publié X"), the subject ("X a été publié") or what a participle describes."""
    if not participle:
        return "object"
    k = t - 1
    while k > s.first and (
        r.is_in(k, "adverbs") or r.pos[k] == "ADV" or r.is_in(k, "inversions") or r.is_in(k, "been")
    ):
        k -= 1
    be = r.is_in(k, "be") or r.is_in(t - 1, "be")
    if be:
        return "subject"
    return "object" if r.is_in(k, "have") else "participle"


def _documents(r: Reading, s: Sentence, verb: Release) -> list[tuple[int, int]]:
    """The titles of the documents that a verb releases."""
    table = r.pack.table("publications")
    if verb.kind == "object":
        start = insertion_after(r, verb.last, s.last)
        words = opening(r, start, "publications", "first", "words")
        start += len(words) if words is not None else 0
        found = _listed(r, start, s)
    elif verb.kind == "subject":
        found = _subjects(r, s, verb)
    else:
        before = phrase_ending(r, verb.first if r.low[verb.first - 1] != "," else verb.first - 1, s.first)
        found = [before] if before is not None else []
    heads = table["documents"]["strong"] if verb.lemma in table["verbs"]["weak"] else table["documents"]["heads"]
    weak = verb.lemma in table["verbs"]["weak"]
    return [_title(r, p, s, table) for p in found if _is_document(r, p, heads, not weak)]


def _is_document(r: Reading, p: Phrase, heads: list[str], titles: bool) -> bool:
    """Whether a phrase is a document: its head noun says so, or it is a title in quotation marks."""
    if r.quote_of[p.first] >= 0 and r.quotes[r.quote_of[p.first]].first == p.first:
        return titles and p.first + 3 < p.last
    return any(r.low[k] in heads for k in range(p.first, p.head + 1))


def _listed(r: Reading, i: int, s: Sentence) -> list[Phrase]:
    """The phrases joined from word `i` on."""
    found: list[Phrase] = []
    for _ in range(4):
        p = phrase(r, i, s.last)
        if p is None:
            break
        found.append(p)
        i = _joint(r, p.last, s)
        if not i:
            break
    return found


def _joint(r: Reading, i: int, s: Sentence) -> int:
    """The word after the conjunction at word `i`, or 0."""
    return next((i + len(words) for words in joints_at(r, i) if words != [","] and i + len(words) < s.last), 0)


def _subjects(r: Reading, s: Sentence, verb: Release) -> list[Phrase]:
    """The phrases joined in front of a passive or intransitive verb; "X, paru en 2016, …" has a comma between."""
    k = verb.first
    while k > s.first and (
        r.pos[k - 1] in ("AUX", "ADV")
        or r.is_in(k - 1, "be")
        or r.is_in(k - 1, "clitics")
        or r.low[k - 1] == ","
        or r.is_in(k - 1, "relative_subject")
        or r.is_in(k - 1, "recent_past")
        or (r.is_in(k - 1, "links") and r.is_in(k - 2, "recent_past"))
    ):
        k -= 1
    lower = max(s.first, k - 6 * REACH)
    for start in range(lower, k):
        opens = start == s.first or (
            not r.is_in(start - 1, "links") and r.pos[start - 1] not in ("NOUN", "ADJ", "PROPN", "DET")
        )
        if opens and (is_determiner(r, start) or start == s.first or r.quote_of[start] >= 0):
            found = _listed(r, start, s)
            if found and _reaches(r, found[-1].last, k, s):
                return [p for p in found if p.last <= k]
    return []


def _reaches(r: Reading, last: int, k: int, s: Sentence) -> bool:
    """Whether only an apposed title or a complement lies between a subject and its verb."""
    return last == k or (
        last < k <= last + REACH
        and not any(r.pos[j] in VERBAL and r.quote_of[j] < 0 and not _described(r, j) for j in range(last, k))
    )


def _described(r: Reading, j: int) -> bool:
    return r.low[j] in r.pack.table("publications")["documents"]["titled"]


def _title(r: Reading, p: Phrase, s: Sentence, table: dict[str, Any]) -> tuple[int, int]:
    """The title: words in quotation marks when the document has them, else its phrase without article."""
    documents = table["documents"]
    for k in range(p.first, min(p.last + 5, s.last)):
        number = r.quote_of[k]
        if number >= 0 and r.quotes[number].first == k and r.quotes[number].closed:
            quote = r.quotes[number]
            near = k <= p.last or r.low[p.last] == "," or any(r.low[j] in documents["titled"] for j in range(p.last, k))
            if near and 2 <= quote.last - k <= 30:
                return k + 1, quote.last
        if k >= p.last and r.low[k] not in (",", *documents["titled"]) and not is_determiner(r, k):
            break
    first, last = p.first, p.last
    while first < p.head and r.low[first] in documents["dropped"]:
        first += 1
    while last < s.last and r.low[last] in documents["about"]:
        more = phrase(r, last + 1, s.last)
        if more is None or more.first in r.date_of or more.start in r.date_of:
            break
        last = more.last
    return first, last


def _still_to_come(r: Reading, s: Sentence, verb: Release) -> bool:
    """Whether the verb of release, or its auxiliary, is in the future ("sera publié en juin")."""
    group = range(max(s.first, verb.first - AUXILIARIES), verb.last)
    endings = tuple(r.pack.table("publications")["verbs"]["future"])
    verbs = [k for k in group if r.pos[k] in VERBAL and r.token[k] >= 0]
    return any(r.syntax.future(r.token[k]) or r.low[k].endswith(endings) for k in verbs)


def _fact(r: Reading, s: Sentence, title: tuple[int, int], verb: Release, number: int) -> Publication:
    table = r.pack.table("publications")
    inside = range(*title)
    first = any(opening(r, k, "publications", "first", "words") for k in range(s.first, s.last))
    held: tuple[int, int] | None = None
    for k in range(s.first, s.last):
        for words in table["occasion"]["words"]:
            if held is None and matches(r, k, words) and (r.is_in(k + 1, "demonstratives")):
                held = (k, k + len(words))
    held = held or occasion(r, s, inside)
    return Publication(
        source=None,
        id=f"b{number}",
        evidence=r.evidence(s),
        modality="forecast" if _still_to_come(r, s, verb) else "asserted",
        rule=f"publication.{verb.kind}",
        title=r.span(*title),
        first=first,
        occasion=r.span(*held) if held else None,
    )
