"""It stands at, counts, costs, lasts so much: the measure of a quantity that is no change, share or equivalent."""

from __future__ import annotations

from extractor.linker.change import noun_direction, sign_direction
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import (
    anaphoric_count,
    governing_verb,
    object_after,
    phrase_before_preposition,
    set_measure,
    subject_head,
    subject_phrase,
    verb_before,
)  # fmt: skip
from extractor.linker.syntax import NounPhrase


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


def magnitude_counted(view: View, draft: Draft) -> bool:
    """ "le taux a reculé à 326 cas", "la moyenne est de 14 900 personnes": a subject that is a magnitude is measured."""
    if draft.kind != "number" or draft.phrase is None:
        return False
    floor = view.span(draft)[0]
    prep = view.cues.ending(draft.left, "at", "of", "on", "between")
    verb = verb_before(view, draft.left if prep is None else prep - 1, floor)
    if verb is None or not view.cues.verb(verb, "level"):
        return _reached_count(view, draft)
    phrase = subject_phrase(view, verb)
    if phrase is None:
        return False
    unit = view.cues.noun(draft.phrase.head, "counting_unit")
    if not unit and (prep is None or not view.cues.noun(phrase.head, "magnitude", "rate")):
        return False
    set_measure(view, draft, phrase)
    draft.verb = verb
    return draft.settle("level", "level.magnitude_counted")


def _reached_count(view: View, draft: Draft) -> bool:
    """ "le nombre de chômeurs augmente de 35 000, à 2,3 millions de personnes": the subject's magnitude, reached."""
    before = next(iter(view.before(draft)), None)
    if before is None or before.rule != "change.after_verb" or before.verb is None:
        return False
    if view.cues.ending(draft.left, "at") is None or any(view.syntax.finite(k) for k in range(before.end, draft.first)):
        return False
    phrase = subject_phrase(view, before.verb)
    if phrase is None or not view.cues.noun(phrase.head, "magnitude", "rate"):
        return False
    set_measure(view, draft, phrase)
    draft.verb = before.verb
    return draft.settle("level", "level.magnitude_counted")


def counted(view: View, draft: Draft) -> bool:
    """ "455 projets d'investissement", "une quarantaine de sous-forums", "50 de ces avaloirs"."""
    if draft.kind != "number" or draft.phrase is None:
        return False
    draft.measure = (draft.phrase.first, draft.phrase.last)
    before, _ = phrase_before_preposition(view, draft)
    if before is not None and view.cues.noun(before.head, "collection"):  # "un carnet de commandes de 8 617 avions"
        set_measure(view, draft, before)
    elif before is not None:
        draft.subject = (before.first, before.last)
    return draft.settle("level", "level.counted")


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


def after_noun(view: View, draft: Draft) -> bool:
    """ "un montant cumulé de 228 milliards", "une inflation de 2 %", "séances de 45 minutes"."""
    if view.cues.ending(draft.left, "of_definite") is not None:
        return False
    phrase, prep = phrase_before_preposition(view, draft)
    if prep is not None and view.word(prep - 1) == "," and view.word(draft.end + 1) == ",":  # "Le budget, de 3,4 millions, est"
        phrase = view.syntax.phrase_before(prep - 2, view.cues.of_ends, view.cues.split) if prep > 1 else None
    if phrase is None or prep is None:
        return False
    if view.cues.ending(prep - 1, "height") is not None or view.cues.ending(draft.left, "height") is not None:
        return False
    set_measure(view, draft, phrase)
    if draft.subject is None and phrase.first > 0:
        draft.subject = _owner(view, phrase)
    return draft.settle("level", "level.after_noun")


def _owner(view: View, phrase: NounPhrase) -> tuple[int, int] | None:
    """ "455 projets d'un montant de": the noun phrase that "d'un montant" belongs to."""
    if phrase.first - 1 not in view.cues.split:
        return None
    k = view.cues.split[phrase.first - 1] - 1
    if k < view.syntax.sentence(phrase.first)[0]:
        return None
    owner = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
    return (owner.first, owner.last) if owner is not None else None


def anaphoric(view: View, draft: Draft) -> bool:
    """ "la construction en détruit 6 000": the noun of the count before."""
    if draft.kind != "number" or draft.phrase is not None:
        return False
    near = anaphoric_count(view, draft)
    if near is None:
        return False
    draft.measure = near.measure
    part = next((d for d in view.before(draft) if d.role == "share" and d.of is near), near)
    if part.role == "share" and part.rule != "share.after_cue" and part.of is not None:  # "conserve 32 des 100 sièges, la droite en totalise 20"
        draft.of = part.of
        return draft.settle("share", "share.anaphoric")
    return draft.settle("level", "level.anaphoric")


