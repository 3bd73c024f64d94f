"""Parts of a whole that the clause does not name: pronouns, groups, parties, who bears an amount."""

from __future__ import annotations

from extractor.linker.antecedents import anaphoric
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import governing_verb, head_of, phrase_before_preposition, subject_head
from extractor.linker.wholes import SENTENCES_BACK, is_fraction, named_whole, part_of, whole_before


def held_against(view: View, draft: Draft) -> bool:
    """ "15,9 % de leur capacité, sous le seuil de 16 %", "au-dessus du plafond de 3 %": what a level is held against."""
    if draft.kind != "percent":
        return False
    phrase, _ = phrase_before_preposition(view, draft)
    if phrase is None or not view.cues.noun(phrase.head, "benchmark"):
        return False
    draft.measure = (phrase.first, phrase.last)
    return draft.settle("level", "level.benchmark")


def anaphoric_part(view: View, draft: Draft) -> bool:
    """ "produit 400 véhicules par jour et en exporte 70 %": the pronoun before the verb stands for the whole."""
    if draft.kind != "percent" or not is_fraction(draft) or draft.phrase is not None or not anaphoric(view, draft):
        return False
    target = whole_before(view, draft, 1)
    return target is not None and target.kind in ("number", "quantity", "money") and part_of(view, draft, target, "share.anaphoric")


def also_of_group(view: View, draft: Draft) -> bool:
    """ "Sur les 1 250 inscrits, 980 se sont présentés et 712 ont été admis": another part of the group."""
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is None or before.rule not in ("share.from_group", "share.also_of_group") or draft.kind not in ("number", "percent"):
        return False
    k = draft.last + 1
    while k < view.span(draft)[1] and view.syntax.pronoun(k) and not view.syntax.relative(k):
        k += 1
    joint = view.word(draft.left) == "," or view.cues.ending(draft.left, "conjunction") is not None
    if draft.phrase is not None or not joint or not (view.syntax.finite(k) or view.syntax.auxiliary(k)):
        return False
    return before.of is not None and part_of(view, draft, before.of, "share.also_of_group")


def compared_parties(view: View, draft: Draft) -> bool:
    """ "le PS s'est contenté de 36,1 %": a percentage of the same whole as the share before, of another party."""
    if not is_fraction(draft) or draft.phrase is not None:
        return False
    before = next((d for d in view.before(draft) if d.kind == draft.kind or is_fraction(d)), None)
    if before is None or before.role != "share" or (before.of is not None and before.rule != "share.of_counted"):
        return False
    if view.cues.at(draft.last + 1, "restriction") is not None:  # "deux tiers estiment que …, 18 % que …"
        draft.measure, draft.of = before.measure, before.of
        return draft.settle("share", "share.same_whole")
    verb = governing_verb(view, draft)
    head = subject_head(view, verb) if verb is not None else None
    moving = ("change_increase", "change_decrease", "change_neutral")
    if head is None or view.cues.noun(head_of(view, (head, head)), "rate", "magnitude", *moving):
        return False
    draft.measure = before.measure
    draft.subject = (head, head)
    return draft.settle("share", "share.same_whole")


def among_named(view: View, draft: Draft) -> bool:
    """ "Parmi les chômeurs, 592 000 cherchent …": a bare count out of a group that the head of the sentence names."""
    if draft.kind not in ("number", "percent") or draft.phrase is not None:
        return False
    start = view.span(draft)[0]
    cue = view.cues.at(start, "among")
    phrase = view.syntax.phrase_at(cue + 1, view.cues.of) if cue is not None else None
    if phrase is None or view.word(phrase.last + 1) != "," or draft.left > phrase.last + 3:
        return False
    draft.measure = (phrase.first, phrase.last)
    draft.of = named_whole(view, draft) or _counts_whole(view, draft, phrase.head)
    return draft.settle("share", "share.among_named")


def _counts_whole(view: View, draft: Draft, head: int) -> Draft | None:
    """A level "nombre de chômeurs" for the chômeurs."""
    for other in view.before(draft, 2 * SENTENCES_BACK):
        if other.role == "level" and other.kind == "number" and other.measure is not None and not other.skipped:
            lemmas = {view.syntax.lemmas[k] for k in range(other.measure[0], other.measure[1] + 1)}
            if view.syntax.lemmas[head] in lemmas and view.cues.noun(other.measure[0], "counting", "magnitude"):
                return other
    return None


def by_whom(view: View, draft: Draft) -> bool:
    """ "16,3 millions, apportés par la ville (41 %)": who bears which part of the amount before."""
    bracket = view.bracketed(draft)
    if bracket is None or view.skip_left(draft.first - 1, bracket) != bracket:
        return False
    whole = next((d for d in view.before(draft) if not d.skipped), None)
    if whole is None or whole.role != "level" or whole.kind not in ("money", "quantity", "number"):
        return False
    gap = range(whole.end + 1, bracket)
    at = next((k for k in gap if view.syntax.past_participle(k) and view.cues.verb(k, "partition")), None)
    if at is None or view.cues.at(at + 1, "per_each") is None or any(view.syntax.finite(k) and not view.syntax.auxiliary(k) for k in gap):
        return False
    draft.measure, draft.of, draft.verb = whole.measure, whole, at
    phrase = view.syntax.phrase_before(bracket - 1, view.cues.of_ends, view.cues.split)
    draft.subject = (phrase.first, phrase.last) if phrase is not None else None
    return draft.settle("share", "share.by_whom")
