"""Statements: who said what, when and on what occasion (docs: contract, section 2).

Sources ("selon X") follow one line: people and organisations speak, data does not (`sources.silent`), surveys do in front. In front of its
sentence a source makes it a statement; behind a clause with figures it is the source of those figures and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker import contents
from extractor.linker.contents import Content, Draft, spoken
from extractor.linker.occasions import occasion
from extractor.linker.phrases import (
    Phrase,
    begins_phrase,
    date_from,
    insertion_after,
    is_determiner,
    label_at,
    phrase,
)
from extractor.linker.quotations import unintroduced
from extractor.linker.reading import VERBAL, Reading, Sentence, read
from extractor.linker.sources import agency, hearsay, sources
from extractor.linker.speakers import speaker
from extractor.linker.speech import Cue, cues, lemmas, says, silent, speakers, speaks, subject
from extractor.linker.verbs import GERUND
from extractor.schema import Document, Mention, Span, Statement
from extractor.schema.facts import Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc

CLAUSE_WORDS = 10
"""As many words in front of a verb of saying and its subject are a clause even where the tagger sees no verb."""
PROSPECTIVE = "prospective"
"""The list of verbs that look ahead: a date in front of them is that of what they foresee."""


def statements(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> list[Statement]:
    """The statements of a document in text order, ids t1, t2 …

    Args:
        document: the text.
        mentions: its mentions, names included.
        doc: its parse; a blank one gives fewer statements.
        pack: its language.

    >>> import spacy
    >>> from extractor.lang.pack import default_language, load_pack
    >>> code = default_language()
    >>> statements(Document(text="", lang=code), [], spacy.blank(code)(""), load_pack(code))
    []
    """
    if not len(doc):
        return []
    r = read(document, mentions, doc, pack)
    drafts: list[Draft] = []
    for s in r.sentences:
        drafts.extend(_of_sentence(r, s, drafts))
    return [_fact(r, draft, number) for number, draft in enumerate(drafts, 1)]


def _of_sentence(r: Reading, s: Sentence, earlier: list[Draft]) -> list[Draft]:
    found = _light(r, s)
    found += [draft for cue in cues(r, s) if (draft := _said(r, cue, s)) is not None]
    found += sources(r, s) + hearsay(r, s)
    found = _outermost(found)
    found += unintroduced(r, s, found, earlier)
    return sorted(found, key=lambda d: (min(d.at, d.content.first), d.content.first))


def _said(r: Reading, cue: Cue, s: Sentence) -> Draft | None:
    """The statement of one verb of saying: insertions first, then what follows the verb."""
    guarded = cue.lemma in lemmas(r.pack, "guarded")
    told = agency(r, s, cue) if cue.lemma in lemmas(r.pack, "needs_addressee") else None
    if told is not None:
        return _draft(r, cue, s, speaker(r, told, s.last), contents.before(r, cue, s))
    if cue.pronoun >= 0:
        content = contents.before(r, cue, s) or contents.colon(r, cue, s, cue.last)
        return _draft(r, cue, s, (cue.pronoun, cue.pronoun + 1), content)
    inverted = None if cue.kind == GERUND else _inserted(r, cue, s)
    if inverted is not None and (inverted[1].quoted or not guarded or contents.in_dialogue(r, s)):
        return _draft(r, cue, s, *inverted)
    content = _after(r, cue, s, guarded)
    if content is None or (cue.kind == GERUND and cue.lemma in lemmas(r.pack, PROSPECTIVE)):
        return None
    who = _behind_as(r, cue, content, s) or subject(r, cue, s)
    if who is None or not _may_say(r, cue, who, content):
        return None
    return _draft(r, cue, s, speaker(r, who, s.last), content)


def _behind_as(r: Reading, cue: Cue, content: Content, s: Sentence) -> Phrase | None:
    """The subject behind the verb in "comme le précise l'ambassadeur : « … »"."""
    if content.rule != "quotation_after_colon" or not r.is_in(cue.first - 1, "clause_starts"):
        return None
    who = phrase(r, cue.last, s.last)
    return who if who is not None and speaks(r, who) else None


def _after(r: Reading, cue: Cue, s: Sentence, guarded: bool) -> Content | None:
    """What follows a verb of saying, by the strongest construction that fits."""
    found = contents.that_clause(r, cue, s) or contents.colon(r, cue, s, cue.last) or contents.after_colon(r, cue, s)
    if found is None and cue.kind != GERUND:
        found = contents.call(r, cue, s) or contents.quotation(r, cue, s) or contents.state(r, cue, s)
        if found is None and not guarded:
            found = contents.infinitive(r, cue, s) or contents.noun_content(r, cue, s)
        elif found is None and cue.lemma in lemmas(r.pack, "object_guarded"):
            found = contents.noun_content(r, cue, s)
    if found is None or (cue.negated and found.rule != "that_clause"):
        return None
    return found


def _may_say(r: Reading, cue: Cue, who: Phrase, content: Content) -> bool:
    """Whether a subject can be the speaker: anybody but data with a that-clause or a quotation, else a person or body."""
    if (
        r.is_in(who.head, "subject_pronouns")
        and content.rule == "noun_phrase"
        and cue.lemma in lemmas(r.pack, PROSPECTIVE)
    ):
        return False  # "il prévoit huit régions": more often a text than a person
    if r.is_in(who.head, "subject_pronouns"):
        return r.is_in(who.head, "speaking_pronouns")
    if cue.lemma in lemmas(r.pack, "showing"):
        return content.rule == "that_clause" and r.low[who.head] in speakers(r.pack, "things")
    if content.rule in ("that_clause", "quotation_after_colon", "quotation_after"):
        return r.low[who.head] not in silent(r.pack) or r.low[who.head] in speakers(r.pack, "things")
    if (
        content.rule == "call"
        and cue.lemma in lemmas(r.pack, "calling_named")
        and label_at(r, who.head) not in ("ORG", "PER")
    ):
        return False  # a company's own outlook ("le groupe table sur") is no statement of somebody's
    ruling = cue.lemma in lemmas(r.pack, "ruling") or label_at(r, who.head) != "ORG"
    court = content.rule == "noun_phrase" and r.low[who.head] in lemmas(r.pack, "court") and ruling
    return speaks(r, who) and not court and r.low[who.head] not in speakers(r.pack, "things")


def _inserted(r: Reading, cue: Cue, s: Sentence) -> tuple[tuple[int, int], Content] | None:
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
        if _finite(r, i):
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


def _light(r: Reading, s: Sentence) -> list[Draft]:
    """Statements of light verbs: "a fait part de …"."""
    found = []
    for i in range(s.first, s.last - 1):
        if r.quote_of[i] >= 0:
            continue
        behind = contents.light_cue(r, s, i)
        if behind is not None and behind[0].pronoun >= 0:
            cue = behind[0]
            content = contents.before(r, cue, s)  # "…, a-t-elle fait savoir"
            found += [Draft(s, i, (cue.pronoun, cue.pronoun + 1), cue.lemma, content)] if content is not None else []
            continue
        inverted = _inserted(r, behind[0], s) if behind is not None else None
        if behind is not None and inverted is not None:
            found.append(Draft(s, i, inverted[0], behind[0].lemma, inverted[1]))
        elif (pair := contents.light(r, s, i)) is not None:
            who = subject(r, pair[0], s)
            if who is not None and (speaks(r, who) or r.is_in(who.head, "speaking_pronouns")):
                found.append(Draft(s, i, speaker(r, who, s.last), pair[0].lemma, pair[1]))
    return found


def _draft(r: Reading, cue: Cue, s: Sentence, who: tuple[int, int], content: Content | None) -> Draft | None:
    if content is None:
        return None
    modality: Modality = "negated" if cue.negated else "conditional" if cue.conditional else "asserted"
    return Draft(s, cue.verb, who, cue.lemma, content, modality)


def _outermost(drafts: list[Draft]) -> list[Draft]:
    """Drop statements whose cue lies in what another one says, and second readings of the same words."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.content.first - d.content.last, d.at)):
        inside = any(k.content.first <= draft.at < k.content.last and k.at != draft.at for k in kept)
        same = any(draft.content.first < k.content.last and k.content.first < draft.content.last for k in kept)
        if not inside and not same:
            kept.append(draft)
    return kept


