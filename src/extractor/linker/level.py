"""It stands at, counts, costs, lasts so much: the measure of a quantity that is no change, share or equivalent."""

from __future__ import annotations

from extractor.linker.amounts import (
    age,
    anew,
    continued,
    dimension,
    distance,
    in_number,
    lasting,
    others,
    spent_on,
    spread,
)
from extractor.linker.antecedents import anaphoric as says_again
from extractor.linker.antecedents import anaphoric_count
from extractor.linker.directions import noun_direction, sign_direction
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import (
    governing_verb,
    object_after,
    phrase_before_preposition,
    set_measure,
    subject_phrase,
    verb_before,
)  # fmt: skip
from extractor.linker.syntax import NounPhrase


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
    if before is None or before.rule not in ("change.after_verb", "change.bare_object") or before.verb is None:
        return False
    if view.cues.ending(draft.left, "at") is None or any(view.syntax.finite(k) for k in range(before.end, draft.first)):
        return False
    phrase = subject_phrase(view, before.verb)
    unit = draft.phrase is not None and view.cues.noun(draft.phrase.head, "counting_unit")  # "à 13,5 millions d'EVP"
    if phrase is None or not (unit or view.cues.noun(phrase.head, "magnitude", "rate")):
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
        draft.subject = _owner(view, phrase) or _of_main_clause(view, draft)
    return draft.settle("level", "level.after_noun")


def _of_main_clause(view: View, draft: Draft) -> tuple[int, int] | None:
    """ "Occupant une superficie de 56 000 m², une zone d'expériences a attiré": who does what the participle says."""
    start, stop = view.span(draft)
    verb, comma = view.syntax.verb(start) and not view.syntax.finite(start), draft.end + 1
    if not verb or comma >= stop or view.word(comma) != "," or view.syntax.infinitive(start):
        return None
    phrase = view.syntax.phrase_at(comma + 1, view.cues.of)
    return (phrase.first, phrase.last) if phrase is not None else None


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
    if draft.kind == "money" and draft.phrase is None and says_again(view, draft):  # "en attend 4 milliards cette année"
        before = next((d for d in view.before(draft, 1) if d.kind == "money" and d.measure is not None and not d.skipped), None)
        draft.measure = before.measure if before is not None else None
        return before is not None and draft.settle("level", "level.anaphoric")
    if draft.kind != "number" or draft.phrase is not None:
        return False
    near = anaphoric_count(view, draft)
    if near is None:
        return False
    draft.measure = near.measure
    part = next((d for d in view.before(draft) if d.role == "share" and d.of is near), near)
    if part.role == "share" and part.rule not in ("share.after_cue", "share.listed") and part.of is not None:  # "conserve 32 des 100 sièges, la droite en totalise 20"
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
    k = prep - 1
    while k > view.span(draft)[0] and view.syntax.blocked[k] and k not in view.at_token:  # "un budget 2026 à 3,4 milliards"
        k -= 1
    phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
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
        prep = next((k for k in range(draft.left, draft.first) if view.cues.at(k, "at_about") is not None), None)
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
    over = view.cues.ending(draft.left, "on") is not None  # "s'étend sur 47 km", "étaient présents sur 28 000 m²"
    if draft.kind == "quantity" and (over or view.cues.verb(verb, "located")):  # "se trouve à 47 km du centre"
        return not view.cues.noun(phrase.head, "magnitude", "rate")
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
    before = k - 1
    if draft.kind != "percent" and view.word(k) == "(" and view.syntax.blocked[before] and before not in view.at_token:  # "le record d'août 2003 (37,9 °C)"
        while before > view.span(draft)[0] and view.syntax.blocked[before]:
            before -= 1
        joint = view.cues.ending(view.skip_left(before, view.span(draft)[0]), "of")
        before = before if joint is None else joint - 1
    phrase = view.syntax.phrase_before(before, view.cues.of_ends, view.cues.split) if before >= view.span(draft)[0] else None
    if phrase is None or (view.word(k) != "(" and not view.cues.noun(phrase.head, "magnitude", "rate")):
        return False
    if draft.kind == "percent" and not view.cues.noun(phrase.head, "rate", "magnitude"):
        return False
    set_measure(view, draft, phrase)
    return draft.settle("level", "level.after_mark")


def restated(view: View, draft: Draft) -> bool:
    """ "…, soit 25 000 euros par habitant": says a level before in other terms."""
    if view.cues.ending(draft.left, "equivalent") is None or draft.kind == "percent":
        return False
    before = next((d for d in view.before(draft) if d.role in ("level", "share") and not d.skipped), None)
    if before is None or view.cues.ending(draft.left, "conjunction") is not None:
        return False
    draft.measure, draft.subject = before.measure, before.subject
    if before.role == "share" and before.subject is not None and view.cues.noun(before.subject[0], "magnitude"):
        draft.measure, draft.subject = before.subject, None  # "la dette atteint 112 % du PIB, soit 3 228 milliards"
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
    counted = before is not None and before.role == "level" and before.kind in ("number", "money", "quantity")
    if before is not None and counted and draft.phrase is None and view.cues.ending(draft.left, "restating") is not None:
        draft.measure = before.measure  # "1 173 suffrages, soit 77,12 %, ont été exprimés"
        return draft.settle("share", "share.restated")
    joined = view.cues.ending(draft.left, "conjunction") is not None or view.word(draft.left) == ","
    acts = draft.last < view.span(draft)[1] and view.syntax.finite(draft.last + 1)
    if before is not None and before.role == "share" and before.kind == "percent" and joined and acts:
        draft.measure, draft.of = before.measure, before.of  # "98,8 % de la population était … et 0,9 % était …"
        return draft.settle("share", "share.also_acts")
    if (view.bracketed(draft) is not None and not reached) or (draft.last < view.span(draft)[1] and view.syntax.finite(draft.last + 1)):
        return draft.settle("share", "share.bare")
    if phrase is not None:
        set_measure(view, draft, (_own_thing(view, draft, verb) if reached and verb is not None else None) or phrase)
    return draft.settle("level", "level.percentage")


def _own_thing(view: View, draft: Draft, verb: int) -> NounPhrase | None:
    """ "doublent leur score, à 12 %", "a revu à la baisse sa prévision, à 0,9 %": what the subject has is what moves."""
    if not view.cues.verb(verb, "change_increase", "change_decrease", "change_neutral", "move", "revising"):
        return None
    owned = next((k for k in range(verb + 1, draft.left) if view.syntax.possessive(k)), None)
    return view.syntax.phrase_at(owned, view.cues.of) if owned is not None else None


def other(view: View, draft: Draft) -> bool:
    """A quantity whose measure the text does not name beside it."""
    if draft.kind in ("money", "quantity", "number") and view.cues.ending(draft.left, "at") is not None:
        verb = governing_verb(view, draft)
        if verb is not None and view.cues.verb(verb, "level", "change_increase", "change_decrease", "stable"):
            set_measure(view, draft, subject_phrase(view, verb))
    return draft.settle("level", "level.bare")


RULES = (
    dimension, distance, age, in_number, others, spread, magnitude_counted, counted, anaphoric, lasting, after_noun, magnitude_verb, made_of, after_bare_noun,
    spent_on, after_verb, after_noun_at, restated, continued, anew, after_mark, percentage, other,
)  # fmt: skip
