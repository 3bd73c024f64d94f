"""What a change or a previous level is measured against: "sur un an", "par rapport à 2019", "que l'an dernier"."""

from __future__ import annotations

from extractor.linker.frames import Draft, View

BESIDE = 3
"""Tokens between a quantity and the words that compare it ("34 % au-dessous de la moyenne")."""
LIST = 12
"""Members of a list that share the baseline of the last."""


def set_baselines(view: View) -> None:
    """Fill `baseline` of changes and previous levels."""
    for draft in view.drafts:
        if draft.skipped or draft.role not in ("change", "previous"):
            continue
        stop = _territory_end(view, draft)
        draft.baseline = (
            draft.baseline or _fixed(view, draft, stop) or _introduced(view, draft, stop) or _opening(view, draft)
        )
        if draft.baseline is None and draft.role == "previous":
            dates = view.dates_between(draft.last + 1, min(stop, draft.end + 6))
            draft.baseline = _typed(view, dates[0][0], dates[0][1]) if dates else _ago(view, draft)
            if draft.baseline is None and draft.rule in ("previous.compared", "previous.continued"):
                draft.baseline = _unusual(view, draft, stop)
    for draft in view.drafts:
        if draft.rule == "previous.in_brackets" and draft.baseline is None and not draft.skipped:
            before = next((d for d in view.before(draft) if not d.skipped), None)
            draft.baseline = before.baseline if before is not None and before.role == "change" else None
    _follow_previous(view)
    for draft in view.drafts:  # "une croissance de 8 % et de 12 % par rapport à …": of the last for all
        before, steps = draft.continues, 0
        while before is not None and draft.baseline is not None and draft.role == "change" and steps < LIST:
            steps += 1
            dated = view.dates_between(before.last + 1, draft.first)  # "9 % au troisième trimestre et 23 % depuis janvier"
            if before.baseline is None and before.role == "change" and not dated:
                before.baseline = draft.baseline
            before = before.continues


def _follow_previous(view: View) -> None:
    """ "contre 131 millions un an plus tôt, soit un recul de 9,9 %": a change restates what was just compared."""
    for draft in view.drafts:
        if draft.skipped or draft.role != "change" or draft.baseline is not None:
            continue
        restates = view.bracketed(draft) is not None or view.cues.find(max(draft.first - 6, 0), draft.first - 1, "restating")
        before = next((d for d in view.before(draft) if not d.skipped), None)
        if not restates or before is None or before.baseline is None or draft.first - before.end > 12:
            continue
        if (before.role == "previous" and draft.of in (before.of, None)) or (before.role == "change" and before.of is draft.of):
            draft.baseline = before.baseline


def _ago(view: View, draft: Draft) -> tuple[int, int, str] | None:
    """ "contre 14 % deux ans plus tôt"."""
    following = next(iter(view.following(draft)), None)
    if following is None or following.rule != "none.offset_after" or following.first - draft.end > 3:
        return None
    last = view.cues.at(following.last + 1, "offset_after")
    return following.first, last if last is not None else following.last, stretch_type(following)


def stretch_type(draft: Draft) -> str:
    """The type of a baseline so long ago: a year, a shorter period, anything else."""
    value = str(draft.mention.value)
    if value in ("P1Y", "P12M"):
        return "year_on_year"
    return "previous_period" if value in ("P1M", "P3M", "P1W", "P6M", "P7D") else "other"


def _territory_end(view: View, draft: Draft) -> int:
    """The last token right of the quantity that can still speak of it: before the next quantity or clause."""
    stop = view.span(draft)[1]
    following = next((d for d in view.following(draft) if not d.skipped), None)
    if following is not None:
        stop = min(stop, following.first - 1)
    for k in range(draft.last + 1, stop + 1):
        if view.word(k) in (";", ")") or (
            view.cues.at(k, "clause") is not None and view.cues.at(k, "baseline.than") is None
        ):
            return k - 1
    return stop


def _fixed(view: View, draft: Draft, stop: int) -> tuple[int, int, str] | None:
    """ "sur un an", "en glissement annuel", right of the quantity, or between the change word and it."""
    before = next((d for d in view.before(draft) if not d.skipped), None)
    left = max(view.span(draft)[0], draft.first - 8, before.last + 1 if before is not None else 0)
    ahead = view.cues.find(draft.last + 1, stop, "baseline.strong", "baseline.since") is not None
    if draft.role == "previous":  # "de 2,2 % sur un an en mai, après 2,4 % en avril"
        ahead = True
    for first, last in ((draft.last + 1, stop), (draft.first if ahead else left, draft.first)):
        for kind in ("year_on_year", "previous_period"):
            found = view.cues.find(first, last, f"baseline.{kind}")
            apart = (
                found is not None
                and found[1] < draft.first
                and any(view.syntax.finite(k) for k in range(found[1] + 1, draft.first))
            )
            if found is not None and draft.role == "change" and _plain_date(view, found[0]):
                continue
            if (
                found is not None
                and not apart
                and not (
                    first == left and any(k in view.at_token and not view.at_token[k].skipped for k in range(*found))
                )
            ):
                start = (
                    found[0] + 1 if view.cues.at(found[0], "during") == found[0] and found[1] > found[0] else found[0]
                )
                return start, found[1], kind
    return None


def _plain_date(view: View, first: int) -> bool:
    """ "a grimpé de 29 % le mois dernier": a date without a word of comparison says when, not against what."""
    dated = view.dates_between(first, first + 1)
    if not dated:
        return False
    k = view.skip_left(first - 1, 0)
    compares = view.cues.ending(k, "baseline.than", "baseline.strong", "comparison", "of", "at") is not None
    return not compares and view.cues.at(first, "over", "of", "at", "during") is None


