"""Quantities that measure nothing: they identify something, or place it in time (contract, section 2)."""

from __future__ import annotations

from extractor.linker.frames import Draft, View

_TIMES = ("x", "×", "*", "÷")
_GROUPS = ("share.one_in", "share.out_of", "share.of_whole", "share.among_named", "share.from_group")
"""Rules of shares that tell what part of a group does something."""
_QUOTES = ("«", "»", '"', "“", "”")


def identifies(view: View, draft: Draft) -> bool:
    """ "n° 33", "article 3", "le vol 447": a bare number that tells which one."""
    if draft.kind != "number" or not draft.mention.text.isdigit():
        return False
    before = draft.first - 1
    if before < view.span(draft)[0]:
        return False
    if view.cues.ending(before, "identify") is not None:
        return draft.skip("none.number_sign")
    counted = draft.phrase is not None and draft.phrase_of == "" and view.syntax.pos[draft.phrase.head] == "NOUN"
    if view.cues.noun(before, "identifier", "address") and not view.syntax.verb(before) and not counted:
        return draft.skip("none.identifier")
    if view.cues.noun(draft.last + 1, "address") if draft.last + 1 < view.syntax.size else False:
        return draft.skip("none.address")
    if view.cues.noun(before, "magnitude", "rate") or view.cues.ending(before - 1, "anaphor") is not None:
        return False
    if view.syntax.noun(before) and not counted and not view.syntax.plural(before) and draft.phrase is None:
        return draft.skip("none.apposed_number")
    return False


def places_in_time(view: View, draft: Draft) -> bool:
    """ "deux ans plus tard", "au bout de trois semaines", "dans deux mois": when, not how long."""
    if draft.kind != "duration" or getattr(draft.mention, "age", False):
        return False
    if view.cues.at(draft.last + 1, "offset_after") is not None:
        return draft.skip("none.offset_after")
    recent = any(view.cues.at(k, "window") is not None for k in range(draft.first, draft.last + 1))
    if recent and (
        view.syntax.preposition(draft.left) or draft.left in view.cues.of_ends or draft.left < view.span(draft)[0]
    ):
        return draft.skip("none.window")
    cue = "offset_before" if draft.phrase is None else "offset_strong"
    if view.cues.ending(draft.left, cue) is not None:
        return draft.skip("none.offset_before")
    return False


def age_group(view: View, draft: Draft) -> bool:
    """ "le chômage des 15-64 ans", "les plus de 65 ans": a group named by its age."""
    if draft.kind != "duration" or not getattr(draft.mention, "age", False):
        return False
    k = draft.first - 1
    floor = view.span(draft)[0]
    ranged = getattr(draft.mention, "low", None) is not None
    before = view.cues.ending(draft.left, "of")
    counted = before is not None and before > floor and view.at_phrase(before - 1) is not None
    if counted and getattr(draft.mention, "modifier", "exact") == "exact":  # "onze enfants âgés de 2 à 13 ans": the age of those who are counted
        return False
    plural = before is not None and before > floor and view.syntax.plural(before - 1)  # "les jeunes de 15 à 24 ans"
    sized = ranged or getattr(draft.mention, "modifier", "exact") != "exact"  # "les enfants de moins de cinq ans"
    if (sized and plural) or view.cues.at(draft.last + 1, "or_more") is not None:
        return draft.skip("none.age_group")
    first = view.cues.ending(k, "approximation")
    k = k if first is None else first - 1
    if k < floor or not (view.syntax.determiner(k) or view.cues.ending(k, "group_article") is not None):
        return False
    return draft.skip("none.age_group")


def is_baseline(view: View, draft: Draft) -> bool:
    """ "sur un an", "en trois mois" beside a change: the stretch that the change is measured over."""
    if draft.kind != "duration":
        return False
    fixed = [f"baseline.{name}" for name in ("year_on_year", "previous_period")]
    for j in range(draft.last, min(draft.last + 3, view.syntax.size)):
        first = view.cues.ending(j, *fixed)
        if first is not None and first <= draft.first:
            return draft.skip("none.baseline")
    return False


def away(view: View, draft: Draft) -> bool:
    """ "À quatre jours du scrutin, …", "à deux mois des élections": so long before something, at the head of a clause."""
    if draft.kind != "duration" or getattr(draft.mention, "age", False):
        return False
    prep = view.cues.ending(draft.left, "at")
    if prep is None or view.cues.at(draft.last + 1, "of_definite") is None:
        return False
    start = view.span(draft)[0]
    return (prep == start or view.word(prep - 1) in (",", "«", "(")) and draft.skip("none.away")


def threshold(view: View, draft: Draft) -> bool:
    """ "Un vol sur cinq a plus de trente minutes de retard": what a part of a whole is told by; it measures nothing."""
    if getattr(draft.mention, "modifier", "exact") not in ("more_than", "less_than", "at_least", "at_most"):
        return False
    part = next((d for d in view.before(draft) if not d.skipped), None)
    if part is None or part.role != "share" or not (part.kind == "percent" or part.rule in _GROUPS):
        return False
    k, stop = part.end + 1, draft.left
    while k <= stop and not view.syntax.finite(k):  # "un ménage locataire sur trois consacrait …"
        if view.word(k) in (",", ";", ":", "(") or view.syntax.verb(k):
            return False
        k += 1
    clause = range(k + 1, stop)
    if k > stop or any(view.word(i) in (",", ";", ":") or view.cues.at(i, "conjunction", "clause") is not None for i in clause):
        return False
    head = view.cues.ending(part.left, "part_of", "equivalent") is None and not view.cues.verb(part.left, "represent", "owning")
    return head and not any(view.syntax.finite(i) and not view.syntax.auxiliary(k) for i in clause) and draft.skip("none.threshold")


