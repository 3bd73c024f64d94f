"""Whether the text asserts a quantity, foresees it, reports it with reserve, or denies it."""

from __future__ import annotations

from extractor.linker.clauses import in_opening_phrase
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import governing_verb


def set_modality(view: View) -> None:
    """Fill `modality` from the verb group that governs each quantity, its main verb, and forecast cues."""
    known: dict[tuple[int, bool], str] = {}
    for draft in view.drafts:
        if draft.skipped:
            continue
        if draft.role == "previous":  # "contre 330 millions visés jusqu'ici"
            ahead = min(draft.last + 1, view.span(draft)[1])
            if view.syntax.past_participle(ahead) and view.cues.verb(ahead, "forecast", "forecasting"):
                draft.modality = "forecast"
            continue
        draft.modality = _modality(view, draft, known)
    _restate(view)
    for draft in view.drafts:
        same = draft.of is not None and draft.of.sentence == draft.sentence
        if (
            draft.of is not None
            and same
            and draft.modality == "asserted"
            and draft.role in ("equivalent", "share", "change")
        ):
            draft.modality = draft.of.modality


def _restate(view: View) -> None:
    """ "…, soit 6 points de plus": says again what was said; the negation of its verb is not its own."""
    for draft in view.drafts:
        if draft.skipped or view.cues.ending(draft.left, "restating") is None:
            continue
        before = next((d for d in view.before(draft) if not d.skipped), None)
        if before is not None:
            draft.modality = before.modality


def _modality(view: View, draft: Draft, known: dict[tuple[int, bool], str]) -> str:
    """What the verbs over a quantity say; `known` keeps what was said of a verb, since a list hangs on one."""
    verb = governing_verb(view, draft)
    if _announced(view, draft):
        return "forecast"
    if verb is None or _aside(view, draft, verb):
        return "asserted"
    first = min(_group(view, verb)) if draft.end < verb else verb
    found = _of_verb(view, verb, draft.end < first, known)
    if found == "negated" and draft.first < first:  # "un Canadien sur cinq n'a pas de médecin"
        found = "asserted"
    if found != "asserted":
        return found
    chain = view.syntax.verb_chain(verb)[1:3]
    for above in chain:
        if above < view.span(draft)[0] or above > view.span(draft)[1]:
            break
        if not _complement(view, verb, above):
            break
        found = _of_verb(view, above, False, known)
        if found in ("forecast", "conditional"):
            return found
        if view.cues.verb(above, "forecast") and above < draft.first:
            return "forecast"
        verb = above
    return "asserted"


def _aside(view: View, draft: Draft, verb: int) -> bool:
    """What the verb does not speak of: a bracket before it, a group at the head, the whole of a part.

    "La maternité (291 naissances en 2023) fermera", "Pour les deux sièges restants, …", "64 des 410 emplois seraient".
    """
    if in_opening_phrase(view, draft, verb):
        return True
    before = next(iter(view.before(draft)), None)
    if before is not None and before.of is draft and before.rule == "share.of_many":
        return True
    if any(view.word(k) == ":" for k in range(draft.end + 1, verb)):  # "Neuf titres et 22 concerts : la saison s'ouvrira"
        return True
    if draft.end > verb or draft.role not in ("level", "change", "equivalent") or view.bracketed(draft) is None:
        return False
    return any(view.word(k) == ")" for k in range(draft.end + 1, verb)) and not any(
        view.syntax.finite(k) for k in range(view.bracketed(draft) or 0, draft.first)
    )


def _announced(view: View, draft: Draft) -> bool:
    """ "un objectif de", "d'ici 2030", "la banque table sur une inflation de": words of forecast in the clause."""
    start, stop = view.span(draft)
    left = max(start, draft.first - 10)
    for k in range(draft.first - 1, left - 1, -1):
        if view.word(k) in (";", ":") or view.cues.at(k, "clause") is not None or k in view.at_token:
            left = k + 1
            break
    found = view.cues.find(left, draft.first - 1, "forecast_before")
    known = found is not None and found[0] > start and view.syntax.definite(found[0] - 1)  # "loin de l'objectif de 75 %"
    if found is not None and not known:
        return True
    return view.cues.find(draft.last + 1, min(stop, draft.end + 4), "forecast_after") is not None