def _opening(view: View, draft: Draft) -> tuple[int, int, str] | None:
    """ "Sur un an, les prix ont baissé de 5 %": a baseline at the head of the sentence."""
    start = view.span(draft)[0]
    if draft.role != "change":
        return None
    for kind in ("year_on_year", "previous_period"):
        found = view.cues.find(start, start + 3, f"baseline.{kind}")
        if found is not None and found[0] <= start + 1 and view.word(found[1] + 1) == ",":
            return found[0], found[1], kind
    return None


def _introduced(view: View, draft: Draft, stop: int) -> tuple[int, int, str] | None:
    """ "par rapport à l'édition précédente", "depuis 2019", "que l'an dernier"."""
    categories = ["baseline.strong", "baseline.since"]
    if draft.rule in ("change.more_or_less", "change.above_below", "change.times_more"):
        categories.append("baseline.than")
    found = view.cues.find(draft.last + 1, stop, *categories)
    if draft.rule == "change.above_below" and found is None:
        dates = view.dates_between(draft.last + 1, min(stop, draft.last + 8))
        return _typed(view, dates[0][0], dates[0][1]) if dates else _beside(view, draft, stop)
    if found is None and draft.rule == "change.more_or_less":  # "34 % au-dessous de la moyenne"
        found = view.cues.find(draft.last + 1, draft.last + 1 + BESIDE, "beside_above", "beside_below")
        found = found if found is not None and found[1] < stop else None
    if found is None and draft.role == "previous":
        return _foreseen(view, draft, stop)
    if found is None and draft.role == "change":
        left = max(view.span(draft)[0], draft.first - 8)
        found = view.cues.find(left, draft.first - 1, *categories[:2])
        if found is None and view.dates_between(view.span(draft)[0], left):
            opening = view.cues.find(view.span(draft)[0], view.span(draft)[0] + 1, "baseline.since")
            found = opening
    if found is None:
        return None
    first = found[1] + 1
    last = first
    while last < min(stop, first + 7) and view.word(last + 1) not in (",", ".", ";", ")", "("):
        last += 1
    average = any(view.cues.noun(k, "average") for k in (first, min(first + 1, view.syntax.size - 1)))  # "à la moyenne 2019-2023"
    for date_first, date_last, _ in view.dates_between(found[0], found[1] + 2):
        if average:
            return first, date_last, "other"
        return _typed(view, date_first, date_last)
    if first > view.span(draft)[1]:
        return None
    if first in view.at_token:  # "depuis trois mois", "par rapport aux trois mois précédents"
        stretch = view.at_token[first]
        before = view.cues.find(stretch.first, stretch.last + 1, "preceding")
        yearly = stretch_type(stretch) == "year_on_year" or str(getattr(stretch.mention, "value", ""))[-1:] == "Y"
        return first, stretch.last, "other" if before is None or yearly else "previous_period"
    phrase = view.syntax.phrase_at(first, view.cues.of)
    end = phrase.last if phrase is not None else last
    dated = view.dates_between(end + 1, end + 1)
    return _typed(view, first, dated[0][1] if dated else end)


def _beside(view: View, draft: Draft, stop: int) -> tuple[int, int, str] | None:
    """ "inférieur de 4 points à celui des voisins", "dépasse de 80 000 entrées le précédent record": what is beside it."""
    k = draft.end + 1
    first = (view.cues.at(k, "at", "of") or k - 1) + 1
    if first > stop:
        return None
    phrase = view.syntax.phrase_at(first, view.cues.of)
    if phrase is not None:
        return _typed(view, phrase.first, phrase.last)
    return (first, first, "other") if view.cues.at(first, "that_of") is not None else None


def _unusual(view: View, draft: Draft, stop: int) -> tuple[int, int, str] | None:
    """ "contre six habituellement", "contre 560 en temps normal": the rest of the clause says against what."""
    first = last = draft.end + 1
    if first > stop or view.syntax.punct[first] or view.cues.at(first, "conjunction") is not None:
        return None
    while last < min(stop, first + 6) and not view.syntax.punct[last + 1] and view.cues.at(last + 1, "conjunction") is None:
        last += 1
    return None if any(view.syntax.finite(k) for k in range(first, last + 1)) else _typed(view, first, last)


def _foreseen(view: View, draft: Draft, stop: int) -> tuple[int, int, str] | None:
    """ "contre 330 millions visés jusqu'ici", "contre 5 % prévu": what was foreseen before."""
    k = draft.last + 1
    if k > stop or not view.syntax.past_participle(k) or not view.cues.verb(k, "forecast", "forecasting"):
        return None
    last = k
    while last < min(stop, k + 4) and view.word(last + 1) not in (",", ".", ";", ")"):
        last += 1
    dated = view.dates_between(k, last)
    return _typed(view, dated[0][0], dated[0][1]) if dated else (k, last, "other")


def _typed(view: View, first: int, last: int) -> tuple[int, int, str]:
    """The type of a baseline by its words, else by the date in it."""
    syntax = view.syntax
    words = f" {' '.join(syntax.words[first : last + 1])} "
    dates = view.dates_between(first, last)
    fixed = any(date.relative is None and date.grain != "year" and first <= start for start, _, date in dates)
    for kind in ("previous_edition", "year_on_year", "previous_period"):
        if fixed and kind == "previous_period":  # "que sur les sept premiers mois de 2024"
            continue
        if any(f" {cue} " in words for cue in view.cues.lexicon.baseline_words[kind]):
            return first, last, kind
    if dates:
        relative = dates[0][2].relative
        if relative == "P-1Y":
            return first, last, "year_on_year"
        if relative in ("P-1M", "P-3M", "P-1W"):
            return first, last, "previous_period"
        return first, last, "date"
    return first, last, "other"
