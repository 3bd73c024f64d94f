"""Parts of a whole: after "dont", of a definite whole, in lists, out of so many."""

from __future__ import annotations

from extractor.linker.antecedents import anaphoric, anaphoric_measure
from extractor.linker.frames import Draft, View
from extractor.linker.parts import also_of_group, among_named, anaphoric_part, by_whom, compared_parties, held_against
from extractor.linker.predicates import (
    governing_verb,
    phrase_before_preposition,
    subject_head,
    subject_phrase,
    verb_before,
)  # fmt: skip
from extractor.linker.wholes import SENTENCES_BACK, is_fraction, named_whole, part_of, whole_before

_BASES = (10, 100, 1000, 10_000, 100_000)
"""What ratios are told out of: such a number counts nothing."""


def after_part_cue(view: View, draft: Draft) -> bool:
    """ "dont plus de 70 %", "dont quatre graves", "parmi lesquels 35 mineurs": part of the nearest level it can be of."""
    cue = view.cues.ending(draft.left, "part_of")
    if cue is None and view.word(draft.left) == ",":
        cue = view.cues.ending(draft.left - 1, "part_of")
    if cue is None:
        return False
    if draft.kind == "duration":  # "trois ans de prison, dont deux avec sursis"
        term = next((d for d in view.before(draft) if not d.skipped), None)
        told = term is not None and term.kind == "duration" and term.rule != "level.age" and term.measure is not None
        return told and part_of(view, draft, term, "share.after_cue")
    target = whole_before(view, draft, SENTENCES_BACK if cue <= view.span(draft)[0] + 1 else 0)
    if target is None and _told_of(view, draft):
        return False
    return part_of(view, draft, target, "share.after_cue")


def _told_of(view: View, draft: Draft) -> bool:
    """ "l'édition, dont 20 000 dossards seront mis en vente": what follows "dont" is the subject of a verb, part of no count."""
    k = draft.end + 1
    return draft.kind == "number" and draft.phrase is not None and k <= view.span(draft)[1] and view.syntax.finite(k)


def of_whole(view: View, draft: Draft) -> bool:
    """ "10 % du produit intérieur brut", "un tiers des Français": a percentage or fraction and its definite whole."""
    if not is_fraction(draft):
        return False
    if draft.phrase is None or draft.phrase_of == "":
        return _of_counted(view, draft)
    phrase = draft.phrase
    if draft.phrase_of == "bare" and view.cues.noun(phrase.head, "rate", "change_increase", "change_decrease"):
        return False
    verb = governing_verb(view, draft)
    subject = subject_phrase(view, verb) if verb is not None and verb < draft.first else None
    if subject is not None and view.cues.noun(subject.head, "ratio"):  # "le taux s'élève à 1,9 % de la population"
        return False
    draft.measure = (phrase.first, phrase.last)
    _part_is_subject(view, draft)
    draft.of = named_whole(view, draft)
    return draft.settle("share", "share.of_whole")


def _part_is_subject(view: View, draft: Draft) -> None:
    """ "les renouvelables représentent 23 % de …": the part is the subject, unless the share itself is."""
    verb = governing_verb(view, draft)
    head = subject_head(view, verb) if verb is not None else None
    if verb is None or head is None or verb > draft.first or head > draft.first:
        return
    if view.syntax.pronoun(head):
        draft.subject = (head, head)
    elif view.syntax.noun(head) and not view.syntax.blocked[head]:
        phrase = view.syntax.phrase_of(head, view.cues.of)
        draft.subject = (phrase.first, phrase.last)


def _of_counted(view: View, draft: Draft) -> bool:
    """ "la moitié des 80 élèves", "7 sur 10": the whole is itself a count."""
    following = next(iter(view.following(draft)), None)
    of_last = view.cues.of.get(draft.last + 1)
    if following is not None and of_last is not None and following.first <= of_last + 2 and following.kind == "duration":
        draft.measure = (following.first, following.last)  # "un quart des 18-24 ans"
        return following.skip("none.age_group") and draft.settle("share", "share.of_group")
    if following is not None and of_last is not None and following.first <= of_last + 2:
        draft.of = following
        if following.phrase is not None:
            draft.measure = (following.phrase.first, following.phrase.last)
        return draft.settle("share", "share.of_counted")
    return False


