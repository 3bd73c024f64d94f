"""It moved by so much: change nouns, verbs, adverbs and signs. What moved is found in `moved`."""

from __future__ import annotations

from extractor.linker.antecedents import anaphoric_measure
from extractor.linker.directions import noun_direction, sign_direction, verb_direction
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


def settle(view: View, draft: Draft, direction: str | None, rule: str, own: NounPhrase | None = None) -> bool:
    """Fix a change: its direction, its own measure where the words name one."""
    draft.direction = direction or sign_direction(draft) or ("stable" if draft.mention.value == 0 else None)
    if own is not None and not noun_direction(view, own.head)[0]:
        set_measure(view, draft, own)
    return draft.settle("change", rule)


def after_noun(view: View, draft: Draft) -> bool:
    """ "en hausse de 5,5 %", "une croissance de 8 %", "le recul des exportations de 10 %"."""
    if draft.kind == "number" and draft.last + 1 in view.cues.of and view.cues.of[draft.last + 1] + 1 in view.at_token:
        return False  # "le retrait de 2 000 des 3 550 soldats"
    phrase, _ = phrase_before_preposition(view, draft)
    outer: NounPhrase | None = None
    while phrase is not None:
        known, direction = noun_direction(view, phrase.head)
        if known and outer is not None and _moves_object(view, outer):
            return False
        if known and _growth_told(view, draft, phrase):
            return False
        if known:
            own = phrase.complement or _whole_after(view, draft)
            if own is None and outer is not None and not _covered(view, outer):
                own = outer
            return settle(view, draft, direction, "change.after_noun", own)
        if view.cues.noun(phrase.head, "rate"):  # "un taux de croissance de 3 %"
            return False
        inner = phrase.complement
        joined = inner is not None and any(k in view.cues.of for k in range(phrase.head + 1, inner.first))
        named = phrase
        outer = None if inner is None else _without(phrase, inner)
        if joined and outer is not None and not _moves_object(view, named):
            outer = None
        phrase = inner
    return False


def _moves_object(view: View, phrase: NounPhrase) -> bool:
    """ "augmenter [le salaire minimum de croissance] de 2 %": the phrase is the object of a verb of change."""
    verb = view.syntax.before_article(phrase.first)
    return verb >= 0 and view.syntax.verb(verb) and verb_direction(view, verb)[0]


def _growth_told(view: View, draft: Draft, phrase: NounPhrase) -> bool:
    """ "La banque table sur une croissance de 1,9 %": whoever foretells growth is not what grows."""
    if phrase.complement is not None or not view.cues.noun(phrase.head, "growth") or draft.phrase is not None:
        return False
    verb = governing_verb(view, draft)
    return verb is not None and verb < phrase.first and view.cues.verb(verb, "forecasting", "forecast")


def _without(phrase: NounPhrase, inner: NounPhrase) -> NounPhrase:
    """ "un marché en hausse": the phrase before the preposition."""
    return NounPhrase(phrase.first, phrase.head, min(phrase.last, inner.first - 2))


def _covered(view: View, phrase: NounPhrase) -> bool:
    """Whether the phrase is what a quantity before it counts: "12 % de ventes en hausse de"."""
    near = view.drafts_between(max(phrase.first - 12, 0), phrase.first)
    return any(d.phrase is not None and d.phrase.first <= phrase.head <= d.phrase.last for d in near)


def _whole_after(view: View, draft: Draft) -> NounPhrase | None:
    """ "une hausse de 5 % des tarifs": what moved stands after the quantity."""
    if draft.phrase is None or (draft.kind == "number" and draft.phrase_of == ""):
        return draft.phrase if draft.kind == "number" else None
    return draft.phrase if draft.phrase_of == "definite" or draft.kind != "percent" else None