def since_record(view: View, draft: Draft) -> bool:
    """ "au plus bas depuis quarante ans", "pour la première fois en trente ans": how long a record has stood."""
    if draft.kind != "duration" or view.cues.ending(draft.left, "during", "of") is None:
        return False
    joint = view.cues.ending(draft.left, "of")
    if joint is not None:  # "un plus haut de seize mois"
        return view.cues.ending(joint - 1, "superlative") is not None and draft.skip("none.since_record")
    found = view.cues.find(max(view.span(draft)[0], draft.left - 6), draft.left - 1, "superlative")
    return found is not None and draft.skip("none.since_record")


def within(view: View, draft: Draft) -> bool:
    """ "doubler ses effectifs en dix-huit mois", "1 850 interventions en 24 heures": the time that a change or count took."""
    if draft.kind != "duration" or view.cues.ending(draft.left, "within") is None:
        return False
    floor = max(view.span(draft)[0], draft.left - 8)
    for k in range(draft.left - 1, floor - 1, -1):
        if view.cues.verb(k, "change_increase", "change_decrease") and view.syntax.verb(k):
            return draft.skip("none.within")
        if view.syntax.verb(k) and view.syntax.finite(k):
            return False
        if k in view.at_token:
            counted = view.at_token[k]
            return counted.kind in ("number", "quantity") and counted.phrase is not None and draft.skip("none.within")
    return False


def size_class(view: View, draft: Draft) -> bool:
    """ "les entreprises de plus de 50 salariés", "les montres de moins de 500 francs": a class named by its size."""
    modifier = getattr(draft.mention, "modifier", "exact")
    if modifier not in ("more_than", "less_than", "at_least", "at_most") or draft.kind == "percent":
        return False
    joint = view.cues.ending(draft.left, "of")
    if joint is None or joint <= view.span(draft)[0]:
        return False
    phrase = view.syntax.phrase_before(joint - 1, view.cues.of_ends, view.cues.split)
    if phrase is None or phrase.first == 0 or view.cues.noun(phrase.head, "magnitude", "rate"):
        return False
    if draft.kind == "duration":  # "deux mineurs de moins de 14 ans"
        return view.at_phrase(phrase.head) is not None and draft.skip("none.size_class")
    article = phrase.first - 1
    definite = view.syntax.definite(article) or view.cues.ending(article, "of_definite") is not None
    return definite and view.syntax.plural(phrase.head) and draft.skip("none.size_class")


def is_denominator(view: View, draft: Draft) -> bool:
    """ "32 cas pour 100 000 habitants": the denominator of a rate; it becomes `per` of the quantity before."""
    if draft.kind != "number" or view.cues.ending(draft.left, "per_many") is None or draft.left != draft.first - 1:
        return False
    value = getattr(draft.mention, "value", None)
    if value is None or value < 10 or str(int(value)).rstrip("0") != "1":
        return False
    before = next(iter(view.before(draft)), None)
    if before is None or draft.first - before.end > 6:
        return False
    before.per = (draft.first, draft.end)
    return draft.skip("none.denominator")


def in_arithmetic(view: View, draft: Draft) -> bool:
    """ "3 x 5 = 15": the factors measure nothing; the product does."""
    if draft.kind != "number" or draft.phrase is not None:
        return False
    around = (view.word(draft.first - 1), view.word(draft.last + 1))
    return any(sign in _TIMES for sign in around) and draft.skip("none.arithmetic")


def in_set_phrase(view: View, draft: Draft) -> bool:
    """ "aux quatre coins de la France"; a title or name in quotes ("« trois voies et sept allées »")."""
    if draft.kind != "number":
        return False
    if view.cues.at(draft.first, "set_phrase") is not None:
        return draft.skip("none.set_phrase")
    start, stop = view.span(draft)
    opening = next(
        (k for k in range(draft.first - 1, max(start, draft.first - 8) - 1, -1) if view.word(k) in _QUOTES), None
    )
    closing = next((k for k in range(draft.last + 1, min(stop, draft.last + 8) + 1) if view.word(k) in _QUOTES), None)
    if opening is None or closing is None or view.word(opening) in ("»", "”") or view.word(closing) in ("«", "“"):
        return False
    if (
        any(view.syntax.finite(k) or view.syntax.infinitive(k) for k in range(opening + 1, closing))
        or not draft.mention.text[0].isalpha()
    ):
        return False
    return draft.skip("none.quoted_name")


RULES = (
    in_arithmetic, in_set_phrase, identifies, places_in_time, away, age_group, since_record, is_baseline, within, size_class, threshold,
    is_denominator,
)  # fmt: skip