def after_noun_at(view: View, draft: Draft) -> bool:
    """ "des pointes de vitesse à 70 km/h", "un billet à 12 euros": the noun before "à"."""
    prep = view.cues.ending(draft.left, "at")
    if prep is None or prep <= view.span(draft)[0] or draft.kind in ("number", "duration"):
        return False
    if verb_before(view, prep - 1, view.span(draft)[0]) is not None:
        return False
    phrase = view.syntax.phrase_before(prep - 1, view.cues.of_ends, view.cues.split)
    if phrase is None or noun_direction(view, phrase.head)[0]:
        return False
    over = view.syntax.before_article(phrase.first)  # "estime la surmortalité à 5,5 %"
    stated = over >= view.span(draft)[0] and view.cues.verb(over, "level", "forecast", "saying")
    if draft.kind == "percent" and not stated and not view.cues.noun(phrase.head, "rate", "magnitude"):
        return False
    set_measure(view, draft, phrase)
    return draft.settle("level", "level.after_noun_at")


def magnitude_verb(view: View, draft: Draft) -> bool:
    """ "le taux d'alcoolémie est fixé à 1,74 gramme par litre de sang": a subject that is a magnitude is the measure."""
    prep = view.cues.ending(draft.left, "at", "of")
    if draft.phrase is None or draft.kind in ("number", "duration"):
        return False
    verb = verb_before(view, draft.left if prep is None else prep - 1, view.span(draft)[0])
    phrase = subject_phrase(view, verb) if verb is not None and view.cues.verb(verb, "level") else None
    return phrase is not None and view.cues.noun(phrase.head, "magnitude", "rate") and after_verb(view, draft)


def _named(view: View, phrase: NounPhrase) -> bool:
    """A proper name: "à 120 km de Paris" measures no Paris."""
    return view.syntax.proper(phrase.head) and view.document.text[view.syntax.starts[phrase.head]].isupper()


def made_of(view: View, draft: Draft) -> bool:
    """ "35.000 milliards de yuans de revenus commerciaux", "14 tonnes d'éléments", "60 % de participation"."""
    if draft.phrase is None or draft.phrase_of != "bare" or _named(view, draft.phrase):
        return False
    if view.cues.noun(draft.phrase.head, "period_noun") and draft.kind == "duration":
        return False
    draft.measure = (draft.phrase.first, draft.phrase.last)
    return draft.settle("level", "level.made_of")


def after_verb(view: View, draft: Draft) -> bool:
    """ "le coût s'élève à 2,7 millions", "la température affichant -6 °C", "le salaire est de 2 183 euros"."""
    floor = view.span(draft)[0]
    prep = view.cues.ending(draft.left, "at", "of", "on", "between")
    if prep is None and draft.left + 1 < draft.first:  # "retomberait autour de 9.700 dollars", "jusqu'à 27,8 °C"
        prep = next((k for k in range(draft.left + 1, draft.first) if view.cues.at(k, "at_about") is not None), None)
    verb = verb_before(view, draft.left if prep is None else prep - 1, floor)
    if verb is None and prep is not None and draft.left - prep < 2:
        verb = _verb_of_adjective(view, prep - 1, floor)
    if verb is None or not view.cues.verb(verb, "level" if prep is not None else "level_direct"):
        return False
    if prep is None and view.cues.verb(verb, "existential"):
        return False
    draft.verb = draft.verb or verb
    phrase = object_after(view, draft) or subject_phrase(view, verb)
    if phrase is not None and draft.kind == "percent" and _as_change(view, draft, phrase):
        return True
    if phrase is not None and _unnamed(view, draft, verb, phrase):
        draft.subject = (phrase.first, phrase.last)
    elif phrase is not None:
        set_measure(view, draft, phrase)
    else:
        _from_antecedent(view, draft)
    return draft.settle("level", "level.after_verb")


def _unnamed(view: View, draft: Draft, verb: int, phrase: NounPhrase) -> bool:
    """ "le pont a coûté 18 millions": the verb says what is measured (a price, a weight), no noun names it."""
    if draft.kind not in ("money", "quantity") or not view.cues.verb(verb, "measuring"):
        return False
    return not view.cues.noun(phrase.head, "magnitude", "rate", "change_increase", "change_decrease")


def _verb_of_adjective(view: View, k: int, floor: int) -> int | None:
    """ "reste stable à 7,2 %", "ressort en hausse à 32 milliards": the verb over its predicate."""
    for _ in range(4):
        if k < floor or view.syntax.blocked[k]:
            return None
        if view.syntax.verb(k):
            return k
        if not (
            view.syntax.adjective(k)
            or view.syntax.adverb(k)
            or view.syntax.noun(k)
            or view.cues.ending(k, "over") is not None
        ):
            return None
        k -= 1
    return None