def one_in(view: View, draft: Draft) -> bool:
    """ "un visiteur sur trois": the whole is named within the quantity."""
    if draft.kind != "number" or not is_fraction(draft):
        return False
    draft.measure = _inside(view, draft)
    if draft.measure is None:
        return False
    draft.of = named_whole(view, draft)
    return draft.settle("share", "share.one_in")


def fraction(view: View, draft: Draft) -> bool:
    """ "soit un quart d'entre eux", "en rejettent la moitié", "et six sur dix": the whole was named before."""
    if draft.kind != "number" or not is_fraction(draft) or draft.phrase is not None:
        return False
    before = next((d for d in view.before(draft, 1) if not d.skipped and d.kind != "duration"), None)
    restates = view.cues.ending(draft.left, "equivalent") is not None or view.cues.at(draft.last + 1, "part_after")
    if before is not None and before.role == "level" and before.kind == "number" and restates:
        draft.measure = before.measure  # "3 500 élèves, soit un sur cinq"
    elif before is not None and before.role == "share" and (restates or _same_form(view, before, draft)):
        draft.of, draft.measure = before.of, before.measure
    elif anaphoric(view, draft) or view.cues.at(draft.last + 1, "part_after") is not None:
        verb = governing_verb(view, draft)
        head = subject_head(view, verb) if verb is not None else None
        acting = view.at_phrase(head) if head is not None else None  # "Quatre pays … en rejettent la moitié"
        draft.of = whole_before(view, acting or draft, SENTENCES_BACK)
        draft.measure = draft.of.measure if draft.of is not None else anaphoric_measure(view, draft)
    return draft.settle("share", "share.fraction")


def _inside(view: View, draft: Draft) -> tuple[int, int] | None:
    """The noun phrase within "deux [patients] sur cinq"."""
    syntax = view.syntax
    nouns = [k for k in range(draft.first + 1, draft.last) if syntax.noun(k) or syntax.nominal_adjective(k)]
    stop = next((k for k in range(draft.first + 1, draft.last) if view.cues.at(k, "on") is not None), None)
    if stop is None or not nouns or nouns[0] >= stop:
        return None
    return nouns[0], stop - 1


def _same_form(view: View, before: Draft, draft: Draft) -> bool:
    """ "trois visiteurs sur quatre … et 6 sur 10": both say so many out of so many, in one sentence."""
    if before.sentence != draft.sentence or before.kind != "number":
        return False
    return all(any(view.cues.at(k, "on") is not None for k in range(d.first, d.last)) for d in (before, draft))


def of_many(view: View, draft: Draft) -> bool:
    """ "12 des 27 pays", "48 pays sur 193": a count out of a count."""
    if draft.kind != "number" or draft.role is not None:
        return False
    following = next(iter(view.following(draft)), None)
    if following is None or following.kind != "number":
        return False
    of_last = view.cues.of.get(draft.last + 1)
    definite = view.cues.at(draft.last + 1, "of_definite")
    if (
        definite is not None
        and of_last is not None
        and following.first == definite + 1
        and following.phrase is not None
    ):
        draft.measure = (following.phrase.first, following.phrase.last)
        draft.of = following
        return draft.settle("share", "share.of_many")
    among = view.cues.ending(following.left, "among")
    if among is not None and draft.phrase is not None and among == draft.end + 1 and following.phrase is not None:
        draft.measure = (following.phrase.first, following.phrase.last)  # "douze produits parmi 187 candidatures"
        draft.subject, draft.of = (draft.phrase.first, draft.phrase.last), following
        return draft.settle("share", "share.among")
    out_of = view.cues.ending(following.left, "on", "per_many")
    if out_of is None or draft.phrase is None or out_of != draft.end + 1:
        return False
    counts = following.phrase is not None and view.syntax.noun(following.phrase.head)
    if counts and following.left == following.first - 1:
        return False
    draft.measure = (draft.phrase.first, draft.phrase.last)
    if not counts and following.left == following.first - 1 and view.cues.ending(following.left, "on") is not None:
        base = getattr(following.mention, "value", None)
        if base is None or base <= _BASES[0] or base in _BASES:  # "6 sur 10", "trois sur quatre": how the ratio is told, no count
            return draft.settle("share", "share.out_of") and following.skip("none.out_of")
        following.measure = draft.measure  # "340 postes sur 1 200"
        following.settle("level", "level.whole_of_share")
    draft.of = following
    return draft.settle("share", "share.out_of")


