"""When an event takes place, and whether it is still to come: the tense of its verb, or a participle of plans."""

from __future__ import annotations

from extractor.linker.happenings import NEAR, REACH, Evidence
from extractor.linker.reading import VERBAL, Reading, Sentence
from extractor.linker.verbs import verb_forms
from extractor.schema.facts import Modality

GROUP = 4
"""Words of a verb group in front of its main verb at most."""


def when(r: Reading, s: Sentence, at: int, last: int, shown: Evidence, proper: bool) -> tuple[str | None, str | None]:
    """From and to of an event: the date attached to its name, else one that goes with its verb."""
    best: int | None = None
    limit = s.last
    if 0 <= shown.verb < at and shown.rule == "takes_place":
        best = next((k for k in range(shown.verb, at) if k in r.dates and _usable(r, k)), None)
    if shown.rule == "sits":
        best = shown.verb
    for k in range(last, limit) if best is None else ():
        if k in r.dates and _usable(r, k) and not _compared(r, k):
            if k - last <= NEAR or shown.verb >= 0:
                best = k
            break
        if k - last > REACH:
            break
    if best is None and (shown.any or proper):
        for k in range(at - 1, s.first - 1, -1):
            if k in r.dates and _usable(r, k) and r.quote_of[k] in (-1, r.quote_of[at]):
                best = k
                break
            if r.pos[k] in VERBAL and not shown.any:
                break
    if best is None:
        return None, None
    date = r.dates[best][1]
    verbs = r.pack.table("events")["verbs"]
    occasions = r.pack.table("events")["occasions"]
    start, end = date.from_, date.to
    front = [r.low[j] for j in range(max(s.first, best - 2), best)]
    if any(word in occasions["until"] for word in front):
        return None, end
    if any(word in occasions["from_on"] for word in front) or shown.lemma in verbs["opening"]:
        return start, _until(r, best, s)
    if shown.lemma in verbs["closing"]:
        return None, end
    return start, end


def _usable(r: Reading, k: int) -> bool:
    """Whether a date can date an event: it has a day, month or year, and does not repeat."""
    date = r.dates[k][1]
    return (
        not date.recurring
        and date.modifier not in ("before", "after")
        and (date.from_ is None or not date.from_.startswith("T"))
    )


def _compared(r: Reading, k: int) -> bool:
    """Whether a date only serves a comparison ("deux fois plus qu'en 2024")."""
    return any(
        r.is_in(j, "complementisers")
        and r.pos[j - 1] in ("ADV", "NOUN", "ADJ", "NUM")
        and r.is_in(k - 1, "prepositions")
        for j in (k - 1, k - 2)
    )


def _until(r: Reading, best: int, s: Sentence) -> str | None:
    """The end given apart from the start: "débute vendredi et se poursuit jusqu'au 12 août"."""
    until = r.pack.table("events")["occasions"]["until"]
    forms = verb_forms(r.pack, "events")
    closing = r.pack.table("events")["verbs"]["closing"]
    for k in range(r.dates[best][0], s.last):
        if k in r.dates and any(
            r.low[j] in until or not set(forms.get(r.low[j], {}).values()).isdisjoint(closing) for j in range(k - 2, k)
        ):
            return r.dates[k][1].to
    return None


def foreseen(r: Reading, s: Sentence, shown: Evidence, last: int, start: str | None, published: str | None) -> Modality:
    """The modality of an event: "forecast" when it is still to come, "conditional" when it only may.

    Args:
        r: the document.
        s: the sentence that carries the event.
        shown: how the event is shown to take place.
        last: the word after its name.
        start: its first day, if known.
        published: when the document was published, if known.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> "prévu" in load_pack(default_language()).table("events")["verbs"]["planned"]
    True
    """
    if start is not None and published is not None and start[:1].isdigit():
        grain = min(len(start[:10]), len(published[:10]))
        if start[:grain] < published[:grain]:
            return "asserted"
    verbs_of = r.pack.table("events")["verbs"]
    if shown.lemma in verbs_of["closing"]:
        return "asserted"
    if shown.verb >= 0:
        group = range(max(s.first, shown.verb - GROUP), shown.verb + 1)
        verbs = [r.token[k] for k in group if r.pos[k] in VERBAL and r.token[k] >= 0]
        if any(r.syntax.conditional(token) for token in verbs):
            return "conditional"
        if (
            any(r.syntax.future(token) for token in verbs)
            or any(r.low[k].endswith(tuple(verbs_of["future"])) for k in group if r.pos[k] in VERBAL)
            or (r.token[shown.verb] >= 0 and _awaited(r, shown.verb, s))
        ):
            return "forecast"
    for k in (s.first, *range(last, min(last + GROUP, s.last))):
        if r.is_in(k, "be"):
            break  # "est fixé au 19 mai": the plan stands
        if r.low[k] in verbs_of["planned"]:
            return "forecast"
    return "asserted"


def _awaited(r: Reading, verb: int, s: Sentence) -> bool:
    """Whether an infinitive hangs on a verb of duty or future: "doit se tenir", "va s'ouvrir"."""
    return r.syntax.infinitive(r.token[verb]) and any(
        r.is_in(k, "future_auxiliaries") for k in range(max(s.first, verb - GROUP), verb)
    )
