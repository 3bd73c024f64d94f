"""Which clause a date stands in: whether it can say when a quantity of the same sentence holds."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.predicates import governing_verb

REACH = 80
"""Tokens left of a quantity within which a date can govern it."""
NEAR = 8
"""Tokens between a verb and the date beside it."""
AFTER = 20
"""Tokens right of a quantity within which its date is looked for."""


def in_opening_phrase(view: View, draft: Draft, at: int) -> bool:
    """ "Pour les deux fauteuils restants, un second tour aura lieu le 18 mai": a known group that heads the sentence.

    What the main clause says at token `at` (when, whether it will be) is not said of the group.
    """
    start = view.span(draft)[0]
    syntax = view.syntax
    if draft.first - start > 4 or not syntax.preposition(start) or draft.kind != "number" or draft.phrase is None:
        return False
    if not any(syntax.definite(k) or syntax.demonstrative(k) for k in range(start, draft.first)):
        return False
    return any(view.word(k) == "," for k in range(draft.end + 1, at))


def before_date(view: View, draft: Draft, first: int) -> int:
    """The token left of a date, its prepositions and articles skipped."""
    floor = view.span(draft)[0]
    k = view.skip_left(first - 1, floor)
    while k > floor and view.syntax.preposition(k):
        k = view.skip_left(k - 1, floor)
    return k


def opens_next(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "160 personnes avaient péri, et il y a dix jours encore, six …": the date heads the clause that follows it."""
    k = before_date(view, draft, first)
    if view.cues.ending(k, "conjunction") is None and view.word(k) not in (",", ";", ":"):
        return False
    syntax, stop = view.syntax, min(view.span(draft)[1], last + AFTER)
    for verb in range(last + 2, stop + 1):
        if syntax.finite(verb):
            main = syntax.heads[verb] if syntax.auxiliary(verb) else verb
            subject = syntax.subject_left(main)
            own = subject is not None and subject > last
            return own or (view.cues.ending(verb - 1, "pronoun_subject") is not None)
    return False


def apposed(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "et 79 % à la réouverture, fin 2021": a date between commas or at the end, right after what it dates."""
    closed = view.word(last + 1) in (",", ".", ")", ";")
    return closed and view.word(before_date(view, draft, first)) == ","


def of_subject(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "Deux soldats qui gardaient le site depuis un mois ont été tués mercredi": the date beside the subject's verb."""
    if draft.kind != "number" or draft.phrase is None:
        return False
    k = draft.end + 1
    if k + 1 >= view.syntax.size:
        return False
    aside = view.word(k) == "," and view.cues.at(k + 1, "restating", "part_of") is not None  # ", soit une sur quatre, souffriront"
    opened = aside or view.syntax.relative(k) or (view.word(k) == "," and view.syntax.relative(k + 1))
    verb = governing_verb(view, draft) if opened else None
    near = verb is not None and draft.end < verb < first <= verb + NEAR
    if aside and verb is not None and not any(view.word(i) == "," for i in range(k + 2, verb)):
        return False  # "8 000 logements, dont le quart sera livré en 2026"
    if verb is not None and not aside and not any(view.syntax.finite(i) for i in range(k, min(view.syntax.verb_group(verb)))):
        return False  # "8 000 logements, dont le quart sera livré en 2026": the verb of the relative clause
    return near and verb is not None and same_clause(view, draft, first, last) and not any(
        view.word(i) in (",", ";") or view.cues.at(i, "conjunction") is not None for i in range(verb, first)
    )


def leaves_clause(view: View, draft: Draft, gap: range) -> bool:
    """Whether the date lies in a participle clause of its own, or past the relative clause that holds the quantity."""
    syntax = view.syntax
    for k in gap[:-1]:  # "Le navire, long de 47 mètres et construit en 1993, …"
        if view.cues.at(k, "conjunction") is not None and k > draft.end and syntax.past_participle(k + 1):
            return True
    comma = next((k for k in gap if view.word(k) == ","), None)
    if comma is None:
        return False
    if any(syntax.participle(k) and not syntax.past_participle(k) for k in range(comma + 1, gap.stop)):
        return True
    after = range(comma + 1, gap.stop)
    return opening_relative(view, draft) is not None and any(syntax.verb(k) and not syntax.infinitive(k) for k in after)


def opening_relative(view: View, draft: Draft) -> int | None:
    """The relative pronoun of the clause that the quantity stands in: none of its commas lies between."""
    for k in range(draft.first - 1, max(view.span(draft)[0], draft.first - REACH) - 1, -1):
        if view.word(k) in (",", ";", ":"):
            return None
        if view.syntax.relative(k):
            return k
    return None


def in_closed_relative(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "La foire, qui s'est achevée dimanche, a attiré …": the date of a relative clause that ended before the verb."""
    comma = next((k for k in range(last + 1, draft.first) if view.word(k) == ","), None)
    if comma is None or not any(view.syntax.finite(k) for k in range(comma + 1, draft.first)):
        return False
    for k in range(first - 1, max(view.span(draft)[0], first - 12) - 1, -1):
        if view.word(k) in (",", ";"):
            return False
        if view.syntax.relative(k):
            when = any(view.cues.verb(i, "held") for i in range(k + 1, first))  # "qui s'est tenu du 12 au 15 mars"
            return view.word(k - 1) == "," and not when
    return False


def heads_clause(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "…, et il y a dix jours encore, six pêcheurs se sont noyés": a date that opens a clause, up to its end."""
    k = before_date(view, draft, first)
    if view.cues.ending(k, "conjunction") is None and view.word(k) not in (":", ";"):
        return False
    j = last + 1
    while view.syntax.adverb(j) and j < draft.first:
        j += 1
    verbs = [i for i in range(j, draft.first) if view.syntax.finite(i)]
    return view.word(j) == "," and len(verbs) <= 1


def same_clause(view: View, draft: Draft, first: int, last: int) -> bool:
    """Whether date and quantity hang on the same verb."""
    verb = governing_verb(view, draft)
    other = view.syntax.governor(view.syntax.root_of(first, last))
    return verb is not None and other is not None and (verb == other or other in view.syntax.verb_chain(verb))


def enclosed(view: View, first: int, draft: Draft) -> bool:
    """ "l'inflation (1,4 % de novembre à mai), la hausse n'est que de 0,6 %": the date of a bracket closed before."""
    opened = next((k for k in range(first, max(first - 16, view.span(draft)[0]) - 1, -1) if view.word(k) in ("(", ")")), None)
    if opened is None or view.word(opened) != "(":
        return False
    return any(view.word(k) == ")" for k in range(first, min(draft.first, first + 16)))


def is_range(view: View, first: int) -> bool:
    """ "de février à avril": the preposition belongs to the range."""
    date = next(iter(view.dates_between(first, first)), None)
    return date is not None and any(view.cues.at(k, "at") is not None for k in range(first + 1, date[1]))