def from_group(view: View, draft: Draft) -> bool:
    """ "Sur les 230 communes, 48 …", "400 d'entre eux": part of a count named before."""
    if draft.kind not in ("number", "percent") or (
        draft.phrase is not None and draft.kind == "number" and draft.phrase_of == ""
    ):
        return False
    after = view.cues.at(draft.last + 1, "part_after") is not None
    floor = view.span(draft)[0]
    if not after:
        before = next((d for d in view.before(draft) if not d.skipped), None)
        if before is None or before.kind != "number" or before.phrase is None or not _fraction_or_count(draft):
            return False
        opened = before.left >= floor and view.cues.ending(before.left, "on", "among") is not None
        comma = next((k for k in range(before.end + 1, draft.first) if view.word(k) == ","), None)
        if not opened or comma is None or draft.first - before.end > 8:
            return False
    target = whole_before(view, draft, SENTENCES_BACK)
    return target is not None and part_of(view, draft, target, "share.from_group")


def _fraction_or_count(draft: Draft) -> bool:
    return is_fraction(draft) or draft.kind == "number"


def of_counted_before(view: View, draft: Draft) -> bool:
    """ "900 salariés … 70 % sont des femmes": a percentage without a whole that opens a clause, after a count."""
    if not is_fraction(draft) or draft.phrase is not None:
        return False
    stop = view.span(draft)[1]
    k = draft.last + 1
    while k < stop and view.syntax.pronoun(k) and not view.syntax.relative(k):  # "22 % s'y opposent"
        k += 1
    if k > stop or not (view.syntax.finite(k) or view.syntax.auxiliary(k)):  # no "l'objectif de 75 % fixé par …"
        return False
    target = whole_before(view, draft, 1)
    return target is not None and target.kind == "number" and part_of(view, draft, target, "share.opens_clause")


def by_participle(view: View, draft: Draft) -> bool:
    """ "subventionné à 50 %", "détenue à 68 % par …", "actionnaire majoritaire (à 68 %) d'EFI"."""
    if not is_fraction(draft):
        return False
    prep = view.cues.ending(draft.left, "of")
    if prep is not None and prep > 0 and view.cues.verb_form(prep - 1, "credited"):  # "Les Républicains, crédités de 7 %"
        return draft.settle("share", "share.credited")
    if view.cues.ending(draft.left, "at") is None:
        return by_whom(view, draft)
    k = draft.left - 1
    if view.word(k) == "(":
        k -= 1
    while k > view.span(draft)[0] and view.syntax.adverb(k):
        k -= 1
    participle = view.cues.verb(k, "partition") or view.cues.noun(k, "share")
    if not participle and not view.cues.lexicon.classes("verbs", view.word(k), view.syntax.lemmas[k]) & {"partition"}:
        return False
    draft.verb = k
    if draft.phrase is not None:
        draft.measure = (draft.phrase.first, draft.phrase.last)
        return draft.settle("share", "share.by_participle")
    head = subject_head(view, k)
    if head is None and k > 0:
        noun = view.syntax.phrase_before(k - 1, view.cues.of_ends, view.cues.split)
        head = noun.head if noun is not None else None
    if head is not None and view.syntax.noun(head):
        phrase = view.syntax.phrase_of(head, view.cues.of)
        draft.measure = (phrase.first, phrase.last)
        draft.of = named_whole(view, draft)
    return draft.settle("share", "share.by_participle")


