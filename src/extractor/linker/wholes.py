"""The whole that a part is of: the level before that it can belong to, or one of the measure that it names."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import same_head

SENTENCES_BACK = 2
"""How far back the whole of a share is looked for."""


def whole_before(view: View, draft: Draft, sentences_back: int) -> Draft | None:
    """The nearest level left that this can be a part of: percent of anything, counts of counts, money of money."""
    for other in view.before(draft, sentences_back):
        if other.skipped or other.role not in ("level",) or other.kind in ("duration", "percent"):
            continue
        if is_fraction(draft) or other.kind == draft.kind or (draft.kind == "number" and draft.phrase is None):
            return other
    near = next((d for d in view.before(draft, sentences_back) if not d.skipped), None)
    bare = draft.kind == "number" and draft.phrase is None and sentences_back == 0
    if near is not None and bare and near.kind == "duration" and near.rule != "level.age":
        return near  # "trois ans de prison, dont deux avec sursis"
    return near if near is not None and near.role == "share" and near.kind == draft.kind else None  # a share of a share


def part_of(view: View, draft: Draft, target: Draft | None, rule: str) -> bool:
    """Make the draft a share of `target`, what it counts its subject; always true."""
    draft.of = target
    if target is not None:
        draft.measure = target.measure
        draft.verb = draft.verb or target.verb
    if draft.phrase is not None and draft.phrase_of in ("", "bare"):
        draft.subject = (draft.phrase.first, draft.phrase.last)
    elif draft.subject is None:
        draft.subject = _part_after(view, draft)
    return draft.settle("share", rule)


def _part_after(view: View, draft: Draft) -> tuple[int, int] | None:
    """The words after the quantity up to the next comma: "issues du milieu industriel et commercial"."""
    stop = view.span(draft)[1]
    first = draft.last + 1
    if first <= stop and view.syntax.auxiliary(first):
        first += 1
    last = first - 1
    for k in range(first, min(stop, first + 20) + 1):
        if view.word(k) in (",", ";", ".", ")", ":", "(") or k in view.at_token:
            break
        last = k
    return (first, last) if last >= first else None


def is_fraction(draft: Draft) -> bool:
    """A percentage, or a number that tells a part ("un tiers", "sept sur dix")."""
    return (draft.kind == "percent" and getattr(draft.mention, "unit", "%") in ("%", "‰")) or (
        draft.kind == "number" and getattr(draft.mention, "fraction", None) is not None
    )


def named_whole(view: View, draft: Draft) -> Draft | None:
    """A level of that very measure, in this sentence or just before: "(16,4 % du chiffre d'affaires)".

    A share of the same whole a little further back passes its own level on.
    """
    for other in view.before(draft, SENTENCES_BACK + 1):
        if other.skipped or not same_head(view, other.measure, draft.measure):
            continue
        if other.role == "level" and other.kind != "percent" and other.sentence >= draft.sentence - SENTENCES_BACK:
            return other
        if other.role == "share" and other.rule == "share.one_in" and other.of is not None:
            return other.of
    return None
