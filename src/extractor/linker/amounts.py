"""Levels whose measure stands neither before "de" nor as the subject: sizes, ages, times, more of what was counted."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import (
    governing_verb,
    phrase_before_preposition,
    set_measure,
    subject_head,
    subject_phrase,
    verb_before,
)  # fmt: skip

LENGTHS = ("m", "km", "[mi_i]", "[nmi_i]")
"""Units that tell how far away something is."""


def dimension(view: View, draft: Draft) -> bool:
    """ "trente mètres de long": the dimension is the measure."""
    if draft.kind != "quantity":
        return False
    prep = view.cues.ending(draft.left, "of")
    if prep is not None and prep > view.span(draft)[0] and view.cues.noun(prep - 1, "dimension") and not view.syntax.noun(prep - 1):
        draft.measure = (prep - 1, prep - 1)  # "Le navire, long de 47 mètres"
        return draft.settle("level", "level.dimension")
    if draft.phrase is None or not view.cues.noun(draft.phrase.head, "dimension"):
        return False
    draft.measure = (draft.phrase.head, draft.phrase.head)
    before, _ = phrase_before_preposition(view, draft)
    if before is not None:
        draft.subject = (before.first, before.last)
    return draft.settle("level", "level.dimension")


def age(view: View, draft: Draft) -> bool:
    """ "un homme de 52 ans", "à l'âge de 44 ans": an age has no measure but the word itself."""
    if not getattr(draft.mention, "age", False):
        return False
    if draft.continues is not None and draft.continues.measure is not None:
        return continued(view, draft)
    phrase, _ = phrase_before_preposition(view, draft)
    if phrase is not None and view.cues.noun(phrase.head, "magnitude"):
        draft.measure = (phrase.head, phrase.head)
        verb = governing_verb(view, draft)
        head = subject_head(view, verb) if verb is not None else None
        draft.subject = (head, head) if head is not None else None
    elif phrase is not None:
        draft.subject = (phrase.first, phrase.last)
    elif view.word(draft.left) in (",", "("):
        before = (
            view.syntax.phrase_before(draft.left - 1, view.cues.of_ends, view.cues.split) if draft.left > 0 else None
        )
        draft.subject = (before.first, before.last) if before is not None else None
    return draft.settle("level", "level.age")


def in_number(view: View, draft: Draft) -> bool:
    """ "Les Petits Princes, au nombre de cinq": the noun before the comma is counted."""
    first = view.cues.ending(draft.left, "in_number")
    if first is None or draft.kind != "number" or first <= view.span(draft)[0]:
        return False
    k = first - 1 if view.word(first - 1) != "," else first - 2
    phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split) if k >= 0 else None
    if phrase is None:
        verb = governing_verb(view, draft)
        phrase = subject_phrase(view, verb) if verb is not None else None
    set_measure(view, draft, phrase)
    return draft.settle("level", "level.in_number")


def lasting(view: View, draft: Draft) -> bool:
    """ "pendant 15 ans", "depuis quatre ans": how long the clause lasts; the text names no measure."""
    if draft.kind != "duration" or view.cues.ending(draft.left, "during") is None:
        return False
    k = draft.left - 1
    if view.cues.ending(draft.left, "for_time") is not None and k > view.span(draft)[0]:
        if k in view.at_token:  # "un investissement de 2 millions sur cinq ans"
            draft.measure = view.at_token[k].measure
        elif view.syntax.noun(k) or view.syntax.adjective(k):  # "l'état d'urgence pour trente jours"
            phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
            named = phrase is None or view.syntax.proper(phrase.head)
            draft.measure = (phrase.first, phrase.last) if phrase is not None and not named else None
    return draft.settle("level", "level.lasting")


def distance(view: View, draft: Draft) -> bool:
    """ "à 23 km à l'ouest d'Oran", "à 12 km du centre": how far away; no noun says what is measured."""
    prep = view.cues.ending(draft.left, "at")
    if draft.kind != "quantity" or prep is None or getattr(draft.mention, "unit", None) not in LENGTHS:
        return False
    if view.cues.at(draft.last + 1, "bearing", "of_definite") is None and (draft.phrase is None or not view.syntax.proper(draft.phrase.head)):
        return False
    verb = verb_before(view, prep - 1, view.span(draft)[0])
    if verb is not None and not view.cues.verb(verb, "located"):
        phrase = subject_phrase(view, verb)
        if phrase is not None and view.cues.noun(phrase.head, "magnitude"):
            return False
    return draft.settle("level", "level.distance")


def others(view: View, draft: Draft) -> bool:
    """ "trois personnes sont mortes et une dizaine d'autres …": more of those counted before."""
    if draft.kind != "number" or view.cues.at(draft.last + 1, "others") is None:
        return False
    if draft.phrase is not None and view.syntax.noun(draft.phrase.head):
        return False
    before = next((d for d in view.before(draft, 1) if d.kind == "number" and d.measure is not None and not d.skipped), None)
    if before is None or before.role != "level":
        return False
    draft.measure, draft.phrase = before.measure, None
    return draft.settle("level", "level.others")


def spent_on(view: View, draft: Draft) -> bool:
    """ "a dépensé 2,7 millions en intérim médical": what the money goes to, without article."""
    joint = view.cues.at(draft.last + 1, "within")
    if draft.kind != "money" or joint is None or joint >= view.span(draft)[1] or view.syntax.blocked[joint + 1]:
        return False
    verb = verb_before(view, draft.left, view.span(draft)[0])
    phrase = view.syntax.phrase_at(joint + 1, view.cues.of)
    if verb is None or phrase is None or phrase.first != joint + 1 or view.syntax.pos[phrase.head] != "NOUN":
        return False
    if not view.cues.verb(verb, "spending") or view.cues.noun(phrase.head, "change_increase", "change_decrease", "change_neutral", "summary"):
        return False
    draft.measure, draft.verb = (phrase.first, phrase.last), verb
    return draft.settle("level", "level.spent_on")


def spread(view: View, draft: Draft) -> bool:
    """ "retomberait autour de 9.700 dollars, dans une fourchette de 9.100 à 10.300": the span of the level before."""
    if not any(view.cues.noun(k, "span_noun") for k in range(draft.left + 1, draft.first)):
        return False
    before = next((d for d in view.before(draft) if d.role == "level" and not d.skipped), None)
    if before is None or (draft.kind != before.kind and not (draft.kind == "number" and draft.phrase is None)):
        return False
    if any(view.syntax.finite(k) for k in range(before.end + 1, draft.first)):
        return False
    draft.measure, draft.subject, draft.verb = before.measure, before.subject, before.verb
    return draft.settle("level", "level.spread")


def anew(view: View, draft: Draft) -> bool:
    """ "812.400 passagers ont été recensés, puis 289.000 en janvier": a bare number with a date counts the same again."""
    if draft.kind != "number" or draft.phrase is not None or view.cues.ending(draft.left, "conjunction") is None:
        return False
    before = next((d for d in view.before(draft) if not d.skipped and d.kind != "duration"), None)
    if before is None or before.kind != "number" or before.role != "level" or before.measure is None:
        return False
    if not view.dates_between(draft.last + 1, draft.last + 5):
        return False
    draft.measure, draft.subject, draft.verb = before.measure, before.subject, before.verb
    return draft.settle("level", "level.anew")


def continued(view: View, draft: Draft) -> bool:
    """ "4 milliards de ventes en 2023 et 4,4 milliards en 2024": goes on with a level."""
    before = draft.continues
    if before is None or before.role != "level" or (draft.kind == "duration" and before.measure is None):
        return False
    draft.measure, draft.subject, draft.verb = before.measure, before.subject, before.verb
    return draft.settle("level", "level.continued")
