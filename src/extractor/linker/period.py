"""When a quantity holds: the date beside it, the one that governs its clause, or that of its level."""

from __future__ import annotations

from extractor.linker.clauses import (
    AFTER,
    REACH,
    apposed,
    enclosed,
    heads_clause,
    in_closed_relative,
    in_opening_phrase,
    is_range,
    leaves_clause,
    of_subject,
    opening_relative,
    opens_next,
    same_clause,
)
from extractor.linker.frames import Draft, View
from extractor.linker.predicates import governing_verb, subject_head
from extractor.schema import Date


def _taken(view: View, first: int, last: int) -> bool:
    """A date that is the baseline of a change, or the time of a previous level."""
    for other in view.drafts_between(max(first - 16, view.syntax.sentence(first)[0]), first):
        if other.skipped:
            continue
        if other.baseline is not None and other.baseline[0] <= last and first <= other.baseline[1]:
            return True
        if (
            other.role == "previous"
            and other.period is not None
            and (other.period.start, other.period.end) == (view.syntax.starts[first], view.syntax.ends[last])
        ):
            return True
    return False


def set_periods(view: View) -> None:
    """Fill `period`: the date right of the quantity, the one that governs its clause, or that of its level."""
    for draft in view.drafts:
        if not draft.skipped and not (draft.rule == "level.age" and draft.measure is None) and not _standing(draft):
            draft.period = None if _known_group(view, draft) else _own(view, draft)
    for draft in view.drafts:
        if draft.skipped or draft.period is not None:
            continue
        foreseen = draft.role == "previous" and draft.of is not None and draft.baseline is not None
        ahead = min(draft.last + 1, view.span(draft)[1])
        if foreseen and view.syntax.past_participle(ahead) and view.cues.verb(ahead, "forecast", "forecasting"):
            draft.period = draft.of.period if draft.of is not None else None  # "contre 330 millions visés jusqu'ici"
            continue
        if draft.rule == "previous.in_brackets":  # "qu'au même mois de 2024 (2 490)"
            bracket = view.bracketed(draft) or draft.first
            draft.period = next((date for _, last, date in view.dates_between(bracket - 8, bracket - 1) if last == bracket - 1), None)
            continue
        if (
            draft.of is not None
            and draft.role != "previous"
            and draft.of.sentence == draft.sentence
            and draft.of.period is not None
        ):
            draft.period = draft.of.period
        elif draft.role != "previous" and not _timeless(view, draft) and not _standing(draft):
            opened = _opening_date(view, draft)
            draft.period = opened or _shared(view, draft) or _governing(view, draft)


def _opening_date(view: View, draft: Draft) -> Date | None:
    """ "Pour l'ensemble de 2024, une hausse de 2,5 %, puis de 1,7 % en 2025": the head of the sentence before the list."""
    start = view.span(draft)[0]
    if not any(other.continues is draft for other in view.following(draft)[:2]):
        return None
    for first, last, date in view.dates_between(start, start + 7):
        plain = view.word(last + 1) == "," and not any(view.syntax.verb(k) for k in range(start, last + 1))
        clause = any(view.cues.at(k, "clause") is not None or view.word(k) == ";" for k in range(last, draft.first))
        if plain and last < draft.first and not clause and _usable(view, draft, first, last):
            return date
    return None


def _known_group(view: View, draft: Draft) -> bool:
    """ "Les deux challengers ont signé mardi": so many there are, whatever they did on that day."""
    if draft.kind != "number" or draft.rule != "level.counted":
        return False
    return any(view.cues.at(k, "group_article", "possessive_plural") == k for k in range(draft.left + 1, draft.first))


def _timeless(view: View, draft: Draft) -> bool:
    """What describes a thing does not take the date of the clause: ages, "un contrat de deux ans", "des bidons de cinq litres"."""
    if draft.kind == "quantity" and draft.rule == "level.after_noun" and draft.measure is not None:
        return not view.cues.noun(draft.measure[0], "magnitude", "rate", "growth", "forecast", "need")
    if draft.kind != "duration":
        return False
    if draft.rule == "level.after_noun" or (draft.rule == "level.age" and draft.measure is None):
        return True
    over = view.cues.ending(draft.left, "offset_before")  # "s'est achevée dimanche après cinq jours de rencontres"
    return over is not None


