"""What a change moved: the level it belongs to, or the noun phrase that names it."""

from __future__ import annotations

from extractor.linker.antecedents import level_of_next_verb
from extractor.linker.directions import noun_direction
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import (
    governing_verb,
    same_head,
    set_measure,
    subject_head,
    subject_phrase,
    subject_points_back,
    verb_before,
)  # fmt: skip
from extractor.linker.syntax import NounPhrase


def link_level(view: View, draft: Draft) -> None:
    """Find the level that a change belongs to, and share its measure; without one, name what moved."""
    if draft.of is not None or draft.role != "change":
        return
    twin = next(iter(view.before(draft)), None)
    gap = draft.first - twin.end if twin is not None else 0
    beside = gap <= 3 or (gap <= 10 and view.bracketed(draft) is not None)
    if draft.rule == "change.signed" and twin is not None and twin.role == "change" and beside:
        draft.of, draft.measure, draft.subject = twin.of, twin.measure, twin.subject  # "de 640 personnes (-5,1 %)"
        return
    restates = draft.rule == "change.more_or_less" and view.cues.ending(draft.left, "equivalent") is not None
    target = None if restates else _reached(view, draft) or level_of_next_verb(view, draft)  # "soit 5 de plus, portant à 559"
    if target is not None and not _can_move(target, draft):
        target = None
    if target is not None:
        _share_measure(view, draft, target)
        return
    target = _level_left(view, draft) or _level_right(view, draft)
    if target is None and subject_points_back(view, draft) and draft.rule not in ("change.signed", "change.plus_word"):
        target = next((d for d in view.before(draft, 1) if d.sentence < draft.sentence and _can_move(d, draft)), None)
        if target is not None and _own_object(draft) and not same_head(view, draft.measure, target.measure):
            target = None  # "il faudrait réduire ces émissions de 35 %"
    if target is not None:
        draft.of = target
        if draft.measure is None or target.measure is not None:
            draft.measure, draft.subject = target.measure, target.subject or draft.subject
    elif draft.measure is None and draft.rule != "change.less_in_clause":
        set_measure(view, draft, _named_mover(view, draft))
        if draft.measure is None:  # "elles ont plongé": what moved just before
            near = next((d for d in view.before(draft, 1) if d.measure is not None and d.role == "change"), None)
            draft.measure = near.measure if near is not None else None


def _own_object(draft: Draft) -> bool:
    """Whether what moved stands between the verb and the amount."""
    return draft.measure is not None and draft.verb is not None and draft.verb < draft.measure[0] < draft.first


def _share_measure(view: View, draft: Draft, target: Draft) -> None:
    """A change and the level it reaches ("de 8 %, à 32 milliards") measure the same."""
    draft.of = target
    if draft.measure is None:
        set_measure(view, draft, _named_mover(view, draft))
    weak = target.measure is None or target.rule in (
        "level.bare",
        "level.percentage",
        "level.after_noun_at",
        "level.continued",
        "level.after_verb",
        "share.of_whole",
        "share.bare",
    )
    if weak and draft.measure is not None and (target.phrase is None or target.kind == "percent"):
        target.measure, target.subject = draft.measure, draft.subject
        if target.role == "share":
            target.settle("level", "level.reached")
    elif draft.measure is None:
        draft.measure, draft.subject = target.measure, target.subject


def _can_move(level: Draft, draft: Draft) -> bool:
    """A level (or count) whose change this can be: points of percentages, percent of anything but percentages."""
    if level.role == "share" and getattr(draft.mention, "unit", None) in ("pp", "bp"):
        return level.kind == "percent"
    if level.role == "share" and level.kind == draft.kind == "number" and draft.rule in ("change.signed", "change.times_more"):
        return True  # "les Verts 17 sièges (-2)", "un élève sur quatre, deux fois plus qu'en 2019"
    if level.kind == "duration":  # "en 2h20, trois minutes de mieux"
        return draft.kind == "duration" and draft.rule == "change.more_or_less" and level.role == "level" and not level.skipped
    if level.role not in ("level",) or level.skipped:
        return False
    unit = getattr(draft.mention, "unit", None)
    if draft.kind == "percent":
        return (level.kind == "percent") if unit in ("pp", "bp") else True
    if draft.rule == "change.times_more":
        return True
    return level.kind == draft.kind or (draft.kind == "number" and draft.phrase is None and level.kind == "money")


def _reached(view: View, draft: Draft) -> Draft | None:
    """ "a progressé de 8 %, à 32 milliards": the level reached, just after the change."""
    bracket = view.bracketed(draft)
    for other in [d for d in view.following(draft) if d.kind != "duration" and not d.skipped][:3]:
        if bracket is not None and view.bracketed(other) != bracket and _apart(view, draft, other):
            return None
        if other.first - draft.end > 14 or view.word(other.first - 1) == ";":
            return None
        if view.cues.ending(other.left, "at", "into") is not None and _can_move(other, draft):
            gap = range(draft.end + 1, other.left)
            if not any(view.syntax.finite(k) for k in gap):
                return other
            return None
        if other.role in ("level", "previous"):
            return None
    return None


def _apart(view: View, draft: Draft, other: Draft) -> bool:
    """Whether words stand between the bracket of a change and the "at" of the level: "(+1,5 %) et celui des blessés à"."""
    prep = view.cues.ending(other.left, "at") or other.left
    close = next((k for k in range(draft.last + 1, prep) if view.word(k) == ")"), prep)
    return any(view.word(k) != "," for k in range(close + 1, prep))