def of_noun(view: View, draft: Draft) -> bool:
    """ "8 % de croissance", "3 % de hausse des prix"."""
    if draft.phrase is None or draft.phrase_of != "bare":
        return False
    known, direction = noun_direction(view, draft.phrase.head)
    return known and settle(view, draft, direction, "change.of_noun", draft.phrase.complement)


def after_verb(view: View, draft: Draft) -> bool:
    """ "a progressé de 3 %", "a augmenté ses effectifs de 15 %": the verb, "de", the quantity."""
    prep = view.cues.ending(draft.left, "of")
    if prep is None or view.cues.ending(draft.left, "beside_above", "beside_below") is not None:
        return False  # "n'est pas descendue en dessous des 23 °C" is a level
    floor = view.span(draft)[0]
    verb = verb_before(view, prep - 1, floor)
    own: NounPhrase | None = None
    if verb is None or not verb_direction(view, verb)[0]:
        verb, own = _verb_over_object(view, draft, prep, floor)
    if verb is None:
        return False
    draft.verb = verb
    own = own or object_after(view, draft)
    if own is None and draft.phrase is not None and (draft.kind != "percent" or draft.phrase_of == "definite"):
        own = draft.phrase if draft.kind == "number" or draft.phrase_of == "definite" else None
    if draft.kind == "number" and draft.phrase is not None and view.cues.noun(draft.phrase.head, "person_count"):
        own = subject_phrase(view, verb) or own
    return settle(view, draft, verb_direction(view, verb)[1], "change.after_verb", own or _mover(view, verb))


def _verb_over_object(view: View, draft: Draft, prep: int, floor: int) -> tuple[int | None, NounPhrase | None]:
    """ "a réduit [ses émissions] de 20 %", "a vu [ses ventes] bondir": the verb left of its object."""
    phrase, _ = phrase_before_preposition(view, draft)
    if phrase is None:
        governor = view.syntax.governor(view.syntax.root_of(draft.first, draft.last))
        if (
            governor is not None
            and floor <= governor < prep
            and prep - governor <= 8
            and verb_direction(view, governor)[0]
        ):
            return governor, None
        return None, None
    k = phrase.first - 1
    while k >= floor and (
        view.syntax.determiner(k) or view.syntax.adverb(k) or (view.syntax.blocked[k] and k not in view.at_token)
    ):  # "a abaissé mercredi son taux de dépôt de 25 points de base"
        k -= 1
    counts = draft.kind == "number" and draft.phrase is not None and not view.cues.noun(draft.phrase.head, "person_count")
    if counts and not view.cues.noun(phrase.head, "magnitude"):  # "a relevé l'existence de 27 centres"
        return None, None
    if (
        k >= floor
        and view.syntax.verb(k)
        and verb_direction(view, k)[0]
        and not view.cues.verb(k, "change_object_plain")
    ):
        return k, phrase
    return None, None


def _mover(view: View, verb: int) -> NounPhrase | None:
    """What moves: the object a causative gives the infinitive ("a vu ses ventes bondir"), else the subject."""
    k = verb - 1
    if view.cues.ending(k, "as_for") is not None:  # "ont en revanche reculé"
        return subject_phrase(view, verb)
    nominal = k >= view.syntax.sentence(verb)[0] and (view.syntax.noun(k) or view.syntax.adjective(k))
    if view.syntax.infinitive(verb) or (view.syntax.past_participle(verb) and nominal):
        phrase = None
        if k >= view.syntax.sentence(verb)[0] and (view.syntax.noun(k) or view.syntax.adjective(k)):
            phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
        joint = view.cues.of_ends.get(view.syntax.before_article(phrase.first)) if phrase is not None else None
        if joint is None and phrase is not None:
            joint = view.cues.of_ends.get(phrase.first - 1)
        if joint is not None and view.cues.ending(joint - 1, "that_of") is not None:
            return None  # "et ceux de l'alimentation progressé de 0,7 %"
        if phrase is not None:
            return phrase
    return subject_phrase(view, verb)