def _fact(r: Reading, draft: Draft, number: int) -> Statement:
    s, content = draft.sentence, draft.content
    inside = range(content.first, content.last)
    date = _date(r, draft, inside) if draft.adjuncts else None
    place = occasion(r, s, inside) if draft.adjuncts else None
    return Statement(
        source=None,
        id=f"t{number}",
        evidence=r.evidence(s),
        modality=draft.modality,
        rule=f"statement.{content.rule}",
        speaker=None if draft.speaker is None else _speaker_span(r, draft.speaker),
        cue=draft.cue,
        content=r.span(content.first, content.last),
        quoted=content.quoted,
        date=date[1] if date else None,
        occasion=r.span(*place) if place else None,
    )


def _date(r: Reading, draft: Draft, inside: range) -> tuple[int, str] | None:
    """The date of saying: behind the verb with no other verb between, at the verb, or fronted before the first comma."""
    s, at = draft.sentence, draft.at
    if draft.cue in lemmas(r.pack, PROSPECTIVE):
        return None
    end = at + 1
    if inside.start > at and draft.content.rule == "noun_phrase":
        end = inside.start
    while (
        end < s.last
        and inside.start != end
        and (end in inside or not (_finite(r, end) or _participle_clause(r, end, s)))
    ):
        end += 1
    found = date_from(r, at, end, inside)
    if found is not None:
        return found if not _quoted(r, found[0]) else None
    near = date_from(r, max(s.first, at - 6), at, inside)
    if near is not None and any(r.is_in(k, "relative_subject") for k in range(r.dates[near[0]][0], at)):
        near = None
    if near is not None and not _quoted(r, near[0]) and r.dates[near[0]][0] >= at - 4:
        return near
    comma = next((k for k in range(s.first, at) if r.low[k] in (",", ":", ";")), s.first)
    while comma < at and comma + 2 < at and (comma + 1 in r.dates or comma + 2 in r.dates) and r.low[comma] == ",":
        comma = next((k for k in range(comma + 1, at) if r.low[k] in (",", ":", ";")), at)
    fronted = date_from(r, s.first, comma, inside) if r.low[comma] == "," else None
    since = r.pack.table("events")["occasions"]["from_on"]
    if fronted is not None and any(_finite(r, k) for k in range(s.first, fronted[0])):
        return None
    return (
        fronted if fronted is not None and not _quoted(r, fronted[0]) and r.low[fronted[0] - 1] not in since else None
    )


def _participle_clause(r: Reading, i: int, s: Sentence) -> bool:
    """Whether a comma at word `i` opens a clause about the speaker ("se félicite X, reconduit en mars")."""
    return (
        r.low[i] == ","
        and i + 1 < s.last
        and r.pos[i + 1] == "VERB"
        and r.token[i + 1] >= 0
        and r.syntax.past_participle(r.token[i + 1])
    )


def _quoted(r: Reading, k: int) -> bool:
    """Whether word `k` stands inside closed quotation marks."""
    return r.quote_of[k] >= 0 and r.quotes[r.quote_of[k]].closed


def _finite(r: Reading, k: int) -> bool:
    return r.pos[k] in VERBAL and r.token[k] >= 0 and r.syntax.finite(r.token[k])


def _speaker_span(r: Reading, words: tuple[int, int]) -> Span:
    """The span of a speaker; an inverted pronoun without its hyphens ("-t-il" → "il")."""
    if r.is_in(words[0], "inversions"):
        cut = r.low[words[0]].rfind("-") + 1
        return Span.of(r.text, r.starts[words[0]] + cut, r.ends[words[0]])
    return r.span(*words)
