"""Where a quantity holds, and the denominator of a rate."""

from __future__ import annotations

from extractor.linker.frames import Draft, View


def set_places(view: View) -> None:
    """Fill `place` (the nearest name of a place in the clause, after a preposition of place) and `per`."""
    located: dict[int, list[tuple[int, int]]] = {}
    for entity in view.entities:
        if entity.label != "LOC":
            continue
        first, last = view.syntax.tokens(entity.start, entity.end)
        before = view.skip_left(first - 1, view.syntax.sentence(first)[0])
        if view.cues.ending(before, "locative") is not None:
            located.setdefault(view.syntax.sentence_of[first], []).append((first, last))
    for draft in view.drafts:
        if draft.skipped:
            continue
        if draft.per is None:
            draft.per = _per(view, draft)
        draft.place = _place(view, draft, located.get(draft.sentence, []))


def _place(view: View, draft: Draft, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first place right of the quantity with no other quantity between, else one at the head of the sentence."""
    for first, last in spans:
        if draft.end < first <= draft.end + 8 and not view.drafts_between(draft.last + 1, first):
            return first, last
    start = view.span(draft)[0]
    return next((s for s in spans if s[1] < draft.first and s[0] <= start + 2), None)


def _per(view: View, draft: Draft) -> tuple[int, int] | None:
    """ "2 183 euros par mois", "120 passagers par vol"."""
    for j in (draft.last + 1, draft.end + 1, draft.end + 2):
        joint = view.cues.at(j, "per_each")
        if (
            joint is None
            or view.cues.at(j, "baseline.strong") is not None
            or joint + 1 > view.span(draft)[1]
            or view.syntax.blocked[joint + 1]
        ):
            continue
        if view.cues.noun(joint + 1, "period_noun") or (j != draft.end + 2 and view.syntax.pos[joint + 1] == "NOUN"):
            return joint + 1, joint + 1
    return None
