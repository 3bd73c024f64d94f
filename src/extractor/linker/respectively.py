""" "respectivement": members and their quantities in order, forwards and backwards."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import subject_head

REACH = 60
"""Tokens left of the list within which its members stand."""
MEMBERS = 12
"""The longest list that is distributed."""
WINDOW = 12
"""Tokens between the word and the nearest of the quantities it distributes."""


def distribute(view: View) -> None:
    """Give each quantity of a "respectively" list its member: a level to a change, a noun phrase to a level."""
    if not any(phrase in view.syntax.folded for phrase in view.cues.lexicon.respectively):
        return
    found = view.cues.find(0, view.syntax.size - 1, "respectively")
    while found is not None:
        i = found[0]
        found = view.cues.find(i + 1, view.syntax.size - 1, "respectively")
        if view.syntax.blocked[i]:
            continue
        listed = _listed(view, i)
        if len(listed) < 2:
            continue
        roles = {d.role for d in listed}
        levels = _levels_before(view, listed)
        if levels is not None and levels[0].sentence < listed[0].sentence and _members_before(view, listed) is not None:
            levels = None  # "Les dépenses et les recettes progresseraient respectivement de 3,1 % et 2,4 %": its own members
        if levels is not None and roles & {"change", "share", "previous"}:
            for draft, level in zip(listed, levels, strict=True):
                draft.of, draft.measure, draft.subject = level, level.measure, level.subject
                draft.rule = f"{draft.role}.respectively"
            continue
        changes = _changes_before(view, listed) if roles == {"level"} else None
        if changes is not None:  # "progressent de 12 % et de 4 %, à 52 et 61 milliards respectivement"
            for draft, change in zip(listed, changes, strict=True):
                draft.measure, draft.subject, change.of = change.measure, change.subject, draft
                draft.rule = "level.respectively"
            continue
        members = _members_before(view, listed)
        if members is not None:
            for draft, (first, last) in zip(listed, members, strict=True):
                draft.rule = f"{draft.role}.respectively"
                draft.of = None if draft.role == "change" else draft.of
                if not _measures(view, listed, listed[0].verb):
                    draft.subject = (first, last)
                    draft.measure = draft.measure or listed[-1].measure
                elif first - 1 in view.cues.of_ends and first > members[0][0]:  # "les ventes de A et de B"
                    draft.measure, draft.subject = (members[0][0], members[0][0]), (first, last)
                else:
                    draft.measure, draft.subject = (first, last), None


def _listed(view: View, i: int) -> list[Draft]:
    """The coordinated quantities right of token `i`, else those left of it ("de 4 % et 9 % respectivement")."""
    first, last = view.syntax.sentence(i)
    right = [d for d in view.drafts_between(i, min(last, i + 60)) if not d.skipped]
    if right and right[0].first - i <= WINDOW and not _closes(view, i, right[0]):
        return _run(right)
    left = [d for d in view.drafts_between(max(first, i - 60), i) if not d.skipped]
    if left and i - left[-1].end <= WINDOW:
        run = [left[-1]]
        while run[0].continues is not None and len(run) < MEMBERS:
            run.insert(0, run[0].continues)
        return run
    return []


def _closes(view: View, i: int, draft: Draft) -> bool:
    """Whether the clause ends between the word and the quantity."""
    return any(view.word(k) in (";", ".") for k in range(i, draft.first))


def _run(drafts: list[Draft]) -> list[Draft]:
    """The first quantity and those that go on with it (equivalents between them aside)."""
    run = [drafts[0]]
    for draft in drafts[1:]:
        if draft.role == "equivalent":
            continue
        if (
            draft.continues is run[-1]
            or (draft.continues is not None and draft.continues in run)
            or (draft.continues is None and draft.kind == run[0].kind and draft.role == run[0].role == "change")
        ):
            run.append(draft)
        else:
            break
    return run


def _levels_before(view: View, listed: list[Draft]) -> list[Draft] | None:
    """As many levels before the list as it has members: in its sentence, else in the one before."""
    for back in (0, 1):
        found = [
            d for d in view.before(listed[0], back)
            if d.role == "level" and not d.skipped and d.kind not in ("percent", "duration") and d.sentence == listed[0].sentence - back
        ]  # fmt: skip
        if len(found) >= len(listed):
            same = [d for d in found if d.kind == found[0].kind]
            nearest = same if len(same) == len(listed) and len(found) != len(listed) else found
            return list(reversed(nearest[: len(listed)]))
    return None


def _changes_before(view: View, listed: list[Draft]) -> list[Draft] | None:
    """As many changes of a named measure before the list, in its sentence, as it has members."""
    found = [d for d in view.before(listed[0]) if d.role == "change" and d.measure is not None and not d.skipped]
    return list(reversed(found)) if len(found) == len(listed) else None


def _members_before(view: View, listed: list[Draft]) -> list[tuple[int, int]] | None:
    """The coordinated noun phrases of the subject, as many as the list has quantities."""
    verb = listed[0].verb
    if verb is None:
        verb = view.syntax.governor(view.syntax.root_of(listed[0].first, listed[0].last))
    heads: list[int] = []
    subject = subject_head(view, verb) if verb is not None else None
    if subject is not None:
        heads = [h for h in view.syntax.conjuncts(subject) if h < listed[0].first]
    if len(heads) != len(listed):
        heads = _coordinated(view, listed[0], verb)
    if len(heads) != len(listed):
        return None
    phrases = [view.syntax.phrase_of(h, view.cues.of) for h in heads]
    return [(p.first, min(p.last, heads[n + 1] - 1 if n + 1 < len(heads) else p.last)) for n, p in enumerate(phrases)]


def _coordinated(view: View, draft: Draft, verb: int | None) -> list[int]:
    """Noun phrases joined by commas and conjunctions, on the surface, up to the verb."""
    stop = min(verb if verb is not None else draft.first, draft.first) - 1
    start = max(view.span(draft)[0], stop - REACH)
    heads: list[int] = []
    k = start
    while k <= stop:
        phrase = view.syntax.phrase_at(k, view.cues.of)
        if phrase is not None and phrase.head <= stop:
            heads.append(phrase.head)
            inner = next(
                (j for j in range(phrase.head + 1, phrase.last + 1) if view.cues.at(j, "conjunction") is not None), None
            )
            k = inner if inner is not None else phrase.last + 1
            end = view.cues.at(k, "conjunction")
            if end is None and view.word(k) != ",":
                if heads and k > stop - 4:
                    break
                k += 1
                continue
            k = (end if end is not None else k) + 1
        else:
            if not view.syntax.adverb(k) and view.word(k) != ",":
                heads = []
            k += 1
    return heads


def _measures(view: View, listed: list[Draft], verb: int | None) -> bool:
    """Whether the members are what is measured (no noun phrase of the quantities' own says it)."""
    if listed[-1].phrase is not None and listed[-1].phrase_of in ("", "bare"):
        return False
    if listed[-1].kind == "money" and verb is not None and not view.cues.verb(verb, "level", "measuring"):
        return False  # "A et B promettent d'injecter respectivement 2 et 3 milliards"
    return listed[0].kind != "duration"