def after_share_noun(view: View, draft: Draft) -> bool:
    """ "une part de 25 %", "une participation de 30 % dans …", "la proportion de femmes atteint 40 %"."""
    if not is_fraction(draft):
        return False
    phrase, _ = phrase_before_preposition(view, draft)
    if phrase is None:
        verb = verb_before(view, draft.left, view.span(draft)[0])
        prep = view.cues.ending(draft.left, "at", "of")
        if verb is None and prep is not None:
            verb = verb_before(view, prep - 1, view.span(draft)[0])
        phrase = subject_phrase(view, verb) if verb is not None else None
    held = view.cues.ending(draft.left, "of") is not None  # "une participation de 30 % dans", no "grimpe à 44 % dans"
    stake = (
        phrase is not None
        and held
        and view.cues.noun(phrase.head, "stake")
        and view.cues.at(draft.last + 1, "stake_in") is not None
    )
    if phrase is None or not (stake or view.cues.noun(phrase.head, "share", "counting")):
        return False
    draft.measure = (phrase.first, phrase.last)
    if view.cues.noun(phrase.head, "share") and phrase.complement is not None:
        draft.measure = (phrase.first, phrase.complement.last)
    return draft.settle("share", "share.after_noun")


def listed(view: View, draft: Draft) -> bool:
    """ "dont 31 % de femmes, un tiers de débutants et 9 600 étrangers": goes on with the parts of one whole."""
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is None or before.role != "share" or before.rule not in ("share.after_cue", "share.listed"):
        return False
    whole = before.of
    if whole is None or draft.kind == "duration" or draft.phrase_of == "definite":
        return False
    amounts = draft.kind == "number" and draft.phrase is None and whole.kind in ("money", "quantity")  # "3,9 milliards en …, 1,2 dans …"
    if not is_fraction(draft) and not amounts and (draft.kind != whole.kind or draft.phrase is None):
        return False
    gap = range(before.last + 1, draft.first)
    joint = view.word(draft.left) == "," or view.cues.ending(draft.left, "conjunction") is not None
    if not joint or len(gap) > 10 or any(view.syntax.verb(k) or view.word(k) in (";", ":", "(", ")") for k in gap):
        return False
    if before.kind == "number" and before.phrase is not None and view.syntax.adjective(before.phrase.head):
        return False  # "14 rebonds dont 6 offensifs, 3 contres": another noun is counted
    if draft.end < view.span(draft)[1] and view.syntax.finite(draft.end + 1):
        return False
    return part_of(view, draft, whole, "share.listed")


def continued(view: View, draft: Draft) -> bool:
    """A list of shares: "40 % de subvention ; 20 % d'autofinancement et 40 % d'emprunt"."""
    before = draft.continues or _list_before(view, draft)
    if before is None or before.role != "share" or before.kind != draft.kind:
        return False
    named = view.cues.ending(draft.left, "of") is not None and view.cues.ending(before.left, "of") is None
    held, _ = phrase_before_preposition(view, draft) if named else (None, None)
    if named and (draft.continues is None or (held is not None and view.cues.noun(held.head, "benchmark"))):
        return False  # "…, sous le seuil d'alerte de 16 %"
    own_whole = draft.phrase is not None and draft.phrase_of == "definite"
    if (
        own_whole
        or (draft.phrase is not None and before.of is None)
        or (before.rule == "share.after_cue" and before.of is None)
    ):
        return False
    draft.measure, draft.of, draft.verb = before.measure, before.of, before.verb
    if draft.phrase is not None:
        draft.subject = (draft.phrase.first, draft.phrase.last)
    return draft.settle("share", "share.continued")


def _list_before(view: View, draft: Draft) -> Draft | None:
    """The share of the same kind just before, across a semicolon or a gapped verb ("et l'État 15 %")."""
    aside = ("change", "equivalent")
    before = next((d for d in view.before(draft) if d.role not in aside or view.bracketed(d) is None), None)
    if before is None or before.kind != draft.kind or before.role != "share" or draft.kind != "percent":
        return None
    gap = range(before.last + 1, draft.first)
    if len(gap) <= 14 and view.bracketed(before) is not None and view.bracketed(draft) is not None:
        return before
    if len(gap) > 14 or any(view.syntax.finite(k) for k in gap):
        return None
    joined = any(view.word(k) in (";", ",") or view.cues.at(k, "conjunction") is not None for k in gap)
    return before if joined else None


RULES = (
    held_against, one_in, among_named, of_many, after_part_cue, listed, continued, of_whole, by_participle, from_group, also_of_group, anaphoric_part, of_counted_before, after_share_noun, compared_parties,
    fraction,
)  # fmt: skip
