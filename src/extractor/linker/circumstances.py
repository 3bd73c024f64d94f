"""When and where an event takes place, and whether it is still to come: the tense of its verb, or a participle of plans.

Its places are the building that hosts it, what follows its name or its verb, and the place in its own name.
"""

from __future__ import annotations

from extractor.linker.happenings import NEAR, REACH, Evidence
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.venues import apposed_places, own_place, place_at, place_head
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


def places(r: Reading, s: Sentence, at: int, last: int, shown: Evidence, proper: bool = False) -> list[tuple[int, int]]:
    """The places of an event, in the order of the text: the host building, what follows the name or its verb, its own name."""
    found: list[tuple[int, int]] = []
    if shown.host is not None and place_head(r, shown.host):
        found.append((shown.host.first, shown.host.last))
    start = last
    if 0 <= shown.verb < at and shown.rule == "takes_place":
        found += [p for p in _places_after(r, s, shown.verb + 1, shown) if p[1] <= at]
    for j in range(at - 1, s.first - 1, -1):
        if r.pos[j] in VERBAL and j != shown.verb and shown.rule not in ("occasion", "hosted", "around"):
            break
        bare = r.low[j] in r.pack.table("events")["places"]["bare"]
        unaccented = (
            j == s.first and j + 1 in r.names and r.names[j + 1][1] == "LOC" and r.ends[j] - r.starts[j] == 1
        )  # "A Namur, …"
        if (
            (bare or j not in r.name_of)
            and (bare or unaccented or r.is_in(j, "locative"))
            and shown.any
            and not found
            and j + 1 < at
        ):
            place = place_at(r, j if bare else j + 1, s)
            if place is not None and place[1] < at and _before_counts(r, j, s):
                found.append(place)
    found += [p for p in _places_after(r, s, start, shown) if p not in found]
    own = None if proper and r.capital(at) else own_place(r, at, last)
    if own is not None and all(r.span(*own).text != r.span(*p).text for p in found):
        found.append(own) if not found else found.insert(0, own)
    return found[:3]


def _before_counts(r: Reading, j: int, s: Sentence) -> bool:
    """Whether a place in front of the event is a fronted adjunct: it opens the sentence or follows a comma or date."""
    return j == s.first or r.low[j - 1] in (",", "(") or j - 1 in r.date_of


def _places_after(r: Reading, s: Sentence, start: int, shown: Evidence) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    k = start
    forms = verb_forms(r.pack, "events")
    others = r.pack.table("events")["types"]["generic"]
    while k < s.last:
        if r.low[k] in others and k > start and (is_determiner(r, k - 1) or r.is_in(k - 1, "links")):
            break
        if r.low[k] in (";", ":") or (
            r.low[k] not in forms
            and r.pos[k] == "VERB"
            and k > max(shown.verb, start)
            and not _participle(r, k)
            and not r.is_in(k - 1, "articles")
        ):
            break
        if r.is_in(k, "relatives") and k > max(shown.verb, start):
            break
        bare = r.low[k] in r.pack.table("events")["places"]["bare"] and (r.low[k - 1] == "," or k - 1 in r.date_of)
        if r.low[k - 1] in r.pack.table("events")["occasions"]["until"]:
            k += 1
            continue
        if (r.is_in(k, "locative") and k not in r.date_of) or bare:
            place = place_at(r, k if bare else k + 1, s)
            if place is not None:
                found.append(place)
                k = place[1]
                k = apposed_places(r, k, s, found)
                continue
        k += 1
    return found


def _participle(r: Reading, k: int) -> bool:
    return r.token[k] >= 0 and not r.syntax.finite(r.token[k])