def _standing(draft: Draft) -> bool:
    """ "une banderole longue de 40 mètres", "le seuil de 16 %": what something is, whenever."""
    if draft.rule == "level.benchmark":
        return True
    return draft.rule == "level.dimension" and draft.measure is not None and draft.measure[1] < draft.first


def _usable(view: View, draft: Draft, first: int, last: int) -> bool:
    """A date that is neither a baseline nor the day somebody spoke or published."""
    if (
        draft.baseline is not None
        and draft.role == "change"
        and draft.baseline[0] <= last
        and first <= draft.baseline[1]
    ):
        return False
    k = view.skip_left(first - 1, view.span(draft)[0])
    if view.cues.ending(k, "baseline.strong") is not None or view.word(k) == "(":
        return False
    if _begins(view, first, k) or _counted_from(view, k):
        return False
    i = k
    while i > view.span(draft)[0] and view.syntax.preposition(i):
        i = view.skip_left(i - 1, view.span(draft)[0])
    if view.cues.ending(i, "restating") is not None:  # "pour quatre ans, soit jusqu'en juin 2029"
        return False
    since = view.cues.ending(k, "baseline.since") is not None
    if since and view.cues.find(max(k - 6, view.span(draft)[0]), k, "superlative") is not None:
        return False  # "son niveau le plus bas depuis 2009"
    if (draft.role == "change" or draft.rule == "previous.from_to") and view.cues.ending(
        k, "baseline.since"
    ) is not None:
        return False
    return not _spoken(view, first, last)


def _begins(view: View, first: int, k: int) -> bool:
    """ "à partir de 8 heures": a time of day that something begins at, without a day."""
    date = next(iter(view.dates_between(first, first)), None)
    return date is not None and _clock(date[2]) and view.cues.ending(k, "beginning") is not None


def _clock(date: Date) -> bool:
    """A time of day without a day."""
    return date.rule == "date.clock"


def _counted_from(view: View, k: int) -> bool:
    """ "À quatre jours du 1er juillet, …": the date that a stretch leads to."""
    joint = view.cues.ending(k, "of")
    return joint is not None and joint - 1 in view.at_token and view.at_token[joint - 1].rule == "none.away"


def _spoken(view: View, first: int, last: int) -> bool:
    """ "a annoncé jeudi la direction", "jeudi, a indiqué": the date of a verb of saying or of a quoted document."""
    start, stop = view.syntax.sentence(first)
    for k in range(first - 1, max(start, first - 4) - 1, -1):
        if view.cues.verb(k, "saying_only", "deciding") and not view.syntax.infinitive(k) and not view.syntax.passive(k):
            return True
        if view.word(k) in (",", ";") or k in view.at_token:
            break
    for k in range(last + 1, min(stop, last + 3) + 1):
        if view.word(k) == ",":
            break
        if view.cues.verb(k, "saying_only") and view.syntax.verb(k):
            return True
    governor = view.syntax.governor(view.syntax.root_of(first, last))
    if (
        governor is not None
        and start <= governor <= stop
        and governor < first
        and view.cues.verb(governor, "saying_only")
        and not view.syntax.passive(governor)
    ):
        return not any(k in view.at_token for k in range(governor, first))
    for k in range(max(start, first - 7), first):
        if view.cues.at(k, "source_before") is not None and not any(
            view.word(i) == "," or i in view.at_token for i in range(k, first)
        ):
            return True
    return False


