"""The level that something had before: "contre 85 millions un an plus tôt", "passé de A à B"."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import object_after, set_measure, subject_phrase, verb_before
from extractor.linker.syntax import NounPhrase

REACH = 30
"""Tokens between a level and the previous one that is compared with it."""


def from_to(view: View, draft: Draft) -> bool:
    """ "est passé de A à B", "portée de 200 à 350 tonnes": A previous, B level; settles both."""
    prep = view.cues.ending(draft.left, "from")
    following = next(iter(view.following(draft)), None)
    if prep is None or following is None or not _comparable(draft, following):
        return False
    if _is_step(view, draft, following):
        return False
    to = view.cues.ending(following.left, "at", "into")
    if to is None or to - draft.end > 8 or to <= draft.last or view.word(to - 1) == ",":
        return False
    if any(view.syntax.finite(k) or view.word(k) == ";" for k in range(draft.last + 1, to)):
        return False
    verb = verb_before(view, prep - 1, view.span(draft)[0])
    moved: NounPhrase | None = None
    if verb is None:
        verb, moved = _moved_object(view, prep, view.span(draft)[0])
    if verb is None or not view.cues.verb(verb, "move", "change_increase", "change_decrease", "revising"):
        head = view.syntax.governor(view.syntax.root_of(draft.first, draft.last))
        noun = view.syntax.phrase_before(prep - 1, view.cues.of_ends, view.cues.split) if prep > 0 else None
        if head is not None and view.cues.verb(head, "move"):
            verb = head
        elif noun is None or not view.cues.noun(noun.head, "change_increase", "change_decrease", "change_neutral"):
            return False
        else:
            verb = None
    phrase = moved or object_after(view, following) or (subject_phrase(view, verb) if verb is not None else None)
    magnitude = phrase is not None and view.cues.noun(phrase.head, "magnitude", "rate")
    for one in (draft, following):
        one.verb = verb
        if one.phrase is not None and one.kind == "number" and not magnitude:
            one.measure = (one.phrase.first, one.phrase.last)
        else:
            set_measure(view, one, phrase)
    if draft.measure is None:
        draft.measure = following.measure
    draft.of = following
    counting = phrase is not None and view.cues.noun(phrase.head, "counting", "share")
    following.settle("share" if following.kind == "percent" and counting else "level", "previous.from_to")
    return draft.settle("previous", "previous.from_to")


def _moved_object(view: View, prep: int, floor: int) -> tuple[int | None, NounPhrase | None]:
    """ "doit porter [la capacité] de 3,5 à 5 millions": the verb of movement left of its object."""
    phrase = view.syntax.phrase_before(prep - 1, view.cues.of_ends, view.cues.split) if prep - 1 > floor else None
    if phrase is None:
        return None, None
    verb = view.syntax.before_article(phrase.first)
    moves = verb >= floor and view.syntax.verb(verb) and view.cues.verb(verb, "move", "change_increase", "change_decrease")
    return (verb, phrase) if moves else (None, None)


def _comparable(draft: Draft, following: Draft) -> bool:
    """The same kind and unit; the second may leave the unit unsaid."""
    if following.kind == "number" and following.phrase is None:
        return True
    if draft.kind == "number" and draft.phrase is None:
        return following.kind in ("number", "money", "quantity", "duration")
    return draft.kind == following.kind and _same_unit(draft, following)


def _is_step(view: View, draft: Draft, following: Draft) -> bool:
    """ "augmente de 64 000 à 2,4 millions": so small an amount beside the level reached is the step, not the start."""
    a, b = getattr(draft.mention, "value", None), getattr(following.mention, "value", None)
    if "duration" in (draft.kind, following.kind) or a is None or b is None or abs(a) * 10 > abs(b):
        return False
    verb = verb_before(view, (view.cues.ending(draft.left, "from") or 0) - 1, view.span(draft)[0])
    return (
        verb is not None
        and view.cues.verb(verb, "change_increase", "change_decrease")
        and not view.cues.verb(verb, "transfer")
    )


def compared(view: View, draft: Draft) -> bool:
    """ "contre 85 millions un an plus tôt", "après 2,3 % en avril": the level before, of the level named left of it."""
    cue = view.cues.ending(draft.left, "comparison")
    if cue is None:
        return False
    weak = view.cues.ending(draft.left, "comparison_weak") is not None
    target = previous_target(view, draft)
    if target is None or draft.first - target.end > REACH:
        return False
    if _elsewhere(view, draft):
        draft.measure = target.measure
        return draft.settle("share" if target.role == "share" else "level", "level.contrasted")
    if target is not None and target.phrase is not None and view.cues.noun(target.phrase.head, "vote"):
        draft.measure = target.measure
        return draft.settle("level", "level.opposed_votes")
    if weak and view.word(cue - 1) != "," and view.word(cue - 1) != "(" and target.end < cue - 6:
        return False
    draft.of = target
    return draft.settle("previous", "previous.compared")


def _elsewhere(view: View, draft: Draft) -> bool:
    """ "un habitant sur cinq, contre un sur huit au plan national": another place or group at the same time."""
    end = view.cues.at(draft.last + 1, "elsewhere") or view.cues.at(draft.end + 1, "elsewhere") or _in_place(view, draft.end + 1)
    if end is None:
        return False
    stop = min(view.span(draft)[1], end + 8)
    following = next(iter(view.following(draft)), None)
    stop = min(stop, following.first - 1) if following is not None else stop
    return not view.dates_between(draft.last + 1, stop) and view.cues.find(draft.last + 1, stop, "earlier") is None


def _in_place(view: View, k: int) -> int | None:
    """The name of a place after a preposition at token `k`: "contre 27 % en Allemagne"."""
    if view.cues.at(k, "locative") is None or k + 1 >= view.syntax.size:
        return None
    k += 1
    while k + 1 < view.syntax.size and view.syntax.determiner(k):
        k += 1
    return k if any(e.label == "LOC" for e in view.entities_at(k)) else None


def in_brackets(view: View, draft: Draft) -> bool:
    """ "deux fois plus qu'au même mois de 2024 (2 490)", "14,2 % du total (12,9 % un an plus tôt)": the level of another time."""
    bracket = view.bracketed(draft)
    if bracket is None or draft.left != bracket or draft.mention.text[:1] in "+-−–" or draft.kind == "duration":
        return False
    if _same_at_other_time(view, draft, bracket):
        return draft.settle("previous", "previous.in_brackets")
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is None or before.role != "change" or not view.syntax.blocked[bracket - 1] or bracket - 1 in view.at_token:
        return False
    cue = view.cues.find(before.last + 1, bracket - 1, "baseline.strong", "baseline.than")
    target = next((d for d in view.before(draft, 1) if d.role == "level" and d.kind == draft.kind and not d.skipped), None)
    if cue is None or target is None:
        return False
    draft.of = target
    return draft.settle("previous", "previous.in_brackets")


def _same_at_other_time(view: View, draft: Draft, bracket: int) -> bool:
    """The quantity before the bracket in the same unit, and the bracket says when it was another."""
    target = next((d for d in view.before(draft) if not d.skipped), None)
    if target is None or target.role not in ("level", "share") or target.kind != draft.kind or bracket - target.end > 4:
        return False
    close = next((k for k in range(draft.last + 1, min(view.span(draft)[1], draft.last + 10) + 1) if view.word(k) == ")"), None)
    if close is None or not _same_unit(target, draft):
        return False
    past = view.dates_between(draft.last + 1, close) or view.cues.find(draft.last + 1, close, "earlier", "baseline.year_on_year")
    if not past or any(d.kind == draft.kind for d in view.drafts_between(draft.last + 1, close)):
        return False
    draft.of = target
    return True


def continued(view: View, draft: Draft) -> bool:
    """ "contre 85 millions en 2023 et 80 millions en 2022": goes on with a previous level."""
    before = draft.continues
    if before is None or before.role != "previous" or before.rule == "previous.from_to":
        return False
    draft.of = before.of
    return draft.settle("previous", "previous.continued")


def earlier_clause(view: View, draft: Draft) -> bool:
    """ "alors qu'il était de 5 % un an plus tôt": a level in a clause that says "before"."""
    if draft.kind == "duration":
        return False
    stop = view.span(draft)[1]
    tail = range(draft.end + 1, min(draft.end + 6, stop) + 1)
    cue = next((k for k in tail if view.cues.at(k, "earlier") is not None), None)
    if cue is None and view.cues.find(max(view.span(draft)[0], draft.first - 8), draft.first, "comparison_clause"):
        cue = next((first for first, _, _ in view.dates_between(draft.end + 1, min(draft.end + 4, stop))), None)
    if cue is None or any(view.word(k) in (",", ";", ")") for k in range(draft.end + 1, cue)):
        return False
    if view.syntax.verb(cue + 1) if cue < stop else False:
        return False
    target = previous_target(view, draft)
    between = target is not None and view.cues.find(target.end, draft.first, "comparison_clause", "pronoun_subject")
    if target is None or not between:
        return False
    draft.of = target
    return draft.settle("previous", "previous.earlier_clause")


def of_year(view: View, draft: Draft) -> bool:
    """ "sans retrouver les 81 000 de 2019", "loin des 12 % de 2020": the one of another year, with the definite article."""
    if draft.kind == "duration" or (draft.kind == "number" and draft.phrase is not None):
        return False
    of_last = view.cues.of.get(draft.last + 1)
    date = next(iter(view.dates_between(of_last + 1, of_last + 1)), None) if of_last is not None else None
    if date is None and view.cues.find(max(view.span(draft)[0], draft.left - 3), draft.left, "far_from") is not None:
        date = next(iter(view.dates_between(draft.end + 1, draft.end + 3)), None)  # "loin des 9,20 euros atteints en 2024"
    definite = any(
        view.cues.ending(k, "group_article", "of_definite") is not None for k in range(draft.left, draft.first)
    ) or view.cues.ending(draft.left, "of_definite", "at_definite") is not None
    if date is None or not definite:
        return False
    alike = (d for d in view.before(draft, 1) if d.role == "level" and d.kind == draft.kind and not d.skipped)
    target = next(alike, None) or previous_target(view, draft)
    if target is None or draft.first - target.end > REACH:
        return False
    draft.of, draft.measure, draft.subject = target, target.measure, target.subject
    return draft.settle("previous", "previous.of_year")


def previous_target(view: View, draft: Draft) -> Draft | None:
    """The nearest level of the same kind left of the quantity (a share where there is no level)."""
    bare = draft.kind == "number" and draft.phrase is None  # "5 pouces contre 3,5": the unit is not said again
    parts = draft.kind == "percent"  # "Quatre entreprises sur dix …, contre 52 % un an plus tôt"
    candidates = [
        d
        for d in view.before(draft, 1)
        if (d.kind == draft.kind or (bare and d.kind != "duration") or (parts and getattr(d.mention, "fraction", None))) and not d.skipped and not _benchmark(view, d) and not _whole(view, d)
    ]
    for roles in (("level", "change"), ("share",)) if draft.kind != "percent" else (("level", "share"), ("change",)):
        found = next((d for d in candidates if d.role in roles), None)
        if found is not None and found.sentence < draft.sentence:  # a change in the sentence itself comes first
            found = next((d for d in candidates if d.role in ("level", "share", "change")), None)
        if found is not None and (bare or found.kind != draft.kind or _same_unit(found, draft)):
            return found
    return None


def _benchmark(view: View, draft: Draft) -> bool:
    """ "15,9 %, sous le seuil d'alerte de 16 %, contre 28 % il y a un an": what a level is held against has no past."""
    named = draft.rule in ("level.after_noun", "level.benchmark") and draft.measure is not None
    return named and draft.measure is not None and view.cues.noun(draft.measure[0], "benchmark")


def _whole(view: View, draft: Draft) -> bool:
    """ "obtient 38 des 72 sièges, contre 29 en 2019": the part has a past, not the whole beside it."""
    part = next(iter(view.before(draft)), None)
    return part is not None and part.of is draft and part.rule == "share.of_many"


def _same_unit(a: Draft, b: Draft) -> bool:
    return a.kind in ("number", "duration") or getattr(a.mention, "unit", None) == getattr(b.mention, "unit", None)


RULES = (from_to, compared, in_brackets, continued, earlier_clause, of_year)
