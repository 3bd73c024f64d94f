"""Quantities whose verb and noun are said once: "La France compte 12 usines, l'Allemagne 8 et l'Italie 5"."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.wholes import part_of

_LONGEST = 6
"""Tokens of the noun phrase that stands for subject and verb, its article included."""
_REACH = 20


def gapped(view: View, draft: Draft) -> bool:
    """ "…, les Verts 17": a noun phrase right after a comma, then a bare quantity of the kind of the one before it."""
    if draft.kind == "duration" or draft.phrase is not None or draft.left != draft.first - 1:
        return False
    before = _counted_before(view, draft)
    if before is None:
        return False
    syntax = view.syntax
    phrase = syntax.phrase_before(draft.left, view.cues.of_ends, view.cues.split)
    if phrase is not None and any(view.cues.at(k, "anaphor") is not None for k in range(phrase.first, draft.first)):
        return False  # "la droite en totalise 20"
    if phrase is None or phrase.last != draft.left or draft.first - phrase.first > _LONGEST:
        return False
    over = syntax.before_article(phrase.first)
    start = over
    if view.cues.ending(over, "of") is not None and view.cues.ending((view.cues.ending(over, "of") or 0) - 1, "that_of") is not None:
        start = (view.cues.ending(over, "of") or 0) - 2  # "celles de café 450 millions"
    if view.word(start) != "," and view.cues.ending(start, "conjunction") is None:
        return False
    gap = range(before.end + 1, start)
    if len(gap) > _REACH or any(syntax.verb(k) or view.word(k) in (";", ":", ".") for k in gap):
        return False
    draft.measure, draft.of, draft.verb, draft.direction = before.measure, before.of, before.verb, before.direction
    draft.subject = (phrase.first, phrase.last)
    return draft.settle(before.role or "level", f"{before.role or 'level'}.gapped")


def _counted_before(view: View, draft: Draft) -> Draft | None:
    """The quantity before, over those in brackets, that has a subject of its own and is of the same kind."""
    before = next((d for d in view.before(draft) if view.bracketed(d) is None and not d.skipped), None)
    if before is None or before.kind != draft.kind or before.role not in ("level", "share"):
        return None
    before = next((d for d in view.before(draft) if d.of is before and d.rule == "share.of_many"), before)
    same = getattr(before.mention, "unit", None) == getattr(draft.mention, "unit", None)
    acting = before.verb is not None or before.subject is not None or before.measure is not None
    return before if same and acting else None


def broken_down(view: View, draft: Draft) -> bool:
    """ "27 centres de détention : 10 à Damas, 4 à Homs": the parts of a count behind a colon or in a bracket."""
    if draft.kind == "duration" or draft.phrase is not None or view.word(draft.left) not in (":", "("):
        return False
    whole = next((d for d in view.before(draft) if not d.skipped), None)
    if whole is None or whole.role != "level" or whole.kind != draft.kind or whole.measure is None:
        return False
    if draft.left - whole.end > 4 or not any(other.kind == draft.kind for other in view.following(draft)[:2]):
        return False
    if getattr(whole.mention, "unit", None) != getattr(draft.mention, "unit", None) or draft.mention.text[:1] in "+-−–":
        return False
    a, b = getattr(whole.mention, "value", None), getattr(draft.mention, "value", None)
    if a is None or b is None or b >= a:
        return False
    return part_of(view, draft, whole, "share.broken_down")


def by_place(view: View, draft: Draft) -> bool:
    """ "1 370 exploitations, principalement dans le Gers (412) et les Landes (386)": the part of each place."""
    bracket = view.bracketed(draft)
    if draft.kind != "number" or draft.phrase is not None or bracket is None or draft.left != bracket:
        return False
    if view.word(draft.last + 1) != ")" or not view.syntax.proper(bracket - 1):
        return False
    whole = next((d for d in view.before(draft) if d.kind == "number" and d.role == "level" and d.phrase is not None), None)
    a, b = (getattr(d.mention, "value", None) if d is not None else None for d in (whole, draft))
    if whole is None or a is None or b is None or b >= a or bracket - whole.end > _REACH:
        return False
    if any(view.syntax.finite(k) for k in range(whole.end + 1, bracket)):
        return False
    phrase = view.syntax.phrase_before(bracket - 1, view.cues.of_ends, view.cues.split)
    draft.subject = (phrase.first, phrase.last) if phrase is not None else None
    return part_of(view, draft, whole, "share.by_place")


def elsewhere(view: View, draft: Draft) -> bool:
    """ "1 230 cas ont été recensés en Martinique et 870 en Guadeloupe": the noun before counts here too."""
    if draft.kind != "number" or draft.phrase is not None or view.cues.ending(draft.left, "conjunction") is None:
        return False
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is None or before.kind != "number" or before.rule != "level.counted":
        return False
    place = view.cues.at(draft.last + 1, "locative")
    if place is None or not view.entities_at(place + 1) or draft.left - before.end > _REACH:
        return False
    draft.measure, draft.verb = before.measure, before.verb
    return draft.settle("level", "level.elsewhere")


RULES = (gapped, broken_down, by_place, elsewhere)