def _level_left(view: View, draft: Draft) -> Draft | None:
    """The nearest level left in the sentence; one of the same measure where the change names its own."""
    for other in view.before(draft):
        if not _can_move(other, draft):
            continue
        unnamed = draft.measure is None or _takes_up(view, draft.measure[0])
        if unnamed and (_own_clause(view, draft, other) or _own_subject(view, draft, other)):
            return None
        moved = range(other.end + 1, draft.first)
        if draft.rule == "change.signed" and any(
            view.syntax.finite(i) and not view.cues.noun(i, "unit_extension") for i in moved
        ):  # "…, l'investissement recule (-0,2 %)"
            return None
        if draft.rule == "change.signed" and _of_agent(view, draft, moved):
            return None
        if unnamed or same_head(view, draft.measure, other.measure or other.subject):
            return other
        gap = range(other.end + 1, draft.first)
        if draft.rule in ("change.more_or_less", "change.signed") and not any(view.syntax.finite(i) for i in gap):
            return other
    return None


def _of_agent(view: View, draft: Draft, moved: range) -> bool:
    """ "une marge de 5,4 %, pénalisée par la hausse des salaires (+3,6 %)": the bracket belongs to the noun before it."""
    bracket = view.bracketed(draft)
    if bracket is None or not (view.syntax.noun(bracket - 1) or view.syntax.adjective(bracket - 1)):
        return False
    return any(view.syntax.past_participle(k) and view.cues.at(k + 1, "per_each") is not None for k in moved if k < bracket - 1)


def _takes_up(view: View, first: int) -> bool:
    """ "…, un chiffre en hausse de 6 %": an apposed noun that stands for the amount before it."""
    before = view.syntax.before_article(first)
    return before > 0 and view.word(before) == "," and view.cues.noun(first, "summary")


def _own_clause(view: View, draft: Draft, other: Draft) -> bool:
    """ "…, tandis qu'elles ont plongé de 20 %": a clause with a verb of change of its own starts between."""
    if draft.rule not in ("change.after_verb", "change.bare_object"):
        return False
    gap = range(other.end + 1, draft.first)
    return any(view.word(k) == ";" or view.cues.at(k, "clause") is not None for k in gap)


def _own_subject(view: View, draft: Draft, other: Draft) -> bool:
    """ "L'entreprise, qui emploie 5 400 personnes, prévoit une croissance de 4 %": the verb has another subject."""
    if draft.rule != "change.after_noun":
        return False
    verb = next((k for k in range(draft.left - 1, max(other.end, draft.left - 6), -1) if view.syntax.finite(k)), None)
    if verb is None or view.syntax.subject_left(verb) is None:
        return False
    phrase = subject_phrase(view, verb)
    return phrase is not None and not same_head(view, (phrase.first, phrase.last), other.measure)


def _level_right(view: View, draft: Draft) -> Draft | None:
    """ "La fréquentation, en recul de 2 %, atteint 4,3 millions": the level of the subject that the change stands by."""
    if draft.rule not in ("change.after_noun", "change.signed", "change.continued"):
        return None
    closed = draft.end + 1
    for _ in range(8):
        if view.word(closed) in (",", ")"):
            break
        closed += 1
    else:
        return None
    for other in view.following(draft)[:2]:
        verb = verb_before(view, view.skip_left(other.left, closed), closed)
        prep = view.cues.ending(other.left, "at", "of")
        if verb is None and prep is not None:
            verb = verb_before(view, prep - 1, closed)
        if (
            verb is not None
            and view.cues.verb(verb, "level")
            and _can_move(other, draft)
            and other.first - draft.end < 14
        ):
            return other
    return None


def _oblique_of_change(view: View, draft: Draft, phrase: NounPhrase) -> bool:
    """ "le PIB a reculé dans la zone euro (-0,3 %)": a phrase after a preposition that follows a verb of change."""
    over = view.syntax.before_article(phrase.first)
    if not view.syntax.preposition(over) or over in view.cues.of_ends or view.cues.at(over, "per_each") is not None:
        return False
    verb = governing_verb(view, draft)
    moving = ("change_increase", "change_decrease", "stable", "move")
    return verb is not None and verb < over and view.cues.verb(verb, *moving)


def _named_mover(view: View, draft: Draft) -> NounPhrase | None:
    """What moved when no level is near: the noun before the comma or bracket, else the subject."""
    floor = view.span(draft)[0]
    bracket = view.bracketed(draft)
    k = bracket - 1 if bracket is not None else None
    if k is None:
        k = next(
            (i - 1 for i in range(draft.left, max(floor, draft.left - 8) - 1, -1) if view.word(i) in (",", ":")), None
        )
    own_verb = k is not None and bracket is None and any(view.syntax.finite(i) for i in range(k + 1, draft.left))
    if k is not None and k >= floor and not view.syntax.verb(k) and not own_verb:
        phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
        known = phrase is not None and noun_direction(view, phrase.head)[0]
        if phrase is not None and bracket is not None and _oblique_of_change(view, draft, phrase):
            phrase = None
        at_once = view.word(k + 1) == ":" and noun_direction(view, k + 2)[0]  # "Mises en chantier : bond de 29 %"
        headed = at_once and phrase is not None and not view.syntax.proper(phrase.head)
        if phrase is not None and not known and (bracket is not None or view.word(k + 1) == "," or headed):
            return phrase
        if phrase is not None and known and phrase.complement is not None:
            return phrase.complement
    verb = governing_verb(view, draft)
    if k is not None and view.word(k + 1) == ":":
        verb = verb_before(view, k, floor) or verb
    if verb is None or not view.syntax.verb(verb):
        verb = next(
            (i for i in range(draft.first - 1, max(floor, draft.first - 25) - 1, -1) if view.syntax.verb(i)), verb
        )
    if verb is None:
        return None
    found = subject_phrase(view, verb)
    head = subject_head(view, verb)
    if found is not None and noun_direction(view, found.head)[0] and head is not None:
        return found.complement
    return found