def _complement(view: View, verb: int, above: int) -> bool:
    """Whether the lower verb is a complement of the upper one ("prévoit d'embaucher")."""
    k = verb
    for _ in range(6):
        if view.syntax.heads[k] == above:
            joined = view.syntax.deps[k].startswith("conj") and not view.syntax.finite(verb)
            purpose = view.syntax.deps[k].startswith("advcl") and view.syntax.infinitive(
                verb
            )  # "va investir pour rénover"
            joined = joined or purpose
            return joined or view.syntax.deps[k].startswith(("xcomp", "ccomp", "obj", "obl:arg", "csubj"))
        k = view.syntax.heads[k]
    return False


def _of_verb(view: View, verb: int, left: bool, known: dict[tuple[int, bool], str]) -> str:
    """Modality of the group of a verb, looked at once; `left`: the quantity stands in front of it."""
    found = known.get((verb, left))
    if found is None:
        found = known[verb, left] = _of_group(view, _group(view, verb), left)
    return found


def _group(view: View, verb: int) -> list[int]:
    """The verb group by arcs, widened by auxiliaries and modals just left of it."""
    if verb not in view.verb_groups:
        view.verb_groups[verb] = _widened(view, verb)
    return view.verb_groups[verb]


def _widened(view: View, verb: int) -> list[int]:
    group = set(view.syntax.verb_group(verb))
    k = verb - 1
    start = view.syntax.sentence(verb)[0]
    while k >= start and verb - k <= 5:
        if view.syntax.auxiliary(k) or (view.cues.verb(k, "duty", "going", "forecast", "intending") and view.syntax.infinitive(verb)):
            group.add(k)
        elif not (
            view.syntax.adverb(k)
            or view.syntax.pronoun(k)
            or view.syntax.infinitive(k)
            or view.cues.ending(k, "of", "at") is not None
        ):
            break
        k -= 1
    if view.cues.verb(verb, "duty", "going") and view.syntax.finite(verb):
        ahead = range(verb + 1, min(view.syntax.sentence(verb)[1], verb + 3) + 1)
        group.update(k for k in ahead if view.syntax.infinitive(k))
    return sorted(group)


def _of_group(view: View, group: list[int], subject: bool = False) -> str:
    """Modality by the tense, mood and negation of one verb group; `subject`: the quantity stands left of the verb.

    A subject is not what is expected: "300 personnes attendaient devant la grille".
    """
    syntax = view.syntax
    if _negated(view, group):
        return "negated"
    if any(
        view.cues.verb(k, "duty") and (view.cues.conditional(k) or (syntax.finite(k) and view.cues.future(k)))
        for k in group
    ):
        return "forecast"
    if any(view.cues.verb(k, "going", "intending") and view.syntax.finite(k) for k in group[:-1]) and syntax.infinitive(group[-1]):
        return "forecast"
    if any(_due(view, k, group) for k in group):
        return "forecast"
    if any(view.cues.future(k) for k in group):
        return "forecast"
    if any(view.cues.conditional(k) for k in group):
        return "conditional"
    if any(view.cues.verb(k, "forecast") and not (subject and syntax.finite(k)) for k in group):
        return "forecast"
    return "asserted"


def _due(view: View, k: int, group: list[int]) -> bool:
    """ "les recherches doivent durer sept jours", "doit être livré": what is due to happen (an actor's duty is no forecast)."""
    if not view.cues.verb(k, "duty") or not view.syntax.finite(k):
        return False
    return any(i > k and view.cues.verb(i, "scheduled") for i in group) or (
        view.syntax.infinitive(group[-1]) is False and any(i > k and view.syntax.auxiliary(i) for i in group)
    )


def _negated(view: View, group: list[int]) -> bool:
    """ "n'a pas atteint": a negative head before the first verb and its partner after; "ne … que" restricts only."""
    first = group[0]
    start, stop = view.syntax.sentence(first)
    head = next(
        (
            k
            for k in range(first - 1, max(start, first - 3) - 1, -1)
            if view.cues.ending(k, "negation_head") is not None
        ),
        None,
    )
    if head is None:
        return False
    partner = view.cues.find(first + 1, min(stop, first + 4), "negation")
    return partner is not None