def gapped(view: View, draft: Draft) -> bool:
    """ "… progressent de 3 %, et celles d'investissement de 12 %": the verb is that of the change before."""
    prep = view.cues.ending(draft.left, "of")
    if prep is None or draft.kind == "duration":
        return False
    before = next((d for d in view.before(draft) if d.role == "change"), None)
    if before is None or before.kind != draft.kind:
        return False
    named = before.rule == "change.after_noun" and view.syntax.proper(prep - 1)  # "une baisse de 6 %, le Japon de 4 %"
    if not named and before.rule not in ("change.after_verb", "change.gapped"):
        return False
    gap = range(before.last + 1, prep)
    if len(gap) > 30 or any(view.syntax.finite(k) for k in gap) or any(view.word(k) == ";" for k in gap[:-8]):
        return False
    phrase = view.syntax.phrase_before(prep - 1, view.cues.of_ends, view.cues.split)
    first = phrase.first if phrase is not None else prep - 1
    start = view.syntax.before_article(first)
    while start > before.last and (view.syntax.pronoun(start) or start in view.cues.of_ends):
        start -= 1
    if view.cues.ending(start, "conjunction") is None and view.word(start) not in (",", ";"):
        return False
    draft.verb, draft.direction = before.verb, before.direction
    if phrase is not None and before.measure is not None and view.cues.ending(start + 1, "that_of") is not None:
        draft.measure, draft.subject = before.measure, (phrase.first, phrase.last)  # "celui des services de 12 %"
    elif phrase is not None and _acts(view, before, phrase):
        draft.measure, draft.subject = before.measure, (phrase.first, phrase.last)
    elif phrase is not None:
        set_measure(view, draft, phrase)
    else:
        draft.measure = before.measure
    return draft.settle("change", "change.gapped")


def _acts(view: View, before: Draft, phrase: NounPhrase) -> bool:
    """ "… réduire leurs prélèvements de 50 %, les industriels de 25 %": another who acts; theirs is what moves."""
    if before.measure is None or before.verb is None or not before.verb < before.measure[0] < before.first:
        return before.rule == "change.gapped" and before.subject is not None and before.measure is not None
    owned, named = before.measure[0] - 1, phrase.first - 1
    return view.syntax.possessive(owned) and not view.syntax.possessive(named)


def bare_object(view: View, draft: Draft) -> bool:
    """ "gagne 0,6 point", "a perdu 12 %", "perd 3 000 emplois"."""
    verb = draft.left
    if verb < view.span(draft)[0] or not view.cues.verb(verb, "change_object_plain"):
        return False
    if draft.kind in ("money", "quantity") and _then_reached(view, draft):
        draft.verb = verb
        return settle(view, draft, _taken_direction(view, verb), "change.bare_object", subject_phrase(view, verb))
    counted = draft.phrase is not None and view.cues.noun(draft.phrase.head, "person_count")
    anaphor = draft.kind == "number" and draft.phrase is None and anaphoric_measure(view, draft) is not None
    if draft.kind != "percent" and not counted and not anaphor:
        return False
    draft.verb = verb
    own = draft.phrase if draft.kind == "number" else subject_phrase(view, verb)
    if draft.kind == "number" and own is None:
        draft.measure = anaphoric_measure(view, draft)
    if draft.kind == "percent" and draft.phrase_of == "definite":
        own = draft.phrase
    return settle(view, draft, _taken_direction(view, verb), "change.bare_object", own)


def _taken_direction(view: View, verb: int) -> str | None:
    """The direction of a verb of change; one of taking ("a pris 3 %") says a rise."""
    return verb_direction(view, verb)[1] or ("increase" if view.cues.verb(verb, "change_taken") else None)


def _then_reached(view: View, draft: Draft) -> bool:
    """ "a cédé 2.300 tonnes, à 38.150": the level reached follows over a comma."""
    following = next(iter(view.following(draft)), None)
    prep = view.cues.ending(following.left, "at") if following is not None else None
    if following is None or prep is None or prep - draft.end > 2 or view.word(prep - 1) != ",":
        return False
    return following.kind == draft.kind or (following.kind == "number" and following.phrase is None)