def _own(view: View, draft: Draft) -> Date | None:
    """The nearest date right of the quantity, before the next quantity, comma-free or nearly so."""
    stop = min(view.span(draft)[1], draft.end + AFTER)
    for first, last, date in view.dates_between(draft.last + 1, stop):
        gap = range(draft.last + 1, first)
        if of_subject(view, draft, first, last) and _usable(view, draft, first, last):
            return date
        if any(k in view.at_token and not view.at_token[k].skipped for k in gap) and not _brackets_only(
            view, draft, first
        ):
            return None
        parted = next((k for k in gap if k > draft.end and view.cues.at(k, "part_of") is not None), None)
        if parted is not None and not any(view.word(k) == "," for k in range(parted, first)):
            return None  # "8 000 logements, dont le quart sera livré d'ici à fin 2026"
        if any(view.word(k) in (";", ":", ")") and not _in_own_bracket(view, draft, k) for k in gap):
            return None
        if any(
            view.cues.at(k, "clause", "source_before") is not None or view.syntax.relative(k)
            for k in gap
            if k > draft.end
        ):
            return None
        if any(view.cues.verb(k, "saying_only") and view.syntax.finite(k) for k in gap):
            return None
        if leaves_clause(view, draft, gap) or opens_next(view, draft, first, last) or in_opening_phrase(view, draft, first):
            return None
        commas = sum(view.word(k) == "," for k in gap)
        if commas and draft.role == "previous" and not apposed(view, draft, first, last):
            return None
        if commas > 1 and any(view.syntax.finite(k) or view.syntax.verb(k) for k in gap):
            return None
        if commas and any(view.syntax.finite(k) for k in gap) and not same_clause(view, draft, first, last):
            return None
        if not _usable(view, draft, first, last):
            continue
        if draft.role == "previous" and first - draft.end > 6:
            return None
        if _modifies_other(view, draft, first):
            continue
        return date
    return None


def _brackets_only(view: View, draft: Draft, first: int) -> bool:
    """Whether the quantities between are equivalents or shares in brackets of this one."""
    between = [d for d in view.drafts_between(draft.last + 1, first) if not d.skipped]
    if between and not any(view.word(k) == ")" for k in range(between[-1].last + 1, first)):
        return False  # "43 % du public (contre 37 % en 2023)": the date is of the bracket
    return all(d.role == "equivalent" or (view.bracketed(d) is not None) for d in between)


def _in_own_bracket(view: View, draft: Draft, k: int) -> bool:
    """A closing bracket that was opened right of the quantity."""
    return view.word(k) == ")" and any(view.word(i) == "(" for i in range(draft.last, k))


def _modifies_other(view: View, draft: Draft, first: int) -> bool:
    """ "une audience, le 5 octobre", "la crise de 2008": a date joined by "de" to another noun than the quantity's."""
    k = view.skip_left(first - 1, draft.last)
    joint = view.cues.ending(k, "of")
    if k <= draft.end or joint is None or not view.syntax.noun(joint - 1):
        return False
    return not view.cues.noun(joint - 1, "date_noun") and not is_range(view, first)


def _shared(view: View, draft: Draft) -> Date | None:
    """The date that the rest of a list has: "600 arbres et 14 écoles en 2024"; a stretch of its own excludes it."""
    own = draft.role == "change" and draft.baseline is not None  # "a pris 3 % en une semaine, 9 % au troisième trimestre"
    for other in view.following(draft)[:4]:
        if own and other.continues is draft and other.baseline is None:
            return None
        if other.continues is draft and other.period is not None and other.role == draft.role:
            return other.period if not _listed_with_own(view, draft, other) else None
    return None


def _listed_with_own(view: View, draft: Draft, other: Draft) -> bool:
    """Whether the date is of the other alone: one of its own between, or "puis" before it."""
    then = view.cues.find(draft.last + 1, other.first, "then") is not None
    return then or bool(view.dates_between(draft.last + 1, other.first))


def _governing(view: View, draft: Draft) -> Date | None:
    """The nearest date left whose verb governs the quantity, in the same clause or at the head of the sentence."""
    start = view.span(draft)[0]
    dates = view.dates_between(start, draft.first - 1)
    named = _subject_date(view, draft, dates)
    if named is not None:
        return named
    for first, last, date in reversed(dates[-6:]):
        if draft.first - last > REACH:
            return None
        if not _usable(view, draft, first, last) or _taken(view, first, last) or enclosed(view, first, draft):
            continue
        if in_closed_relative(view, draft, first, last):
            continue
        gap = range(last + 1, draft.first)
        if any(view.word(k) == ";" for k in gap) or any(
            view.cues.at(k, "clause") is not None and view.cues.at(k, "source_before") is None
            for k in gap
            if not view.syntax.blocked[k]
        ):
            return None
        if draft.role == "change" and any(
            view.cues.at(k, "comparison_weak") is not None and view.syntax.verb(min(k + 1, draft.first)) for k in gap
        ):
            return None  # "s'est contracté au quatrième trimestre après avoir progressé de 0,4 %"
        if _clock(date) and any(view.cues.at(k, "conjunction") is not None for k in gap):
            return None
        if last + 1 == (view.cues.ending(draft.left, "at") or -1):  # "une saison 2025-2026 à neuf productions"
            return date
        relative = opening_relative(view, draft)
        if relative is not None and relative > last:
            return None
        if _within_measure(view, draft, first):
            return date
        opens = (
            view.word(last + 1) == ","
            and first - start <= 7
            and not any(view.syntax.verb(k) for k in range(start, first))
        )
        if opens or heads_clause(view, draft, first, last) or _governs(view, draft, first, last, gap):
            return date
    return None