def _as_change(view: View, draft: Draft, phrase: NounPhrase) -> bool:
    """ "la croissance du PIB s'est établie à 0,4 %": a level of a change is a change."""
    known, direction = noun_direction(view, phrase.head)
    if not known or view.cues.noun(phrase.head, "growth"):  # a growth rate stands at a level
        return False
    draft.direction = sign_direction(draft) or direction
    own = phrase.complement or phrase
    draft.measure = (own.first, own.last)
    return draft.settle("change", "change.level_of_change")


def _from_antecedent(view: View, draft: Draft) -> None:
    """ "Il s'élève à …": the measure of the nearest level of the sentence before."""
    for other in view.before(draft, 1):
        if other.sentence < draft.sentence and other.role in ("level", "change") and other.kind == draft.kind:
            draft.measure = other.measure
            return


def after_bare_noun(view: View, draft: Draft) -> bool:
    """ "un séisme de magnitude 6,3": a noun of magnitude just before the quantity."""
    k = draft.left
    if k < view.span(draft)[0] or not view.syntax.noun(k) or not view.cues.noun(k, "magnitude", "rate"):
        return False
    draft.measure = (k, k)
    return draft.settle("level", "level.after_bare_noun")


def after_mark(view: View, draft: Draft) -> bool:
    """ "Montant : 4,5 milliards", "sa contribution (150 par an)": the noun before the colon or bracket."""
    if draft.kind == "duration":
        return False
    bracket = view.bracketed(draft)
    k = bracket if bracket is not None and draft.first - bracket <= 4 else draft.left
    if k <= view.span(draft)[0] or view.word(k) not in ("(", ":", ","):
        return False
    phrase = view.syntax.phrase_before(k - 1, view.cues.of_ends, view.cues.split)
    if phrase is None or (view.word(k) != "(" and not view.cues.noun(phrase.head, "magnitude", "rate")):
        return False
    if draft.kind == "percent" and not view.cues.noun(phrase.head, "rate", "magnitude"):
        return False
    set_measure(view, draft, phrase)
    return draft.settle("level", "level.after_mark")


def continued(view: View, draft: Draft) -> bool:
    """ "4 milliards de ventes en 2023 et 4,4 milliards en 2024": goes on with a level."""
    before = draft.continues
    if before is None or before.role != "level" or (draft.kind == "duration" and before.measure is None):
        return False
    draft.measure, draft.subject, draft.verb = before.measure, before.subject, before.verb
    return draft.settle("level", "level.continued")


def restated(view: View, draft: Draft) -> bool:
    """ "…, soit 25 000 euros par habitant": says a level before in other terms."""
    if view.cues.ending(draft.left, "equivalent") is None or draft.kind == "percent":
        return False
    before = next((d for d in view.before(draft) if d.role in ("level", "share") and not d.skipped), None)
    if before is None or view.cues.ending(draft.left, "conjunction") is not None:
        return False
    draft.measure, draft.subject = before.measure, before.subject
    return draft.settle("level", "level.restated")


def percentage(view: View, draft: Draft) -> bool:
    """A percentage that nothing else claims: a rate where its subject is one, else a share."""
    if draft.kind != "percent":
        return False
    verb = governing_verb(view, draft)
    phrase = subject_phrase(view, verb) if verb is not None else None
    if phrase is not None and _as_change(view, draft, phrase):
        return True
    if phrase is not None and view.cues.noun(phrase.head, "rate", "magnitude"):
        set_measure(view, draft, phrase)
        return draft.settle("level", "level.rate")
    if verb is not None and view.cues.verb(verb, "owning", "represent"):
        if phrase is not None:
            draft.subject = (phrase.first, phrase.last)
        return draft.settle("share", "share.owned")
    reached = view.cues.ending(draft.left, "at") is not None
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is not None and before.role == "share" and view.bracketed(draft) is not None:
        draft.of, draft.measure, draft.subject = before.of, before.measure, before.subject  # "dont 4 700 … (22 %)"
        return draft.settle("share", "share.in_brackets")
    if (view.bracketed(draft) is not None and not reached) or (draft.last < view.span(draft)[1] and view.syntax.finite(draft.last + 1)):
        return draft.settle("share", "share.bare")
    if phrase is not None:
        set_measure(view, draft, phrase)
    return draft.settle("level", "level.percentage")


def other(view: View, draft: Draft) -> bool:
    """A quantity whose measure the text does not name beside it."""
    if draft.kind in ("money", "quantity", "number") and view.cues.ending(draft.left, "at") is not None:
        verb = governing_verb(view, draft)
        if verb is not None and view.cues.verb(verb, "level"):
            set_measure(view, draft, subject_phrase(view, verb))
    return draft.settle("level", "level.bare")


RULES = (
    dimension, age, in_number, magnitude_counted, counted, anaphoric, lasting, after_noun, magnitude_verb, made_of, after_bare_noun, after_verb, after_noun_at, restated, continued, after_mark, percentage, other,
)  # fmt: skip