def signed(view: View, draft: Draft) -> bool:
    """ "(+8,5 %)", "-15 % en un mois": a written sign on anything but a temperature."""
    direction = sign_direction(draft) or _zero_beside_sign(view, draft)
    if direction is None or draft.kind in ("quantity", "duration"):
        return False
    if draft.kind != "percent" and direction == "decrease" and view.bracketed(draft) is None:
        return False
    phrase, _ = phrase_before_preposition(view, draft)
    if phrase is not None and view.cues.noun(phrase.head, "rate", "share"):
        return False
    return settle(view, draft, direction, "change.signed", draft.phrase if draft.phrase_of == "definite" else None)


def _zero_beside_sign(view: View, draft: Draft) -> str | None:
    """ "(0,0 % après +0,2 %)": a zero in brackets beside a signed percentage is a change."""
    following = next(iter(view.following(draft)), None)
    if draft.mention.value != 0 or draft.kind != "percent" or following is None or view.bracketed(draft) is None:
        return None
    return "stable" if sign_direction(following) is not None and following.first - draft.last <= 3 else None


def unmoved(view: View, draft: Draft) -> bool:
    """ "sont restés stables (0,0 %)": no change, in brackets after the word that says so."""
    bracket = view.bracketed(draft)
    if bracket is None or draft.kind != "percent" or draft.left != bracket or draft.mention.value != 0:
        return False
    known = view.cues.noun(bracket - 1, "change_neutral") or view.cues.verb(bracket - 1, "stable", "change_neutral")
    return known and settle(view, draft, "stable", "change.unmoved")


def plus_minus_word(view: View, draft: Draft) -> bool:
    """ "plus 4 % sur un an": the sign as a word."""
    before = draft.first - 1
    if draft.kind != "percent" or before < view.span(draft)[0]:
        return False
    if view.cues.ending(before, "more_before") is not None and view.cues.ending(before - 1, "not_a_sign") is None:
        return settle(view, draft, "increase", "change.plus_word")
    if view.cues.ending(before, "less_before") is not None and view.cues.ending(before - 1, "not_a_sign") is None:
        return settle(view, draft, "decrease", "change.minus_word")
    return False


def more_or_less(view: View, draft: Draft) -> bool:
    """ "9 % de plus qu'en 2022", "60 postes de moins", "34 % au-dessous de la moyenne", "recevront en moins 118 euros"."""
    for j in (draft.last + 1, draft.end + 1):
        for cue, direction in (("beside_above", "increase"), ("beside_below", "decrease")):
            apart = draft.kind not in ("duration", "number") or view.word(draft.left) == ","
            if view.cues.at(j, cue) is not None and apart:
                return settle(view, draft, direction, "change.more_or_less", draft.phrase if j > draft.end else None)
        better = view.cues.at(j, "better")
        if better is not None and draft.kind == "duration":  # "en 2 h 20, trois minutes de mieux qu'en 2023"
            return settle(view, draft, "decrease", "change.more_or_less")
    if draft.kind == "duration":
        return False
    for j in (draft.last + 1, draft.end + 1):
        for cue, direction in (("more_after", "increase"), ("less_after", "decrease")):
            end = view.cues.at(j, cue)
            if end is not None and end + 1 not in view.cues.of and end + 1 not in view.at_token:
                return settle(view, draft, direction, "change.more_or_less", draft.phrase)
    soit = view.cues.ending(draft.left, "equivalent") is not None
    if soit and draft.phrase is not None:
        for j in range(draft.phrase.head + 1, draft.phrase.last + 1):
            if view.cues.at(j, "more_after") is not None:
                return settle(view, draft, "increase", "change.more_or_less", draft.phrase)
    return False


