"""Statements: who said what, when and on what occasion (docs: contract, section 2).

Sources ("selon X") follow one line: people and organisations speak, data does not (`sources.silent`), surveys do in front. In front of its
sentence a source makes it a statement; behind a clause with figures it is the source of those figures and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker import complements, contents
from extractor.linker.contents import Content, Draft
from extractor.linker.insertions import inserted
from extractor.linker.layout import Sentence
from extractor.linker.occasions import occasion
from extractor.linker.phrases import (
    Phrase,
    date_from,
    is_finite,
    label_at,
    phrase,
)
from extractor.linker.quotations import unintroduced
from extractor.linker.reading import Reading, read
from extractor.linker.sources import agency, hearsay, sources
from extractor.linker.speakers import silent, speaker, speakers, speaks
from extractor.linker.speech import Cue, cues, lemmas
from extractor.linker.subjects import subject
from extractor.linker.verbs import GERUND
from extractor.schema import Document, Mention, Span, Statement
from extractor.schema.facts import Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
    inverted = None if cue.kind == GERUND else inserted(r, cue, s)
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
        found = complements.call(r, cue, s) or contents.quotation(r, cue, s) or complements.state(r, cue, s)
        if found is None and not guarded:
            found = complements.infinitive(r, cue, s) or complements.noun_content(r, cue, s)
        elif found is None and cue.lemma in lemmas(r.pack, "object_guarded"):
            found = complements.noun_content(r, cue, s)
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


def _light(r: Reading, s: Sentence) -> list[Draft]:
    """Statements of light verbs: "a fait part de …"."""
    found = []
    for i in r.among(s, lemmas(r.pack, "light_forms")):
        if r.quote_of[i] >= 0 or i == s.last - 1:
            continue
        behind = complements.light_cue(r, s, i)
        if behind is not None and behind[0].pronoun >= 0:
            cue = behind[0]
            content = contents.before(r, cue, s)  # "…, a-t-elle fait savoir"
            found += [Draft(s, i, (cue.pronoun, cue.pronoun + 1), cue.lemma, content)] if content is not None else []
            continue
        inverted = inserted(r, behind[0], s) if behind is not None else None
        if behind is not None and inverted is not None:
            found.append(Draft(s, i, inverted[0], behind[0].lemma, inverted[1]))
        elif (pair := complements.light(r, s, i)) is not None:
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
        and (end in inside or not (is_finite(r, end) or _participle_clause(r, end, s)))
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
    if fronted is not None and any(is_finite(r, k) for k in range(s.first, fronted[0])):
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


def _speaker_span(r: Reading, words: tuple[int, int]) -> Span:
    """The span of a speaker; an inverted pronoun without its hyphens ("-t-il" → "il")."""
    if r.is_in(words[0], "inversions"):
        cut = r.low[words[0]].rfind("-") + 1
        return Span.of(r.text, r.starts[words[0]] + cut, r.ends[words[0]])
    return r.span(*words)
