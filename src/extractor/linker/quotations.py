"""Quotations without a verb of saying in front or behind: after a colon, or a sentence of their own."""

from __future__ import annotations

from extractor.linker import contents
from extractor.linker.contents import Content, Draft, interior
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner, person_in, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.speakers import speaks
from extractor.linker.verbs import INFINITIVE, verb_forms

LEAD_WORDS = 8
"""Words between a verb of saying and its colon at most ("Et d'ajouter, sous les applaudissements : « … »")."""


def unintroduced(r: Reading, s: Sentence, found: list[Draft], earlier: list[Draft]) -> list[Draft]:
    """Quotations without a verb of saying: after a colon, or a sentence of their own."""
    if not r.has_quotation(s):
        return []
    least = r.pack.table("statements")["free"]["words"]
    drafts = []
    for number in sorted(set(r.quote_of[s.first : s.last]) - {-1}):
        quote = r.quotes[number]
        first, last = interior(r, quote, s)
        if last - first < least or any(d.content.first < last and first < d.content.last for d in found):
            continue
        if not any(r.pos[k] in VERBAL for k in range(first, last)):
            continue
        lead = contents.trimmed(r, s.first, max(quote.first, s.first))
        rest = contents.trimmed(r, min(quote.last + 1, s.last), s.last)
        if (
            quote.first > s.first
            and r.low[quote.first - 1] == ":"
            and (told := _and_to_say(r, s, quote.first - 1)) is not None
        ):
            drafts.append(
                Draft(s, told[0], _goes_on(s, earlier), told[1], Content(first, last, True, "quotation_after_colon"))
            )
        elif quote.first > s.first and r.low[quote.first - 1] == ":":
            drafts.append(
                Draft(
                    s,
                    quote.first,
                    _someone(r, s, quote.first),
                    None,
                    Content(first, last, True, "quotation_after_colon"),
                )
            )
        elif lead[0] >= lead[1] and rest[0] >= rest[1]:
            drafts.append(Draft(s, first, _goes_on(s, earlier), None, Content(first, last, True, "quotation_alone")))
    return drafts


def _and_to_say(r: Reading, s: Sentence, colon: int) -> tuple[int, str] | None:
    """ "Et d'ajouter : « … »", "Avant de conclure : « … »": the verb and its lemma; the speaker goes on."""
    verb = next(
        (k for k in range(s.first, min(s.first + 4, colon)) if r.low[k] in verb_forms(r.pack, "statements")), None
    )
    if verb is None or not r.is_in(verb - 1, "links") or colon - verb > LEAD_WORDS:
        return None
    lemma = verb_forms(r.pack, "statements")[r.low[verb]].get(INFINITIVE)
    return None if lemma is None else (verb, lemma)


def _someone(r: Reading, s: Sentence, before: int) -> tuple[int, int] | None:
    """The speaker of a quotation after a colon without a verb of saying: the sentence's person, or its subject."""
    person = person_in(r, s.first, before)
    if person is not None:
        return person
    who = phrase(r, s.first, before)
    k = s.first
    while (who is None or not speaks(r, who)) and k < before:
        k += 1
        if k < before and r.low[k - 1] == ",":
            who = phrase(r, k, before)
    if who is None or speaks(r, who):
        return None if who is None else (who.first, who.last)
    inner = next(
        (k for k in range(who.first + 1, who.last) if r.is_in(k - 1, "links") and not is_determiner(r, k)), who.last
    )
    inside = phrase(r, inner, before) if inner < who.last else None  # "Réaction du maire : « … »"
    return (inside.first, inside.last) if inside is not None and speaks(r, inside) else None


def _goes_on(s: Sentence, earlier: list[Draft]) -> tuple[int, int] | None:
    """The speaker of the quotation before in the same paragraph, whose speech goes on."""
    last = earlier[-1] if earlier else None
    return last.speaker if last is not None and last.content.quoted and last.sentence.paragraph == s.paragraph else None
