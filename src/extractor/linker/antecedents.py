"""Measures that a quantity's own clause leaves unsaid: pronouns, coordinated verbs, amounts said before."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import governing_verb, head_of, set_measure, subject_head, subject_phrase

REACH = 14
"""Tokens between a change and the level that the next verb of the same subject says it reaches."""


def level_of_next_verb(view: View, draft: Draft) -> Draft | None:
    """ "a diminué de 18 % [en sept jours] et s'établit à 21 400": the level under a verb joined to that of the change."""
    if draft.rule not in ("change.after_verb", "change.bare_object"):
        return None
    following = (d for d in view.following(draft)[:3] if not d.skipped and d.kind != "duration")
    for other in following:
        again = other.rule == "share.anaphoric" and other.kind == draft.kind  # "en perd neuf et n'en conserve que 31"
        if (other.role != "level" and not again) or (other.kind == "percent" and draft.kind != "percent"):
            return None
        verb = governing_verb(view, other)
        if verb is None or not draft.end < verb < other.first or other.first - draft.end > REACH:
            return None
        return other if _joined(view, draft.end + 1, verb) else None
    return None


def _joined(view: View, first: int, verb: int) -> bool:
    """Whether only a conjunction, auxiliaries, adverbs and object pronouns stand before the verb (no subject of its own)."""
    k = verb - 1
    while k >= first and (
        view.syntax.auxiliary(k)
        or view.syntax.adverb(k)
        or view.cues.ending(k, "negation_head", "anaphor", "reflexive") is not None
    ):
        k -= 1
    return k >= first and view.cues.ending(k, "conjunction") is not None


def fill_pronouns(view: View) -> None:
    """ "il recule de 0,1 point, à 6,7 %": a pronoun or no subject takes the measure last spoken of in such units."""
    for draft in view.drafts:
        if draft.skipped or draft.measure is not None or draft.role not in ("level", "change"):
            continue
        bare = draft.kind == "number" and draft.phrase is None
        if not (bare or draft.kind in ("percent", "money", "quantity")) or (draft.role == "level" and not _points_back(view, draft)):
            continue
        if draft.role == "change" and not (_points_back(view, draft) or view.bracketed(draft) is not None):
            continue
        before = next((d for d in view.before(draft, 1) if d.measure is not None and _alike(d, draft)), None)
        if before is not None:
            draft.measure, draft.subject = before.measure, draft.subject or before.subject
        elif _points_back(view, draft):
            _take_subject_before(view, draft)


def _take_subject_before(view: View, draft: Draft) -> None:
    """ "Le nombre de chômeurs a reculé en avril. Il s'établit à 132 100": the magnitude that the last sentence speaks of."""
    if draft.sentence == 0:
        return
    first, last = view.syntax.sentences[draft.sentence - 1]
    verb = next((k for k in range(first, last + 1) if view.syntax.finite(k)), None)
    phrase = subject_phrase(view, verb) if verb is not None else None
    if phrase is not None and view.cues.noun(phrase.head, "magnitude", "rate"):
        set_measure(view, draft, phrase)


def _points_back(view: View, draft: Draft) -> bool:
    """Whether the subject of the quantity's verb is a pronoun that stands for a thing."""
    verb = governing_verb(view, draft)
    if verb is None or not view.cues.verb(verb, "level", "stable", "change_increase", "change_decrease", "move"):
        return False  # "il devra rembourser 380 000 euros": he, no measure
    head = subject_head(view, verb)
    return head is not None and subject_phrase(view, verb) is None and view.cues.ending(head, "pronoun_thing") is not None


def _alike(before: Draft, draft: Draft) -> bool:
    """A level or change in the same kind of unit (a percentage of change says nothing about a level in percent)."""
    if before.skipped or before.role not in ("level", "change"):
        return False
    if before.kind == "percent" and draft.kind == "percent":
        points = ("pp", "bp")
        rates = [d.role == "level" or getattr(d.mention, "unit", "") in points for d in (before, draft)]
        return rates[0] == rates[1]
    return before.kind == draft.kind


def _amount(draft: Draft) -> tuple[str, str, str]:
    return draft.kind, str(getattr(draft.mention, "value", None)), str(getattr(draft.mention, "unit", None))


def link_restated_change(view: View) -> None:
    """A headline's "en hausse de 12 %" and the body's, of one level: the same change, said twice, has the same level."""
    known = {
        (_amount(d), d.direction): d.of
        for d in reversed(view.drafts)
        if d.role == "change" and d.of is not None and not d.skipped
    }
    for draft in view.drafts:
        if draft.role == "change" and draft.of is None and not draft.skipped:
            draft.of = known.get((_amount(draft), draft.direction))


def fill_topics(view: View) -> None:
    """ "La Chine a plongé de 27 %", "la hausse atteint 41 %": a place or bare change moves what was spoken of before."""
    places: set[int] = set()
    for entity in view.entities:
        if entity.label == "LOC":
            first, last = view.syntax.tokens(entity.start, entity.end)
            places.update(range(first, last + 1))
    for draft in view.drafts:
        if draft.skipped or draft.role != "change" or draft.measure is None or not _stands_in(view, draft.measure, places):
            continue
        topic = _topic(view, draft, places)
        if topic is None:
            continue
        old = draft.measure
        draft.subject = old if old[0] in places else draft.subject
        draft.measure = topic.measure
        if draft.of is not None and draft.of.measure == old:
            draft.of.measure, draft.of.subject = topic.measure, draft.subject


def _topic(view: View, draft: Draft, places: set[int]) -> Draft | None:
    """The nearest change or level before with a measure of its own, a magnitude ("exportations") before others."""
    found = [
        d
        for d in view.before(draft, 3)
        if d.measure is not None
        and not d.skipped
        and d.role in ("change", "level")
        and d.kind != "duration"
        and not _stands_in(view, d.measure, places)
    ]
    named = (d for d in found if d.measure is not None and view.cues.noun(head_of(view, d.measure), "magnitude", "rate"))
    return next(named, found[0] if found else None)


def _stands_in(view: View, measure: tuple[int, int], places: set[int]) -> bool:
    """A place, or a noun of change alone with its article."""
    first, last = measure
    bare = first == last and first > 0 and view.syntax.definite(first - 1)
    return first in places or (bare and view.cues.noun(first, "change_increase", "change_decrease"))


def anaphoric(view: View, draft: Draft) -> bool:
    """ "n'en emploie plus que", "en rejettent à eux seuls": a pronoun before the verb stands for what was counted."""
    floor = max(view.span(draft)[0], draft.first - 8)
    k = draft.left
    while k >= floor and (
        view.syntax.adverb(k) or view.cues.ending(k, "restriction", "negation", "alone", "approximation") is not None
    ):
        k = view.cues.ending(k, "alone") or k
        k -= 1
    k -= 1
    while k >= floor and view.syntax.auxiliary(k):
        k -= 1
    return k >= floor and view.cues.ending(k, "anaphor") is not None


def anaphoric_count(view: View, draft: Draft) -> Draft | None:
    """The count before, where a pronoun before the verb stands for what it counts."""
    if not anaphoric(view, draft):
        return None
    return next(
        (d for d in view.before(draft, 1) if d.kind == "number" and d.measure is not None and not d.skipped), None
    )


def anaphoric_measure(view: View, draft: Draft) -> tuple[int, int] | None:
    """What the count before counts, where a pronoun before the verb stands for it."""
    near = anaphoric_count(view, draft)
    return near.measure if near is not None else None