def _subject_date(view: View, draft: Draft, dates: list[tuple[int, int, Date]]) -> Date | None:
    """ "la saison 2025-2026 de l'Opéra, présentée mercredi, comptera 118 …": the date that is the subject of the verb."""
    verb = governing_verb(view, draft) if dates else None
    subject = view.syntax.subject_left(verb) if verb is not None and verb < draft.first else None
    return next((date for first, last, date in dates if subject is not None and first <= subject <= last), None)


def _within_measure(view: View, draft: Draft, first: int) -> bool:
    """ "le chiffre d'affaires du premier trimestre", "le budget 2026": the date is that of the measure itself."""
    if draft.measure is None:
        return False
    k = view.skip_left(first - 1, view.syntax.sentence(first)[0])
    joint = view.cues.ending(k, "of")
    last = k if joint is None else joint - 1
    return draft.measure[0] <= last <= draft.measure[1] + 1


def _governs(view: View, draft: Draft, first: int, last: int, gap: range) -> bool:
    """Whether the verb of the date is the verb of the quantity, or one above it; previous levels have their own."""
    taken = any(
        d.role == "previous" and d.first < first <= d.end + 6 for d in view.drafts_between(gap.start - 12, gap.start)
    )
    if taken:
        return False
    if _held(view, draft, first, last) or _in_subject(view, draft, first, last):
        return True
    if _modifies_noun(view, first):
        return False
    return same_clause(view, draft, first, last)


def _in_subject(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "le budget 2026 prévoit …", "le mois de juillet a été …": the date is or dates the subject of the verb."""
    verb = governing_verb(view, draft)
    head = subject_head(view, verb) if verb is not None else None
    if head is not None and head < first and not is_range(view, first):
        return view.syntax.noun(head) and view.syntax.phrase_of(head, view.cues.of).last == first - 1
    return first <= view.span(draft)[0] + 1 and view.syntax.finite(min(last + 1, view.syntax.size - 1))


def _held(view: View, draft: Draft, first: int, last: int) -> bool:
    """ "réunis mardi soir, les 29 élus …", "l'exposition, présentée du 15 mars au 8 mai, a attiré …": the event's time."""
    syntax = view.syntax
    floor = max(view.span(draft)[0], first - 5)
    start = view.span(draft)[0]
    verb = next((k for k in range(first - 1, floor - 1, -1) if syntax.verb(k) or syntax.adjective(k) or k == start), None)
    if verb is None or not view.cues.verb_form(verb, "held") or (syntax.finite(verb) and verb != start):
        return False
    k = verb
    while k > start + 1 and (syntax.auxiliary(k - 1) or syntax.relative(k - 1) or view.cues.ending(k - 1, "reflexive") is not None):
        k -= 1  # "le salon, qui s'est tenu du 12 au 15 mars, a attiré …"
    alone = verb == view.span(draft)[0] or view.word(k - 1) == ","
    return alone and any(view.word(k) == "," for k in range(last + 1, draft.first))


def _modifies_noun(view: View, first: int) -> bool:
    """ "le rapport de 2019", "une audience le 5 octobre", "le budget primitif 2025"."""
    k = view.skip_left(first - 1, view.syntax.sentence(first)[0])
    joint = view.cues.ending(k, "of")
    if joint is None or joint == 0:
        date = next(iter(view.dates_between(first, first)), None)
        bare = k == first - 1 and (view.syntax.noun(k) or view.syntax.adjective(k))
        return bare and date is not None and date[2].grain == "year" and date[2].relative is None
    return view.syntax.noun(joint - 1) and not is_range(view, first)