def less_in_clause(view: View, draft: Draft) -> bool:
    """ "recevront donc en moins, chaque année, 118 euros et 4 euros": the cue after the verb, before the list."""
    before = draft.first - 1
    listed = view.word(before) == "," or view.cues.ending(before, "respectively") is not None
    if draft.kind not in ("money", "number") or not listed:
        return False
    floor = max(view.span(draft)[0], draft.first - 12)
    found = view.cues.find(floor, draft.first - 1, "less_within")
    if found is None or any(view.at_token.get(k) for k in range(found[1], draft.first)):
        return False
    return settle(view, draft, "decrease", "change.less_in_clause")


def above_below(view: View, draft: Draft) -> bool:
    """ "supérieur de 0,3 point à": measured against another level."""
    prep = view.cues.ending(draft.left, "of")
    if prep is None:
        return False
    k = prep - 1
    over = verb_before(view, k, view.span(draft)[0])
    if over is not None and view.syntax.verb(over) and view.cues.verb(over, "exceed"):  # "a dépassé de 1,5 °C le niveau d'avant"
        draft.verb = over
        return settle(view, draft, "increase", "change.above_below", subject_phrase(view, over))
    for cue, direction in (("above", "increase"), ("below", "decrease")):
        if view.cues.ending(k, cue) is not None:
            verb = governing_verb(view, draft)
            if view.cues.noun((view.cues.ending(k, cue) or k) - 1, "summary"):  # "…, un niveau inférieur de 7 %"
                verb = None
            return settle(
                view, draft, direction, "change.above_below", subject_phrase(view, verb) if verb is not None else None
            )
    return False


def times_more(view: View, draft: Draft) -> bool:
    """ "soit vingt fois moins que", "deux fois plus qu'en 2023": so many times a level."""
    if draft.kind != "number" or not any(view.cues.noun(k, "times_noun") for k in range(draft.first, draft.last + 1)):
        return False
    k = draft.last + 1
    if view.cues.at(k, "times_more") is not None:
        return settle(view, draft, "increase", "change.times_more")
    return view.cues.at(k, "times_less") is not None and settle(view, draft, "decrease", "change.times_more")


def times(view: View, draft: Draft) -> bool:
    """ "multiplié par trois", "divisé par deux"."""
    if draft.kind != "number" or view.cues.ending(draft.left, "times_up") is None:
        return False
    verb = verb_before(view, draft.left - 1, view.span(draft)[0])
    own: NounPhrase | None = None
    if verb is None and draft.left > 0:
        own = view.syntax.phrase_before(draft.left - 1, view.cues.of_ends, view.cues.split)
        k = own.first - 1 if own is not None else -1
        while k > 0 and view.syntax.determiner(k):
            k -= 1
        verb = k if k >= view.span(draft)[0] else None
    if verb is None or not view.cues.verb(verb, "multiply", "divide"):
        return False
    draft.verb = verb
    direction = "increase" if view.cues.verb(verb, "multiply") else "decrease"
    return settle(view, draft, direction, "change.times", own or _mover(view, verb))


def continued(view: View, draft: Draft) -> bool:
    """ "de 1,5 % sur trois mois et de 4 % sur un an": goes on with a change."""
    before = draft.continues
    if view.cues.ending(draft.left, "part_of") is not None:
        return False
    if before is None or before.role != "change" or (draft.phrase is not None and draft.phrase_of == "definite"):
        return False
    draft.direction = sign_direction(draft) or before.direction
    draft.measure, draft.verb = before.measure, before.verb
    if draft.kind == "number" and draft.phrase is not None:
        draft.measure = (draft.phrase.first, draft.phrase.last)
    draft.of = before.of
    return draft.settle("change", before.rule if before.rule == "change.less_in_clause" else "change.continued")


RULES = (
    above_below, times_more, times, after_noun, of_noun, unmoved, signed, plus_minus_word, more_or_less, less_in_clause, after_verb, bare_object, gapped,
    continued,
)  # fmt: skip
